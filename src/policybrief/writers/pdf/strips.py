"""The page as a column of strips: each has a height, may want to stay with the next, and draws itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policybrief.writers.pdf.canvas import TaggedCanvas

Draw = Callable[[TaggedCanvas, float, float, bool], None]
"""(canvas, left margin, top of the strip, True if it is a repetition that only decorates)."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Something that is not parted: a line, a table row, a heading."""

    height: float
    draw: Draw
    before: float = 0.0
    """Space above it; none at the top of a page."""
    keep: bool = False
    """True: stays on the page of the next strip."""
    heads: tuple[Strip, ...] = ()
    """Strips to repeat above it where it begins a page (the head rows of its table)."""
    new_page: bool = False
    ids: tuple[str, ...] = ()
    """Ids of the nodes that begin here."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip on its page; `again` tells a repetition."""

    strip: Strip
    top: float
    again: bool = False


def fill_pages(strips: list[Strip], *, first_top: float, top: float, bottom: float) -> list[list[Placed]]:
    """The strips on pages, from the first to the last; time and memory grow with their number only.

    A page ends before the last strip that fits and whose forerunner does not want to stay with it.
    """
    pages: list[list[Placed]] = [[]]
    at, start = 0, 0
    y = first_top
    while at < len(strips):
        strip = strips[at]
        fresh = not any(not placed.again for placed in pages[-1])
        gap = 0.0 if fresh else strip.before
        forced = strip.new_page and not fresh
        if not forced and (fresh or y + gap + strip.height <= bottom + 0.01):
            if fresh and at > 0:
                for head in strip.heads:
                    pages[-1].append(Placed(head, y, again=True))
                    y += head.height
            pages[-1].append(Placed(strip, y + gap))
            y += gap + strip.height
            at += 1
            continue
        back = at
        while not forced and back > start and strips[back - 1].keep:
            back -= 1
        if back > start:
            kept = len(pages[-1]) - (at - back)
            del pages[-1][kept:]
            at = back
        pages.append([])
        start, y = at, top
    return pages
