"""Notes at the foot of pages: one a citation, numbered through, linked both ways with its number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import CrossReference, Inline, Note, Str
from policybrief.writers.pdf.filled_pages import SEPARATION, FilledPage
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines
from policybrief.writers.pdf.runs import FootMark, foot_id
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.text import TextLine
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

HANG = 18.0
"""Width of the column of numbers."""
RULE = 60.0


def notes_of_line(setting: Setting, line: TextLine, parent: Element) -> tuple[Strip, ...]:
    """The lines of all notes that `line` calls, as children of `parent`."""
    marks = [mark for word in line.words for mark in word.notes]
    return tuple(strip for mark in marks for strip in note_strips(setting, mark, parent))


def note_strips(setting: Setting, mark: FootMark, parent: Element) -> list[Strip]:
    """One note: its number, which leads back to the text, and its words."""
    page, style = setting.look.page, setting.look.style("note")
    element = parent.add("Note")
    back: tuple[Inline, ...] = (CrossReference((Str(str(mark.number)),), mark.note.id),)
    number = set_lines(setting, back, element.add("Lbl"), style=style, width=HANG)
    words = _words(mark.note)
    text = set_lines(setting, words, element.add("P"), style=style, width=page.main - HANG)
    strips = line_strips(text, indent=page.main_x + HANG, before=2.0, ids=(foot_id(mark.note),))
    label = partial(_draw_label, lines=number, indent=page.main_x)
    return [
        Strip(s.height, s.draw, s.before, s.keep, ids=s.ids, ornaments=(label,) if n == 0 else ())
        for n, s in enumerate(strips)
    ]


def draw_separator(canvas: Canvas, setting: Setting, filled: FilledPage) -> None:
    """The short rule above the notes of a page, as an artifact."""
    if filled.foot:
        page = setting.look.page
        top = filled.foot[0].top - SEPARATION / 2
        canvas.mark("")
        canvas.box(page.left + page.main_x, top, RULE, 0.5, setting.look.colour("strong"))


def _words(note: Note) -> tuple[Inline, ...]:
    """The note's words, the mark of its source at their start as a link to the list of sources."""
    match note.content:
        case (Str(text=text), *rest) if note.mark and text.startswith(note.mark) and note.target:
            link = CrossReference((Str(note.mark),), note.target)
            return (link, Str(text.removeprefix(note.mark)), *rest)
        case content:
            return content


def _draw_label(canvas: Canvas, x: float, top: float, again: bool, *, lines: Lines, indent: float) -> None:
    draw_lines(canvas, lines.lines, x + indent, top, lines)
