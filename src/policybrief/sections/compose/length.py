"""What went for length, told to the reader: how many of each kind, and which other edition has them."""

from __future__ import annotations

from collections.abc import Iterable

from policybrief.document import Paragraph, Section, Span, Str
from policybrief.languages import plural_form
from policybrief.records import Record
from policybrief.sections import Printer


def shed_section(printer: Printer, *, elsewhere: str) -> tuple[Section, ...]:
    """A section without a title that says what was shed; () where nothing was."""
    told = []
    out = printer.selection.shed()
    moved = printer.selection.whole().grounds(tuple(sorted(printer.selection.annexed)))
    if moved:
        told.append(printer.words("shed.moved", what=_counted(printer, moved)))
    if out and elsewhere and printer.template.has_label(f"kind.{elsewhere}", printer.language):
        edition = printer.words(f"kind.{elsewhere}")
        told.append(printer.words("shed.left-out-elsewhere", what=_counted(printer, out), edition=edition))
    elif out:
        told.append(printer.words("shed.left-out", what=_counted(printer, out)))
    if not told:
        return ()
    words = Paragraph((Span((Str(" ".join(told)),)),), role="source", id="shed")
    return (Section((), (words,), id="left-out"),)


def _counted(printer: Printer, records: Iterable[Record]) -> str:
    """ "3 facts, 1 risk", kinds in the order of the records."""
    kinds: dict[str, int] = {}
    for record in records:
        kinds[record.kind] = kinds.get(record.kind, 0) + 1
    return ", ".join(
        printer.words(f"shed.{kind}.{plural_form(number, printer.language)}", number=str(number))
        for kind, number in sorted(kinds.items())
    )
