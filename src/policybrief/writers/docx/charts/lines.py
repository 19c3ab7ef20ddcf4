"""Lines with their names at their ends."""

from __future__ import annotations

from policybrief.document import Chart
from policybrief.templates.look import Look
from policybrief.writers.docx.charts.parts import (
    CATEGORIES,
    VALUES,
    category_axis,
    cell_references,
    label_parts,
    point_label,
    series_name,
    value_axis,
)


def plot(chart: Chart, look: Look) -> str:
    """The plot of all series."""
    accent, strong = look.accent.lstrip("#"), look.colour("strong").lstrip("#")
    drawn = []
    for n, series in enumerate(chart.series):
        width, colour = (19_050, accent) if series.accent else (12_700, strong)
        last = (
            point_label(len(series.points) - 1, f"{series.name} {series.points[-1].shown}".strip(), look, "r")
            if series.points
            else ""
        )
        drawn.append(
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>{series_name(n, series)}'
            f'<c:spPr><a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="none"/></c:marker><c:dLbls>{last}{label_parts(False)}</c:dLbls>'
            f'{cell_references(n, series)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(drawn)}<c:marker val="1"/>'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:lineChart>'
        f"{category_axis('b', 'minMax')}{value_axis(chart, 'l', hidden=False, look=look)}"
    )
