"""Once for each withdrawn record: how many records are still based on it, and how many editions show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Severity, counted
from policybrief.project.corpus import fallen, resting_on

if TYPE_CHECKING:
    from policybrief.editions import EditionResult
    from policybrief.editions.workspace import Workspace


def withdrawn_notes(workspace: Workspace, results: Sequence[EditionResult]) -> Iterator[Diagnostic]:
    """A note at each withdrawn record on which other records are still based; the results are reduced."""
    corpus = workspace.loaded.corpus
    for record in corpus.records:
        resting = resting_on(corpus, record.id) if record.withdrawn else ()
        if record.withdrawn and resting:
            unsupported = {*fallen(corpus, (record.id,))} & {r.id for r in resting}
            message = f"{record.kind} {record.id} was withdrawn on {record.withdrawn.date}; "
            message += f"{_still_based(len(resting))} on it"
            message += f", {len(unsupported)} of them on nothing else" if unsupported else ""
            message += _effects({r.id for r in resting}, unsupported, results)
            span = corpus.place(record.id, "withdrawn")
            hint = f"to list every record, section and edition: brief trace {record.id}"
            yield Diagnostic("withdrawn-source", message, span, Severity.NOTE, hint=hint, record=record.id)


def _still_based(number: int) -> str:
    return f"{counted(number, 'record')} {'is' if number == 1 else 'are'} still based"


def _effects(resting: set[str], unsupported: set[str], results: Sequence[EditionResult]) -> str:
    """How many editions leave out or show the records, in words; "" for none."""
    lacking = sum(any(i in unsupported and why == LEFT_OUT for i, why in r.left_out) for r in results)
    showing = sum(not resting.isdisjoint(result.shown) for result in results)
    parts = [
        f"{counted(lacking, 'edition')} {'leaves' if lacking == 1 else 'leave'} these out" if lacking else "",
        f"{counted(showing, 'edition')} {'shows' if showing == 1 else 'show'} those with other support"
        if showing
        else "",
    ]
    message = ", ".join(filter(None, parts))
    return f": {message}" if message else ""


LEFT_OUT = "rests-on-withheld"
"""The reason that a selection gives for a record without any support left."""
