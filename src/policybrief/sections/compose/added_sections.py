"""Sections that no outline names: options listed, what went for length, what the brief is excused from."""

from __future__ import annotations

from collections.abc import Iterable

from policybrief.diagnostics import Diagnostic
from policybrief.document import List, Origin, Paragraph, Section, Span, Str, walk
from policybrief.languages import plural_form
from policybrief.records import EditionWaiver, Record
from policybrief.sections import Printer, render_section
from policybrief.sections.option_names import lettered_options


def with_options_listed(
    printer: Printer, sections: list[Section]
) -> tuple[list[Section], tuple[Diagnostic, ...]]:
    """The sections, behind the first that names an option the list of all, if some title stands nowhere.

    What the public reads names options by their titles, without letters, and needs none.
    """
    if printer.plain_words or printer.calls("options_described", "options_listed"):
        return sections, ()
    origins_of = [_options_in(printer, section) for section in sections]
    with_title = {origin.record for origins in origins_of for origin in origins if origin.field == "title"}
    first = next((at for at, origins in enumerate(origins_of) if origins), None)
    file = printer.template.section("options-listed")
    if (
        first is None
        or file is None
        or with_title.issuperset(option.id for option in lettered_options(printer))
    ):
        return sections, ()
    listed, faults = render_section(printer, file)
    return [*sections[: first + 1], *((listed,) if listed else ()), *sections[first + 1 :]], faults


def _options_in(printer: Printer, section: Section) -> list[Origin]:
    """Where the section has words of options: their names, what is said about them."""
    options = {option.id for option in lettered_options(printer)}
    origins = (node.origin for node in walk(section) if isinstance(node, Span) and node.origin)
    return [origin for origin in origins if origin.record in options and origin.field in ("title", "short")]


def shed_section(printer: Printer, *, fuller_audience: str) -> tuple[Section, ...]:
    """A section without a title that says what was shed; () where nothing was."""
    sentences = []
    left_out = printer.selection.shed()
    moved = printer.selection.whole().grounds(tuple(sorted(printer.selection.annexed)))
    if moved:
        sentences.append(printer.words("shed.moved", what=_counted(printer, moved)))
    kind = f"kind.{fuller_audience}"
    if left_out and fuller_audience and printer.template.has_label(kind, printer.language):
        counted, edition = _counted(printer, left_out), printer.words(kind)
        sentences.append(printer.words("shed.left-out-elsewhere", what=counted, edition=edition))
    elif left_out:
        sentences.append(printer.words("shed.left-out", what=_counted(printer, left_out)))
    if not sentences:
        return ()
    words = Paragraph((Span((Str(" ".join(sentences)),)),), role="source", id="shed")
    return (Section((), (words,), id="left-out"),)


def _counted(printer: Printer, records: Iterable[Record]) -> str:
    """ "3 facts, 1 risk", kinds in the order of the records."""
    kinds: dict[str, int] = {}
    for record in records:
        has_word = printer.template.has_label(f"shed.{record.kind}.many", printer.language)
        kind = record.kind if has_word else "record"
        kinds[kind] = kinds.get(kind, 0) + 1
    return ", ".join(
        printer.words(f"shed.{kind}.{plural_form(number, printer.language)}", number=str(number))
        for kind, number in sorted(kinds.items())
    )


def waivers_section(printer: Printer) -> tuple[Section, ...]:
    """The section that names each waiver in force, for whom, by whom and why; () for other readers."""
    waivers = waivers_printed(printer)
    if not waivers:
        return ()
    entries = tuple(
        (Paragraph((Span((Str(_sentence(printer, waiver)),)),), role="list", id=f"waivers.{n}"),)
        for n, waiver in enumerate(waivers)
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
    has_label = printer.template.has_label(reader, printer.language)
    values = {
        "rule": printer.words(f"waived.{waiver.rule}"),
        "paper": printer.words(reader) if has_label else waiver.audience,
        "by": waiver.by,
        "why": waiver.why.rstrip("."),
    }
    if waiver.until is None:
        return printer.words("waivers.sentence", **values)
    return printer.words("waivers.sentence-until", until=printer.day(waiver.until), **values)
