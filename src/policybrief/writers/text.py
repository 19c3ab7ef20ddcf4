"""Plain text: a document as lines, for a terminal or a file."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Image,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    plain_text,
    walk,
)

WIDTH = 80
"""Characters a line of a file."""


def write(document: Document) -> bytes:
    """The file of `document` in UTF-8: its words, its notes, the markings again, its identifier."""
    notes = dict.fromkeys(plain_text(node.content) for node in walk(document) if isinstance(node, Note))
    end = (_marks(document), document.meta.footer, document.meta.identifier)
    lines = [
        *as_lines(document, width=WIDTH),
        "",
        *(line for note in notes for line in _wrapped(note, WIDTH)),
        "",
        *(line for words in end for line in _wrapped(words, WIDTH)),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def as_lines(document: Document, *, width: int, strong: Callable[[str], str] = str) -> Iterator[str]:
    """The words of `document` in reading order, `width` columns wide at most; titles go through `strong`."""
    page, meta = _Page(width, strong), document.meta
    yield from _wrapped(f"{meta.organisation}  {meta.kind}  {_marks(document)}  {meta.draft}", width)
    yield ""
    yield from map(strong, _wrapped(meta.title, width))
    yield from _wrapped(meta.question, width)
    yield from _blocks(document.blocks, page, 1)


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide lines are, and what is done with those that are titles."""

    width: int
    strong: Callable[[str], str]

    def narrowed(self, by: int) -> _Page:
        return replace(self, width=self.width - by)


def _marks(document: Document) -> str:
    return " ".join(mark.label for mark in document.meta.marks)


def _blocks(blocks: Iterable[Block], page: _Page, level: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, page, level)


def _block(block: Block, page: _Page, level: int) -> Iterator[str]:
    width = page.width
    match block:
        case Section():
            title = " ".join(filter(None, [block.number, plain_text(block.title)]))
            yield ""
            yield from map(page.strong, _wrapped(title, width))
            if level == 1:
                yield "-" * min(width, len(title))
            yield from _wrapped(plain_text(block.subtitle), width)
            yield from _blocks(block.blocks, page, level + 1)
        case Paragraph(number=""):
            yield from _wrapped(plain_text(block.content), width)
        case Paragraph(number=number):
            yield from _indented((replace(block, number=""),), page, number)
        case List():
            for place, entry in enumerate(block.entries, block.start):
                if entry and isinstance(entry[0], Paragraph) and entry[0].number:
                    first = replace(entry[0], number="")
                    yield from _indented((first, *entry[1:]), page, entry[0].number)
                else:
                    yield from _indented(entry, page, f"{place}." if block.ordered else "-")
        case Table():
            yield from _table(block, page)
        case Figure():
            yield from _wrapped(f"{block.label} {plain_text(block.caption)}".strip(), width)
            yield from _figure(block.content, block.alternative, width)
            yield from _blocks(block.notes, page, level)
        case Callout():
            yield ""
            yield from _wrapped(plain_text(block.title), width)
            yield from (f"| {line}" for line in _blocks(block.blocks, page.narrowed(2), level))
        case Quote():
            yield from (f"> {line}" for line in _blocks(block.blocks, page.narrowed(2), level))
        case PageBreak():
            yield ""
        case _:
            assert_never(block)


def _figure(content: Chart | Image, alternative: str, width: int) -> Iterator[str]:
    if isinstance(content, Image):
        yield from _wrapped(f"[{alternative}]", width)
        return
    points = [point for series in content.series for point in series.points]
    labels = max((len(point.label) for point in points), default=0)
    largest = max((point.value or 0 for point in points), default=0) or 1
    for series in content.series:
        yield from (f"  {series.name}",) if series.name else ()
        for point in series.points:
            bar = "#" * round(max(0.0, point.value or 0) / largest * max(8, width - labels - 16))
            yield f"  {point.label:<{labels}}  {bar} {point.shown}"


def _table(table: Table, page: _Page) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{table.label} {plain_text(table.caption)}".strip(), page.width)
    widths = _widths(table.columns, page.width)
    for row in table.head:
        yield from _row(row, widths)
    if table.head:
        yield " ".join("-" * w for w in widths)
    for row in table.body:
        yield from _row(row, widths)
    yield from _blocks(table.notes, page, 9)
    yield ""


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """Characters a column: points are taken at five to the character, shares fill the rest."""
    room = width - len(columns) + 1
    fixed = [round(column.width / 5) for column in columns]
    weights = sum(c.weight for c in columns if not c.width) or 1.0
    rest = max(room - sum(fixed), 0)
    widths = [f or int(rest * c.weight / weights) for f, c in zip(fixed, columns, strict=True)]
    scale = min(1.0, room / (sum(widths) or 1))
    return [max(4, int(w * scale)) for w in widths]


def _row(row: Row, widths: list[int]) -> Iterator[str]:
    cells: list[tuple[int, list[str]]] = []
    column = 0
    for cell in row.cells:
        spanned = widths[column : column + cell.colspan]
        wide = sum(spanned) + len(spanned) - 1 if spanned else 4
        cells.append((wide, _cell(cell, wide)))
        column += cell.colspan
    for line in range(max((len(lines) for _, lines in cells), default=0)):
        parts = (f"{lines[line] if line < len(lines) else '':<{wide}}" for wide, lines in cells)
        yield " ".join(parts).rstrip()


def _cell(cell: Cell, wide: int) -> list[str]:
    return [*_blocks(cell.blocks, _Page(max(wide, 4), str), 9)]


def _indented(entry: Iterable[Block], page: _Page, sign: str) -> Iterator[str]:
    for number, line in enumerate(_blocks(entry, page.narrowed(4), 9)):
        yield f"{'' if number else sign:<3} {line}"


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line
        for part in text.split("\n")
        for line in textwrap.wrap(part, width, break_on_hyphens=False)
        if line
    ]
