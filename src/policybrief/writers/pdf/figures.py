"""Charts and images, as one strip each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Chart, Figure, Image
from policybrief.writers.pdf.charts import bars_strip, lines_strip
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


def figure_strip(
    setting: Setting, figure: Figure, element: Element, *, indent: float, measure: float
) -> Strip:
    """The picture of a figure, `measure` wide at most."""
    match figure.content:
        case Chart(kind="lines"):
            return lines_strip(setting, figure.content, element, indent=indent)
        case Chart():
            return bars_strip(setting, figure.content, element, indent=indent)
        case Image():
            return _image(setting, figure.content, element, indent=indent, measure=measure)


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
