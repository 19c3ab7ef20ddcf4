"""Numbers of records → links to their entries in the document; for the others, the sources of the record."""

from __future__ import annotations

from collections.abc import Set

from policybrief.document import CrossReference, Inline, RecordNumbers, Str
from policybrief.sections import Printer, entry_id


def in_place_of(numbers: RecordNumbers, printer: Printer, entries: Set[str]) -> tuple[Inline, ...]:
    """Links to the records that have an entry in the document, then the sources of the others."""
    records = printer.selection.grounds(numbers.records)
    listed = [record for record in records if printer.name(record) and entry_id(record) in entries]
    others = [record for record in records if record not in listed]
    parts: list[tuple[Inline, ...]] = [
        (CrossReference((Str(printer.name(record)),), entry_id(record)),) for record in listed
    ]
    if numbers.words:
        parts += [printer.text(record, "short") or printer.text(record) for record in others]
    content = tuple(one for part in parts for one in (Str(numbers.between), *part))[1:]
    cites = () if numbers.words else printer.cites(*others)
    if not content and not cites:
        return ()
    lead = (Str(numbers.lead),) if numbers.lead else ()
    return (*lead, *content, *cites, *((Str(numbers.end),) if numbers.end else ()))
