"""Paragraphs, headings and lists as strips, one a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from policybrief.document import Inline
from policybrief.templates.look import Look, TypeStyle
from policybrief.writers.pdf.canvas import TaggedCanvas
from policybrief.writers.pdf.fonts import Family, family
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.text import Context, Line, break_lines, longest, words_of
from policybrief.writers.pdf.tree import Element


@dataclass(slots=True)
class Setting:
    """What all parts of one document share while it is laid out."""

    look: Look
    family: Family
    pages: tuple[tuple[str, int], ...]
    """(node id, page) pairs of the pass before; empty in the first."""
    missing: set[str]
    too_wide: set[str]

    @classmethod
    def of(cls, look: Look, pages: tuple[tuple[str, int], ...]) -> Setting:
        """The setting for a look."""
        return cls(look, family(look.font), pages, set(), set())


@dataclass(frozen=True, slots=True)
class Lines:
    """A broken paragraph: its lines, the step between them, and where the first baseline lies."""

    lines: tuple[Line, ...]
    leading: float
    rise: float

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    def anchors(self) -> tuple[str, ...]:
        """Ids of the notes whose marks stand in these lines."""
        return tuple(anchor for line in self.lines for word in line.words for anchor in word.anchors)


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
    place: str = "",
) -> Lines:
    """`inlines` broken to `width`, in a step of the type scale."""
    ink = setting.look.colour(colour or style.colour)
    weight = style.bold if bold is None else bold
    context = Context(
        setting.look, setting.family, style.size, ink, element, bold=weight, pages=setting.pages
    )
    words = words_of(inlines, context, setting.missing)
    if place and longest(words) > width + 0.5:
        setting.too_wide.add(place)
    lines = break_lines(words, width, balanced=balanced)
    return Lines(lines, style.leading, style.leading / 2 + 0.39 * style.size)


def draw_lines(canvas: TaggedCanvas, lines: tuple[Line, ...], x: float, top: float, set_as: Lines) -> None:
    """Draws lines from `top` down."""
    for number, line in enumerate(lines):
        canvas.line_of_text(line, x, top + number * set_as.leading + set_as.rise)
        for word in line.words:
            for anchor in word.anchors:
                canvas.destination(anchor, top + number * set_as.leading)


def line_strips(
    set_as: Lines, *, indent: float, before: float, ids: tuple[str, ...] = (), keep: bool = False
) -> list[Strip]:
    """A strip a line: two lines stay together at the start and at the end; `keep` holds all to the next."""
    count = len(set_as.lines)
    strips = []
    for number, line in enumerate(set_as.lines):
        together = keep or count <= 3 or number == 0 or number == count - 2
        anchors = tuple(anchor for word in line.words for anchor in word.anchors)
        strips.append(
            Strip(
                set_as.leading,
                partial(_draw_line, line=line, indent=indent, set_as=set_as, ids=ids if number == 0 else ()),
                before=before if number == 0 else 0.0,
                keep=keep or (together and number < count - 1),
                ids=(*(ids if number == 0 else ()), *anchors),
            )
        )
    return strips


def _draw_line(
    canvas: TaggedCanvas,
    x: float,
    top: float,
    again: bool,
    *,
    line: Line,
    indent: float,
    set_as: Lines,
    ids: tuple[str, ...],
) -> None:
    for node_id in ids:
        canvas.destination(node_id, top)
    draw_lines(canvas, (line,), x + indent, top, set_as)


def with_side_head(strip: Strip, head: Lines, *, ruled: str, width: float, side: float) -> Strip:
    """`strip` with a heading hung in the left column, and the rule of a ruled section above both."""

    def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
        if ruled:
            canvas.mark("")
            canvas.rule(x, top, width, 0.75, ruled)
            top += 6.75
        draw_lines(canvas, head.lines, x, top, head)
        strip.draw(canvas, x, top, again)

    return replace(strip, draw=draw, height=strip.height + (6.75 if ruled else 0.0))
