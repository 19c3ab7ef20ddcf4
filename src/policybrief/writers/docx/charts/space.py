"""The part of one chart: its plot by its kind, and what all kinds have around it."""

from __future__ import annotations

from policybrief.document import Chart
from policybrief.ooxml.xml import escape
from policybrief.templates.look import Look
from policybrief.writers.docx.charts import bars, lines

EMU = 12_700
"""English Metric Units in a point."""

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KINDS = {"bars": bars.plot, "lines": lines.plot}
"""The kinds of `Chart`, a module each."""


def chart_xml(chart: Chart, look: Look, language: str) -> str:
    """The part of a chart: labels at its bars and at the ends of its lines, no legend, no frame."""
    plot = KINDS[chart.kind](chart, look)
    return (
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{escape(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(look, 9)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _text(look: Look, size: int) -> str:
    font, ink = escape(look.word_font), look.colour("ink").lstrip("#")
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size * 100}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        f'<a:latin typeface="{font}"/></a:defRPr></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
    )
