"""Which issued editions are based on records that have changed, and which offices hold them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.issuing.record_changes import Became, RecordChange, bearing_first, record_change
from policybrief.issuing.record_snapshots import record_as_issued
from policybrief.issuing.registry import Registry
from policybrief.ledger import Issued, Recalled

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class AffectedEdition:
    """An issued edition, the records below it that have changed, and who has it."""

    issued: Issued
    changes: tuple[RecordChange, ...]
    """Those that bear its recommendation first."""
    holders: tuple[str, ...]
    """Offices that have had no later version of it."""
    updated: tuple[str, ...] = ()
    """Offices that have."""
    recalled: Recalled | None = None

    @property
    def bears(self) -> bool:
        """True if the recommendation, the decision or the bottom line was based on any of it."""
        return any(change.then.bears for change in self.changes)


def affected_editions(
    registry: Registry, *, named: Sequence[str] = (), only: Collection[str] | None = None
) -> tuple[AffectedEdition, ...]:
    """The issued editions based on changed records; first those whose recommendation is based on them.

    With `named` records: all that are based on these, changed or not. With `only`: because of these
    records alone. Among equals the latest comes first.
    """
    affected = []
    for issued in sorted(registry.ledger.issues(), key=lambda event: event.on, reverse=True):
        changes = _changes(issued, registry, named, only)
        if changes:
            offices = registry.ledger.offices(issued)
            later = _offices_of_later_versions(issued, registry)
            updated = tuple(office for office in offices if office in later)
            holders = tuple(office for office in offices if office not in later)
            recalled = registry.ledger.recalled(issued)
            affected.append(AffectedEdition(issued, changes, holders, updated, recalled))
    return tuple(sorted(affected, key=lambda edition: not edition.bears))


def changed_between(before: LoadedProject, now: LoadedProject) -> frozenset[str]:
    """Ids of the records of `before` that have changed since, in whatever language."""
    return frozenset(
        record.id
        for record in before.corpus.records
        for language in now.project.languages
        if record_change(record_as_issued(record, before.corpus, before.project, language), language, now)
        is not None
    )


def _changes(
    issued: Issued, registry: Registry, named: Sequence[str], only: Collection[str] | None
) -> tuple[RecordChange, ...]:
    changes = []
    for record in issued.records:
        if (named and record.id not in named) or (only is not None and record.id not in only):
            continue
        change = record_change(record, issued.series.language, registry.loaded)
        if change is None and named:
            change = RecordChange(record, Became.AS_IT_WAS, now=record.id)
        if change is not None:
            changes.append(change)
    return bearing_first(changes)


def _offices_of_later_versions(issued: Issued, registry: Registry) -> frozenset[str]:
    """Offices that have had a later version of the same edition."""
    later = registry.ledger.later(issued)
    return frozenset(office for event in later for office in registry.ledger.offices(event))
