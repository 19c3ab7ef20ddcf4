"""A workbook (Office Open XML, ISO/IEC 29500-1 §18) → rows of cells, read one at a time."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from policybrief.exchange.libraries import require_libraries
from policybrief.exchange.tables.cells import (
    EMPTY,
    InputCell,
    NumberedRows,
    Progress,
    TableError,
    exact_number,
    typed_cell,
)
from policybrief.exchange.tables.column_maps import TableForm

MAX_UNPACKED = 2_000_000_000


def workbook_rows(path: Path, form: TableForm, stack: ExitStack, progress: Progress) -> NumberedRows:
    """The rows of a sheet; what they open is closed by `stack`.

    Raises:
        TableError: the workbook is damaged, too large, or has no such sheet.
        Refusal: openpyxl is not installed.
    """
    require_libraries("openpyxl", subject="A workbook")
    try:
        yield from _sheet_rows(path, form, stack, progress)
    except TableError:
        raise
    except Exception as fault:  # a damaged workbook can trip openpyxl and its XML reader in any way
        raise TableError(
            f"the workbook is damaged ({type(fault).__name__}); open it and save it again"
        ) from None


def _sheet_rows(path: Path, form: TableForm, stack: ExitStack, progress: Progress) -> NumberedRows:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as package:
        if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
            raise TableError("the workbook unpacks to more than can be read; split it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep; nothing is saved here
        book = load_workbook(path, read_only=True, data_only=True)
        stack.callback(book.close)
        sheet = _sheet(book, form)
        sheet_form = _sheet_form(path, sheet)
        sheet.reset_dimensions()
        formulas = _formulas(path, sheet.title, stack) if sheet_form.formulas else None
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number % 500 == 0:
                progress(min(1.0, number / max(sheet_form.rows, number)))
            behind = next(formulas, ()) if formulas else ()
            row = [_cell(cell, behind, at, form) for at, cell in enumerate(cells)]
            yield number, sheet_form.with_merged(number, row)


def _sheet(book: Any, form: TableForm) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise TableError("the workbook has no sheet with cells")
    if form.sheet and form.sheet not in sheets:
        raise TableError(f"there is no sheet called '{form.sheet}'; there are: {', '.join(sheets)}")
    return sheets[form.sheet] if form.sheet else next(iter(sheets.values()))


def _formulas(path: Path, title: str, stack: ExitStack) -> Iterator[Sequence[Any]]:
    """The same rows with formulas in place of the values that were saved with them."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False)
    stack.callback(book.close)
    sheet = book[title]
    sheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = sheet.iter_rows()
    return rows


def _cell(cell: Any, behind: Sequence[Any], at: int, form: TableForm) -> InputCell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        formula = at < len(behind) and behind[at].data_type == "f"
        reason = "it contains a formula without its value; open the workbook, save it, and import it again"
        return InputCell(fault=reason) if formula else EMPTY
    match value:
        case bool():
            return InputCell("yes" if value else "no")
        case int() | float():
            return _number(value, str(cell.number_format))
        case datetime() | date():
            return _date(value, str(cell.number_format))
        case time() | timedelta():
            return InputCell(
                str(value), fault="it contains a time of day, but a fact has days, months or years"
            )
        case str() if kind == "e":
            return InputCell(value, fault=f"it contains the error {value}")
    row = typed_cell(str(value), form)
    # in a workbook a formula is not confused with a text that begins with its sign
    return InputCell(row.words) if row.fault and not row.words.startswith("=") else row


def _number(value: int | float, number_format: str) -> InputCell:
    """Fifteen digits are what a workbook keeps; what binary fractions add behind them is noise."""
    digits = str(value) if isinstance(value, int) else f"{value:.15g}"
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
    try:
        words = exact_number(digits)
        if percent:
            words = exact_number(str(_shifted(words)))
    except ValueError as fault:
        return InputCell(digits, fault=str(fault))
    return InputCell(words, exact=True, percent=percent)


def _shifted(words: str) -> Decimal:
    value = Decimal(words) * 100
    return value.normalize() if value % 1 else value.quantize(Decimal(1))


def _date(value: date, number_format: str) -> InputCell:
    """A day, or the month or year if the cell shows no more.

    A year that was typed into a cell for dates becomes a day of 1905: such days are refused.
    """
    day = value.date() if isinstance(value, datetime) else value
    if day < date(1906, 3, 1):
        serial = (day - date(1899, 12, 30)).days
        reason = f"it shows {day}, the date format of the number {serial}; format the cell as a number"
        return InputCell(str(day), fault=reason)
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.lower())
    if "d" in plain or not re.search("[ym]", plain):
        return InputCell(day.isoformat(), exact=True)
    return InputCell(day.isoformat()[: 7 if "m" in plain else 4], exact=True)


_MergedCells = tuple[int, int, int, int]
"""First row, last row, first column, last column of a merged cell; columns from 0."""


@dataclass(frozen=True, slots=True)
class _SheetForm:
    """What the XML of a sheet shows before its rows are read."""

    formulas: bool
    rows: int
    merged: dict[int, list[_MergedCells]]
    """Row → the merged cells that reach into it."""

    def with_merged(self, number: int, cells: list[InputCell]) -> list[InputCell]:
        """The cells, with a fault in those that a merged one covers."""
        for first, _, left, right in self.merged.get(number, ()):
            for at in range(left, min(right + 1, len(cells))):
                if (number, at) != (first, left) and not cells[at].words:
                    cells[at] = InputCell(
                        fault=f"it is merged with the cell in row {first}; unmerge them and fill in each one"
                    )
        return cells


_MERGED = re.compile(rb'<mergeCell ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_ROW = re.compile(rb"<(?:\w+:)?row[ >]")
_MOST_MERGED = 100_000
"""Rows that merged cells may reach into."""


def _sheet_form(path: Path, sheet: Any) -> _SheetForm:
    formulas, rows, merged = False, 0, []
    with zipfile.ZipFile(path) as package, package.open(sheet._worksheet_path) as file:
        tail = b""
        while chunk := file.read(1 << 18):
            text = tail + chunk
            cut = text.rfind(b"<") if len(chunk) == 1 << 18 else len(text)
            cut = cut if cut > 0 else len(text)
            text, tail = text[:cut], text[cut:]
            formulas = formulas or b"<f>" in text or b"<f " in text or b"<f/" in text
            rows += len(_ROW.findall(text))
            merged += _MERGED.findall(text)
    spans = ((int(top), int(bottom), _column(left), _column(right)) for left, top, right, bottom in merged)
    by_row: dict[int, list[_MergedCells]] = {}
    for span in spans:
        if span[1] - span[0] > _MOST_MERGED or len(by_row) > _MOST_MERGED:
            raise TableError("too many cells of the sheet are merged; unmerge them")
        for row in range(span[0], span[1] + 1):
            by_row.setdefault(row, []).append(span)
    return _SheetForm(formulas, rows, by_row)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
