"""Charts and images, as one strip each."""

from __future__ import annotations

from functools import partial

from policybrief.document import Chart, Figure, Image, Inline, Str, Strong
from policybrief.writers.pdf.canvas import TaggedCanvas
from policybrief.writers.pdf.paragraphs import Lines, Setting, set_lines
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

PITCH, BAR, LABEL, LONGEST = 24.0, 16.0, 123.0, 186.0


def figure_strip(
    setting: Setting, figure: Figure, element: Element, *, indent: float, measure: float
) -> Strip:
    """The picture of a figure, `measure` wide at most."""
    match figure.content:
        case Chart():
            return _chart(setting, figure.content, element, indent=indent)
        case Image():
            return _image(setting, figure.content, element, indent=indent, measure=measure)


def _chart(setting: Setting, chart: Chart, element: Element, *, indent: float) -> Strip:
    """Bars from zero, labelled at both ends; no axis, no grid, no legend."""
    most = max((point.value for point in chart.points), default=1.0) or 1.0
    style = setting.look.style("table")
    rows = []
    for point in chart.points:
        shown: tuple[Inline, ...] = (Strong((Str(point.shown),)),)
        label = set_lines(setting, (Str(point.label),), element, style=style, width=LABEL - 12)
        value = set_lines(setting, shown, element, style=style, width=60)
        rows.append((label, value, LONGEST * point.value / most, point.accent))
    draw = partial(_draw_chart, setting=setting, rows=rows, element=element, indent=indent)
    return Strip(PITCH * len(rows), draw)


def _draw_chart(
    canvas: TaggedCanvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    rows: list[tuple[Lines, Lines, float, bool]],
    element: Element,
    indent: float,
) -> None:
    left = x + indent
    height = canvas._pagesize[1]
    element.box = (left, height - top - PITCH * len(rows), left + LABEL + LONGEST + 60, height - top)
    for number, (label, value, width, accent) in enumerate(rows):
        y = top + number * PITCH
        canvas.mark(element)
        colour = setting.look.accent if accent else setting.look.colour("strong")
        canvas.box(left + LABEL, y + 4, width, BAR, colour)
        middle = y + 4 + BAR / 2 - label.height / 2
        for index, line in enumerate(label.lines):
            canvas.line_of_text(line, left, middle + index * label.leading + label.rise)
        for line in value.lines:
            canvas.line_of_text(line, left + LABEL + width + 6, y + 4 + BAR / 2 - 6 + value.rise)


def _image(setting: Setting, image: Image, element: Element, *, indent: float, measure: float) -> Strip:
    scale = min(1.0, measure / image.width)
    draw = partial(_draw_image, image=image, element=element, indent=indent, scale=scale)
    return Strip(image.height * scale, draw)


def _draw_image(
    canvas: TaggedCanvas,
    x: float,
    top: float,
    again: bool,
    *,
    image: Image,
    element: Element,
    indent: float,
    scale: float,
) -> None:
    import io

    from reportlab.lib.utils import ImageReader

    width, height = image.width * scale, image.height * scale
    bottom = canvas._pagesize[1] - top - height
    element.box = (x + indent, bottom, x + indent + width, bottom + height)
    canvas.mark(element)
    canvas.drawImage(ImageReader(io.BytesIO(image.png)), x + indent, bottom, width, height)
