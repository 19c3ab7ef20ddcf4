"""Rules of clearance: what nobody has cleared, and what is no longer what was cleared."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import NEED_NO_CLEARANCE


def check_not_cleared(checked: Checked) -> Iterator[Diagnostic]:
    """A record that nobody has cleared; sources, actors and criteria need no clearance."""
    for record in checked.records():
        if not isinstance(record, NEED_NO_CLEARANCE) and record.cleared is None:
            said = f"{record.kind} {record.id} is not cleared"
            yield checked.point(record, "not-cleared", said, f"brief clear {record.id} --by WHO")


def check_changed_since_clearance(checked: Checked) -> Iterator[Diagnostic]:
    """A record whose words are not those that were cleared: it is a draft again."""
    for record in checked.records():
        if record.cleared and checked.corpus.has_changed(record.id):
            said = f"{record.kind} {record.id} has changed since it was cleared on {record.cleared.date}"
            hint = f"read it again, then: brief clear {record.id} --by WHO"
            yield checked.point(record, "changed-since-clearance", said, hint, "cleared")


CHECKS: tuple[Check, ...] = (check_not_cleared, check_changed_since_clearance)
