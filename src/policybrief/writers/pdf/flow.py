"""A document as strips, and as a structure tree in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from policybrief.document import (
    Block,
    Callout,
    Document,
    Figure,
    Inline,
    List,
    Note,
    PageBreak,
    PageReferences,
    Paragraph,
    Quote,
    Section,
    Str,
    Table,
    walk,
)
from policybrief.writers.pdf.figures import figure_strip
from policybrief.writers.pdf.headings import EN_SPACE, add_section
from policybrief.writers.pdf.notes import note_strips, notes_of_line
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines, wider_by
from policybrief.writers.pdf.runs import FootMark
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Draw, Strip
from policybrief.writers.pdf.tables import table_strips
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Late:
    """A paragraph that names pages: where its strips stand, and how they are set once pages are known."""

    start: int
    count: int
    again: Callable[[], list[Strip]]


@dataclass(slots=True)
class Flow:
    """Goes through the blocks once; `strips` and the tree below `root` grow in reading order."""

    setting: Setting
    document: Document
    root: Element
    strips: list[Strip] = field(default_factory=list)
    gap: float = 0.0
    """Space that the strip before asks for below itself."""
    wanted: float = 0.0
    """Height of text that a heading still wants on its page."""
    turning: bool = False
    """True if what follows starts on a new page."""
    late: list[Late] = field(default_factory=list)
    captioned: list[FootMark] = field(default_factory=list)
    """Notes called by a caption, which stand below its table or figure."""

    # ---- blocks -----------------------------------------------------------------------------

    def blocks(
        self, blocks: tuple[Block, ...], parent: Element, *, level: int = 1, indent: float | None = None
    ) -> None:
        """Adds `blocks`; `indent` is where text starts, the text column if it is None."""
        for block, following in zip_longest(blocks, blocks[1:]):
            self.block(block, parent, level=level, indent=indent)
            if _explains(following) and isinstance(block, Paragraph) and not _explains(block):
                self.keep_last()

    def block(self, block: Block, parent: Element, *, level: int, indent: float | None) -> None:
        left = self.setting.look.page.main_x if indent is None else indent
        match block:
            case Section():
                add_section(self, block, parent, level=level)
            case Paragraph():
                self.paragraph(block, parent, left=left)
            case List():
                self.list(block, parent, left=left)
            case Table():
                self.table(block, parent)
            case Figure():
                self.figure(block, parent)
            case Callout():
                self.callout(block, parent, level=level, left=left)
            case Quote():
                self.blocks(block.blocks, parent.add("BlockQuote"), level=level, indent=left + 12)
            case PageBreak():
                self.page_break()
            case _:
                assert_never(block)

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
            self.wanted -= strip.height
            self.strips.append(replace(strip, keep=True) if self.wanted > 0 and not strip.keep else strip)
        self.gap = after

    def keep_last(self) -> None:
        """The last strip so far stays on the page of what follows."""
        if self.strips:
            self.strips[-1] = replace(self.strips[-1], keep=True)

    # ---- text -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph, parent: Element, *, left: float) -> None:
        style = self.setting.look.style(paragraph.role)
        late = any(isinstance(node, PageReferences) for inline in paragraph.content for node in walk(inline))
        role = "Note" if paragraph.role == "source" else "Div" if late else ""
        holder = parent.add(role) if role else parent
        element = holder.add("P")
        strips = self.lines_of(paragraph, element, holder, left=left)
        if late:
            again = partial(self.lines_again, paragraph, element, holder, left, self.setting.notes)
            self.late.append(Late(len(self.strips), len(strips), again))
        self.add(strips, before=style.before, after=style.after)

    def lines_of(
        self, paragraph: Paragraph, element: Element, holder: Element, *, left: float
    ) -> list[Strip]:
        style = self.setting.look.style(paragraph.role)
        width = self.setting.look.page.measure - left
        lines = set_lines(
            self.setting, paragraph.content, element, style=style, width=width, origin=paragraph.origin
        )
        strips = line_strips(
            lines,
            indent=left,
            before=style.before,
            ids=(paragraph.id,) if paragraph.id else (),
            keep=paragraph.role == "question",
            notes_of=partial(notes_of_line, self.setting, parent=holder) if self.setting.foot else None,
            marking=paragraph.marking,
        )
        if paragraph.role in ("source", "lead"):
            strips = [*(replace(s, keep=True) for s in strips[:-1]), *strips[-1:]]
        return strips

    def lines_again(
        self, paragraph: Paragraph, element: Element, holder: Element, left: float, notes: int
    ) -> list[Strip]:
        """The strips of a paragraph whose pages are known now, in the elements that it has already."""
        element.children.clear()
        holder.children[:] = [element]
        after, self.setting.notes = self.setting.notes, notes - _count(paragraph, self.setting)
        strips = self.lines_of(paragraph, element, holder, left=left)
        self.setting.notes = after
        return strips

    def list(self, block: List, parent: Element, *, left: float) -> None:
        holder = parent.add("L", numbering="Decimal" if block.ordered else "Unordered")
        style = self.setting.look.style("list")
        starts, more = [], wider_by(block)
        for number, entry in enumerate(block.entries, block.start):
            item = holder.add("LI")
            label, body = item.add("Lbl"), item.add("LBody")
            start = len(self.strips)
            starts.append(start)
            for inner in entry:
                if isinstance(inner, Paragraph):
                    inner = replace(inner, role="list")
                self.block(inner, body, level=3, indent=left + 12 + more)
            if start < len(self.strips):
                sign: tuple[Inline, ...] = (Str(f"{number}." if block.ordered else "–"),)
                lines = set_lines(
                    self.setting, sign, label, style=style, width=24 + more, bold=True, colour="accent"
                )
                self.adorn(start, partial(_draw_beside, lines=lines, indent=left))

        self.keep_ends(starts)

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

    def callout(self, callout: Callout, parent: Element, *, level: int, left: float) -> None:
        """A panel behind the blocks, a title above them."""
        look, element = self.setting.look, parent.add("Sect")
        start = len(self.strips)
        if callout.title:
            style = look.style("subhead")
            lines = set_lines(
                self.setting,
                callout.title,
                element.add("P"),
                style=style,
                width=look.page.measure - left,
                bold=True,
            )
            ids = (callout.id,) if callout.id else ()
            self.add(line_strips(lines, indent=left, before=12.0, ids=ids, keep=True), before=12.0, after=3.0)
        self.blocks(callout.blocks, element, level=level, indent=left)
        self.shade(start, left)

    def shade(self, start: int, left: float) -> None:
        """Puts a panel behind the strips from `start` on, which reaches over the spaces between them."""
        look = self.setting.look
        width, colour = look.page.measure - left + 16, look.colour("panel")
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

    # ---- tables and figures -----------------------------------------------------------------

    def table(self, table: Table, parent: Element) -> None:
        page = self.setting.look.page
        indent = 0.0 if table.full else page.main_x
        measure = page.measure if table.full else page.main
        if table.role == "keys":
            element = parent.add("L", numbering="None")
        else:
            element = parent.add("Table", summary=table.summary)
        before = 12.0 if table.role in ("decision", "keys") else 4.0
        if table.caption:
            self.caption(table.label, table.caption, element, indent=indent)
            before = 0.0
        start = len(parent.children)
        notes_of = partial(notes_of_line, self.setting, parent=parent) if self.setting.foot else None
        strips, called = table_strips(
            self.setting, table, element, indent=indent, measure=measure, notes_of=notes_of
        )
        foot = parent.children[start:]
        del parent.children[start:]
        below = bool(table.notes or called or self.captioned)
        if below and strips:
            strips[-1] = replace(strips[-1], keep=True)
        self.add(strips, before=before, after=8.0 if below else 18.0)
        self.below(table.notes, called, parent)
        parent.children.extend(foot)  # notes are heard after what explains the table

    def below(self, notes: tuple[Block, ...], called: tuple[FootMark, ...], parent: Element) -> None:
        """What explains a table or figure stands below it, and so do the notes that it calls."""
        self.blocks(notes, parent)
        for mark in (*self.captioned, *called):
            strips = note_strips(self.setting, mark, parent)
            self.add([*(replace(s, keep=True) for s in strips[:-1]), *strips[-1:]], before=2.0)
        if notes or called or self.captioned:
            self.gap = 16.0
        self.captioned.clear()

    def caption(self, label: str, caption: tuple[Inline, ...], parent: Element, *, indent: float) -> None:
        style = self.setting.look.style("caption")
        named: tuple[Inline, ...] = (Str(f"{label}{EN_SPACE}"), *caption) if label else caption
        width = self.setting.look.page.measure - indent
        lines = set_lines(self.setting, named, parent.add("Caption"), style=style, width=width)
        self.captioned.extend(lines.notes())
        strips = line_strips(lines, indent=indent, before=style.before, keep=True)
        self.add(strips, before=style.before, after=style.after)

    def figure(self, figure: Figure, parent: Element) -> None:
        page = self.setting.look.page
        holder = parent.add("Sect")
        if figure.caption:
            self.caption(figure.label, figure.caption, holder, indent=page.main_x)
        element = holder.add("Figure", alternative=figure.alternative)
        strip = figure_strip(self.setting, figure, element, indent=page.main_x, measure=page.main)
        entry = partial(_enter, node_id=figure.id)
        below = bool(figure.notes or self.captioned)
        ids = (figure.id,) if figure.id else ()
        strip = replace(strip, keep=below, ids=ids, ornaments=(entry,) if ids else (), marking=figure.marking)
        self.add([strip], before=4.0, after=6.0)
        self.below(figure.notes, (), holder)


def _explains(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "note"


def _count(paragraph: Paragraph, setting: Setting) -> int:
    """How many notes at the foot of pages a paragraph calls."""
    if not setting.foot:
        return 0
    return sum(isinstance(node, Note) for inline in paragraph.content for node in walk(inline))


def _draw_beside(canvas: Canvas, x: float, top: float, again: bool, *, lines: Lines, indent: float) -> None:
    draw_lines(canvas, lines.lines, x + indent, top, lines)


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


def _enter(canvas: Canvas, x: float, top: float, again: bool, *, node_id: str) -> None:
    canvas.destination(node_id, top)
