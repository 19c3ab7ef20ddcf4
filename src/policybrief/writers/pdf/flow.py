"""A document as strips, and as a structure tree in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from policybrief.document import Block, Document
from policybrief.writers.pdf.runs import FootMark
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Draw, Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


@dataclass(frozen=True, slots=True)
class LateParagraph:
    """A paragraph that names pages: where its strips stand, and how they are set once pages are known."""

    start: int
    count: int
    again: Callable[[], list[Strip]]


class AddBlocks(Protocol):
    """Adds blocks to a flow; `indent` is where text starts, the text column if it is None."""

    def __call__(
        self,
        flow: Flow,
        blocks: tuple[Block, ...],
        parent: Element,
        *,
        level: int = 1,
        indent: float | None = None,
    ) -> None: ...


@dataclass(slots=True)
class Flow:
    """What has been set so far: `strips` and the tree below `root` grow in reading order."""

    setting: Setting
    document: Document
    root: Element
    add_blocks: AddBlocks
    """Adds blocks of any kind: those of a section, a panel, a list or a note."""
    strips: list[Strip] = field(default_factory=list)
    gap: float = 0.0
    """Space that the strip before asks for below itself."""
    below_heading: float = 0.0
    """Height of text that a heading still wants on its page."""
    turning: bool = False
    """True if what follows starts on a new page."""
    late: list[LateParagraph] = field(default_factory=list)
    captioned: list[FootMark] = field(default_factory=list)
    """Notes called by a caption, which stand below its table or figure."""

    def blocks(
        self, blocks: tuple[Block, ...], parent: Element, *, level: int = 1, indent: float | None = None
    ) -> None:
        """Adds `blocks` below `parent`."""
        self.add_blocks(self, blocks, parent, level=level, indent=indent)

    def page_break(self) -> None:
        """What follows starts on a new page."""
        self.turning = bool(self.strips)

    def add(self, strips: list[Strip], *, before: float = 0.0, after: float = 0.0) -> None:
        """Appends strips, the first of them below the greater of the two spaces that meet."""
        if not strips:
            return
        first = replace(
            strips[0],
            before=max(before, self.gap, strips[0].before),
            new_page=self.turning or strips[0].new_page,
        )
        self.turning = False
        for strip in (first, *strips[1:]):
            if self.below_heading > 0:
                self.keep_last()
            self.below_heading -= strip.height
            self.strips.append(strip)
        self.gap = after

    def end_section(self) -> None:
        """A heading above fewer lines than it wants asks for none of the next section."""
        self.below_heading = 0.0

    def keep_last(self) -> None:
        """The last strip so far stays on the page of what follows."""
        if self.strips:
            self.strips[-1] = replace(self.strips[-1], keep=True)

    def keep_ends(self, starts: Sequence[int]) -> None:
        """No entry of one line stands alone at the end of a page or the head of the next."""
        if len(starts) < 2:
            return
        first, last = starts[1] - 1, starts[-1] - 1
        for at, alone in ((first, first == starts[0]), (last, last + 2 == len(self.strips))):
            if alone:
                self.strips[at] = replace(self.strips[at], keep=True)

    def adorn(self, at: int, ornament: Draw) -> None:
        """Draws something with the strip `at`."""
        strip = self.strips[at]
        self.strips[at] = replace(strip, ornaments=(*strip.ornaments, ornament))

    def shade(self, start: int, left: float) -> None:
        """Puts a panel behind the strips from `start` on, which reaches over the spaces between them."""
        look = self.setting.look
        width, colour = look.page.measure - left + 16, look.accent_tint
        for at in range(start, len(self.strips)):
            strip = self.strips[at]
            gap = 4.0 if at == start else strip.before
            below = 6.0 if at == len(self.strips) - 1 else 0.0
            ground = partial(
                _draw_ground, x0=left - 8, width=width, gap=gap, height=strip.height + below, colour=colour
            )
            self.strips[at] = replace(strip, ornaments=(ground, *strip.ornaments))
        if start < len(self.strips):
            self.gap = max(self.gap, 14.0)


def _draw_ground(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    x0: float,
    width: float,
    gap: float,
    height: float,
    colour: str,
) -> None:
    canvas.mark("")
    canvas.box(x + x0, top - gap, width, height + gap, colour)
