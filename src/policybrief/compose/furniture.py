"""What stands on every page: letterhead words, header, footer, markings; and the properties of the file."""

from __future__ import annotations

from typing import Literal

from policybrief.document import Mark, Meta
from policybrief.markings import find, highest, level
from policybrief.sections import Printer


def meta(printer: Printer, shown: tuple[str, ...], *, draft: bool) -> Meta:
    """The furniture of one edition whose words come from the records `shown`."""
    edition, outline = printer.edition, printer.outline
    as_of = printer.words("as-of", date=printer.day(edition.as_of))
    kind = f"{_kind(printer)} · {as_of}"
    if edition.rehearsal:
        kind = f"{printer.words('rehearsal')} · {kind}"
    number = " ".join(part for part in (printer.template.number_prefix, printer.brief.number) if part)
    short = printer.string(printer.brief.short) or title(printer)
    return Meta(
        title=title(printer),
        language=printer.language,
        organisation=organisation(printer),
        kind=kind,
        marks=_marks(printer, shown),
        number=number,
        header=" · ".join(part for part in (number, short) if part),
        footer=as_of[:1].upper() + as_of[1:],
        draft=printer.words("draft") if draft else "",
        page=printer.template.label("page", printer.language),
        contents=printer.words("contents") if outline.contents else "",
        subject=printer.string(printer.brief.question),
        keywords=printer.brief.topics,
        date=edition.as_of.isoformat(),
        ruled=outline.ruled,
        quotes=printer.words("quotes"),
    )


def title(printer: Printer) -> str:
    """The title for this audience, else that of the brief."""
    only = printer.brief.overrides(printer.edition.audience.name)
    return printer.string(only.title) or printer.string(printer.brief.title)


def organisation(printer: Printer) -> str:
    """The ministry's name: the label where the template has one in this language, else its `name`."""
    if printer.template.has_label("organisation", printer.language):
        return printer.words("organisation")
    return printer.template.look.organisation or printer.string(printer.project.organisation)


def _kind(printer: Printer) -> str:
    """What the paper is, for whom; for an audience of which no label speaks, its name."""
    audience = printer.edition.audience.name
    key = f"kind.{audience}"
    known = printer.template.has_label(key, printer.language)
    return printer.words(key) if known else audience[:1].upper() + audience[1:].replace("-", " ")


def _marks(printer: Printer, shown: tuple[str, ...]) -> tuple[Mark, ...]:
    """The high-water mark of what is shown, one label a scheme."""
    by_id = dict(printer.selection.markings)
    labels = highest(tuple(label for record in shown for label in by_id.get(record, ())))
    return tuple(_mark(label, printer.template.marking_position) for label in labels)


def _mark(label: str, wanted: Literal["", "right", "centre"]) -> Mark:
    """A label as its scheme shows it; the template chooses the place, save for TLP."""
    found, shown = find(label), level(label)
    fixed = found is not None and found[0].name == "tlp"
    return Mark(shown.label, shown.colour, shown.ground, shown.position if fixed or not wanted else wanted)
