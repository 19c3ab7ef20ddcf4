"""Rules of clearance: what nobody has cleared, and what is not, or not surely, the text that was cleared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic, Severity
from policybrief.records import Named


def check_not_cleared(checked: Checked) -> Iterator[Diagnostic]:
    """A record that nobody has cleared; sources, actors and criteria need no clearance."""
    for record in checked.records():
        if not isinstance(record, Named) and record.cleared is None:
            message = f"{record.kind} {record.id} is not cleared"
            yield checked.point(record, "not-cleared", message, f"brief clear {record.id} --by WHO")


def check_changed_since_clearance(checked: Checked) -> Iterator[Diagnostic]:
    """A record whose words are not those that were cleared: it is a draft again."""
    for record in checked.records():
        if record.cleared and record.cleared.of and checked.corpus.has_lapsed(record.id):
            message = f"{record.kind} {record.id} has changed since it was cleared on {record.cleared.date}"
            hint = f"read it again, then: brief clear {record.id} --by WHO"
            yield checked.point(record, "changed-since-clearance", message, hint, "cleared")


def check_clearance_without_text(checked: Checked) -> Iterator[Diagnostic]:
    """A clearance of one record, or of all in a file, that does not identify the text that it covers."""
    for record in checked.records():
        source = checked.corpus.source_of(record.id)
        if record.cleared and not record.cleared.of and source:
            message = f"the clearance of {record.kind} {record.id} does not identify the text that it covers"
            named = f"--dossier {PurePosixPath(source.path).name.removesuffix('.yaml')}"
            if isinstance(record, Named):  # the dossier's are cleared without these
                named = record.id
            hint = f"read it, then: brief clear {named} --by WHO"
            place = checked.corpus.place_or_head(record.id, "cleared")
            yield Diagnostic("clearance-without-text", message, place, Severity.OPEN, hint, record=record.id)


CHECKS: tuple[Check, ...] = (
    check_not_cleared,
    check_changed_since_clearance,
    check_clearance_without_text,
)
