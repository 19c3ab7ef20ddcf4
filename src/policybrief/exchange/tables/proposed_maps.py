"""A table → a column map to start from, with what its headings and cells suggest."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path

from policybrief.diagnostics import Refusal
from policybrief.exchange.tables.cells import TableError
from policybrief.exchange.tables.column_maps import (
    DELIMITERS,
    Dates,
    Delimiter,
    FieldColumns,
    Sign,
    TableForm,
    Thousands,
)
from policybrief.exchange.tables.table_files import encoding_of, headings_of, is_workbook, sample_of
from policybrief.files.writing import write_atomically
from policybrief.reading.yaml.writing import scalar

_SAMPLE = 200
_WORDS = {
    "id": "id|code|key|код|ключ|kennung",
    "text": "text|statement|fact|claim|description|sentence|опис|твердження|факт|текст|aussage|énoncé",
    "number": "number|amount|value|figure|total|sum|число|сума|значення|кількість|zahl|betrag|wert|montant",
    "unit": "unit|currency|одиниця|валюта|einheit|währung|unité|devise",
    "source": "source|reference|джерело|quelle|référence",
    "locator": "locator|page|pages|place|paragraph|сторінка|місце|абзац|seite|stelle",
    "when": "when|date|year|month|day|коли|дата|рік|місяць|datum|jahr|année",
    "since": "since|from|start|від|з|seit|depuis",
    "until": "until|to|end|до|bis|jusque",
    "known": "known|published|відомо|оприлюднено",
    "topics": "topics|topic|theme|тема|теми|thema|thème",
    "marking": "marking|classification|гриф|einstufung",
    "note": "note|notes|comment|remarks|примітка|коментар|bemerkung|remarque",
}
_HINTS = {
    "id": "something that stays the same in every import; without it, ids are made from the text",
    "text": "the sentence; {Heading} is filled from its column, {number} is the figure",
    "source": "the id of a source (or its key or DOI)",
    "locator": "the place in the source; {row} is the number of the row",
}


def write_proposed_map(table: Path, place: Path) -> None:
    """Write a map for the table to `place`.

    Raises:
        Refusal: there is a file already, which may be somebody's work.
        TableError: the table cannot be read.
    """
    if place.exists():
        raise Refusal(f"{place} already exists; choose another name, or delete it")
    write_atomically(place, proposed_map(table).encode())


def proposed_map(path: Path) -> str:
    """The text of a map for the table at `path`.

    Raises:
        TableError: it cannot be read.
    """
    form = _form_of(path)
    headings = [heading for heading in headings_of(path, form) if heading]
    if not headings:
        raise TableError("its first row has no headings; put them above the columns")
    cells = [cell for row in sample_of(path, form, most=_SAMPLE) for cell in row if cell]
    decimal, thousands = _signs(cells)
    form = replace(form, decimal=decimal, thousands=thousands, dates=_dates(cells))
    return _text(path.name, form, _columns(headings), headings, workbook=is_workbook(path))


def _form_of(path: Path) -> TableForm:
    if is_workbook(path):
        return TableForm()
    try:
        with path.open(encoding=encoding_of(path, "utf-8"), newline="") as file:
            start = file.read(1 << 16)
    except UnicodeDecodeError:
        raise TableError("it is not in UTF-8; save it as 'CSV UTF-8' in your spreadsheet") from None
    first, _, rest = start.partition("\n")
    if first.lower().startswith("sep="):  # a line that spreadsheets write for one another
        return TableForm(delimiter=_delimiter(rest), head=2)
    return TableForm(delimiter=_delimiter(start))


def _delimiter(start: str) -> Delimiter:
    """The sign that parts most lines into the same number of cells, more than one."""
    names: tuple[Delimiter, ...] = ("comma", "semicolon", "tab", "pipe")
    lines = start.splitlines()[:50]

    def fitness(name: Delimiter) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=DELIMITERS[name])]
        except csv.Error:
            return 0, 0
        head = widths[0] if widths else 0
        return (sum(width == head for width in widths) if head > 1 else 0), head

    return max(names, key=fitness)


def _signs(cells: Iterable[str]) -> tuple[Sign, Thousands]:
    """Signs for decimals and thousands, by those numbers that can only be read in one way."""
    counts: dict[Sign, int] = {"point": 0, "comma": 0}
    groups: set[Sign] = set()
    apostrophe = False
    for cell in cells:
        for name in counts:
            mark, other = (".", ",") if name == "point" else (",", ".")
            decimal = rf"[+-−]?\d[\d {re.escape(other)}'’]*{re.escape(mark)}(?:\d{{1,2}}|\d{{4,}})%?"
            grouped = rf"[+-−]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+(?:{re.escape(other)}\d+)%?"
            counts[name] += re.fullmatch(decimal, cell) is not None
            if re.fullmatch(grouped, cell) or re.fullmatch(rf"\d+(?:{re.escape(mark)}\d{{3}}){{2,}}", cell):
                groups.add(name)
        apostrophe = apostrophe or re.fullmatch(r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?", cell) is not None
    sign: Sign = "comma" if counts["comma"] > counts["point"] or "point" in groups else "point"
    other_sign: Sign = "point" if sign == "comma" else "comma"
    return sign, other_sign if other_sign in groups else "apostrophe" if apostrophe else "none"


def _dates(cells: Iterable[str]) -> Dates:
    orders: set[Dates] = set()
    for cell in cells:
        if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}", cell):
            first, second = int(match[1]), int(match[2])
            orders |= {"day-month-year"} if first > 12 else {"month-day-year"} if second > 12 else set()
            if "." in cell:
                orders.add("day-month-year")
    return orders.pop() if len(orders) == 1 else "year-month-day"


def _columns(headings: Sequence[str]) -> FieldColumns:
    chosen: dict[str, str] = {}
    for name, words in _WORDS.items():
        for heading in headings:
            plain = heading.casefold().strip(" :.#*")
            if heading in chosen.values() or not re.search(rf"(?<!\w)(?:{words})(?!\w)", plain):
                continue
            if name not in chosen or re.fullmatch(words, plain):
                chosen[name] = heading
    if "text" not in chosen:
        rest = [h for h in headings if h not in chosen.values() and not re.search(r"[{}]", h)]
        named = ", ".join(f"{{{heading}}}" for heading in rest[:3])
        chosen["text"] = f"{named}: {{number}}" if "number" in chosen else named or f"{{{headings[0]}}}"
    return FieldColumns(**chosen)


def _text(
    name: str, form: TableForm, columns: FieldColumns, headings: Sequence[str], *, workbook: bool
) -> str:
    stated = dict(columns.pairs())
    named = {heading for words in stated.values() for heading in [words, *re.findall(r"\{([^{}]*)\}", words)]}
    lines = [f"# Which column of {name} is which field of a fact. Check every line, then:", "#"]
    lines += [f"#   brief import {name} --map THIS-FILE --dry-run", "", "table:"]
    if workbook:
        lines += ["  # sheet: Sheet1             # default: the first one"]
    else:
        lines += [f"  delimiter: {form.delimiter:<16} # comma, semicolon, tab or pipe"]
        lines += ["  # encoding: cp1251          # if it is not UTF-8"]
    lines += [f"  head: {form.head:<20} # the row with the headings"]
    lines += [f"  decimal: {form.decimal:<17} # point or comma: 4.5 or 4,5"]
    lines += [
        f"  thousands: {form.thousands:<15} # none, point, comma or apostrophe; spaces are always allowed"
    ]
    lines += [
        f"  dates: {form.dates:<19} # or day-month-year, month-day-year; 2022 and 2022-08 are always read"
    ]
    lines += ["  # blank: [n/a, …]           # what cells without a value contain", "", "columns:"]
    for f in fields(FieldColumns):
        if f.name in stated:
            hint = f"   # {_HINTS[f.name]}" if f.name in _HINTS else ""
            lines.append(f"  {f.name}: {scalar(stated[f.name])}{hint}")
    fixed = [] if "source" in stated else ["  source: THE-ID-OF-A-SOURCE"]
    fixed += [] if "locator" in stated else ["  locator: row {row}"]
    lines += ["", f"{'' if fixed else '# '}fixed:                       # the same for every row"]
    lines += [*fixed, "#  topics: aid, energy", "#  marking: TLP:GREEN"]
    unused = [scalar(heading, inside=True) for heading in headings if heading not in named]
    lines += ["", f"unused: [{', '.join(unused)}]   # columns that are deliberately not imported"]
    return "\n".join(lines) + "\n"
