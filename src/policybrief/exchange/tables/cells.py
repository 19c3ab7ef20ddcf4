"""Rows and cells of a table, and the numbers and dates of records that cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from policybrief.exchange.bibliography import dates as issued
from policybrief.exchange.tables.column_maps import TableForm

_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_QUOTED_BY_APOSTROPHE = re.compile(r"'(?=[\d=+@.,-])")
_FORMULA = re.compile(r"=|[@+-][A-Za-z_.]+[(|!]")
_HELD_AS_TEXT = re.compile(r'="(.*)"')
_FIRST_OF_ODD = tuple("'=@+-")
_SIGNS = {"point": ".", "comma": ",", "apostrophe": "'", "none": ""}


@dataclass(frozen=True, slots=True)
class InputCell:
    """The words of one cell; with `exact` a number or date in our own way of writing, as a workbook has it.

    `percent` is a number that is shown in per cent; `fault` says why the cell cannot be used.
    """

    words: str = ""
    exact: bool = False
    percent: bool = False
    fault: str = ""


EMPTY = InputCell()


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row: its number, its cells by heading, and why it cannot be used, if it cannot."""

    number: int
    cells: tuple[tuple[str, InputCell], ...] = ()
    fault: str = ""


NumberedRows = Iterator[tuple[int, Sequence[InputCell]]]
"""Rows of cells with their numbers, from 1."""
Progress = Callable[[float], None]
"""Called now and then with the share of the file that has been read, from 0 to 1."""


class TableError(Exception):
    """The file is no table that can be read; in one sentence with the remedy."""


def typed_cell(text: str, form: TableForm) -> InputCell:
    """The cell that `text` makes: blanks made one, a spreadsheet's apostrophe gone, formulas refused."""
    if text.isprintable() and text[:1] not in _FIRST_OF_ODD and not form.blank:  # nearly every cell is plain
        return InputCell(" ".join(text.split()))
    words = _INVISIBLE.sub("", text).translate(dict.fromkeys(map(ord, _BLANKS), " "))
    words = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in words).split())
    if match := _HELD_AS_TEXT.fullmatch(words):
        words = match[1]
    if words in form.blank:
        return EMPTY
    if _FORMULA.match(words) or _FORMULA.match(words.removeprefix("'")):
        return InputCell(words, fault="it contains a formula, not its value; paste the values and save again")
    return InputCell(_QUOTED_BY_APOSTROPHE.sub("", words, count=1) if words.startswith("'") else words)


def number_of(cell: InputCell, form: TableForm) -> str:
    """The number as records write it: digits with a point, all that were typed, and no more.

    Raises:
        ValueError: it is none, with the reason.
    """
    if cell.exact:
        return cell.words
    words = cell.words.removesuffix("%").strip().replace("−", "-").replace("’", "'")
    decimal, thousands = _SIGNS[form.decimal], _SIGNS[form.thousands]
    group = f"[ {re.escape(thousands)}]" if thousands else "[ ]"
    grouped = rf"\d{{1,3}}(?:{group}\d{{3}})+"
    if not re.fullmatch(rf"[+-]?(?:{grouped}|\d+)(?:{re.escape(decimal)}\d+)?", words, re.ASCII):
        other = "comma" if form.decimal == "point" else "point"
        odd = _SIGNS[other] in words and form.thousands != other
        hint = f"; the map says decimal: {form.decimal}, thousands: {form.thousands}" if odd else ""
        raise ValueError(f"'{cell.words}' is not a number{hint}")
    plain = words.replace(" ", "").replace(thousands, "") if thousands else words.replace(" ", "")
    return exact_number(plain.replace(decimal, ".").removeprefix("+"))


def exact_number(digits: str) -> str:
    """The number without an exponent and with the digits that it has.

    Raises:
        ValueError: it is none, or has more digits than anybody means.
    """
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"'{digits}' is not a number") from None
    if not value.is_finite() or abs(value.adjusted()) > 30 or len(digits) > 40:
        raise ValueError(f"'{digits[:20]}…' has more digits than a figure in a brief can have")
    return f"{value:f}"


def date_of(cell: InputCell, form: TableForm) -> str:
    """The date as records write it.

    Raises:
        ValueError: it is none, with the reason.
    """
    if cell.exact and "-" in cell.words:
        return cell.words
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", cell.words):
        if form.dates == "year-month-day":
            raise ValueError(f"'{cell.words}' is ambiguous; the map says dates: year-month-day")
        day, month = (match[1], match[2]) if form.dates == "day-month-year" else (match[2], match[1])
        return issued.dated([match[3], month, day])
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{4})", cell.words):
        return issued.dated([match[2], match[1]])
    try:
        return issued.stated(cell.words)
    except ValueError as fault:
        raise ValueError(f"'{cell.words}': {fault}") from None
