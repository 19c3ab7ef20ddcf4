"""Key figures in Word: how long each is, and where its line may break."""

from __future__ import annotations

import re
from dataclasses import replace

from policybrief.document import Cell, Paragraph, Str, Table, plain_text
from policybrief.templates.look import Look
from policybrief.writers.notes import NBSP

FIGURE = 0.6
"""Width of a letter of a key figure, in parts of its size, on the average of words and digits."""
NARROW, BROAD = frozenset("iljft.,’' \u00a0"), frozenset("mwMWжмфшщыюЖМФШЩЫЮ")
""""million" is much shorter than seven letters of the average: what no line may break is measured closer."""


def lengths(table: Table, look: Look, *, padding: float) -> tuple[list[float], list[float]]:
    """Per column, about, in points: the longest part of the figure that no line may break, and all of it."""
    figures = [plain_text(cell.blocks[0]) if cell.blocks else "" for row in table.body for cell in row.cells]
    size = look.style("key-figure").size
    pieces = [max(map(_ems, re.split("[ \n]", figure))) for figure in figures]
    return [ems * size + padding for ems in pieces], [len(f) * FIGURE * size + padding for f in figures]


def _ems(piece: str) -> float:
    return sum(0.35 if sign in NARROW else 0.95 if sign in BROAD else 0.65 for sign in piece)


def breakable(table: Table, widths: list[float], look: Look, *, padding: float) -> Table:
    """The table with plain spaces in figures too long for their columns: Word would break inside a word."""
    pieces, _ = lengths(table, look, padding=padding)
    too_long = [piece > width for piece, width in zip(pieces, widths, strict=True)]
    return replace(
        table,
        body=tuple(
            replace(row, cells=tuple(map(_with_plain_spaces, row.cells, too_long))) for row in table.body
        ),
    )


def _with_plain_spaces(cell: Cell, too_long: bool) -> Cell:
    if not too_long or not isinstance(figure := cell.blocks[0], Paragraph):
        return cell
    content = (
        replace(i, text=i.text.replace(NBSP, " ")) if isinstance(i, Str) else i for i in figure.content
    )
    return replace(cell, blocks=(replace(figure, content=tuple(content)), *cell.blocks[1:]))
