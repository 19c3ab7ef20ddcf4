"""Tables and figures in the flow, each with its caption above and what explains it below."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Block, Figure, Inline, Str, Table
from policybrief.writers.pdf.figures import figure_strip
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.headings import EN_SPACE
from policybrief.writers.pdf.notes import note_strips, notes_of_line
from policybrief.writers.pdf.paragraphs import line_strips, set_lines
from policybrief.writers.pdf.runs import FootMark
from policybrief.writers.pdf.tables import table_strips
from policybrief.writers.pdf.tree import Element

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
