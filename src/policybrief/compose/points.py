"""The last page of a draft: what somebody must settle before it is final."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic
from policybrief.document import List, Paragraph, Section, Span, Str
from policybrief.sections import Printer


def open_points_section(printer: Printer, points: tuple[Diagnostic, ...]) -> tuple[Section, ...]:
    """The section that lists `points`, each once; () if there are none."""
    if not points:
        return ()
    told = dict.fromkeys(_sentence(printer, point) for point in points)
    entries = tuple(
        (Paragraph((Span((Str(words),)),), role="list", id=f"points.{n}"),) for n, words in enumerate(told)
    )
    lead = Paragraph(printer.label("points.lead", count=str(len(told))), id="points.lead")
    return (Section(printer.label("points.title"), (lead, List(entries)), id="points", role="open-points"),)


def _sentence(printer: Printer, point: Diagnostic) -> str:
    """The label of the code where there is one, else the diagnostic's own sentence."""
    key = f"point.{point.code}"
    if printer.template.has_label(key, printer.language):
        return printer.words(key, record=point.record, said=point.message)
    return point.message[:1].upper() + point.message[1:] + "."
