"""Differences as Markdown, and as plain objects for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policybrief.changes import Comparison, RecordDifference, record_differences, shortened
from policybrief.cli.terminal.diff_text import days, tally
from policybrief.document.differences import Changed, Passage


def as_markdown(comparison: Comparison, *, outside: bool) -> Iterator[str]:
    """The same as Markdown: a heading, figures, a list entry a record; no record that is left out.

    Text that goes `outside` has no reasons: these quote commits and records that its readers may not see.
    """
    before, after = comparison.before, comparison.after
    if not comparison.differences:
        subject = "Nothing that may be repeated here" if comparison.left_out else "Nothing"
        yield f"{subject} has changed in {plain(after.label)} since {plain(before.label)}{days(comparison)}."
        return
    differences = record_differences(replace(comparison, left_out=()))
    yield f"### {plain(after.label)}"
    yield ""
    yield f"Against {plain(before.label)}{days(comparison)}: {tally(differences, comparison.differences)}."
    yield ""
    for difference in differences:
        yield from _points(difference, outside=outside)
    for around in comparison.differences.surroundings:
        yield f"- {_was_now(around.before, around.after)}"


def _points(difference: RecordDifference, *, outside: bool) -> Iterator[str]:
    figures = ", ".join(f"{old} → **{new}**" for old, new in difference.figures)
    text = difference.word if outside else difference.fate or difference.word
    yield f"- `{difference.record}`: {text}{f' ({figures})' if figures else ''}"
    for passage in difference.added:
        yield f"  - {plain(passage.text)}"
    for passage in difference.removed:
        yield f"  - ~~{plain(passage.text)}~~"
    for change in difference.changed:
        marks = {"gone": "~~", "new": "**", "same": ""}
        parts = (marked(run.text, marks[run.kind]) for run in shortened(change.words))
        yield f"  - {change.label + ': ' if change.label else ''}{''.join(parts)}"
    if not outside:
        yield f"  - why: {plain(difference.why)}"


def marked(text: str, mark: str) -> str:
    """`text` between marks, blanks outside, as Markdown requires."""
    inner = text.strip()
    if not inner or not mark:
        return plain(text)
    head = text[: len(text) - len(text.lstrip())]
    return f"{head}{mark}{plain(inner)}{mark}{text[len(text.rstrip()) :]}"


def _was_now(before: str, after: str) -> str:
    return " ".join(
        [*([f"~~{plain(before)}~~"] if before else []), *([f"**{plain(after)}**"] if after else [])]
    )


def plain(text: str) -> str:
    """`text` with Markdown's special characters escaped."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|~" else sign for sign in text.replace("\n", " "))


def as_records(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """One object for each record that differs, then one for what differs around them.

    None if nothing does.
    """
    sides = {"before": comparison.before.label, "after": comparison.after.label}
    for difference in record_differences(comparison):
        yield {
            "change": difference.word,
            "record": difference.record,
            "fate": difference.fate,
            "why": difference.why,
            "figures": [list(pair) for pair in difference.figures],
            "added": [_statement(passage) for passage in difference.added],
            "removed": [_statement(passage) for passage in difference.removed],
            "changed": [_changed(change) for change in difference.changed],
            "moved": [list(difference.moved.before), list(difference.moved.after)]
            if difference.moved
            else [],
            **sides,
        }
    for around in comparison.differences.surroundings:
        yield {
            "change": "around",
            "section": around.section,
            "was": around.before,
            "now": around.after,
            **sides,
        }


def _statement(passage: Passage) -> dict[str, str]:
    return {"field": passage.field, "section": passage.title, "text": passage.text}


def _changed(change: Changed) -> dict[str, Any]:
    return {
        "field": change.field,
        "section": change.section,
        "label": change.label,
        "was": change.before,
        "now": change.after,
        "words": [{"kind": run.kind, "text": run.text} for run in change.words],
        "figures": [list(pair) for pair in change.figures],
    }
