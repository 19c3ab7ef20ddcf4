"""The document of one edition, from its selection and the outline of its audience."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.document import Block, Document, Section, Str, records_in, with_paragraph_numbers
from policybrief.document.differences import compare
from policybrief.records import Edition, Project
from policybrief.sections import Printer, Since, letter, number_records, render_section
from policybrief.sections.compose.abbreviations import with_abbreviations
from policybrief.sections.compose.added_sections import shed_section, waivers_section, with_options_listed
from policybrief.sections.compose.assembly import assemble
from policybrief.sections.compose.cross_references import with_numbers_of_paragraphs
from policybrief.sections.compose.furniture import meta, title
from policybrief.sections.compose.open_points import open_points_section, titles_in
from policybrief.sections.compose.part_markings import with_markings
from policybrief.sections.compose.particulars import particulars_section
from policybrief.selection import Selection
from policybrief.templates import Outline, Template


@dataclass(frozen=True, slots=True)
class Composed:
    """A document, the ids of the records whose words are in it, and what went wrong."""

    document: Document | None
    shown: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def compose(
    edition: Edition,
    selection: Selection,
    *,
    project: Project,
    template: Template,
    points: tuple[Diagnostic, ...] = (),
    fuller_audience: str = "",
) -> Composed:
    """The document of `edition`; with `points` it is a draft that lists them on its last page.

    `fuller_audience` is the audience whose edition has all that was left out of this one for length.
    """
    outline = template.outline(edition.audience.name, edition.brief.form)
    if outline is None:
        message = f"template '{template.name}' makes no papers for the audience '{edition.audience.name}'"
        hint = f"add {edition.audience.name}: under outline: in its template.yaml"
        return Composed(None, diagnostics=(Diagnostic("no-outline", message, hint=hint),))
    paragraphs = edition.brief.overrides(edition.audience.name).paragraphs
    outline = replace(outline, paragraphs=paragraphs or outline.paragraphs)
    numbers = number_records(selection.whole(), project.yardstick)
    printer = Printer(edition, project, selection, template, outline, numbers)
    shed = shed_section(printer, fuller_audience=fuller_audience)
    sections, faults = _render(printer, outline, shed)
    if faults:
        return Composed(None, diagnostics=faults)
    blocks = assemble(printer, sections)
    since = _since_issued(edition, blocks)
    if since is not None:  # what has changed is known only when all else is written
        printer = replace(printer, since=since)
        sections, _ = _render(printer, outline, shed)
        blocks = assemble(printer, sections)
    blocks = with_abbreviations(blocks, printer, title=title(printer))
    if outline.portions or template.page_marking == "page":
        blocks = with_markings(blocks, printer, printed=outline.portions)
    if outline.paragraphs == "numbered":
        blocks = with_numbers_of_paragraphs(with_paragraph_numbers(blocks), printer)
    shown = _shown(blocks)
    origins = (*shown, *titles_in(points))
    document = Document(
        meta(printer, origins, draft=bool(points)), (*blocks, *open_points_section(printer, points))
    )
    return Composed(document, shown)


def _since_issued(edition: Edition, blocks: tuple[Block, ...]) -> Since | None:
    """The last issued edition whose records say something else than `blocks`, and the differences; or None.

    One that says the same is this edition itself, sent already: it must stay as it went out.
    """
    for earlier in edition.earlier:
        document = Document(earlier.document.meta, blocks)
        differences = compare(earlier.document, document)
        if differences.added or differences.removed or differences.changed:
            if earlier.readable is earlier.document:
                return Since(earlier, differences, differences)
            return Since(earlier, differences, compare(earlier.readable, document))
    return None


def _render(
    printer: Printer, outline: Outline, shed: tuple[Section, ...]
) -> tuple[tuple[Section, ...], tuple[Diagnostic, ...]]:
    """The sections that have content, numbered; what was shed; and the annexes, lettered."""
    body = replace(printer, selection=printer.selection.body())
    sections: list[Section] = []
    faults: list[Diagnostic] = []
    for name in outline.sections:
        section, problems = _section(body, name)
        faults.extend(problems)
        sections.extend((section,) if section is not None else ())
    sections, problems = with_options_listed(body, sections)
    faults.extend(problems)
    sections = [*particulars_section(printer), *sections, *waivers_section(printer)]
    numbered = sections
    if outline.numbered and outline.paragraphs == "plain":
        numbered = _numbered(sections)
    numbered.extend(shed)
    places = count()
    for name in outline.annexes:
        section, problems = _section(printer, name)
        faults.extend(problems)
        if section is not None:
            label = printer.words("annex", letter=letter(next(places)))
            numbered.append(replace(section, title=(Str(f"{label}\u2002"), *section.title), role="annex"))
    return tuple(numbered), tuple(faults)


def _numbered(sections: list[Section]) -> list[Section]:
    """The sections, those with a heading numbered from 1."""
    numbers = count(1)
    return [replace(s, number=str(next(numbers))) if s.title else s for s in sections]


def _section(printer: Printer, name: str) -> tuple[Section | None, tuple[Diagnostic, ...]]:
    file = printer.template.section(name)
    return render_section(printer, file) if file else (None, ())


def _shown(blocks: tuple[Any, ...]) -> tuple[str, ...]:
    """Ids of the records that the blocks show anything of, in reading order."""
    return tuple(dict.fromkeys(record for block in blocks for record in records_in(block, cited=False)))
