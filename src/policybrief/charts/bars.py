"""Bars from zero, a row a point: its name left of it, its value at its end, and so no axis of values."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Line, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.charts.axes import drawing, set_categories, set_text, wrapped
from policybrief.charts.sizes import PITCH, height_of
from policybrief.charts.style import SIZE, ChartStyle
from policybrief.document import Chart

BAR, GAP, VALUE = 14.0, 12.0, 10.0
"""Width of a bar, room between a name and its bar, size of the values."""


def draw(chart: Chart, style: ChartStyle, *, width: float) -> Any:
    """The drawing of the first series."""
    points = chart.series[0].points if chart.series else ()
    height = height_of(chart)
    picture = drawing(style, width, height)
    if not points:
        return picture
    names, column = _names([point.label for point in points], style, width)
    plot = HorizontalBarChart()
    plot.x, plot.y, plot.height = column, 0, height
    plot.width = width - column - max(stringWidth(p.shown, style.bold, VALUE) for p in points) - 8
    plot.data, plot.barLabelFormat = [[point.value for point in points]], "values"
    plot.barLabelArray = [[point.shown for point in points]]
    plot.useAbsolute, plot.barWidth, plot.groupSpacing = 1, BAR, PITCH - BAR
    plot.bars.strokeColor, plot.bars[0].fillColor = None, style.other
    for number, point in enumerate(points):
        if point.accent:
            plot.bars[0, number].fillColor = style.accent
    set_text(plot.barLabels, style.bold, VALUE, style.ink)
    plot.barLabels.boxAnchor, plot.barLabels.nudge, plot.barLabels.dx = "w", 0, 5
    plot.barLabels.boxTarget = "hi"
    _set_axes(plot, style, names, column)
    values = [0.0, *(point.value for point in points if point.value is not None)]
    low, high = min(values), max(values) if any(values) else 1.0
    plot.valueAxis.valueMin, plot.valueAxis.valueMax = low, high
    picture.add(plot)
    zero = column - plot.width * low / (high - low)
    if low < 0:
        picture.add(Line(zero, 0, zero, height, strokeColor=style.soft, strokeWidth=0.5))
    for number, point in enumerate(points):
        if point.value is None:
            middle = height - PITCH * (number + 0.5)
            words = String(zero + 5, middle - SIZE / 3, point.shown, fontName=style.regular, fontSize=SIZE)
            words.fillColor = style.soft
            picture.add(words)
    return picture


def _set_axes(plot: Any, style: ChartStyle, names: list[str], column: float) -> None:
    plot.valueAxis.visible = 0
    axis = plot.categoryAxis
    set_categories(axis, style, names)
    axis.reverseDirection, axis.visibleAxis = 1, 0
    axis.joinAxis, axis.joinAxisMode = (
        plot.valueAxis,
        "left",
    )  # names stay left, with bars on both sides of zero
    axis.labels.boxAnchor, axis.labels.textAnchor, axis.labels.dx = "w", "start", -column


def _names(labels: list[str], style: ChartStyle, width: float) -> tuple[list[str], float]:
    """The names in two lines at most, and how wide their column is: no more than they need."""
    shares = (0.345, 0.45, 0.55)
    for share in shares:
        column = round(width * share)
        names = [wrapped(label, style.regular, SIZE, column - GAP, most=2) for label in labels]
        if share == shares[-1] or not any(lines[-1].endswith("…") for lines in names):
            break
    return ["\n".join(lines) for lines in names], float(column)
