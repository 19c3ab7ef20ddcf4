"""Whether an issued edition is still current, and what has moved since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from policybrief.issuing.as_of_today import Desk, as_issued, edition_now
from policybrief.issuing.record_changes import Move, moves
from policybrief.ledger import Issued, Recalled


@dataclass(frozen=True, slots=True)
class Standing:
    """What has happened since an edition went out; nothing, if it is current."""

    recalled: Recalled | None = None
    later: tuple[Issued, ...] = ()
    """Later versions of its series."""
    moved: tuple[Move, ...] = ()
    added: tuple[str, ...] = ()
    """Records that it would show now, and did not."""
    gone: tuple[tuple[str, str], ...] = ()
    """(record, reason) that it would not show now; without those that moved."""
    reworded: bool = False
    """Whether only what surrounds the records differs."""
    unmade: str = ""
    """Why nobody can tell what it would show now."""

    @property
    def current(self) -> bool:
        return self == Standing()


def standing(issued: Issued, desk: Desk, *, today: date) -> Standing:
    """What has happened to `issued` since: in the ledger, to its records, and in what it would say today."""
    series = issued.series
    versions = desk.ledger.issues(
        brief=series.brief, template=series.template, audience=series.audience, language=series.language
    )
    moved = moves(issued, desk.loaded)
    found = Standing(desk.ledger.recalled(issued), versions[versions.index(issued) + 1 :], moved)
    edition = edition_now(series, desk, today)
    if edition is None:
        return replace(found, unmade="no brief asks for it any more")
    result, same = as_issued(edition, issued, desk)
    if result.made is None or result.made.document is None:
        return replace(found, unmade="it cannot be made now; see brief check")
    before = {record.id for record in issued.records if not record.unseen}
    after = set(result.made.shown)
    reasons = dict(result.made.selection.left_out)
    told = {move.then.id for move in moved}
    added = tuple(name for name in result.made.shown if name not in before)
    gone = tuple((name, reasons.get(name, "")) for name in sorted(before - after - told))
    return replace(found, added=added, gone=gone, reworded=not (same or moved or added or gone))
