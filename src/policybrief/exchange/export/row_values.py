"""A record → the rows that it has in the tables of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.languages import NBSP, Text, format_number, money_sign_after
from policybrief.records import (
    Actor,
    Criterion,
    Fact,
    Judgement,
    Line,
    Number,
    Option,
    Position,
    Recommendation,
    Record,
    Risk,
    Source,
    Stamp,
)

Row = tuple[Any, ...]

_SIGNS = {"about": "≈", "at least": "≥", "at most": "≤", "more than": ">", "less than": "<", "": ""}


def kind_rows(record: Record, language: str) -> Iterator[tuple[str, Row]]:
    """(table, row) pairs of one record, its texts in `language` or else as they were written."""
    say = _Sayer(record, language)
    row: Row
    match record:
        case Source():
            yield "sources", _source_row(record, say)
            for place, name in enumerate(record.author, 1):
                yield "source_authors", (record.id, place, name.strip("{}"))
        case Actor():
            row = (say(record.name), say(record.affiliation), say(record.short), record.actor)
            yield "actors", (record.id, *row)
        case Fact():
            yield "facts", _fact_row(record, say)
        case Option():
            yield "options", _option_row(record, say)
        case Position():
            row = (record.holder, record.speaks_for, say(record.text), say(record.plain))
            yield "positions", (record.id, *row, *_days(record, "date", "since", "until", "known"))
        case Criterion():
            yield "criteria", (record.id, say(record.title), say(record.text))
        case Risk():
            row = (
                say(record.text),
                say(record.short),
                record.likelihood,
                record.impact,
                say(record.mitigation),
            )
            yield "risks", (record.id, *row)
        case Judgement():
            row = (say(record.text), say(record.plain), record.likelihood or None, record.confidence or None)
            yield "judgements", (record.id, *row)
        case Line():
            row = (say(record.text), say(record.if_asked), say(record.avoid), record.raised)
            yield "lines", (record.id, *row)
        case Recommendation():
            by = (str(record.by.date), say(record.by.words)) if record.by else (None, None)
            yield "recommendations", (record.id, say(record.text), record.ask, *by)
        case _:
            raise TypeError(f"no table for {record.kind}")


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

    def stamp(given: Stamp | None) -> Row:
        return (str(given.date), say(given.words)) if given else (None, None)

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
    )


def with_number(words: str, number: Number, language: str) -> str:
    """The words with the number put in, its qualifier before a sign of money: "≈ £5"."""
    first, *rest = words.split("{number}")
    for part in rest:
        sign = money_sign_after(first)
        first = first.removesuffix(sign) + number_shown(number, language, sign=sign) + part
    return first


def number_shown(number: Number, language: str, *, sign: str = "") -> str:
    """A quantity in figures and signs that every language reads, behind a `sign`: "≥ 12", "10–12"."""
    shown = format_number(number.value, language)
    if number.to is not None:
        between = f"{NBSP}…{NBSP}" if number.value < 0 else "–"
        shown += between + format_number(number.to, language)
    return f"{_SIGNS[number.qualifier]} {sign}{shown}".strip()


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


def _source_row(record: Source, say: _Sayer) -> Row:
    return (
        record.id,
        say(record.title),
        say(record.short),
        record.type,
        say(record.publisher),
        record.container_title or None,
        say(record.genre),
        *_days(record, "issued"),
        record.url or None,
        record.doi or None,
        record.isbn or None,
        record.volume or None,
        record.issue or None,
        record.language or None,
        record.key or None,
        record.grade or None,
        say(record.lacks),
        int(record.public),
    )


def _fact_row(record: Fact, say: _Sayer) -> Row:
    number = record.number
    figures: Row = (None, None, None, None)
    if number is not None:
        to = None if number.to is None else f"{number.to:f}"
        figures = (f"{number.value:f}", to, number.qualifier or None, say(number.unit))
    texts = (say(record.text), say(record.plain), say(record.short))
    return (
        record.id,
        *texts,
        *figures,
        record.grade or None,
        *_days(record, "when", "since", "until", "known"),
    )


def _option_row(record: Option, say: _Sayer) -> Row:
    cost = record.cost
    amount = None
    if cost.amount is not None:
        amount = f"{number_shown(cost.amount, say.language)} {say(cost.amount.unit) or ''}".strip()
    texts = (say(record.title), say(record.short), say(record.text), say(record.plain))
    return (record.id, *texts, int(record.baseline), amount, say(cost.pays_for), say(cost.falls_due))


def _days(record: Record, *names: str) -> Iterator[str | None]:
    for name in names:
        day = getattr(record, name)
        yield str(day) if day else None
