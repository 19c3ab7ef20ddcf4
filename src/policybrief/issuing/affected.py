"""Which issued editions rest on records that have moved, and which offices hold them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.issuing.as_of_today import Desk
from policybrief.issuing.record_changes import Fate, Move, bearing_first, move_of
from policybrief.issuing.record_snapshots import as_rested
from policybrief.ledger import Issued, Recalled

if TYPE_CHECKING:
    from policybrief.project import Loaded


@dataclass(frozen=True, slots=True)
class Affected:
    """An issued edition, what moved under it, and who has it."""

    issued: Issued
    moved: tuple[Move, ...]
    """Those that bear its recommendation first."""
    holders: tuple[str, ...]
    """Offices that have had no later version of it."""
    updated: tuple[str, ...] = ()
    """Offices that have."""
    recalled: Recalled | None = None

    @property
    def bears(self) -> bool:
        """True if the recommendation, the decision or the bottom line rested on any of it."""
        return any(move.then.bears for move in self.moved)


def affected(
    desk: Desk, *, named: Sequence[str] = (), only: Collection[str] | None = None
) -> tuple[Affected, ...]:
    """The issued editions that rest on records that moved; those whose recommendation does first.

    With `named` records: all that rest on these, moved or not. With `only`: because of these records alone.
    Among equals the latest comes first.
    """
    found = []
    for issued in sorted(desk.ledger.issues(), key=lambda event: event.on, reverse=True):
        moved = _moved(issued, desk, named, only)
        if moved:
            offices = desk.ledger.offices(issued)
            updated = tuple(office for office in offices if office in _later(issued, desk))
            holders = tuple(office for office in offices if office not in updated)
            found.append(Affected(issued, moved, holders, updated, desk.ledger.recalled(issued)))
    return tuple(sorted(found, key=lambda hit: not hit.bears))


def changed_between(before: Loaded, now: Loaded) -> frozenset[str]:
    """Ids of the records of `before` that have moved since, in whatever language."""
    return frozenset(
        record.id
        for record in before.corpus.records
        for language in now.project.languages
        if move_of(as_rested(record, before.corpus, before.project, language), language, now) is not None
    )


def _moved(
    issued: Issued, desk: Desk, named: Sequence[str], only: Collection[str] | None
) -> tuple[Move, ...]:
    moved = []
    for rested in issued.records:
        if (named and rested.id not in named) or (only is not None and rested.id not in only):
            continue
        move = move_of(rested, issued.series.language, desk.loaded)
        if move is None and named:
            move = Move(rested, Fate.AS_IT_WAS, now=rested.id)
        if move is not None:
            moved.append(move)
    return bearing_first(moved)


def _later(issued: Issued, desk: Desk) -> frozenset[str]:
    """Offices that have had a later version of the same edition."""
    series = issued.series
    versions = desk.ledger.issues(
        brief=series.brief, template=series.template, audience=series.audience, language=series.language
    )
    later = versions[versions.index(issued) + 1 :]
    return frozenset(office for event in later for office in desk.ledger.offices(event))
