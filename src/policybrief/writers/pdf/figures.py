"""Charts and images, as one strip each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, assert_never

from policybrief.charts import height_of
from policybrief.document import Chart, Figure, Image, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.paragraphs import set_lines
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

WIDEST = 357.0
"""Of a chart, in points."""


def figure_strip(
    setting: Setting, figure: Figure, element: Element, *, indent: float, measure: float
) -> Strip:
    """The picture of a figure, `measure` wide at most."""
    match figure.content:
        case Chart():
            return _chart(setting, figure.content, element, indent=indent, measure=measure)
        case Image():
            return _image(setting, figure.content, element, indent=indent, measure=measure)
        case _:
            assert_never(figure.content)


def _chart(setting: Setting, chart: Chart, element: Element, *, indent: float, measure: float) -> Strip:
    _note_missing_characters(setting, chart, element)
    width = min(WIDEST, measure)
    draw = partial(_draw_chart, setting=setting, chart=chart, element=element, indent=indent, width=width)
    return Strip(height_of(chart), draw)


def _note_missing_characters(setting: Setting, chart: Chart, element: Element) -> None:
    """Characters of the chart's words that no face has are reported, as those of text are."""
    points = [point for series in chart.series for point in series.points]
    words = [*(series.name for series in chart.series), *(w for p in points for w in (p.label, p.shown))]
    set_lines(setting, (Str(" ".join(words)),), element, style=TypeStyle(9, 12), width=10_000)


def _draw_chart(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    chart: Chart,
    element: Element,
    indent: float,
    width: float,
) -> None:
    from policybrief.charts.drawings import drawing_of
    from policybrief.charts.style import chart_style
    from policybrief.writers.pdf.embedded_fonts import font_of

    faces, house = setting.family, setting.look.faces
    fonts = {
        "regular": font_of(faces.regular, house).fontName,
        "bold": font_of(faces.face(bold=True, italic=False), house).fontName,
    }
    drawing = drawing_of(chart, chart_style(setting.look, setting.language, **fonts), width=width)
    left, bottom = x + indent, canvas.height - top - drawing.height
    element.box = (left, bottom, left + width, bottom + drawing.height)
    canvas.mark(element)
    canvas.place(drawing, left, bottom)


def _image(setting: Setting, image: Image, element: Element, *, indent: float, measure: float) -> Strip:
    page = setting.look.page
    tallest = page.height - page.top - page.bottom - 60  # room for a caption and a line of its notes
    scale = min(1.0, measure / image.width, tallest / image.height)
    draw = partial(_draw_image, image=image, element=element, indent=indent, scale=scale)
    return Strip(image.height * scale, draw)


def _draw_image(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    image: Image,
    element: Element,
    indent: float,
    scale: float,
) -> None:
    width, height = image.width * scale, image.height * scale
    bottom = canvas.height - top - height
    element.box = (x + indent, bottom, x + indent + width, bottom + height)
    canvas.mark(element)
    canvas.image(image.png, x + indent, top, width, height)
