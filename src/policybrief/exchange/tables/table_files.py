"""A table in CSV or XLSX → its rows, one at a time, with the number that a spreadsheet shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from policybrief.exchange.tables.cells import (
    EMPTY,
    InputCell,
    InputRow,
    NumberedRows,
    Progress,
    TableError,
    typed_cell,
)
from policybrief.exchange.tables.column_maps import DELIMITERS, TableForm
from policybrief.exchange.tables.workbooks import workbook_rows


def is_workbook(path: Path) -> bool:
    """True if the file is a workbook (a ZIP package); else it is taken for text.

    Raises:
        TableError: it is a workbook from before 2007, or has a password.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError("the workbook is old or has a password; save it as .xlsx without a password")
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def headings_of(path: Path, form: TableForm) -> tuple[str, ...]:
    """The headings of the table, in their order.

    Raises:
        TableError: it cannot be read.
    """
    with ExitStack() as stack:
        rows = _open(path, form, stack, lambda _: None)
        return tuple(cell.words for cell in next(_from_head(rows, form), ((), ()))[1])


def sample_of(path: Path, form: TableForm, *, most: int) -> list[list[str]]:
    """The words of the first rows below the headings.

    Raises:
        TableError: it cannot be read.
    """
    with ExitStack() as stack:
        rows = _from_head(_open(path, form, stack, lambda _: None), form)
        return [[cell.words for cell in cells] for _, cells in islice(rows, 1, most + 1)]


def rows_of(path: Path, form: TableForm, *, progress: Progress = lambda _: None) -> Iterator[InputRow]:
    """The rows below the headings that hold anything, read one at a time.

    Raises:
        TableError: it cannot be read.
    """
    with ExitStack() as stack:
        rows = _from_head(_open(path, form, stack, progress), form)
        _, head = next(rows, (0, ()))
        headings = [cell.words for cell in head]
        if not any(headings):
            raise TableError(f"row {form.head} has no headings; the map says head: {form.head}")
        for number, cells in rows:
            if any(cell.words or cell.fault for cell in cells):
                yield _row(number, headings, cells)


def _row(number: int, headings: Sequence[str], cells: Sequence[InputCell]) -> InputRow:
    broken = next((cell.fault for cell in cells if cell.fault and not cell.words), "")
    if broken and len(cells) == 1 != len(headings):
        return InputRow(number, (), broken)
    if any(cell.words for cell in cells[len(headings) :]):
        reason = "it has more cells than there are headings; check for a delimiter inside a text"
        return InputRow(number, (), reason)
    filled = [*cells, *[EMPTY] * (len(headings) - len(cells))]
    return InputRow(number, tuple(zip(headings, filled, strict=False)))


def _from_head(rows: NumberedRows, form: TableForm) -> NumberedRows:
    return ((number, cells) for number, cells in rows if number >= form.head)


def _open(path: Path, form: TableForm, stack: ExitStack, progress: Progress) -> NumberedRows:
    return (
        workbook_rows(path, form, stack, progress)
        if is_workbook(path)
        else _text_rows(path, form, stack, progress)
    )


def _text_rows(path: Path, form: TableForm, stack: ExitStack, progress: Progress) -> NumberedRows:
    encoding = encoding_of(path, form.encoding)
    try:
        file = stack.enter_context(path.open(encoding=encoding, newline=""))
    except LookupError:
        raise TableError(f"there is no encoding called '{form.encoding}'") from None
    size = path.stat().st_size or 1
    reader = csv.reader(_lines(file, progress, size), delimiter=DELIMITERS[form.delimiter], strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield (
                number,
                [InputCell(fault=f"it cannot be read ({fault}); check for an unpaired quotation mark")],
            )
            continue
        except UnicodeDecodeError:
            hint = "save it as 'CSV UTF-8', or write the encoding in the map:  encoding: cp1251"
            raise TableError(f"row {number} is not in {encoding}; {hint}") from None
        yield number, [typed_cell(cell, form) for cell in cells]


def encoding_of(path: Path, stated: str) -> str:
    """The encoding of a text: that of its byte order mark, else as stated."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig" if stated.lower().replace("_", "-") in ("utf-8", "utf8") else stated


def _lines(file: Any, progress: Progress, size: int) -> Iterator[str]:
    read = 0
    for number, line in enumerate(file):
        read += len(line)
        if number % 500 == 0:
            progress(min(1.0, read / size))
        yield line
