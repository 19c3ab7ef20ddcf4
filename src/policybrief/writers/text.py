"""A document as lines of plain text, for reading in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import assert_never

import click

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
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    plain_text,
)


def as_lines(document: Document, *, width: int) -> Iterator[str]:
    """The words of `document` in reading order, `width` columns wide at most."""
    meta = document.meta
    marks = " ".join(mark.label for mark in meta.marks)
    yield from _wrapped(f"{meta.organisation}  {meta.kind}  {marks}  {meta.draft}", width)
    yield ""
    yield from (click.style(line, bold=True) for line in _wrapped(meta.title, width))
    yield from _wrapped(meta.question, width)
    yield from _blocks(document.blocks, width, 1)


def _blocks(blocks: Iterable[Block], width: int, level: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, width, level)


def _block(block: Block, width: int, level: int) -> Iterator[str]:
    match block:
        case Section():
            title = " ".join(filter(None, [block.number, plain_text(block.title)]))
            yield ""
            yield from (click.style(line, bold=True) for line in _wrapped(title, width))
            if level == 1:
                yield "-" * min(width, len(title))
            yield from _wrapped(plain_text(block.subtitle), width)
            yield from _blocks(block.blocks, width, level + 1)
        case Paragraph():
            yield from _wrapped(plain_text(block.content), width)
        case List():
            for number, entry in enumerate(block.entries, block.start):
                yield from _indented(entry, width, f"{number}." if block.ordered else "-")
        case Table():
            yield from _table(block, width)
        case Figure():
            yield from _wrapped(f"{block.label} {plain_text(block.caption)}".strip(), width)
            yield from _figure(block.content, block.alternative, width)
            yield from _blocks(block.notes, width, level)
        case Callout():
            yield ""
            yield from _wrapped(plain_text(block.title), width)
            yield from (f"| {line}" for line in _blocks(block.blocks, width - 2, level))
        case Quote():
            yield from (f"> {line}" for line in _blocks(block.blocks, width - 2, level))
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


def _table(table: Table, width: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{table.label} {plain_text(table.caption)}".strip(), width)
    widths = _widths(table.columns, width)
    for row in table.head:
        yield from _row(row, widths)
    if table.head:
        yield " ".join("-" * w for w in widths)
    for row in table.body:
        yield from _row(row, widths)
    yield from _blocks(table.notes, width, 9)
    yield ""


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """Characters a column: points are taken at five to the character, shares fill the rest."""
    room = width - len(columns) + 1
    fixed = [round(column.width / 5) for column in columns]
    weights = sum(c.weight for c in columns if not c.width) or 1.0
    rest = max(room - sum(fixed), 0)
    wanted = [f or int(rest * c.weight / weights) for f, c in zip(fixed, columns, strict=True)]
    scale = min(1.0, room / (sum(wanted) or 1))
    return [max(4, int(w * scale)) for w in wanted]


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
    return [click.unstyle(line) for line in _blocks(cell.blocks, max(wide, 4), 9)]


def _indented(entry: Iterable[Block], width: int, sign: str) -> Iterator[str]:
    for number, line in enumerate(_blocks(entry, width - 4, 9)):
        yield f"{'' if number else sign:<3} {line}"


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line
        for part in text.split("\n")
        for line in textwrap.wrap(part, width, break_on_hyphens=False)
        if line
    ]
