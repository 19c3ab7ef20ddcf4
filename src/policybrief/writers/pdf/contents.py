"""The list of contents: one line a section; its page is set when the pages are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from policybrief.document import CrossReference, Inline, Section, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.canvas import Canvas
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

ENTRY = TypeStyle(10, 14)
NUMBER = 28.0
"""Width of the column of page numbers."""
FEW = 6
"""So many entries stand in one column; more of them in two, if each fits in a line there."""
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
    top: float
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
        strips[:0] = line_strips(head, indent=0.0, before=0.0, keep=True)
    flow.add(strips, before=4.0, after=12.0)


def _strips(flow: Flow, sections: list[Section], holder: Element) -> list[Strip]:
    """A strip an entry; or one strip of two columns, the left of which is read first."""
    setting, page = flow.setting, flow.setting.look.page
    elements = [holder.add("TOCI").add("Reference") for _ in sections]
    words = [_words(setting, section, element) for section, element in zip(sections, elements, strict=True)]
    half = (page.main - BETWEEN) / 2
    longest = max(sum(word.width + word.gap for word in title) for title in words)
    two = len(sections) > FEW and longest <= half - NUMBER
    width = half if two else page.main
    rows = -(-len(sections) // 2) if two else 1
    entries = []
    for number, (section, element, title) in enumerate(zip(sections, elements, words, strict=True)):
        lines = set_words(setting, title, style=ENTRY, width=width - NUMBER)
        left = page.main_x + (half + BETWEEN) * (number // rows if two else 0)
        top = ENTRY.leading * (number % rows)
        entries.append(_Entry(lines, element, section.id, left, left + width, top))
    if two:
        return [Strip(ENTRY.leading * rows, partial(_draw, setting=setting, entries=tuple(entries)))]
    return [Strip(e.lines.height, partial(_draw, setting=setting, entries=(e,))) for e in entries]


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
