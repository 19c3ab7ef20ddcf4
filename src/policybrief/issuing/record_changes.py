"""What became of the records on which an issued edition rests, since it went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from policybrief.issuing.record_snapshots import as_rested, successors
from policybrief.ledger import Issued, Rested
from policybrief.markings import find

if TYPE_CHECKING:
    from policybrief.markings import Scheme
    from policybrief.project import Loaded
    from policybrief.project.corpus import Corpus


class Fate(StrEnum):
    """What became of a record, the gravest first."""

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
class Move:
    """One record that is no longer as it was, and in a few words how."""

    then: Rested
    fate: Fate
    told: str = ""
    """Why it was withdrawn; the record that replaces it; the marking or grade then and now."""
    now: str = ""
    """Its present id, or that of its successor; empty where there is nothing to say in its place."""


def moves(issued: Issued, loaded: Loaded) -> tuple[Move, ...]:
    """The records under an issued edition that have moved; those that bear its recommendation first."""
    found = (move_of(rested, issued.series.language, loaded) for rested in issued.records)
    return bearing_first(move for move in found if move is not None)


def bearing_first(found: Iterable[Move]) -> tuple[Move, ...]:
    """The moves in their order, what bears a recommendation before the rest."""
    return tuple(sorted(found, key=lambda move: not move.then.bears))


def move_of(then: Rested, language: str, loaded: Loaded) -> Move | None:
    """What became of one record; None if it is as it was."""
    corpus, project = loaded.corpus, loaded.project
    record = corpus.get(then.id) or next((r for r in corpus.records if then.id in r.was), None)
    if record is None:
        fate = Fate.UNREADABLE if then.id in corpus.broken else Fate.REMOVED
        return Move(then, fate)
    now = as_rested(record, corpus, project, language)
    if record.withdrawn:
        return Move(
            then, Fate.WITHDRAWN, record.withdrawn.words.in_language(language)[0], _successor(then, corpus)
        )
    if successor := _successor(then, corpus):
        return Move(then, Fate.REPLACED, f"by {successor}", successor)
    if _is_higher(then.marking, now.marking, project.schemes):
        told = f"{', '.join(then.marking) or 'unmarked'} → {', '.join(now.marking)}"
        return Move(then, Fate.MARKED_HIGHER, told, record.id)
    if _is_lower(then.grade, now.grade):
        return Move(then, Fate.GRADED_LOWER, f"{then.grade} → {now.grade}", record.id)
    if then.hash != now.hash:
        return Move(then, Fate.CORRECTED, now=record.id)
    if then.translation != now.translation and not then.unseen:
        return Move(then, Fate.TRANSLATION, now=record.id)
    return None


def _successor(then: Rested, corpus: Corpus) -> str:
    """The record that has taken its place since; "" if none has."""
    return next((name for name in successors(then.id, corpus) if name != then.replaced_by), "")


def _is_higher(then: tuple[str, ...], now: tuple[str, ...], schemes: tuple[Scheme, ...]) -> bool:
    ranks = {found[0].name: found[1].rank for label in then if (found := find(label, schemes))}
    return any(
        found is None or found[1].rank > ranks.get(found[0].name, -1)
        for label in now
        for found in [find(label, schemes)]
        if label not in then
    )


def _is_lower(then: str, now: str) -> bool:
    """True if a letter or digit of the Admiralty scale was lowered, or is now the one that judges nothing."""
    return bool(then and now and now > then)
