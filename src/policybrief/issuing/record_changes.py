"""What became of the records on which an issued edition rests, since it went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from policybrief.issuing.record_snapshots import record_as_issued, successors
from policybrief.ledger import Issued, RecordAsIssued
from policybrief.markings import find

if TYPE_CHECKING:
    from policybrief.markings import Scheme
    from policybrief.project import LoadedProject
    from policybrief.project.corpus import Corpus


class Became(StrEnum):
    """What became of a record, the most serious first."""

    REMOVED = "removed"
    UNREADABLE = "cannot be read"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    MARKED_HIGHER = "marked higher"
    GRADED_LOWER = "graded lower"
    CORRECTED = "corrected"
    TRANSLATION = "translation corrected"
    AS_IT_WAS = "as it was"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that is no longer as it was, and in a few words how."""

    then: RecordAsIssued
    became: Became
    detail: str = ""
    """Why it was withdrawn; the record that replaces it; the marking or grade then and now."""
    now: str = ""
    """Its present id, or that of its successor; empty where there is nothing to say in its place."""


def changes_since(issued: Issued, loaded: LoadedProject) -> tuple[RecordChange, ...]:
    """What became of the records of an issued edition; those that bear its recommendation first."""
    changes = (record_change(record, issued.series.language, loaded) for record in issued.records)
    return bearing_first(change for change in changes if change is not None)


def bearing_first(changes: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    """The changes in their order, those that bear a recommendation before the rest."""
    return tuple(sorted(changes, key=lambda change: not change.then.bears))


def record_change(then: RecordAsIssued, language: str, loaded: LoadedProject) -> RecordChange | None:
    """What became of one record; None if it is as it was."""
    corpus, project = loaded.corpus, loaded.project
    record = corpus.get(then.id) or next((r for r in corpus.records if then.id in r.was), None)
    if record is None:
        return RecordChange(then, Became.UNREADABLE if then.id in corpus.broken else Became.REMOVED)
    now = record_as_issued(record, corpus, project, language)
    if record.withdrawn:
        why = record.withdrawn.words.in_language(language)[0]
        return RecordChange(then, Became.WITHDRAWN, why, _successor(then, corpus))
    if successor := _successor(then, corpus):
        return RecordChange(then, Became.REPLACED, f"by {successor}", successor)
    if _is_higher(then.marking, now.marking, project.schemes):
        detail = f"{', '.join(then.marking) or 'unmarked'} → {', '.join(now.marking)}"
        return RecordChange(then, Became.MARKED_HIGHER, detail, record.id)
    if _is_lower(then.grade, now.grade):
        return RecordChange(then, Became.GRADED_LOWER, f"{then.grade} → {now.grade}", record.id)
    if then.hash != now.hash:
        return RecordChange(then, Became.CORRECTED, now=record.id)
    if then.translation != now.translation and not then.unseen:
        return RecordChange(then, Became.TRANSLATION, now=record.id)
    return None


def _successor(then: RecordAsIssued, corpus: Corpus) -> str:
    """The record that has taken its place since; "" if none has."""
    return next((name for name in successors(then.id, corpus) if name != then.replaced_by), "")


def _is_higher(then: tuple[str, ...], now: tuple[str, ...], schemes: tuple[Scheme, ...]) -> bool:
    ranks = {level[0].name: level[1].rank for label in then if (level := find(label, schemes))}
    return any(
        level is None or level[1].rank > ranks.get(level[0].name, -1)
        for label in now
        for level in [find(label, schemes)]
        if label not in then
    )


def _is_lower(then: str, now: str) -> bool:
    """True if a letter or digit of the Admiralty scale was lowered, or is now the one that judges nothing."""
    return bool(then and now and now > then)
