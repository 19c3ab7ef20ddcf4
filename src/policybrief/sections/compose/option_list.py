"""The list of options on a paper that names options and lists them nowhere: no letter without its title."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic
from policybrief.document import Origin, Section, Span, walk
from policybrief.sections import Printer, render_section

SECTION = "options-listed"


def with_options_listed(
    printer: Printer, sections: list[Section]
) -> tuple[list[Section], tuple[Diagnostic, ...]]:
    """The sections, behind the first that names an option the list of all, if some title stands nowhere.

    What the public reads names options by their titles, without letters, and needs none.
    """
    if printer.plain_words or printer.calls("options_described", "options_listed"):
        return sections, ()
    origins_of = [_options_in(printer, section) for section in sections]
    with_title = {origin.record for found in origins_of for origin in found if origin.field == "title"}
    first = next((at for at, found in enumerate(origins_of) if found), None)
    file = printer.template.section(SECTION)
    if first is None or file is None or with_title.issuperset(option.id for option in printer.options()):
        return sections, ()
    listed, faults = render_section(printer, file)
    return [*sections[: first + 1], *((listed,) if listed else ()), *sections[first + 1 :]], faults


def _options_in(printer: Printer, section: Section) -> list[Origin]:
    """Where the section has words of options: their names, what is said of them."""
    options = {option.id for option in printer.options()}
    origins = (node.origin for node in walk(section) if isinstance(node, Span) and node.origin)
    return [origin for origin in origins if origin.record in options and origin.field in ("title", "short")]
