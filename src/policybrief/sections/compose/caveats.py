"""Caveats: a number behind the words of a record, and its note below the block in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Cell,
    CrossReference,
    Figure,
    Inline,
    List,
    Origin,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Str,
    Table,
    walk,
)
from policybrief.languages import NBSP
from policybrief.records import Record
from policybrief.sections import Printer

_START = "caveat."


def is_caveat(node_id: str) -> bool:
    """True for the id of a note to which a number leads."""
    return node_id.startswith(_START)


def with_caveats(printer: Printer, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections, each block with words of a record that has a caveat marked and followed by its note.

    Numbers begin anew in each block, and lead to the note right below it, or among those of the table. They
    are Roman, so that nobody takes them for the number of a source or the letter of a condition.
    """
    if not any(record.caveat for record in printer.selection.records):
        return sections
    caveats = _Caveats(printer)
    return tuple(replace(s, blocks=tuple(caveats.beside(s.blocks, s.id))) for s in sections)


@dataclass(slots=True)
class _Caveats:
    printer: Printer
    taken: dict[str, int] = field(default_factory=dict)

    def beside(self, blocks: tuple[Block, ...], place: str) -> Iterator[Block]:
        """The blocks of a section, with the notes of each."""
        for block in blocks:
            if isinstance(block, Section):
                yield replace(block, blocks=tuple(self.beside(block.blocks, place)))
                continue
            marker = _Marker(self, place)
            marked = marker.block(block)
            notes = tuple(marker.notes.values())
            if notes and isinstance(marked, Table | Figure):
                yield replace(marked, notes=(*marked.notes, *notes))
            else:
                yield marked
                yield from notes

    def new_id(self, record: str, place: str) -> str:
        """The id of one more note about a record in a section."""
        name = f"{_START}{place}.{record}"
        count = self.taken[name] = self.taken.get(name, 0) + 1
        return name if count == 1 else f"{name}.{count}"


@dataclass(slots=True)
class _Marker:
    """Marks one block; `notes` are those that it needs, by their records."""

    caveats: _Caveats
    place: str
    notes: dict[str, Paragraph] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, content=self.content(block.content))
            case List():
                entries = tuple(tuple(map(self.block, entry)) for entry in block.entries)
                return replace(block, entries=entries)
            case Table():
                caption = self.content(block.caption)
                head, body = (tuple(map(self.row, rows)) for rows in (block.head, block.body))
                return replace(block, caption=caption, head=head, body=body)
            case Figure():
                return replace(block, caption=self.content(block.caption))
            case Callout() | Quote() | Section():
                return replace(block, blocks=tuple(map(self.block, block.blocks)))
            case PageBreak():
                return block
            case _:
                assert_never(block)

    def row(self, row: Row) -> Row:
        return replace(row, cells=tuple(map(self.cell, row.cells)))

    def cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=tuple(map(self.block, cell.blocks)))

    def content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The inlines, a number behind the last of them that has words of a record without a note yet."""
        last: dict[str, int] = {}
        for at, inline in enumerate(content):
            last |= dict.fromkeys(self._unmarked(inline), at)
        marks: dict[int, tuple[Inline, ...]] = {}
        for record, at in last.items():
            marks[at] = (*marks.get(at, ()), *self._mark(record))
        return tuple(one for at, inline in enumerate(content) for one in (inline, *marks.get(at, ())))

    def _unmarked(self, inline: Inline) -> Iterator[str]:
        """The records with a caveat whose words are in the inline, but for those that have a note."""
        if any(isinstance(node, Span) and node.role.startswith("change-") for node in walk(inline)):
            return  # repeated from elsewhere in the paper, to say what has changed
        for node in walk(inline):
            origin = node.origin if isinstance(node, Span) else None
            if origin is None or origin.field == "caveat" or origin.record in self.notes:
                continue
            record = self.caveats.printer.selection.get(origin.record)
            if record is not None and record.caveat:
                yield record.id

    def _mark(self, record_id: str) -> tuple[Inline, ...]:
        record = self.caveats.printer.selection.get(record_id)
        assert record is not None
        mark, target = f"[{_roman(len(self.notes) + 1)}]", self.caveats.new_id(record_id, self.place)
        self.notes[record_id] = self._note(record, mark, target)
        return (Str(NBSP), Span((CrossReference((Str(mark),), target),), role="caveat"))

    def _note(self, record: Record, mark: str, node_id: str) -> Paragraph:
        words = self.caveats.printer.field(record, "caveat", record.caveat)
        language = record.caveat.in_language(self.caveats.printer.language)[1]
        content = (Span((Str(mark),), role="caveat"), Str(NBSP), *words)
        return Paragraph(content, role="note", id=node_id, origin=Origin(record.id, "caveat", language))


def _roman(number: int) -> str:
    """i, ii, iii, iv …"""
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    words = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        words += sign * count
    return words
