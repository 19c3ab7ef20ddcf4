"""Whether an issued edition is still current, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policybrief.issuing.record_changes import RecordChange, changes_since
from policybrief.issuing.registry import Registry
from policybrief.issuing.reissue import as_issued, edition_today
from policybrief.ledger import Issued, Recalled


@dataclass(frozen=True, slots=True)
class Currency:
    """What has happened since an edition went out; nothing, if it is current."""

    recalled: Recalled | None = None
    later: tuple[Issued, ...] = ()
    """Later versions of its series."""
    changes: tuple[RecordChange, ...] = ()
    added: tuple[str, ...] = ()
    """Records that it would show now, and did not."""
    gone: tuple[tuple[str, str], ...] = ()
    """(record, reason) that it would not show now; without those that have changed."""
    reworded: bool = False
    """Whether only what surrounds the records differs."""
    unmade: str = ""
    """Why what it would show now is unknown."""

    @property
    def current(self) -> bool:
        return self == Currency()


def currency_of(issued: Issued, registry: Registry) -> Currency:
    """What has happened to `issued` since: in the ledger, to its records, and in what it would say today."""
    changes = changes_since(issued, registry.loaded)
    currency = Currency(registry.ledger.recalled(issued), registry.ledger.later(issued), changes)
    edition = edition_today(issued.series, registry)
    if edition is None:
        return replace(currency, unmade="no brief asks for it any more")
    result, same = as_issued(edition, issued, registry)
    if result.made is None or result.made.document is None:
        return replace(currency, unmade="it cannot be made now; see brief check")
    before = {record.id for record in issued.records if not record.unseen}
    after = set(result.made.shown)
    reasons = dict(result.made.selection.left_out)
    changed = {change.then.id for change in changes}
    added = tuple(name for name in result.made.shown if name not in before)
    gone = tuple((name, reasons.get(name, "")) for name in sorted(before - after - changed))
    return replace(currency, added=added, gone=gone, reworded=not (same or changes or added or gone))
