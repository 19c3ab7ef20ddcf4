"""What stands on every page: letterhead words, header, footer, markings; and the properties of the file."""

from __future__ import annotations

from typing import Literal

from policybrief.document import Mark, Meta, plain_text
from policybrief.languages import NBSP
from policybrief.markings import Scheme, find, highest, level
from policybrief.sections import Printer
from policybrief.sections.compose.added_sections import waivers_printed
from policybrief.sections.compose.particulars import paper_number, unmarked_particulars


def meta(printer: Printer, shown: tuple[str, ...], *, draft: bool) -> Meta:
    """The furniture of one edition whose words come from the records `shown`."""
    edition, outline = printer.edition, printer.outline
    as_of = printer.words("as-of", date=printer.day(edition.as_of))
    kind = f"{_kind(printer)}{NBSP}· {as_of.replace(' ', NBSP)}"  # if it takes two lines, it parts here
    if edition.rehearsal:
        kind = f"{printer.words('rehearsal')} · {kind}"
    issue = edition.issue
    number = paper_number(printer)
    short = printer.string(printer.brief.short) or title(printer)
    labels, schemes = _labels(printer, shown), printer.project.schemes
    return Meta(
        title=title(printer),
        language=printer.language,
        organisation=printer.organisation(),
        kind=kind,
        marks=tuple(_mark(label, schemes, printer.template.marking_position) for label in labels),
        levels=_levels(labels, printer) if printer.template.page_marking == "page" else (),
        number=number,
        header=" · ".join(part for part in (number, short) if part),
        footer=" · ".join([as_of[:1].upper() + as_of[1:], *_handling(labels, printer)]),
        draft=printer.words("draft") if draft else "",
        page=printer.template.label("page", printer.language),
        contents=printer.words("contents") if outline.contents else "",
        question=_printed_question(printer),
        subject=plain_text(printer.question()),
        keywords=printer.brief.topics,
        series=printer.string(printer.brief.series),
        rights=printer.string(printer.brief.licence),
        date=edition.as_of.isoformat(),
        identifier=issue.identifier if issue else "",
        version=str(issue.version) if issue else "",
        ruled=outline.ruled,
        quotes=printer.words("quotes"),
        anchors=edition.audience.returns_edits,
        notes=outline.notes,
    )


def title(printer: Printer) -> str:
    """The title for this audience, else that of the brief."""
    only = printer.brief.overrides(printer.edition.audience.name)
    return printer.string(only.title) or printer.string(printer.brief.title)


def _printed_question(printer: Printer) -> str:
    """The question, where the outline wants it below the title and no section prints it."""
    question = plain_text(printer.question())
    printed = question == title(printer) or printer.calls("question")
    return question if printer.outline.question and not printed else ""


def _kind(printer: Printer) -> str:
    """What the paper is, for whom; for an audience of which no label speaks, its name."""
    audience = printer.edition.audience.name
    key = f"kind.{printer.brief.form or audience}"
    has_label = printer.template.has_label(key, printer.language)
    return printer.words(key) if has_label else audience[:1].upper() + audience[1:].replace("-", " ")


def _labels(printer: Printer, shown: tuple[str, ...]) -> tuple[str, ...]:
    """The high-water mark of what is shown, one label a scheme; for earlier words, that of their edition.

    A paper that shows no words of records, counts of them perhaps, bears that of the project.
    """
    by_id, schemes = dict(printer.selection.markings), printer.project.schemes
    labels = [label for record in shown for label in by_id.get(record, ())]
    if printer.since is not None:
        labels += printer.since.labels(schemes)
    if waivers_printed(printer) or unmarked_particulars(printer):  # words of ours that nobody marked
        labels += printer.project.marking
    return highest(labels or printer.project.marking, schemes)


def _handling(labels: tuple[str, ...], printer: Printer) -> list[str]:
    """What the schemes want said on each page that bears these labels."""
    instructions = (level(label, printer.project.schemes).words(printer.language) for label in labels)
    return [words for words in instructions if words]


def _levels(labels: tuple[str, ...], printer: Printer) -> tuple[tuple[Mark, ...], ...]:
    """Of each scheme that the document bears a label of, the marks up to that label."""
    schemes, position = printer.project.schemes, printer.template.marking_position
    ranks = ((find(label, schemes), level(label, schemes).rank) for label in labels)
    return tuple(
        tuple(_mark(each.label, schemes, position) for each in pair[0].levels if each.rank <= rank)
        for pair, rank in ranks
        if pair
    )


def _mark(label: str, schemes: tuple[Scheme, ...], position: Literal["", "right", "centre"]) -> Mark:
    """A label as its scheme shows it; the template chooses the place where the scheme lets it."""
    match, shown_level = find(label, schemes), level(label, schemes)
    place = match[0].position if match else "right"
    return Mark(
        shown_level.label,
        shown_level.colour,
        shown_level.ground,
        position if position and not (match and match[0].fixed) else place,
    )
