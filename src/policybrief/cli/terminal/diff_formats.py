"""Differences as Markdown, and as plain objects for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policybrief.changes.records import Compared, Entry, days, entries, shortened, tally
from policybrief.document.differences import Changed, Passage


def as_markdown(compared: Compared, *, outside: bool) -> Iterator[str]:
    """The same as Markdown: a heading, figures, a list entry a record; no record that is left out.

    What goes `outside` has no reasons: they are words of commits and records that its reader may not see.
    """
    before, after = compared.before, compared.after
    if not compared.differences:
        what = "Nothing that may be repeated here" if compared.left_out else "Nothing"
        yield f"{what} has changed in {plain(after.said)} since {plain(before.said)}{days(compared)}."
        return
    told = entries(replace(compared, left_out=()))
    yield f"### {plain(after.said)}"
    yield ""
    yield f"Against {plain(before.said)}{days(compared)}: {tally(told, compared.differences)}."
    yield ""
    for entry in told:
        yield from _points(entry, outside=outside)
    for around in compared.differences.surroundings:
        yield f"- {_was_now(around.before, around.after)}"


def _points(entry: Entry, *, outside: bool) -> Iterator[str]:
    figures = ", ".join(f"{old} → **{new}**" for old, new in entry.figures)
    said = entry.word if outside else entry.fate or entry.word
    yield f"- `{entry.record}`: {said}{f' ({figures})' if figures else ''}"
    for passage in entry.added:
        yield f"  - {plain(passage.text)}"
    for passage in entry.removed:
        yield f"  - ~~{plain(passage.text)}~~"
    for change in entry.changed:
        marks = {"gone": "~~", "new": "**", "same": ""}
        parts = (marked(run.text, marks[run.kind]) for run in shortened(change.words))
        yield f"  - {change.label + ': ' if change.label else ''}{''.join(parts)}"
    if not outside:
        yield f"  - why: {plain(entry.why)}"


def marked(text: str, mark: str) -> str:
    """`text` between marks, blanks outside: Markdown wants it so."""
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
    """`text` with the signs of Markdown as signs."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|~" else sign for sign in text.replace("\n", " "))


def as_records(compared: Compared) -> Iterator[dict[str, Any]]:
    """One object a record that differs, then one for what differs around them; none where nothing does."""
    sides = {"before": compared.before.said, "after": compared.after.said}
    for entry in entries(compared):
        yield {
            "change": entry.word,
            "record": entry.record,
            "fate": entry.fate,
            "why": entry.why,
            "figures": [list(pair) for pair in entry.figures],
            "added": [_statement(passage) for passage in entry.added],
            "removed": [_statement(passage) for passage in entry.removed],
            "changed": [_changed(change) for change in entry.changed],
            "moved": [list(entry.moved.before), list(entry.moved.after)] if entry.moved else [],
            **sides,
        }
    for around in compared.differences.surroundings:
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
