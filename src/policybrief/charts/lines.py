"""Lines from left to right, the name and last value of each at its end instead of a legend."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Circle, String

from policybrief.charts.axes import LEADING, drawing, round_scale, set_categories, set_scale, spaced, wrapped
from policybrief.charts.sizes import BELOW, height_of
from policybrief.charts.style import SIZE, ChartStyle
from policybrief.document import Chart, Series

LEFT, NAMES = 30.0, 96.0
"""Room left of the plot for values, and right of it for the names of the lines."""


def draw(chart: Chart, style: ChartStyle, *, width: float) -> Any:
    """The drawing of up to four series whose points share their labels."""
    height = height_of(chart)
    picture = drawing(style, width, height)
    labels = [point.label for point in max((s.points for s in chart.series), key=len, default=())]
    if not labels:
        return picture
    column = (width - LEFT - NAMES) / max(
        1, len(labels) - 0.5
    )  # the last point stands half of it before the end
    plot = HorizontalLineChart()
    plot.x, plot.y, plot.width, plot.height = LEFT, BELOW, column * len(labels), height - BELOW - 8
    plot.data = [_values(series, len(labels)) for series in chart.series]
    for number, series in enumerate(chart.series):
        plot.lines[number].strokeColor = style.accent if series.accent else style.other
        plot.lines[number].strokeWidth = 1.75 if series.accent else 1.1
    plot.reversePlotOrder = 1
    set_categories(plot.categoryAxis, style, spaced(labels, column, style.regular))
    plot.categoryAxis.labels.dy, plot.categoryAxis.tickDown = -3, 0
    scale = round_scale([p.value for s in chart.series for p in s.points if p.value is not None])
    set_scale(plot.valueAxis, style, LEFT, scale)
    picture.add(plot)
    _add_ends(picture, plot, chart, style, width)
    return picture


def _values(series: Series, count: int) -> list[float | None]:
    values = [point.value for point in series.points]
    return [*values, *([None] * (count - len(values)))]


def _add_ends(picture: Any, plot: Any, chart: Chart, style: ChartStyle, width: float) -> None:
    """A dot at the end of each line, and its name beside it, moved down where it would meet another."""
    low, high = plot.valueAxis.valueMin, plot.valueAxis.valueMax
    column = plot.width / max(1, max(len(series.points) for series in chart.series))
    free = float(picture.height)
    for value, place, series in sorted(_ends(chart), key=lambda end: -end[0]):
        x = plot.x + column * (place + 0.5)
        y = plot.y + plot.height * (value - low) / (high - low)
        colour = style.accent if series.accent else style.other
        picture.add(Circle(x, y, 2, fillColor=colour, strokeColor=None))
        font = style.bold if series.accent else style.regular
        words = f"{series.name} {series.points[place].shown}"
        lines = wrapped(words, font, SIZE, NAMES - 8, most=3)
        baseline = min(free - SIZE, y + (len(lines) - 1) * SIZE * LEADING / 2 - 3)
        for line in lines:
            picture.add(
                String(width - NAMES + 8, baseline, line, fontName=font, fontSize=SIZE, fillColor=style.ink)
            )
            baseline -= SIZE * LEADING
        free = baseline + SIZE * LEADING - 2


def _ends(chart: Chart) -> list[tuple[float, int, Series]]:
    """(value, place from the left, series) of the last point of each line that has one."""
    ends = []
    for series in chart.series:
        stated = [
            (point.value, place) for place, point in enumerate(series.points) if point.value is not None
        ]
        ends += [(*stated[-1], series)] if stated else []
    return ends
