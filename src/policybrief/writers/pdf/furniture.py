"""What stands on each page around the text: markings, header, footer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policybrief.document import Document, Mark, Str
from policybrief.templates.look import BASE_LOOK, TypeStyle
from policybrief.writers.pdf.paragraphs import Lines, measure, set_lines
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.tree import PAGINATION, Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

SMALL = TypeStyle(9, 12, colour="ink2")
BELOW = TypeStyle(9, 11, colour="ink2")
"""Of what stands below the footer: two lines of it stay clear of the edge that no printer reaches."""
COLUMN = BASE_LOOK.page.side
"""Width of the left column where a house has none of its own."""
MARKING = 18.0
"""Height of a marking's box."""


def draw_furniture(
    canvas: Canvas, document: Document, setting: Setting, number: int, pages: int, marks: tuple[Mark, ...]
) -> None:
    """Header and footer of one page with its `marks`, as artifacts; those of page 1 are in its text."""
    meta, page = document.meta, setting.look.page
    left = meta.number if number == 1 else meta.header
    if meta.draft:
        left = f"{meta.draft} · {left}" if left else meta.draft
    top = page.header_top + 3.5
    room = _room(marks, setting, page.left)
    _draw_small(canvas, setting, left, x=page.left, top=top, width=room, bold=bool(meta.draft))
    if number > 1:
        draw_markings(canvas, marks, setting, top=page.header_top)
    counted = meta.page.format(page=number, pages=pages)
    _draw_small(canvas, setting, counted, x=page.left, top=page.footer_top + 4.5, width=COLUMN + 12)
    _draw_foot(canvas, setting, meta.footer, marks)
    draw_markings(canvas, marks, setting, top=page.footer_top)


def note_missing_characters(document: Document, setting: Setting) -> None:
    """Characters of the furniture that no face has are reported whether or not the pages are drawn."""
    meta = document.meta
    labels = [mark.label for marks in (meta.marks, *meta.levels) for mark in marks]
    counted = meta.page.format(page=1, pages=1)
    words = " ".join((meta.number, meta.draft, meta.header, counted, meta.footer, *labels))
    measure(setting, (Str(words),), Element("P"), style=SMALL)


def draw_markings(
    canvas: Canvas, marks: tuple[Mark, ...], setting: Setting, *, top: float, tagged: bool = False
) -> None:
    """The labels in their boxes, from the right margin leftwards; `tagged` leaves the open element open."""
    for mark, lines, x in _placed(marks, setting):
        if not tagged:
            canvas.mark(PAGINATION)
        canvas.fill_box(x, top, lines.lines[0].width + 12, MARKING, mark.ground)
        canvas.show_line(lines.lines[0], x + 6, top + 2 + lines.rise)


def _placed(marks: tuple[Mark, ...], setting: Setting) -> Iterator[tuple[Mark, Lines, float]]:
    """Each label with its measured words and the left edge of its box."""
    page = setting.look.page
    right = page.width - page.right
    for mark in reversed(marks):
        lines = _one_line(setting, mark.label, TypeStyle(12, 14, bold=True, colour=mark.colour))
        width = lines.lines[0].width + 12
        x = (page.width - width) / 2 if mark.position == "centre" else right - width
        yield mark, lines, x
        right = right if mark.position == "centre" else x - 6


def _room(marks: tuple[Mark, ...], setting: Setting, x: float) -> float:
    """The width from `x` to the next marking's box, or to the margin."""
    page = setting.look.page
    edges = [left - 8 for _, _, left in _placed(marks, setting) if left > x]
    return min([*edges, page.width - page.right]) - x


def _draw_foot(canvas: Canvas, setting: Setting, text: str, marks: tuple[Mark, ...]) -> None:
    """The words of the footer beside the page's number; where a marking leaves no room, below it, whole."""
    page = setting.look.page
    x, top = page.left + COLUMN + 12, page.footer_top + 4.5
    if not text:
        return
    lines = _one_line(setting, text, SMALL)
    if lines.lines[0].width > _room(marks, setting, x):
        x, top = page.left, top + BELOW.leading
        width = page.width - page.left - page.right
        lines = set_lines(setting, (Str(text),), Element("P"), style=BELOW, width=width)
    for number, line in enumerate(lines.lines):
        canvas.artifact_line(line, x, top + number * lines.leading + lines.rise, PAGINATION)


def _one_line(setting: Setting, text: str, style: TypeStyle, *, bold: bool | None = None) -> Lines:
    return set_lines(setting, (Str(text),), Element("P"), style=style, width=10_000, bold=bold)


def _draw_small(
    canvas: Canvas, setting: Setting, text: str, *, x: float, top: float, width: float, bold: bool = False
) -> None:
    """A line of furniture, cut at a word where it is too long."""
    if not text:
        return
    lines = _one_line(setting, text, SMALL, bold=bold)
    while lines.lines[0].width > width and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip(" ·,") + "…"
        lines = _one_line(setting, text, SMALL, bold=bold)
    canvas.artifact_line(lines.lines[0], x, top + lines.rise, PAGINATION)
