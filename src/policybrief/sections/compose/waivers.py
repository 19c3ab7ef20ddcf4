"""What a brief is excused from, printed for our own people who get the paper in full."""

from __future__ import annotations

from policybrief.document import List, Paragraph, Section, Span, Str
from policybrief.records import EditionWaiver
from policybrief.sections import Printer


def waivers_section(printer: Printer) -> tuple[Section, ...]:
    """The section that names each waiver in force, for whom, by whom and why; () for other readers."""
    told = waivers_printed(printer)
    if not told:
        return ()
    entries = tuple(
        (Paragraph((Span((Str(_sentence(printer, waiver)),)),), role="list", id=f"waivers.{n}"),)
        for n, waiver in enumerate(told)
    )
    lead = Paragraph(printer.label("waivers.lead"), id="waivers.lead")
    return (Section(printer.label("waivers.title"), (lead, List(entries)), id="waivers"),)


def waivers_printed(printer: Printer) -> tuple[EditionWaiver, ...]:
    """The waivers of the brief that hold on the day, for whatever audience; none for other readers."""
    if printer.outline.detail != "full" or not printer.edition.audience.internal:
        return ()
    return tuple(waiver for waiver in printer.brief.waive if waiver.holds(printer.edition.as_of))


def _sentence(printer: Printer, waiver: EditionWaiver) -> str:
    reader = f"kind.{waiver.audience}" if waiver.audience else "waivers.every-paper"
    known = printer.template.has_label(reader, printer.language)
    values = {
        "rule": printer.words(f"waived.{waiver.rule}"),
        "paper": printer.words(reader) if known else waiver.audience,
        "by": waiver.by,
        "why": waiver.why.rstrip("."),
    }
    if waiver.until is None:
        return printer.words("waivers.sentence", **values)
    return printer.words("waivers.sentence-until", until=printer.day(waiver.until), **values)
