"""Tables and figures in the flow, each with its caption above and what explains it below."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Block, Figure, Inline, Str, Table
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.headings import EN_SPACE
from policybrief.writers.pdf.notes import note_strips, notes_of_line
from policybrief.writers.pdf.paragraphs import line_strips, set_lines
from policybrief.writers.pdf.runs import FootMark
from policybrief.writers.pdf.tables import table_strips
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas
from typing import TYPE_CHECKING, assert_never

from policybrief.charts import height_of
from policybrief.document import Chart, Image
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


def add_table(flow: Flow, table: Table, parent: Element) -> None:
    """A table; its notes are heard after what explains it."""
    page = flow.setting.look.page
    indent = 0.0 if table.full else page.main_x
    measure = page.measure if table.full else page.main
    if table.role == "keys":
        element = parent.add("L", numbering="None")
    else:
        element = parent.add("Table", summary=table.summary)
    before = 12.0 if table.role in ("decision", "keys") else 4.0
    if table.caption:
        _add_caption(flow, table.label, table.caption, element, indent=indent)
        before = 0.0
    start = len(parent.children)
    notes_of = partial(notes_of_line, flow.setting, parent=parent) if flow.setting.foot else None
    strips, called = table_strips(
        flow.setting, table, element, indent=indent, measure=measure, notes_of=notes_of
    )
    foot = parent.children[start:]
    del parent.children[start:]
    below = bool(table.notes or called or flow.captioned)
    if below and strips:
        strips[-1] = replace(strips[-1], keep=True)
    flow.add(strips, before=before, after=8.0 if below else 18.0)
    _add_below(flow, table.notes, called, parent)
    parent.children.extend(foot)


def add_figure(flow: Flow, figure: Figure, parent: Element) -> None:
    """A chart or picture, an element of its own with its caption and notes."""
    page = flow.setting.look.page
    holder = parent.add("Sect")
    if figure.caption:
        _add_caption(flow, figure.label, figure.caption, holder, indent=page.main_x)
    element = holder.add("Figure", alternative=figure.alternative)
    strip = figure_strip(flow.setting, figure, element, indent=page.main_x, measure=page.main)
    entry = partial(_enter, node_id=figure.id)
    below = bool(figure.notes or flow.captioned)
    ids = (figure.id,) if figure.id else ()
    strip = replace(strip, keep=below, ids=ids, ornaments=(entry,) if ids else (), marking=figure.marking)
    flow.add([strip], before=4.0, after=6.0)
    _add_below(flow, figure.notes, (), holder)


def _add_below(flow: Flow, notes: tuple[Block, ...], called: tuple[FootMark, ...], parent: Element) -> None:
    """What explains a table or figure stands below it, and so do the notes that it calls."""
    flow.blocks(notes, parent)
    for mark in (*flow.captioned, *called):
        strips = note_strips(flow.setting, mark, parent)
        flow.add([*(replace(s, keep=True) for s in strips[:-1]), *strips[-1:]], before=2.0)
    if notes or called or flow.captioned:
        flow.gap = 16.0
    flow.captioned.clear()


def _add_caption(
    flow: Flow, label: str, caption: tuple[Inline, ...], parent: Element, *, indent: float
) -> None:
    style = flow.setting.look.style("caption")
    named: tuple[Inline, ...] = (Str(f"{label}{EN_SPACE}"), *caption) if label else caption
    width = flow.setting.look.page.measure - indent
    lines = set_lines(flow.setting, named, parent.add("Caption"), style=style, width=width)
    flow.captioned.extend(lines.notes())
    strips = line_strips(lines, indent=indent, before=style.before, keep=True)
    flow.add(strips, before=style.before, after=style.after)


def _enter(canvas: Canvas, x: float, top: float, again: bool, *, node_id: str) -> None:
    canvas.destination(node_id, top)


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
