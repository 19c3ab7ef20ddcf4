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

LIST_INDENT = 10.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of a table role are set, in points."""

    above: float
    below: float
    left: float
    right: float
    style: str
    first_left: float = 0.0
    gap: float = 0.0
    """White between tinted cells."""
    least: float = 0.0
    """Height of a row at least."""
    row_rule: str = "hair"
    rule: float = 0.5


MANNERS = {
    "rows": Manner(5, 5, 6, 6, "table"),
    "grid": Manner(5, 5, 8, 4, "table", gap=2),
    "map": Manner(3, 3, 5.5, 2, "table", gap=1.5, least=32, row_rule="", rule=0),
    "decision": Manner(7, 7, 0, 12, "body", first_left=12, row_rule="strong"),
    "keys": Manner(6, 0, 0, 12, "table", row_rule="", rule=0),
    "time": Manner(4, 4, 12, 12, "body", row_rule="", rule=0),
}


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
                said = Paragraph((Str(block.alternative),))
                yield from _texts((said,), holder, at, indent)
            case PageBreak():
                pass


def _list(block: List, holder: Element, at: _At, indent: float) -> Iterator[CellText]:
    listed = holder.add("L", numbering="Decimal" if block.ordered else "Unordered")
    style = at.setting.look.style(MANNERS[at.table.role].style)
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
    colour = "#FFFFFF" if at.cell.role == "advised" else _ink(at)
    words = measure(
        at.setting, paragraph.content, element, style=style, colour=colour, origin=paragraph.origin
    )
    return CellText(words, style, indent, (), paragraph.origin)


def _style(paragraph: Paragraph, at: _At) -> TypeStyle:
    look, role = at.setting.look, at.table.role
    if paragraph.role == "key-figure":
        return look.style("key-figure")
    if role == "decision" and at.head:
        return look.style("lead")
    if role == "decision" and at.row.role == "why":
        return look.style("table")
    if role == "map" and plain_text(paragraph.content).replace("\u2002", "").replace("R", "").isdigit():
        return NUMBER
    return look.style(MANNERS[role].style)


def _ink(at: _At) -> str:
    named = at.table.role in ("decision", "time") and at.column == 0 and at.row.role != "why"
    if at.row.role == "group" or named:
        return "accent"
    return "ink2" if at.row.role == "why" else ""
