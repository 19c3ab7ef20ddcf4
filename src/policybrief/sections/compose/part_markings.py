"""Markings of parts: of each paragraph and row that shows words of records, of each section the highest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, assert_never

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Figure,
    Inline,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Str,
    Table,
    records_in,
    walk,
)
from policybrief.markings import highest, level
from policybrief.sections import Printer

JOINT = ", "
"""Between the labels of two schemes."""


def with_markings(blocks: tuple[Block, ...], printer: Printer, *, printed: bool) -> tuple[Block, ...]:
    """The blocks, each paragraph, row and section with the highest marking of the records in it.

    With `printed` it stands before the words, in its short form and in brackets: (O-S), (TLP:AMBER); of a
    section after its heading, of a table or figure before its caption. Fixed words bear none.
    """
    by_id = dict(printer.selection.markings)
    return _Marker(by_id, printer, printed).blocks(blocks)


def with_marking(
    paragraph: Paragraph, labels: tuple[str, ...], printer: Printer, *, printed: bool
) -> Paragraph:
    """The paragraph, marked with `labels` as one whose words come from a record that bears them."""
    marker = _Marker({}, printer, printed)
    content = marker.before(paragraph.content, labels)
    return replace(paragraph, content=content, marking=JOINT.join(labels))


@dataclass(frozen=True, slots=True)
class _Marker:
    by_id: dict[str, tuple[str, ...]]
    printer: Printer
    printed: bool
    around: tuple[str, ...] = ()
    """The labels of the section that a block is in."""

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        match block:
            case Section():
                return self.section(block)
            case Paragraph():
                return self.paragraph(block)
            case List():
                return replace(block, entries=tuple(self.blocks(entry) for entry in block.entries))
            case Table():
                labels = self.labels(block) or self.around
                of_all = labels if block.records else ()
                head, body = (
                    tuple(self.row(row, of_all) for row in part) for part in (block.head, block.body)
                )
                caption = self.before(block.caption, labels) if block.caption else ()
                return replace(block, head=head, body=body, caption=caption, notes=self.blocks(block.notes))
            case Figure():
                labels = self.labels(block) or self.around  # a picture of what its section says in words
                caption = self.before(block.caption, labels) if block.caption else ()
                notes = self.blocks(block.notes)
                return replace(block, caption=caption, notes=notes, marking=JOINT.join(labels))
            case Callout() | Quote():
                return replace(block, blocks=self.blocks(block.blocks))
            case PageBreak():
                return block
            case _:
                assert_never(block)

    def section(self, section: Section) -> Section:
        labels = self.labels(section)
        title = section.title
        if self.printed and labels and title:
            title = (*title, Str(" "), self.mark(labels))
        blocks = replace(self, around=labels).blocks(section.blocks)
        return replace(section, title=title, blocks=blocks, marking=JOINT.join(labels))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        labels = self.labels(paragraph)
        content = self.before(paragraph.content, labels)
        return replace(paragraph, content=content, marking=JOINT.join(labels))

    def row(self, row: Row, of_all: tuple[str, ...] = ()) -> Row:
        """The row with its marking before the first words of a record in it: a mark a cell would be noise.

        A row of a picture bears the marking `of_all` of it, and no mark but that before the caption.
        """
        if of_all:
            return replace(row, marking=JOINT.join(of_all))
        labels = self.labels(row)
        if not labels:
            return row
        at = next((n for n, cell in enumerate(row.cells) if self.labels(cell)), 0)
        cells = [*row.cells]
        cells[at] = self.cell(cells[at], labels)
        return replace(row, cells=tuple(cells), marking=JOINT.join(labels))

    def cell(self, cell: Cell, labels: tuple[str, ...]) -> Cell:
        """The cell with the mark before its first words; a key figure keeps its line to itself."""
        blocks = [*cell.blocks]
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.role != "key-figure":
                blocks[number] = replace(block, content=self.before(block.content, labels))
                break
        return replace(cell, blocks=tuple(blocks))

    def labels(self, node: Any) -> tuple[str, ...]:
        """The highest marking, one label a scheme, of all records whose words are in `node`."""
        labels = [label for record in records_in(node) for label in self.by_id.get(record, ())]
        schemes, since = self.printer.project.schemes, self.printer.since
        if since is not None and any(_repeats(below) for below in walk(node)):
            labels += since.labels(schemes)
        return highest(labels, schemes)

    def before(self, content: tuple[Inline, ...], labels: tuple[str, ...]) -> tuple[Inline, ...]:
        if not (self.printed and labels):
            return content
        return (self.mark(labels), Str(" "), *content)

    def mark(self, labels: tuple[str, ...]) -> Span:
        schemes = self.printer.project.schemes
        short = (level(label, schemes).short or label for label in labels)
        return Span((Str(f"({JOINT.join(short)})"),), role="portion")


def _repeats(node: Any) -> bool:
    """True for words of an earlier edition: nobody knows which of its markings was theirs."""
    return isinstance(node, Span) and node.role in ("change-gone", "change-was")
