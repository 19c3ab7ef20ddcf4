"""The list of contents: one line a section; its page is set when the pages are drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from policybrief.document import CrossReference, Inline, Section, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.canvas import Canvas
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.headings import EN_SPACE
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

ENTRY = TypeStyle(10, 14)
NUMBER = 40.0
"""Width of the column of page numbers."""


def add_contents(flow: Flow) -> None:
    """Adds the list to the flow, its heading in the left column, or above it where there is none."""
    page, meta = flow.setting.look.page, flow.document.meta
    sections = [block for block in flow.document.blocks if isinstance(block, Section) and block.title]
    if not sections:
        return
    style = TypeStyle(12, 14, bold=True, colour="accent")
    title: tuple[Inline, ...] = (Str(meta.contents),)
    head = set_lines(flow.setting, title, flow.root.add("H2"), style=style, width=page.side or page.measure)
    holder = flow.root.add("TOC")
    strips = [_entry(flow, section, holder) for section in sections]
    if page.side:
        beside = partial(_draw_beside, lines=head)
        strips[0] = replace(strips[0], ornaments=(beside,), keep=True)
    else:
        strips[:0] = line_strips(head, indent=0.0, before=0.0, keep=True)
    flow.add(strips, before=4.0, after=12.0)


def _entry(flow: Flow, section: Section, holder: Element) -> Strip:
    element = holder.add("TOCI").add("Reference")
    number = f"{section.number}{EN_SPACE}" if section.number else ""
    linked = CrossReference((Str(number), *section.title), section.id)
    title: tuple[Inline, ...] = (linked, Str(" "))
    lines = set_lines(flow.setting, title, element, style=ENTRY, width=flow.setting.look.page.main - NUMBER)
    draw = partial(_draw, setting=flow.setting, lines=lines, element=element, target=section.id)
    return Strip(lines.height, draw)


def _draw(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    lines: Lines,
    element: Element,
    target: str,
) -> None:
    page = setting.look.page
    draw_lines(canvas, lines.lines, x + page.main_x, top, lines)
    shown: tuple[Inline, ...] = (Str(str(setting.pages.get(target, 0))),)
    number = set_lines(setting, shown, element, style=ENTRY, width=NUMBER)
    right = x + page.measure - number.lines[0].width
    draw_lines(canvas, number.lines, right, top + lines.height - lines.leading, number)


def _draw_beside(canvas: Canvas, x: float, top: float, again: bool, *, lines: Lines) -> None:
    draw_lines(canvas, lines.lines, x, top, lines)
