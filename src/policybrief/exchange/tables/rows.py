"""One row of a table, and what is wrong with a table as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policybrief.exchange.tables.cells import Cell

Told = Callable[[float], None]
"""Called now and then with the share of the file that has been read, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its cells by heading, and why it cannot be used, if it cannot."""

    number: int
    cells: tuple[tuple[str, Cell], ...] = ()
    fault: str = ""


class TableError(Exception):
    """The file is no table that can be read; in one sentence with the remedy."""


Numbered = Iterator[tuple[int, Sequence[Cell]]]
"""Rows with their numbers, from 1."""
