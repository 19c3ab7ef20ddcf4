"""A column map: which column of a table is which field of a fact, and how numbers and dates are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from policybrief.diagnostics import Diagnostic
from policybrief.reading.structure import did_you_mean, structure_value
from policybrief.reading.yaml import YamlFile, locate
from policybrief.reading.yaml.writing import Value

Delimiter = Literal["comma", "semicolon", "tab", "pipe"]
DELIMITERS: dict[str, str] = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
Sign = Literal["point", "comma"]
Thousands = Literal["none", "point", "comma", "apostrophe"]
Dates = Literal["year-month-day", "day-month-year", "month-day-year"]

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
RESERVED = ("number", "row")
"""`{number}` stays in a text, where the fact's number is printed; `{row}` is the number of the row."""


@dataclass(frozen=True, slots=True)
class TableForm:
    """How the table is written."""

    delimiter: Delimiter = "comma"
    encoding: str = "utf-8"
    sheet: str = ""
    """Of a workbook; its first if none is named."""
    head: int = 1
    """The row of the headings; rows above are not read."""
    decimal: Sign = "point"
    thousands: Thousands = "none"
    """Between groups of three digits; blanks may always stand there."""
    dates: Dates = "year-month-day"
    blank: tuple[str, ...] = ()
    """What is in a cell that says nothing: `n/a`."""


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """Field of a fact → heading of its column, or a text with headings in braces."""

    id: str = ""
    text: str = ""
    plain: str = ""
    short: str = ""
    caveat: str = ""
    number: str = ""
    to: str = ""
    qualifier: str = ""
    unit: str = ""
    source: str = ""
    locator: str = ""
    quote: str = ""
    grade: str = ""
    when: str = ""
    since: str = ""
    until: str = ""
    known: str = ""
    topics: str = ""
    marking: str = ""
    originator: str = ""
    releasable_to: str = ""
    audiences: str = ""
    owner: str = ""
    review_by: str = ""
    priority: str = ""
    note: str = ""

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(field, what it is taken from) of those that are used."""
        for f in fields(self):
            if value := getattr(self, f.name):
                yield f.name, value


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A whole map; what `fixed` says holds for every row."""

    columns: FieldColumns
    table: TableForm = field(default_factory=TableForm)
    fixed: FieldColumns = field(default_factory=FieldColumns)
    unused: tuple[str, ...] = ()
    """Headings that are left out on purpose; any other that no field uses is listed."""


def read_map(source: YamlFile) -> tuple[ColumnMap | None, tuple[Diagnostic, ...]]:
    """The map in a file, and what is wrong with it; None if it cannot be used."""
    column_map, faults = structure_value(ColumnMap, source.value, source=source)
    if column_map is None:
        return None, faults
    wrong = tuple(_check(column_map, source))
    return (None if wrong else column_map), (*faults, *wrong)


def _check(column_map: ColumnMap, source: YamlFile) -> Iterator[Diagnostic]:
    stated = {name for part in (column_map.columns, column_map.fixed) for name, _ in part.pairs()}
    for name, words in (
        ("text", "the sentence"),
        ("source", "its source"),
        ("locator", "the place in the source"),
    ):
        if name not in stated:
            hint = f"add it under columns: or, if it is the same for all rows, under fixed:  {name}: …"
            message = f"nothing says which column is '{name}' ({words})"
            yield Diagnostic("incomplete-map", message, locate(source, ("columns",), key=True), hint=hint)
    for name, _ in column_map.fixed.pairs():
        if getattr(column_map.columns, name):
            message = f"'{name}' appears under both columns and fixed; delete one of them"
            yield Diagnostic("incomplete-map", message, locate(source, ("fixed", name), key=True))


def check_headings(
    column_map: ColumnMap, headings: Sequence[str], source: YamlFile
) -> tuple[Diagnostic, ...]:
    """What the map names that the table does not have, or has twice."""
    faults = []
    for name, words in column_map.columns.pairs():
        for heading in headings_in(words):
            if heading in RESERVED and "{" in words:
                continue
            number = headings.count(heading)
            if number != 1:
                columns = f"{number} columns of the table are" if number else "no column of the table is"
                place = locate(source, ("columns", name), word=heading if heading.isascii() else "")
                hint = did_you_mean(heading, [h for h in headings if h], listed=20) if not number else ""
                faults.append(Diagnostic("unknown-column", f"{columns} called '{heading}'", place, hint=hint))
    return tuple(faults)


def unused_headings(column_map: ColumnMap, headings: Sequence[str]) -> tuple[str, ...]:
    """The headings that no field uses and that are not left out on purpose."""
    used = {heading for _, words in column_map.columns.pairs() for heading in headings_in(words)}
    return tuple(h for h in headings if h and h not in used and h not in column_map.unused)


def headings_in(words: str) -> tuple[str, ...]:
    """The headings that a field is taken from: those in braces, or the whole."""
    return tuple(PLACEHOLDER.findall(words)) if "{" in words else (words,)


def listed(value: str) -> Value:
    """The entries of a cell that holds several, separated by semicolons or commas."""
    return tuple(part.strip() for part in re.split(r"[;,]", value) if part.strip())
