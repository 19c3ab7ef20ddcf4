"""Widths of a table's columns: as stated or by content, and never under the longest word."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.document import Table
from policybrief.templates.look import Look
from policybrief.writers.pdf.cells import CellWords, RowWords, column_name
from policybrief.writers.tables import ANSWERS
from policybrief.writers.widths import for_figures, widened

LEAST = 24.0
MAP_LEFT = 0.5
"""White more left of the text in a map: the gap between its cells is inside them, in Word on their edges."""
MANY_WORDS = 900.0
"""Length of text, in points, from which on more of it widens a column no further."""


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Width in points and name of each column."""

    widths: tuple[float, ...]
    names: tuple[str, ...]


def columns_of(table: Table, rows: list[RowWords], measure: float, look: Look) -> ColumnWidths:
    """Widths that sum to `measure`.

    Stated widths are scaled to the measure; without them a column gets its share of the longest text.
    A column whose longest word does not fit takes what it lacks from the columns with the shortest texts.
    """
    least, wish = _needs(table, rows, look)
    stated = [column.width for column in table.columns]
    names = tuple(column_name(table, column) for column in range(len(stated)))
    if table.role == "keys" and all(stated):
        lines, pieces = _figures(table, rows, look)
        stated = for_figures(stated, lines, pieces=pieces, measure=measure)
    if all(stated):
        return ColumnWidths(tuple(widened(_scaled(stated, measure), least, wish)), names)
    spare = max(0.0, measure - sum(least))
    shares = [share * column.weight for share, column in zip(wish, table.columns, strict=True)]
    whole = sum(shares)
    return ColumnWidths(
        tuple(low + spare * share / whole for low, share in zip(least, shares, strict=True)), names
    )


def _scaled(stated: list[float], measure: float) -> list[float]:
    whole = sum(stated)
    if abs(whole - measure) <= 1 or len(stated) < 2:
        return stated
    rest = (measure - stated[0]) / (whole - stated[0])
    return [stated[0], *(width * rest for width in stated[1:])]


def _needs(table: Table, rows: list[RowWords], look: Look) -> tuple[list[float], list[float]]:
    """Per column: the width of its longest word with padding, and the length of its longest text."""
    least, wish = [LEAST] * len(table.columns), [1.0] * len(table.columns)
    for row in rows:
        for cell in row.cells:
            if cell.span != 1 or cell.column >= len(least):
                continue
            word, text = _extent(cell)
            padding = sum(paddings(table, cell.column, look))
            least[cell.column] = max(least[cell.column], word + padding + 0.5)
            wish[cell.column] = max(wish[cell.column], min(text, MANY_WORDS))
    return least, wish


def paddings(table: Table, column: int, look: Look) -> tuple[float, float]:
    """White left and right of the text in a column."""
    style = look.table(table.role)
    last = column == len(table.columns) - 1
    bare = table.role == "rows" and last and table.columns[column].align == "right"
    right = 0.0 if bare else ANSWERS if table.role == "decision" and last else style.right
    left = style.left + (MAP_LEFT if table.role == "map" else 0.0)
    return style.first_left if column == 0 else left, right


def _figures(table: Table, rows: list[RowWords], look: Look) -> tuple[list[float], list[float]]:
    """Per column: the length of its key figure on one line, and of its longest word, with padding."""
    lines, pieces = [0.0] * len(table.columns), [0.0] * len(table.columns)
    for cell in (cell for row in rows for cell in row.cells if cell.texts):
        words = cell.texts[0].words
        padding = sum(paddings(table, cell.column, look)) + 0.5
        lines[cell.column] = sum(w.width + w.gap for w in words) + padding
        pieces[cell.column] = max((w.width for w in words), default=0.0) + padding
    return lines, pieces


def _extent(cell: CellWords) -> tuple[float, float]:
    word = text = 0.0
    for paragraph in cell.texts:
        word = max(word, paragraph.indent + max((w.width for w in paragraph.words), default=0.0))
        text = max(text, sum(w.width + w.gap for w in paragraph.words))
    return word, text
