"""Paragraphs as broken lines, and lines as strips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Inline, List, Origin
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.hyphens import fitted
from policybrief.writers.pdf.runs import Context, FootMark
from policybrief.writers.pdf.setting import Setting, TooWide
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.text import TextLine, Word, words_of
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

NotesOf = Callable[[TextLine], tuple[Strip, ...]]
"""The lines of notes that stand at the foot of the page of a line."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A broken paragraph: its lines, the step between them, and where the first baseline lies."""

    lines: tuple[TextLine, ...]
    leading: float
    rise: float

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    def anchors(self) -> tuple[str, ...]:
        """Ids of the notes whose marks are in these lines."""
        return tuple(anchor for line in self.lines for word in line.words for anchor in word.anchors)

    def notes(self) -> tuple[FootMark, ...]:
        """The notes at the foot of pages that these lines call."""
        return tuple(note for line in self.lines for word in line.words for note in word.notes)


def measure(
    setting: Setting,
    inlines: tuple[Inline, ...],
    element: Element,
    *,
    style: TypeStyle,
    bold: bool | None = None,
    colour: str = "",
    origin: Origin | None = None,
) -> tuple[Word, ...]:
    """The words of `inlines` in a step of the type scale."""
    ink = setting.look.colour(colour or style.colour)
    weight = style.bold if bold is None else bold
    return words_of(inlines, Context(setting, style.size, ink, element, bold=weight, origin=origin))


def set_words(
    setting: Setting,
    words: tuple[Word, ...],
    *,
    style: TypeStyle,
    width: float,
    balanced: bool = False,
    record: str = "",
    column: str = "",
) -> Lines:
    """Words broken to `width`; the setting notes one that is too wide even hyphenated, with its place."""
    broad = widest(words)
    if broad is not None and broad.width > width + 0.5:
        words = fitted(words, width + 0.5, setting)
        broad = max(words, key=lambda word: word.width)
    if broad is not None and broad.width > width + 0.5:
        written = "".join(piece.shape.written or piece.text for piece in broad.pieces)
        setting.too_wide[TooWide(written, broad.width, width, record, column)] = None
    return Lines(break_lines(words, width, balanced=balanced), style.leading, rise(style))


def rise(style: TypeStyle) -> float:
    """How far below the top of a line its letters stand."""
    return style.leading / 2 + 0.39 * style.size


def set_lines(
    setting: Setting,
    inlines: tuple[Inline, ...],
    element: Element,
    *,
    style: TypeStyle,
    width: float,
    bold: bool | None = None,
    colour: str = "",
    balanced: bool = False,
    origin: Origin | None = None,
) -> Lines:
    """`inlines` broken to `width`, in a step of the type scale."""
    words = measure(setting, inlines, element, style=style, bold=bold, colour=colour, origin=origin)
    record = origin.record if origin else ""
    return set_words(setting, words, style=style, width=width, balanced=balanced, record=record)


def wider_by(block: List) -> float:
    """Points that the longest number of a list takes beyond one of one figure."""
    last = block.start + len(block.entries) - 1
    return 6.0 * (len(str(last)) - 1) if block.ordered else 0.0


def draw_lines(canvas: Canvas, lines: tuple[TextLine, ...], x: float, top: float, set_as: Lines) -> None:
    """Draws lines from `top` down."""
    for number, line in enumerate(lines):
        at = top + number * set_as.leading
        canvas.line_of_text(line, x, at + set_as.rise)
        for word in line.words:
            for anchor in word.anchors:
                canvas.destination(anchor, at)


def line_strips(
    set_as: Lines,
    *,
    indent: float,
    before: float,
    ids: tuple[str, ...] = (),
    keep: bool = False,
    notes_of: NotesOf | None = None,
    marking: str = "",
) -> list[Strip]:
    """A strip a line: two lines stay together at the start and at the end; `keep` holds all to the next."""
    count = len(set_as.lines)
    strips = []
    for number, line in enumerate(set_as.lines):
        first = number == 0
        together = count <= 3 or first or number == count - 2
        anchors = tuple(anchor for word in line.words for anchor in word.anchors)
        strips.append(
            Strip(
                set_as.leading,
                partial(_draw_line, line=line, indent=indent, set_as=set_as, ids=ids if first else ()),
                before=before if first else 0.0,
                keep=keep or (together and number < count - 1),
                ids=(*ids, *anchors) if first else anchors,
                notes=notes_of(line) if notes_of else (),
                marking=marking,
            )
        )
    return strips


def _draw_line(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    line: TextLine,
    indent: float,
    set_as: Lines,
    ids: tuple[str, ...],
) -> None:
    for node_id in ids:
        canvas.destination(node_id, top)
    draw_lines(canvas, (line,), x + indent, top, set_as)


SHORT = 2.5
"""A last line of one word that is shorter than this many times its size gets a second."""


def break_lines(words: tuple[Word, ...], width: float, *, balanced: bool = False) -> tuple[TextLine, ...]:
    """Lines of at most `width` points; `balanced` narrows them while their number stays (titles)."""
    lines = _broken(words, width)
    if balanced and 1 < len(lines) <= 3:
        narrow = width
        while narrow > width / 2:
            tried = _broken(words, narrow - 4)
            if len(tried) > len(lines) or any(line.width > narrow - 4 for line in tried):
                break
            narrow, lines = narrow - 4, tried
    return tuple(lines)


def widest(words: tuple[Word, ...]) -> Word | None:
    """The widest word, or None if there are no words."""
    return max(words, key=lambda word: word.width, default=None)


def _broken(words: tuple[Word, ...], width: float) -> list[TextLine]:
    lines: list[TextLine] = []
    held: list[Word] = []
    used, room = 0.0, width + 0.01
    for word in words:
        gap = held[-1].gap if held else 0.0
        if held and used + gap + word.width > room:
            lines.append(TextLine(tuple(held), used))
            held, used, gap = [], 0.0, 0.0
        held.append(word)
        used += gap + word.width
        if word.ends_line:
            lines.append(TextLine(tuple(held), used))
            held, used = [], 0.0
    if held:
        lines.append(TextLine(tuple(held), used))
    return _joined_end(lines, room)


def _joined_end(lines: list[TextLine], room: float) -> list[TextLine]:
    """No paragraph ends in a line of some letters: the word before comes with them."""
    if len(lines) < 2 or len(lines[-1].words) != 1 or len(lines[-2].words) < 3:
        return lines
    last, before = lines[-1].words[0], lines[-2].words[-1]
    if before.ends_line or before.space is None or not last.pieces:
        return lines
    joined = before.width + before.gap + last.width
    if last.width >= SHORT * last.pieces[0].style.size or joined > room:
        return lines
    kept = lines[-2].words[:-1]
    width = lines[-2].width - before.width - kept[-1].gap
    return [*lines[:-2], TextLine(kept, width), TextLine((before, last), joined)]
