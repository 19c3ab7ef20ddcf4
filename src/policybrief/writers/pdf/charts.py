"""Bar and line charts: labelled directly, without axis, legend or frame; one colour says what matters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import floor, log10
from typing import TYPE_CHECKING

from policybrief.document import Chart, Inline, Point, Series, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.paragraphs import Lines, set_lines
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

PITCH, BAR, LABEL, LONGEST = 24.0, 16.0, 123.0, 186.0
VALUE = TypeStyle(12, 14, bold=True)
SMALL = TypeStyle(9, 12)
PLOT, WIDTH = 160.0, 357.0
NAMES = 96.0
"""Room right of the lines for their names."""
LEFT = 30.0
"""Room left of the lines for the values of the rules."""


@dataclass(frozen=True, slots=True)
class _Bar:
    label: Lines
    value: Lines
    width: float
    accent: bool
    height: float


@dataclass(frozen=True, slots=True)
class _Plot:
    """A line chart in its own coordinates: from the left, and from its top."""

    lines: tuple[tuple[tuple[tuple[float, float], ...], bool], ...]
    """(points, whether it is the one in accent) of each line."""
    rules: tuple[tuple[float, Lines], ...]
    labels: tuple[tuple[float, Lines], ...]
    """(centre, words) below the plot."""
    names: tuple[tuple[float, Lines], ...]


def bars_strip(setting: Setting, chart: Chart, element: Element, *, indent: float) -> Strip:
    """Bars from zero, a row a point, its label left and its value right of it."""
    most = max((abs(point.value) for point in chart.points), default=0.0) or 1.0
    bars = [_bar(setting, point, element, most) for point in chart.points]
    draw = partial(_draw_bars, setting=setting, bars=bars, element=element, indent=indent)
    return Strip(sum(bar.height for bar in bars), draw)


def _bar(setting: Setting, point: Point, element: Element, most: float) -> _Bar:
    label = _words(setting, point.label, element, SMALL, LABEL - 12)
    value = _words(setting, point.shown, element, VALUE, WIDTH)
    return _Bar(
        label, value, LONGEST * max(0.0, point.value) / most, point.accent, max(PITCH, label.height + 4)
    )


def _words(setting: Setting, text: str, element: Element, style: TypeStyle, width: float) -> Lines:
    content: tuple[Inline, ...] = (Str(text),)
    return set_lines(setting, content, element, style=style, width=width)


def _draw_bars(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    bars: list[_Bar],
    element: Element,
    indent: float,
) -> None:
    left, y = x + indent, top
    bottom = top + sum(bar.height for bar in bars)
    element.box = (left, canvas.height - bottom, left + WIDTH, canvas.height - top)
    for bar in bars:
        canvas.mark(element)
        colour = setting.look.accent if bar.accent else setting.look.colour("strong")
        middle = y + bar.height / 2
        canvas.box(left + LABEL, middle - BAR / 2, bar.width, BAR, colour)
        _draw_words(canvas, bar.label, left, middle - bar.label.height / 2)
        _draw_words(canvas, bar.value, left + LABEL + bar.width + 6, middle - bar.value.height / 2)
        y += bar.height


def _draw_words(canvas: Canvas, lines: Lines, x: float, top: float) -> None:
    for number, line in enumerate(lines.lines):
        canvas.line_of_text(line, x, top + number * lines.leading + lines.rise)


def lines_strip(setting: Setting, chart: Chart, element: Element, *, indent: float) -> Strip:
    """Lines from left to right, 160 high, the name of each at its right end; three rules with values."""
    plot = _plot(setting, chart, element)
    draw = partial(_draw_plot, setting=setting, plot=plot, element=element, indent=indent)
    return Strip(PLOT + 20, draw)


def _plot(setting: Setting, chart: Chart, element: Element) -> _Plot:
    values = [point.value for series in chart.series for point in series.points]
    low, step = _scale(min(values, default=0.0), max(values, default=1.0))
    high = low + 2 * step

    def y(value: float) -> float:
        return 8 + (PLOT - 8) * (high - value) / (high - low)

    rules = tuple(
        (y(low + n * step), _words(setting, f"{low + n * step:g}", element, SMALL, LEFT)) for n in range(3)
    )
    labels = max((series.points for series in chart.series), key=len, default=())
    xs = _columns(len(labels))
    shown = [n for n in range(len(labels)) if len(labels) <= 7 or n in (0, len(labels) // 2, len(labels) - 1)]
    below = tuple((xs[n], _words(setting, labels[n].label, element, SMALL, 80)) for n in shown)
    lines = tuple(
        (tuple((xs[n], y(point.value)) for n, point in enumerate(series.points)), series.accent)
        for series in chart.series
    )
    return _Plot(lines, rules, below, _names(setting, chart.series, element, y))


def _scale(least: float, most: float) -> tuple[float, float]:
    """The lowest rule and the step between three of them, round numbers; zero unless a value is below it."""
    low = 0.0 if least >= 0 else least
    span = (most - low) or 1.0
    rough = span / 2
    ten = 10.0 ** floor(log10(rough))
    step = next(ten * times for times in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if ten * times >= rough)
    return (0.0, step) if low == 0 else _around(low, most, step, ten)


def _around(low: float, most: float, step: float, ten: float) -> tuple[float, float]:
    start = floor(low / step) * step
    while start + 2 * step < most:
        step += ten / 2
        start = floor(low / step) * step
    return start, step


def _columns(count: int) -> list[float]:
    wide = WIDTH - LEFT - NAMES
    return [LEFT + (wide * n / (count - 1) if count > 1 else wide / 2) for n in range(count)]


def _names(
    setting: Setting, series: tuple[Series, ...], element: Element, y: object
) -> tuple[tuple[float, Lines], ...]:
    """The name and the last value of each line beside its end, moved apart where they would overlap."""
    assert callable(y)
    ends = sorted(
        ((y(line.points[-1].value), line) for line in series if line.points), key=lambda pair: pair[0]
    )
    names: list[tuple[float, Lines]] = []
    free = 0.0
    for end, line in ends:
        words = _words(setting, f"{line.name} {line.points[-1].shown}", element, SMALL, NAMES - 8)
        top = max(free, end - words.height / 2)
        names.append((top, words))
        free = top + words.height
    return tuple(names)


def _draw_plot(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    plot: _Plot,
    element: Element,
    indent: float,
) -> None:
    left, look = x + indent, setting.look
    bottom = canvas.height - top - PLOT - 20
    element.box = (left, bottom, left + WIDTH, canvas.height - top)
    canvas.mark(element)
    right = WIDTH - NAMES
    for y, value in plot.rules:
        canvas.box(left + LEFT, top + y, right - LEFT, 0.5, look.colour("hair"))
        _draw_words(canvas, value, left, top + y - 6)
    for points, accent in sorted(plot.lines, key=lambda line: line[1]):
        placed = [(left + px, top + py) for px, py in points]
        colour = look.accent if accent else look.colour("strong")
        if len(placed) > 1:
            canvas.polyline(placed, 1.5 if accent else 1.0, colour)
        for px, py in placed[-1:]:
            canvas.box(px - 1.5, py - 1.5, 3, 3, colour)
    for centre, words in plot.labels:
        width = max(line.width for line in words.lines) if words.lines else 0.0
        _draw_words(canvas, words, left + max(0.0, centre - width / 2), top + PLOT + 4)
    for y, name in plot.names:
        _draw_words(canvas, name, left + right + 8, top + y)
