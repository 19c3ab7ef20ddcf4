"""A record → the rows that it has in the tables of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from policybrief.exchange.export.kind_tables import Column, columns
from policybrief.languages import NBSP, Text, format_number, money_sign_after
from policybrief.records import KINDS, Addressed, Number, Option, Position, Record, Source, Stamp

Row = tuple[Any, ...]

_SIGNS = {"about": "≈", "at least": "≥", "at most": "≤", "more than": ">", "less than": "<", "": ""}


def kind_rows(record: Record, language: str) -> Iterator[tuple[str, Row]]:
    """(table, row) pairs of one record, its texts in `language` or else as they were written."""
    say = _Sayer(record, language)
    plural = next(plural for plural, kind in KINDS.items() if kind is type(record))
    yield plural, (record.id, *(_cell(record, column, say) for column in columns(type(record))))
    if isinstance(record, Source):
        for place, name in enumerate(record.author, 1):
            yield "source_authors", (record.id, place, name.strip("{}"))


def _cell(record: Record, column: Column, say: _Sayer) -> Any:
    value: Any = record
    for name in column.path:
        value = getattr(value, name) if value is not None else None
    match value:
        case Text():
            return say(value)
        case bool() | int():
            return int(value)
        case Decimal():
            return f"{value:f}"
        case Number() if column.whole:
            return f"{number_shown(value, say.language)} {say(value.unit) or ''}".strip()
        case None | "":
            return None
    return str(value)


def pair_rows(record: Record, language: str) -> Iterator[tuple[str, Row]]:
    """(table, row) pairs between two records, which both must be there already."""
    say = _Sayer(record, language)
    if isinstance(record, Position):
        for stance in {stance.option: stance for stance in record.stance}.values():
            yield "stances", (record.id, stance.option, stance.stance, say(stance.condition))
    if isinstance(record, Option):
        for rating in {rating.criterion: rating for rating in record.ratings}.values():
            yield "ratings", (record.id, rating.criterion, rating.rating, say(rating.why))


def keeping_row(record: Record, language: str) -> Row:
    """How the office keeps the record: whose it is, who cleared and checked it, who may have it."""
    say = _Sayer(record, language)

    def stamp(stamped: Stamp | None) -> Row:
        return (str(stamped.date), say(stamped.words)) if stamped else (None, None)

    return (
        record.id,
        record.owner or None,
        record.priority,
        *stamp(record.cleared),
        *stamp(record.checked),
        str(record.review_by) if record.review_by else None,
        record.originator or None,
        ", ".join(record.releasable_to) or None,
        record.consent or None,
        ", ".join(record.audiences) or None,
        record.lowered_by or None,
        *stamp(record.withdrawn),
        (", ".join(record.templates) or None) if isinstance(record, Addressed) else None,
    )


_OWN_NUMBER = re.compile(r"\{number(?:\.bare)?\}")


def with_number(words: str, number: Number, language: str) -> str:
    """The words with the number put in, its qualifier before a sign of money: "≈ £5"."""
    first, *rest = _OWN_NUMBER.split(words)
    for part in rest:
        sign = money_sign_after(first)
        first = first.removesuffix(sign) + number_shown(number, language, sign=sign) + part
    return first


def number_shown(number: Number, language: str, *, sign: str = "") -> str:
    """A quantity in figures and signs that every language reads, behind a `sign`: "≥ 12", "10–12"."""
    words = format_number(number.value, language)
    if number.to is not None:
        between = f"{NBSP}…{NBSP}" if number.value < 0 else "–"
        words += between + format_number(number.to, language)
    return f"{_SIGNS[number.qualifier]} {sign}{words}".strip()


class _Sayer:
    """Texts of one record in one language, its number put in; None for what nobody wrote."""

    def __init__(self, record: Record, language: str) -> None:
        self.number = getattr(record, "number", None)
        self.language = language

    def __call__(self, text: Text) -> str | None:
        words, language = text.in_language(self.language)
        if self.number is not None:
            words = with_number(words, self.number, language)
        return words or None
