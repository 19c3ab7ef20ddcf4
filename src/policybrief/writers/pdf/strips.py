"""The parts of a column of text that stay whole: a line, a table's row, a picture; each draws itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


Draw = Callable[["Canvas", float, float, bool], None]
"""(canvas, left margin, top of the strip, True if it is a repetition that only decorates)."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Something that stays whole: a line, a table row, a heading."""

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
    notes: tuple[Strip, ...] = ()
    """Lines of the notes that its words call; they stand at the foot of its page."""
    ornaments: tuple[Draw, ...] = ()
    """What is drawn with it: the heading beside it, the label of a list, the rule of a section."""
    inset: float = 0.0
    """Height at its top that its ornaments take, out of `height`."""
    marking: str = ""
    """Labels of what its words show, with commas."""
    tight: tuple[float, Draw] | None = None
    """Its height and drawing where room is short, if it has others."""
    whole: float = 0.0
    """Height of the table that begins here, if it is small enough to move as a whole."""

    def show(self, canvas: Canvas, x: float, top: float, again: bool) -> None:
        """Draws the strip and its ornaments."""
        for ornament in self.ornaments:
            ornament(canvas, x, top, again)
        self.draw(canvas, x, top + self.inset, again)


@dataclass(frozen=True, slots=True)
class PlacedStrip:
    """A strip on its page; `again` marks a repetition."""

    strip: Strip
    top: float
    again: bool = False


def nothing(canvas: Canvas, x: float, top: float, again: bool) -> None:
    """Draws nothing: white space."""
