"""Everything based on one record, as text or plain objects: records, editions, briefs, translations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from policybrief.changes import LEFT_OUT
from policybrief.changes.trace import (
    Appearance,
    Dependent,
    appearances,
    briefs_naming,
    dependents_of,
    unsupported_without,
)
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.cli.terminal.record_fields import first_words
from policybrief.diagnostics import counted
from policybrief.editions import Workspace
from policybrief.records import Recommendation, Record, state_of

if TYPE_CHECKING:
    from policybrief.diagnostics import Span
    from policybrief.records import Edition


def record_as_text(record: Record, editions: Sequence[Edition], workspace: Workspace) -> Iterator[str]:
    """Lines of at most 80 columns for everything based on the record."""
    corpus, briefs = workspace.loaded.corpus, workspace.loaded.briefs
    place = corpus.place(record.id)
    yield f"{click.style(record.id, bold=True)}  {record.kind}, {state_of(record)}  {place or ''}"
    yield from (f"  {line}" for line in textwrap.wrap(first_words(record), WIDTH - 2))
    yield from _fate_lines(record, workspace)
    yield from _headed("Based on it", _tree(dependents_of(record, corpus), workspace, "  "))
    unsupported = [_label(other) for other in unsupported_without(record, corpus)]
    yield from _headed("Left without support if it is withdrawn", _wrapped(unsupported))
    yield from _appearance_lines([*appearances(record, editions, workspace)])
    named = (f"  {brief.path}: {field}" for brief, field in briefs_naming(record, briefs))
    yield from _headed("Named by briefs", named)
    yield from _headed("Translated in", _wrapped([str(span) for span in _translations(record, workspace)]))


def record_as_objects(
    record: Record, editions: Sequence[Edition], workspace: Workspace
) -> Iterator[dict[str, Any]]:
    """One object for each record based on it, then one for each edition that shows it.

    No words of records.
    """
    unsupported = {other.id for other in unsupported_without(record, workspace.loaded.corpus)}
    for dependent, depth in _flat(dependents_of(record, workspace.loaded.corpus), 1):
        place = workspace.loaded.corpus.place(dependent.record.id)
        yield {
            "rests": "record",
            "record": dependent.record.id,
            "kind": dependent.record.kind,
            "fields": [*dependent.fields],
            "depth": depth,
            "alone": dependent.record.id in unsupported,
            "path": place.path if place else "",
            "line": place.line if place else 0,
        }
    for appearance in appearances(record, editions, workspace):
        if appearance.sections:
            edition = appearance.edition
            yield {
                "rests": "edition",
                "brief": edition.brief.name,
                "template": edition.template,
                "audience": edition.audience.name,
                "language": edition.language,
                "sections": [*appearance.sections],
            }


def reason_in_words(reason: str) -> str:
    """Why an edition does not show a record."""
    if reason.startswith("replaced-by "):
        return f"replaced by {reason.removeprefix('replaced-by ')}"
    more = {
        "not-used": "no section prints it",
        "broken": "the edition cannot be made",
        "withdrawn": "withdrawn",
    }
    return LEFT_OUT.get(reason) or more.get(reason, reason)


def _fate_lines(record: Record, workspace: Workspace) -> Iterator[str]:
    if record.withdrawn:
        words = record.withdrawn.words.original()
        yield f"  withdrawn on {record.withdrawn.date}{': ' if words else ''}{words}"
    for other in workspace.loaded.corpus.records:
        if other.replaces == record.id:
            yield f"  replaced by {other.id}"


def _headed(head: str, lines: Iterator[str]) -> Iterator[str]:
    """The lines below their heading; nothing where there is none."""
    for number, line in enumerate(lines):
        if not number:
            yield f"\n{head}"
        yield line


def _tree(below: Sequence[Dependent], workspace: Workspace, indent: str) -> Iterator[str]:
    for dependent in below:
        record = dependent.record
        place = workspace.loaded.corpus.place(record.id)
        end = f"{place.path.rpartition('/')[2]}:{place.line}" if place else ""
        head = f"{indent}{record.kind} {click.style(record.id, bold=True)}"
        used = len(click.unstyle(head)) + len(end) + 4
        words = textwrap.shorten(first_words(record), max(12, WIDTH - used), placeholder=" …")
        room = max(1, WIDTH - len(click.unstyle(head)) - 2 - len(words) - len(end))
        yield f"{head}  {words}{' ' * room}{end}"
        yield from _tree(dependent.below, workspace, indent + "  ")


def _flat(below: Sequence[Dependent], depth: int) -> Iterator[tuple[Dependent, int]]:
    for dependent in below:
        yield dependent, depth
        yield from _flat(dependent.below, depth + 1)


def _appearance_lines(every: Sequence[Appearance]) -> Iterator[str]:
    shown = [appearance for appearance in every if appearance.sections]
    if shown:
        yield f"\nShown in {counted(len(shown), 'edition')} of {len(every)}"
        for appearance in shown:
            yield f"  {appearance.edition.name}"
            for line in textwrap.wrap("; ".join(appearance.sections), WIDTH - 6):
                yield f"      {line}"
    reasons: dict[str, list[str]] = {}
    for appearance in every:
        if appearance.reason:
            reasons.setdefault(appearance.reason, []).append(appearance.edition.name)
    if reasons:
        yield f"\nNot shown in {counted(len(every) - len(shown), 'edition')}"
        for reason, names in reasons.items():
            yield f"  {counted(len(names), 'edition')}: {reason_in_words(reason)}"


def _label(record: Record) -> str:
    return f"{record.id}{' (recommendation)' if isinstance(record, Recommendation) else ''}"


def _wrapped(words: Sequence[str]) -> Iterator[str]:
    for line in textwrap.wrap(", ".join(words), WIDTH - 2, break_on_hyphens=False):
        yield f"  {line}"


def _translations(record: Record, workspace: Workspace) -> Iterator[Span]:
    """Where translations of the record are written in files of their own."""
    original = workspace.loaded.corpus.place(record.id)
    for language in workspace.loaded.project.languages[1:]:
        place = workspace.loaded.corpus.place(record.id, language=language)
        if place and original and place.path != original.path and place.line:
            yield place
