"""A document as strips, and as a structure tree in the same order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Document,
    Figure,
    Inline,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Str,
    Strong,
    Table,
    plain_text,
)
from policybrief.writers.pdf.canvas import TaggedCanvas
from policybrief.writers.pdf.figures import figure_strip
from policybrief.writers.pdf.paragraphs import Setting, draw_lines, line_strips, set_lines, with_side_head
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tables import table_strips
from policybrief.writers.pdf.tree import Element

EN_SPACE = "\u2002"


class Flow:
    """Goes through the blocks once; `strips` and the tree below `root` grow in reading order."""

    def __init__(self, setting: Setting, document: Document, root: Element) -> None:
        self.setting = setting
        self.look = setting.look
        self.document = document
        self.root = root
        self.strips: list[Strip] = []
        self.gap = 0.0
        """Space that the strip before asks for below itself."""
        self.heading: tuple[str, str, int] = ("", "", 0)

    # ---- blocks -----------------------------------------------------------------------------

    def blocks(
        self, blocks: tuple[Block, ...], parent: Element, *, level: int = 1, indent: float | None = None
    ) -> None:
        """Adds `blocks`; `indent` is where text starts, the text column if it is None."""
        for block in blocks:
            self.block(block, parent, level=level, indent=indent)

    def block(self, block: Block, parent: Element, *, level: int, indent: float | None) -> None:
        left = self.look.page.main_x if indent is None else indent
        match block:
            case Section():
                self.section(block, parent, level=level)
            case Paragraph():
                self.paragraph(block, parent, left=left)
            case List():
                self.list(block, parent, left=left)
            case Table():
                self.table(block, parent)
            case Figure():
                self.figure(block, parent)
            case Callout():
                title = (Paragraph(block.title, role="question"),) if block.title else ()
                self.blocks((*title, *block.blocks), parent.add("Sect"), level=level)
            case Quote():
                self.blocks(block.blocks, parent.add("BlockQuote"), level=level, indent=left + 12)
            case PageBreak():
                self.page_break()
            case _:
                assert_never(block)

    def page_break(self) -> None:
        self.add([Strip(0.0, _nothing, new_page=True, keep=True)])

    def add(self, strips: list[Strip], *, before: float = 0.0, after: float = 0.0) -> None:
        """Appends strips, the first of them below the greater of the two spaces that meet."""
        if not strips:
            return
        first = strips[0]
        self.strips.append(replace(first, before=max(before, self.gap, first.before)))
        self.strips.extend(strips[1:])
        self.gap = after

    # ---- sections ---------------------------------------------------------------------------

    def section(self, section: Section, parent: Element, *, level: int) -> None:
        element = parent.add("Sect")
        if section.role in ("annex", "open-points"):
            self.page_break()
        if not section.title:
            self.gap = max(self.gap, 16.0)
            self.blocks(section.blocks, element, level=level + 1)
        elif level == 1:
            self.main_section(section, element)
        else:
            self.subhead(section, element, level=level)
            self.blocks(section.blocks, element, level=level + 1)

    def subhead(self, section: Section, element: Element, *, level: int) -> None:
        style = self.look.style("subhead")
        heading = element.add(f"H{min(level + 1, 6)}")
        lines = set_lines(self.setting, section.title, heading, style=style, width=self.look.page.main)
        strips = line_strips(
            lines, indent=self.look.page.main_x, before=style.before, ids=(section.id,), keep=True
        )
        self.add(self.titled(strips, section, level), before=style.before, after=style.after)

    def main_section(self, section: Section, element: Element) -> None:
        """The heading hangs beside the first strip of text; above a table of full width it stands alone."""
        page, meta = self.look.page, self.document.meta
        heading = element.add("H2")
        title: tuple[Inline, ...] = section.title
        if section.number:
            title = (Str(f"{section.number}{EN_SPACE}"), *title)
        style = self.look.style("heading")
        beside = self.beside(section)
        leading = 17.0 if beside == "lead" or meta.ruled else 14.0
        width = page.side if beside else page.measure
        lines = set_lines(
            self.setting, title, heading, style=replace(style, leading=leading), width=width, balanced=True
        )
        ruled = self.look.accent if meta.ruled else ""
        start = len(self.strips)
        if not beside:
            alone = Strip(lines.height + 6, partial(_alone, lines=lines), keep=True, ids=(section.id,))
            self.add(self.titled([self.ruled(alone, ruled)], section, 1), before=24 if ruled else 20)
            self.gap = 0.0
            self.blocks(section.blocks, element, level=2)
            return
        self.gap = max(self.gap, 24.0 if ruled else 20.0)
        self.blocks(section.blocks, element, level=2)
        self.hang(start, lines, ruled, section)

    def beside(self, section: Section) -> str:
        """ "lead" or "text" if the section begins in the text column, "" if with something of full width."""
        if not self.look.page.side:
            return ""
        match section.blocks[0] if section.blocks else None:
            case Paragraph(role="lead"):
                return "lead"
            case Paragraph() | List() | Section():
                return "text"
            case Table(full=False):
                return "text"
            case _:
                return ""

    def hang(self, start: int, lines, ruled: str, section: Section) -> None:  # type: ignore[no-untyped-def]
        """Hangs a heading beside the strip `start`, and keeps as many strips with it as it is high."""
        if start >= len(self.strips):
            return
        page = self.look.page
        first = self.strips[start]
        hung = with_side_head(first, lines, ruled=ruled, width=page.measure, side=page.side)
        (self.strips[start],) = self.titled([replace(hung, ids=(section.id, *hung.ids))], section, 1)
        height, at = self.strips[start].height, start + 1
        while height < lines.height + 21 and at < len(self.strips):
            self.strips[at - 1] = replace(self.strips[at - 1], keep=True)
            height += self.strips[at].height + self.strips[at].before
            at += 1
        if at == len(self.strips):
            self.strips[at - 1] = replace(self.strips[at - 1], keep=False)
            short = lines.height - height
            if short > 0:
                self.strips[at - 1] = replace(self.strips[at - 1], keep=True)
                self.strips.append(Strip(short, _nothing))

    def ruled(self, strip: Strip, colour: str) -> Strip:
        if not colour:
            return strip
        width = self.look.page.measure

        def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
            canvas.mark("")
            canvas.rule(x, top, width, 0.75, colour)
            strip.draw(canvas, x, top + 6.75, again)

        return replace(strip, draw=draw, height=strip.height + 6.75)

    def titled(self, strips: list[Strip], section: Section, level: int) -> list[Strip]:
        """The strips, the first of which enters the section into the outline."""
        number = f"{section.number} " if section.number else ""
        title = number + plain_text(section.title).replace(EN_SPACE, " ")
        first, node_id = strips[0], section.id

        def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
            canvas.destination(node_id, top)
            canvas.addOutlineEntry(title, node_id, level - 1 if level < 3 else 1)
            first.draw(canvas, x, top, again)

        return [replace(first, draw=draw), *strips[1:]]

    # ---- text -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph, parent: Element, *, left: float) -> None:
        style = self.look.style(paragraph.role)
        if paragraph.role == "source":
            element = parent.add("Note", id=paragraph.id).add("P")
        else:
            element = parent.add("P")
        width = self.look.page.measure - left
        lines = set_lines(
            self.setting, paragraph.content, element, style=style, width=width, place=_record(paragraph)
        )
        keep = paragraph.role == "question"
        strips = line_strips(lines, indent=left, before=style.before, ids=_ids(paragraph.id), keep=keep)
        if paragraph.role in ("source", "lead"):
            strips = [*(replace(s, keep=True) for s in strips[:-1]), *strips[-1:]]
        self.add(strips, before=style.before, after=style.after)

    def list(self, block: List, parent: Element, *, left: float) -> None:
        holder = parent.add("L", numbering="Decimal" if block.ordered else "Unordered")
        style = self.look.style("list")
        for number, entry in enumerate(block.entries, 1):
            item = holder.add("LI")
            label = item.add("Lbl")
            body = item.add("LBody")
            start = len(self.strips)
            for inner in entry:
                if isinstance(inner, Paragraph):
                    inner = replace(inner, role="list")
                self.block(inner, body, level=3, indent=left + 12)
            if start < len(self.strips):
                sign = f"{number}." if block.ordered else "–"
                mark: tuple[Inline, ...] = (Strong((Str(sign),)),)
                lines = set_lines(self.setting, mark, label, style=style, width=24, colour="accent")
                self.strips[start] = _labelled(self.strips[start], lines, left)

    # ---- tables and figures -----------------------------------------------------------------

    def table(self, table: Table, parent: Element) -> None:
        page = self.look.page
        indent = 0.0 if table.full else page.main_x
        measure = page.measure if table.full else page.main
        if table.role == "keys":
            element = parent.add("L", numbering="None")
        else:
            element = parent.add("Table", summary=table.summary)
        before = 12.0 if table.role in ("decision", "keys") else 4.0
        if table.caption:
            self.caption(table.label, table.caption, element, indent=0.0 if table.full else page.main_x)
            before = 0.0
        strips = table_strips(self.setting, table, element, indent=indent, measure=measure, before=before)
        if table.notes and strips:
            strips[-1] = replace(strips[-1], keep=True)
        self.add(strips, before=before, after=8.0 if table.notes else 18.0)
        self.notes(table.notes, parent)

    def notes(self, notes: tuple[Block, ...], parent: Element) -> None:
        if notes:
            self.blocks(notes, parent)
            self.gap = 16.0

    def caption(self, label: str, caption: tuple[Inline, ...], parent: Element, *, indent: float) -> None:
        style = self.look.style("caption")
        element = parent.add("Caption")
        named: tuple[Inline, ...] = (Str(f"{label}{EN_SPACE}"), *caption) if label else caption
        lines = set_lines(self.setting, named, element, style=style, width=self.look.page.measure - indent)
        self.add(
            line_strips(lines, indent=indent, before=style.before, keep=True),
            before=style.before,
            after=style.after,
        )

    def figure(self, figure: Figure, parent: Element) -> None:
        page = self.look.page
        holder = parent.add("Sect")
        if figure.caption:
            self.caption(figure.label, figure.caption, holder, indent=page.main_x)
        element = holder.add("Figure", alternative=figure.alternative)
        strip = figure_strip(self.setting, figure, element, indent=page.main_x, measure=page.main)
        strip = replace(strip, keep=bool(figure.notes), ids=_ids(figure.id))
        self.add([strip], before=4.0, after=6.0)
        self.notes(figure.notes, holder)


def _ids(node_id: str) -> tuple[str, ...]:
    return (node_id,) if node_id else ()


def _record(paragraph: Paragraph) -> str:
    return paragraph.origin.record if paragraph.origin else ""


def _nothing(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
    """Draws nothing."""


def _alone(canvas: TaggedCanvas, x: float, top: float, again: bool, *, lines) -> None:  # type: ignore[no-untyped-def]
    draw_lines(canvas, lines.lines, x, top, lines)


def _labelled(strip: Strip, lines, left: float) -> Strip:  # type: ignore[no-untyped-def]
    def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
        draw_lines(canvas, lines.lines, x + left, top, lines)
        strip.draw(canvas, x, top, again)

    return replace(strip, draw=draw)
