"""The last page of a draft: what somebody must settle before it is final."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.diagnostics import Diagnostic
from policybrief.document import List, Paragraph, Section, Span, Str
from policybrief.languages import base_language
from policybrief.sections import Printer


def open_points_section(printer: Printer, points: tuple[Diagnostic, ...]) -> tuple[Section, ...]:
    """The section that lists `points`, each once; () if there are none."""
    if not points:
        return ()
    told = tuple(dict.fromkeys(_sentences(printer, points)))
    entries = tuple(
        (Paragraph((Span((Str(words),)),), role="list", id=f"points.{n}"),) for n, words in enumerate(told)
    )
    lead = Paragraph(printer.label("points.lead", count=str(len(points))), id="points.lead")
    return (Section(printer.label("points.title"), (lead, List(entries)), id="points", role="open-points"),)


def _sentences(printer: Printer, points: tuple[Diagnostic, ...]) -> Iterator[str]:
    """One sentence a point; points of one kind about many records are told together."""
    for code in dict.fromkeys(point.code for point in points):
        alike = tuple(point for point in points if point.code == code)
        key = f"points.{code}"
        if _told_together(printer, alike) and printer.template.has_label(key, printer.language):
            records = ", ".join(dict.fromkeys(point.record for point in alike))
            yield printer.words(key, count=str(len(alike)), records=records)
        else:
            yield from (_sentence(printer, point) for point in alike)


def _told_together(printer: Printer, alike: tuple[Diagnostic, ...]) -> bool:
    """True for several points about records; for one where the language has no sentence for it alone."""
    single = f"point.{alike[0].code}"
    foreign = base_language(printer.language) != "en" and not printer.template.has_label(
        single, printer.language
    )
    return all(point.record for point in alike) and (len(alike) > 1 or foreign)


def _sentence(printer: Printer, point: Diagnostic) -> str:
    """The label of the code where there is one, else the diagnostic's own sentence."""
    key = f"point.{point.code}"
    if printer.template.has_label(key, printer.language):
        return printer.words(key, record=point.record, said=point.message)
    return point.message[:1].upper() + point.message[1:] + "."
