"""What charts share: a drawing in our fonts, axes without frames, labels that do not run into each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.charts.style import SIZE, SMALL, ChartStyle

LEADING = 1.2
"""From line to line, by the size of the letters."""


def drawing(style: ChartStyle, width: float, height: float) -> Any:
    """An empty drawing whose first font is ours: reportlab's own would not be embedded."""
    picture = Drawing(width, height)
    picture.initialFontName = style.regular
    return picture


def set_text(labels: Any, font: str, size: float, colour: Any) -> None:
    """The font of a collection of labels."""
    for key, value in (("fontName", font), ("fontSize", size), ("leading", size * LEADING)):
        setattr(labels, key, value)
    labels.fillColor = colour


def set_categories(axis: Any, style: ChartStyle, names: Sequence[str]) -> None:
    """An axis of names: a thin line without ticks."""
    axis.categoryNames = list(names)
    axis.strokeColor, axis.strokeWidth, axis.visibleTicks = style.soft, 0.5, 0
    set_text(axis.labels, style.regular, SIZE, style.ink)


def round_scale(values: Iterable[float]) -> tuple[float, float, float]:
    """The lowest rule, the highest and the step: at most four rules at round values, zero among them."""
    marked = (0.0, *values)
    low, high = min(marked), max(marked)
    if low == high:
        return 0.0, 1.0, 0.5
    ten = 10.0 ** floor(log10((high - low) / 3))
    for step in (ten * times for times in (1, 2, 2.5, 5, 10, 20)):
        start, end = floor(low / step) * step, ceil(high / step) * step
        if end - start <= 3.5 * step:
            return start, end, step
    return low, high, high - low


def set_scale(axis: Any, style: ChartStyle, room: float, scale: tuple[float, float, float]) -> None:
    """Rules across a plot by `round_scale`, whose values are in `room` points left of them."""
    axis.valueMin, axis.valueMax, axis.valueStep = scale
    axis.visibleAxis = axis.visibleTicks = 0
    axis.visibleGrid, axis.gridStrokeColor, axis.gridStrokeWidth = 1, style.hair, 0.5
    axis.labelTextFormat = style.number
    set_text(axis.labels, style.regular, SMALL, style.soft)
    axis.labels.boxAnchor, axis.labels.textAnchor, axis.labels.dx = "w", "start", 5 - room


def spaced(names: Sequence[str], column: float, font: str) -> list[str]:
    """`names` with as many left empty as it takes for the rest to stand apart; the first and last stay."""
    widest = max((stringWidth(name, font, SIZE) for name in names), default=0.0) + 8
    step = max(1, -int(-widest // max(column, 0.1)))
    last = len(names) - 1
    shown = {*range(0, max(1, last - step + 1), step), last}
    return [name if number in shown else "" for number, name in enumerate(names)]


def wrapped(words: str, font: str, size: float, width: float, *, most: int) -> list[str]:
    """`words` in at most `most` lines; what is then left over is replaced by an ellipsis."""
    lines: list[str] = simpleSplit(words, font, size, width) or [""]
    fitting = all(stringWidth(line, font, size) <= width for line in lines)
    if len(lines) <= most and fitting:
        return lines
    fitted = lines[:most]
    while fitted[-1] and stringWidth(fitted[-1] + "…", font, size) > width:
        fitted[-1] = fitted[-1][:-1].rstrip()
    return [*fitted[:-1], fitted[-1] + "…"] if len(lines) > most or not fitting else fitted
