"""The box of particulars under the title: what the brief says about itself, for the readers who get it."""

from __future__ import annotations

from policybrief.document import Cell, Column, Paragraph, Row, Section, Span, Str, Strong, Table
from policybrief.languages import Text, no_break
from policybrief.records import OWN_PARTICULARS
from policybrief.sections import Printer
from policybrief.sections.compose.part_markings import JOINT
from policybrief.sections.printing import Inlines
from policybrief.sections.views.imprint import address

_NAMES, _VALUES = 111.0, 369.0
"""Widths of the two columns: the values stand where the text does."""


def particulars_section(printer: Printer) -> tuple[Section, ...]:
    """A section without a heading that holds the box; () where its reader gets none."""
    rows = tuple(_row(printer, name, values) for name, values in _entries(printer))
    if not rows:
        return ()
    summary = printer.words("particulars.summary")
    box = Table((Column(_NAMES), Column(_VALUES)), (), rows, "particulars", summary=summary, id="box")
    return (Section((), (box,), id="particulars", role="particulars"),)


def unmarked_particulars(printer: Printer) -> bool:
    """True if the box stands there without being listed for its reader: nobody has marked its words."""
    reader = printer.edition.audience
    listed = printer.brief.overrides(reader.name).particulars
    return listed is None and bool(printer.brief.particulars_for(reader))


def paper_number(printer: Printer) -> str:
    """The number of the brief, else of its issue, behind the prefix of the house; "" without any."""
    issue = printer.edition.issue
    own = printer.brief.number or (issue.number if issue else "")
    return " ".join(part for part in (printer.template.number_prefix, own) if part)


def _entries(printer: Printer) -> list[tuple[Inlines, tuple[Inlines, ...]]]:
    """(name, values) of each row, in the order of the list."""
    brief = printer.brief
    by_key = {each.key: each for each in brief.particulars}
    own = {"number": paper_number(printer), "contact": brief.contact}
    made: list[tuple[Inlines, tuple[Inlines, ...]]] = []
    for key in brief.particulars_for(printer.edition.audience):
        if each := by_key.get(key):
            values = tuple(_words(printer, value) for value in each.values)
            made.append((_words(printer, each.name), values))
        elif key in OWN_PARTICULARS and own[key]:
            shown = address(own[key]) if key == "contact" else Str(own[key])
            made.append((printer.label(f"particulars.{key}"), ((shown,),)))
    return made


def _row(printer: Printer, name: Inlines, values: tuple[Inlines, ...]) -> Row:
    per_page = printer.outline.portions or printer.template.page_marking == "page"
    marking = JOINT.join(printer.project.marking) if per_page and unmarked_particulars(printer) else ""
    head = Cell((Paragraph((Strong(name),), role="table"),), role="panel", header="row")
    beside = Cell(tuple(Paragraph(value, role="table") for value in values), role="panel")
    return Row((head, beside), marking=marking)


def _words(printer: Printer, text: Text) -> Inlines:
    words, language = text.in_language(printer.language)
    foreign = printer.foreign(language)
    shown = Str(no_break(words, language))
    return (Span((shown,), language=foreign),) if foreign else (shown,)
