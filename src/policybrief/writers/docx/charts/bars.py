"""Bars from zero, a row a point, with their values at their ends."""

from __future__ import annotations

from policybrief.document import Chart, Series
from policybrief.templates.look import Look
from policybrief.writers.docx.charts.parts import (
    CATEGORIES,
    VALUES,
    category_axis,
    cell_references,
    label_parts,
    point_label,
    series_name,
    solid_fill,
    value_axis,
)


def plot(chart: Chart, look: Look) -> str:
    """The plot of the first series."""
    series = chart.series[0] if chart.series else Series("", ())
    accent, strong = look.accent.lstrip("#"), look.colour("strong").lstrip("#")
    points = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{solid_fill(accent)}</c:dPt>'
        for n, point in enumerate(series.points)
        if point.accent
    )
    labels = "".join(point_label(n, point.shown, look, "outEnd") for n, point in enumerate(series.points))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{series_name(0, series)}{solid_fill(strong)}<c:invertIfNegative val="0"/>'
        f"{points}<c:dLbls>{labels}{label_parts(False)}</c:dLbls>{cell_references(0, series)}</c:ser>"
        f'<c:gapWidth val="50"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
        f"{category_axis('l', 'maxMin')}{value_axis(chart, 't', hidden=True, look=look)}"
    )
