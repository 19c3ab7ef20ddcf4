"""The needles of one record: runs of its words, shorter texts, names, and numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Literal

from policybrief.gate.normalised import plain, words
from policybrief.gate.proper_names import proper_names
from policybrief.gate.record_texts import figure, texts_of_record
from policybrief.languages import A_MONTH, Text
from policybrief.records import Number, Record

RUN = 5
"""Words that may not be in a row."""
LONG = 8
"""Words in a row, or a whole text of at least `RUN`, that make a title a withheld sentence."""
_LEAST = 8
"""Letters of a shorter text that is looked for as a whole."""

NeedleKind = Literal["id", "words", "phrase", "name", "number", "note"]
"""Of a withheld record five words in a row, a shorter text as a whole, a name, a number; or a note."""
Needle = tuple[str, tuple[str, NeedleKind]]
"""Its letters, and (record, its kind)."""

_MONTHS = frozenset(words(plain(A_MONTH)))


def needles_of_text(record: str, text: str, kind: Literal["words", "note"]) -> Iterator[Needle]:
    """Every run of five words, or the whole text where it is shorter and says more than a number or a day."""
    row = words(plain(text))
    run = (record, kind)
    for at in range(len(row) - RUN + 1):
        yield "".join(row[at : at + RUN]), run
    whole = "".join(row)
    telling = [word for word in row if not word.isdigit() and word not in _MONTHS]
    if 1 < len(row) < RUN and len(whole) >= _LEAST and len(telling) > 1:
        yield whole, (record, kind if kind == "note" else "phrase")


def sentences_of(record: Record) -> Iterator[Needle]:
    """Every run of `LONG` words, and each whole text that is shorter, but not shorter than `RUN`."""
    run: tuple[str, NeedleKind] = (record.id, "words")
    for text in texts_of_record(record):
        row = words(plain(text))
        span = min(LONG, len(row))
        for at in range(len(row) - span + 1 if span >= RUN else 0):
            yield "".join(row[at : at + span]), run


def names_and_numbers(record: Record) -> Iterator[Needle]:
    """The names in a record, and its numbers with the words that say what they count."""
    name_of: tuple[str, NeedleKind] = (record.id, "name")
    for name in proper_names(record):
        joined = "".join(words(plain(name)))
        if len(joined) > 1:
            yield joined, name_of
    number_of: tuple[str, NeedleKind] = (record.id, "number")
    yield from ((needle, number_of) for needle in (*_in_texts(record), *_quantities(record)))


def _in_texts(record: Record) -> Iterator[str]:
    number = getattr(record, "number", None)
    for f in fields(record):
        value = getattr(record, f.name)
        if isinstance(value, Text):
            for _, text in value.versions:
                yield from _numbers(text, number if isinstance(number, Number) else None)


def _quantities(record: Record) -> Iterator[str]:
    """The quantities of a record, each in all its units."""
    for amount in _amounts(record):
        for _, unit in amount.unit.versions:
            figures = [figure(amount), *([f"{amount.to:f}"] if amount.to is not None else [])]
            yield from ("".join(words(plain(f"{number} {unit}"))) for number in figures)


def _amounts(value: object) -> Iterator[Number]:
    """The quantities in a record, wherever in it they stand."""
    if isinstance(value, Number):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _amounts(one)
    elif is_dataclass(value) and not isinstance(value, type | Text):
        for f in fields(value):
            yield from _amounts(getattr(value, f.name))


def _numbers(text: str, number: Number | None) -> Iterator[str]:
    """Each number of a text with the words after it that say what it counts; years are none."""
    row = words(plain(text.replace("{number}", f" {figure(number)} ") if number else text))
    for at, word in enumerate(row):
        stated = number is not None and word == "".join(words(figure(number)))
        if not word[0].isdigit() or not (
            stated or (len(word) > 1 and not re.fullmatch(r"(?:19|20)\d\d", word))
        ):
            continue
        unit = ""
        if any(following in _MONTHS for following in row[at + 1 : at + 2]):
            continue  # a day
        for following in row[at + 1 : at + 4]:
            unit += following
            if len(unit) >= (4 if len(word) > 1 else 8):
                break
        if len(unit) >= 3 and not unit[0].isdigit():
            yield word + unit
