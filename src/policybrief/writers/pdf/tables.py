"""Tables as strips, one a row: head rows that repeat, and rows that stay together."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Table
from policybrief.writers.pdf.cells import RowWords, row_words
from policybrief.writers.pdf.columns import ColumnWidths, columns_of
from policybrief.writers.pdf.paragraphs import NotesOf
from policybrief.writers.pdf.rows import row_strips
from policybrief.writers.pdf.runs import FootMark
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

MOVED_WHOLE = 300.0
"""A table up to this high moves to the next page as a whole, if little of the page is left."""


def table_strips(
    setting: Setting,
    table: Table,
    element: Element,
    *,
    indent: float,
    measure: float,
    notes_of: NotesOf | None = None,
) -> tuple[list[Strip], tuple[FootMark, ...]]:
    """The rows of `table`, its head rows on every page that it runs over; and the notes that these call.

    What a row of the body calls stands at the foot of its page.
    """
    rows = _all_words(setting, table, element)
    columns = columns_of(table, rows, measure, setting.look)
    heads, body = _rows(setting, table, rows, columns, indent, notes_of)
    if not all(strip.tight for strip in body):
        body = [replace(strip, tight=None) if strip.tight else strip for strip in body]
    strips = [*(replace(strip, keep=True) for strip in heads), *body]
    if not strips:
        return [], ()
    height = sum(part.height + part.before for strip in strips for part in (strip, *strip.notes))
    entry = partial(_enter, node_id=table.id)
    strips[0] = replace(
        strips[0],
        ids=(table.id, *strips[0].ids) if table.id else strips[0].ids,
        ornaments=(entry,) if table.id else (),
        whole=height if height <= MOVED_WHOLE else 0.0,
    )
    return strips, tuple(_called([row for row in rows if row.head]))


def _all_words(setting: Setting, table: Table, element: Element) -> list[RowWords]:
    keys = table.role == "keys"
    head = element.add("THead") if table.head and not keys else element
    rows = [row_words(setting, table, row, head, head=True) for row in table.head]
    body = element.add("TBody") if table.head and not keys else element
    return rows + [row_words(setting, table, row, body, head=False) for row in table.body]


def _rows(
    setting: Setting,
    table: Table,
    rows: list[RowWords],
    columns: ColumnWidths,
    indent: float,
    notes_of: NotesOf | None,
) -> tuple[tuple[Strip, ...], list[Strip]]:
    heads: list[Strip] = []
    body: list[Strip] = []
    first, count = len(table.head), len(table.body)
    for number, words in enumerate(rows):
        if words.head:
            last = number == first - 1
            heads.extend(row_strips(setting, table, words, columns, indent=indent, last_head=last))
            continue
        keep = _keeps(table, words, number - first, count)
        made = row_strips(setting, table, words, columns, indent=indent, keep=keep, notes_of=notes_of)
        body.extend(replace(strip, heads=tuple(heads)) for strip in made)
    return tuple(heads), body


def _keeps(table: Table, words: RowWords, number: int, count: int) -> bool:
    """True for a row that stays with the next: the first two, the last two, a group's head, and maps."""
    if number == count - 1:
        return False
    return number in (0, count - 2) or words.row.role == "group" or table.role in ("map", "keys")


def _enter(canvas: Canvas, x: float, top: float, again: bool, *, node_id: str) -> None:
    if not again:
        canvas.destination(node_id, top)


def _called(rows: list[RowWords]) -> list[FootMark]:
    return [
        mark
        for row in rows
        for cell in row.cells
        for text in cell.texts
        for word in text.words
        for mark in word.notes
    ]
