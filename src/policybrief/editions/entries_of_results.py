"""What the manifest is to know of an edition, from the result of making it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.diagnostics import Diagnostic
from policybrief.editions.manifest_entries import EditionEntry
from policybrief.editions.results import EditionResult, on_subject
from policybrief.selection import SHED


def entry_of(result: EditionResult) -> EditionEntry:
    """What the manifest is to know of an edition that was made, without its files."""
    edition, made = result.edition, result.made
    assert made is not None
    return EditionEntry(
        edition.brief.name,
        edition.template,
        edition.audience.name,
        edition.language,
        edition.as_of.isoformat(),
        edition.rehearsal,
        shown=tuple(sorted(made.shown)),
        left_out=on_subject(made.selection.left_out),
        inputs=result.inputs,
        key=made.key,
        pages=made.pages,
        diagnostics=made.diagnostics,
    )


def entry_again(known: EditionEntry, result: EditionResult) -> EditionEntry:
    """`known`, of an edition that was not made again, as its records and the places in their files now are.

    What was cut for length then would be cut again: it shows the same, and has the same points.
    """
    assert result.made is not None
    shed = tuple(pair for pair in known.left_out if pair[1] == SHED)
    return replace(
        known,
        as_of=result.edition.as_of.isoformat(),
        left_out=on_subject((*result.made.selection.left_out, *shed)),
        inputs=result.inputs,
        diagnostics=_at_present_places(known.diagnostics, result.diagnostics),
    )


def _at_present_places(known: Sequence[Diagnostic], now: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The previous diagnostics, each as it is among the current ones if it is there."""
    present: dict[Diagnostic, list[Diagnostic]] = {}
    for diagnostic in now:
        present.setdefault(replace(diagnostic, span=None, remedy=()), []).append(diagnostic)
    again = ((d, present.get(replace(d, span=None, remedy=()))) for d in known)
    return tuple(those.pop(0) if those else d for d, those in again)
