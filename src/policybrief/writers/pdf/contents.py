"""The list of contents: one line a section; its page is set when the pages are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import CrossReference, Inline, Section, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.headings import EN_SPACE
from policybrief.writers.pdf.paragraphs import (
    Lines,
    draw_lines,
    line_strips,
    measure,
    rise,
    set_lines,
    set_words,
)
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.text import Word
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

ENTRY = TypeStyle(10, 14)
NUMBER = 20.0
"""Width of the column of page numbers."""
FEW = 6
"""So many entries are in one column; more of them in two."""
BETWEEN = 24.0
"""White between two columns."""


@dataclass(frozen=True, slots=True)
class _Entry:
    lines: Lines
    element: Element
    target: str
    left: float
    """Where it begins, from the left margin."""
    right: float
    """Where its page number ends, from the left margin."""
    top: float = 0.0
    """From the top of its strip."""


def add_contents(flow: Flow) -> None:
    """Adds the list to the flow, its heading in the left column, or above it where there is none."""
    page, meta = flow.setting.look.page, flow.document.meta
    sections = [block for block in flow.document.blocks if isinstance(block, Section) and block.title]
    if not sections:
        return
    style = TypeStyle(12, 14, bold=True, colour="accent")
    title: tuple[Inline, ...] = (Str(meta.contents),)
    head = set_lines(flow.setting, title, flow.root.add("H2"), style=style, width=page.side or page.measure)
    strips = _strips(flow, sections, flow.root.add("TOC"))
    if page.side:
        beside = partial(_draw_beside, lines=head, drop=rise(ENTRY) - rise(style))
        strips[0] = replace(strips[0], ornaments=(beside,), keep=True)
    else:
        strips[0] = replace(strips[0], before=6.0)
        strips[:0] = line_strips(head, indent=0.0, before=0.0, keep=True)
    flow.add(strips, before=4.0, after=12.0)


def _strips(flow: Flow, sections: list[Section], holder: Element) -> list[Strip]:
    """A strip an entry; or one strip of two columns, the left of which is read first."""
    setting, page = flow.setting, flow.setting.look.page
    two = len(sections) > FEW
    width = (page.main - BETWEEN) / 2 if two else page.main
    made = []
    for section in sections:
        element = holder.add("TOCI").add("Reference")
        lines = set_words(setting, _words(setting, section, element), style=ENTRY, width=width - NUMBER)
        made.append(_Entry(lines, element, section.id, page.main_x, page.main_x + width))
    if not two:
        return [Strip(e.lines.height, partial(_draw, setting=setting, entries=(e,))) for e in made]
    half, placed, top, shift = sum(entry.lines.height for entry in made) / 2, [], 0.0, 0.0
    for entry in made:
        if not shift and top >= half:
            top, shift = 0.0, width + BETWEEN
        placed.append(replace(entry, left=entry.left + shift, right=entry.right + shift, top=top))
        top += entry.lines.height
    height = max(entry.top + entry.lines.height for entry in placed)
    return [Strip(height, partial(_draw, setting=setting, entries=tuple(placed)))]


def _words(setting: Setting, section: Section, element: Element) -> tuple[Word, ...]:
    number = f"{section.number}{EN_SPACE}" if section.number else ""
    linked = CrossReference((Str(number), *section.title), section.id)
    return measure(setting, (linked, Str(" ")), element, style=ENTRY)


def _draw(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    entries: tuple[_Entry, ...],
) -> None:
    for entry in entries:
        at = top + entry.top
        draw_lines(canvas, entry.lines.lines, x + entry.left, at, entry.lines)
        shown: tuple[Inline, ...] = (Str(str(setting.pages.get(entry.target, 0))),)
        number = set_lines(setting, shown, entry.element, style=ENTRY, width=NUMBER)
        right = x + entry.right - number.lines[0].width
        draw_lines(canvas, number.lines, right, at + entry.lines.height - entry.lines.leading, number)


def _draw_beside(canvas: Canvas, x: float, top: float, again: bool, *, lines: Lines, drop: float) -> None:
    draw_lines(canvas, lines.lines, x, top + drop, lines)
