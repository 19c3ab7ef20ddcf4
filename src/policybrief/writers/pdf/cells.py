"""The words of a table's cells, each measured once, and their elements in the structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Figure,
    List,
    Origin,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Str,
    Table,
    plain_text,
)
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.maps import NUMBER
from policybrief.writers.pdf.paragraphs import measure, wider_by
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.text import Word
from policybrief.writers.pdf.tree import Element
from policybrief.writers.tables import ink, is_number_in_map, type_role

LIST_INDENT = 10.0


@dataclass(frozen=True, slots=True)
class CellText:
    """One paragraph of a cell, measured; `label` is the sign of a list's entry, hung before it."""

    words: tuple[Word, ...]
    style: TypeStyle
    indent: float
    label: tuple[Word, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell, the column where it begins, and its paragraphs."""

    cell: Cell
    column: int
    span: int
    texts: tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row with the words of its cells."""

    row: Row
    head: bool
    cells: tuple[CellWords, ...]


@dataclass(frozen=True, slots=True)
class _At:
    setting: Setting
    table: Table
    row: Row
    head: bool
    column: int
    cell: Cell


def row_words(setting: Setting, table: Table, row: Row, parent: Element, *, head: bool) -> RowWords:
    """The words of a row, whose element becomes the last child of `parent`."""
    element = parent.add("L", numbering="None") if table.role == "keys" else parent.add("TR")
    starts = [0]
    for cell in row.cells:
        starts.append(starts[-1] + max(1, cell.colspan))
    cells = []
    for cell, (column, end) in zip(row.cells, pairwise(starts), strict=True):
        holder = _cell_element(table, cell, element)
        at = _At(setting, table, row, head, min(column, len(table.columns) - 1), cell)
        cells.append(CellWords(cell, column, end - column, tuple(_texts(cell.blocks, holder, at))))
    return RowWords(row, head, tuple(cells))


def column_name(table: Table, column: int) -> str:
    """The words at the head of a column, or its number."""
    for row in reversed(table.head):
        start = 0
        for cell in row.cells:
            if start <= column < start + max(1, cell.colspan):
                named = plain_text(cell.blocks).strip()
                if named:
                    return named
            start += max(1, cell.colspan)
    return str(column + 1)


def _cell_element(table: Table, cell: Cell, row: Element) -> Element:
    if table.role == "keys":
        return row.add("LI").add("LBody")
    if cell.header:
        return row.add("TH", scope=cell.header.capitalize(), span=cell.colspan)
    return row.add("TD", span=cell.colspan)


def _texts(blocks: tuple[Block, ...], holder: Element, at: _At, indent: float = 0.0) -> Iterator[CellText]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _text(block, holder.add("P"), at, indent)
            case List():
                yield from _list(block, holder, at, indent)
            case Section() | Callout():
                title = Paragraph(block.title)
                yield from _texts((title, *block.blocks) if block.title else block.blocks, holder, at, indent)
            case Quote():
                yield from _texts(block.blocks, holder.add("BlockQuote"), at, indent + LIST_INDENT)
            case Table():
                rows = (*block.head, *block.body)
                inner = tuple(b for row in rows for cell in row.cells for b in cell.blocks)
                yield from _texts(inner, holder, at, indent)
            case Figure():
                alternative = Paragraph((Str(block.alternative),))
                yield from _texts((alternative,), holder, at, indent)
            case PageBreak():
                pass


def _list(block: List, holder: Element, at: _At, indent: float) -> Iterator[CellText]:
    listed = holder.add("L", numbering="Decimal" if block.ordered else "Unordered")
    style = at.setting.look.style(at.setting.look.table(at.table.role).text)
    room = LIST_INDENT + wider_by(block)
    for number, entry in enumerate(block.entries, block.start):
        item = listed.add("LI")
        sign = (Str(f"{number}." if block.ordered else "–"),)
        label = measure(at.setting, sign, item.add("Lbl"), style=style, colour="accent")
        texts = list(_texts(entry, item.add("LBody"), at, indent + room))
        for order, text in enumerate(texts):
            hung = label if order == 0 else text.label
            yield CellText(text.words, text.style, text.indent, hung, text.origin)


def _text(paragraph: Paragraph, element: Element, at: _At, indent: float) -> CellText:
    style = _style(paragraph, at)
    colour = ink(at.table, at.row, at.cell, at.column)
    words = measure(
        at.setting, paragraph.content, element, style=style, colour=colour, origin=paragraph.origin
    )
    return CellText(words, style, indent, (), paragraph.origin)


def _style(paragraph: Paragraph, at: _At) -> TypeStyle:
    if is_number_in_map(at.table, paragraph):
        return NUMBER
    look = at.setting.look
    usual = look.table(at.table.role).text
    return look.style(type_role(at.table, at.row, paragraph, head=at.head, usual=usual))
