"""The texts of records: what one audience may read of them, and what not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from policybrief.gate.named_records import names_of_fields
from policybrief.languages import Text
from policybrief.records import Audience, BracesFault, Line, Number, Record, pieces

_SIGN_AND_NUMBER = re.compile(r"([^\s()\d]*)\{number\}")
_NO_TEXTS = frozenset(
    [
        "id",
        "kind",
        "type",
        "stance",
        "rating",
        "priority",
        "ask",
        "actor",
        "likelihood",
        "confidence",
        "raised",
        "grade",
        "qualifier",
        "option",
        "criterion",
        "holder",
        "speaks_for",
        "rests_on",
        "because",
        "answered_by",
        "topics",
        "marking",
        "audiences",
        "templates",
        "to",
        "releasable_to",
        "language",
        "replaces",
        "was",
        "rule",
        "owner",
        "note",
        "source_language",
        "impact",
        "baseline",
        "public",
        "waive",
        "generated",
        "section",
        "accessor",
        "value",
    ]
)
"""Fields whose values are ids, words of a fixed list, or yes and no."""


def open_texts(record: Record, audience: Audience, closed: Collection[str]) -> Iterator[str]:
    """What an audience may read of an open record: neither its note nor what it says about withheld ones."""
    avoided = ("avoid",) if isinstance(record, Line) and not audience.internal else ()
    return texts_of_record(record, without=("note", *avoided), closed=closed)


def secret_texts(record: Record, audience: Audience, closed: Collection[str]) -> Iterator[tuple[str, str]]:
    """(whose, text) of what this audience must not read of a record, or of what it says about others."""
    if record.id in closed:
        yield from ((record.id, text) for text in texts_of_record(record))
    else:
        if isinstance(record, Line) and not audience.internal:
            yield from ((record.id, text) for _, text in record.avoid.versions)
        cls: Any = type(record)
        for name in names_of_fields(cls):
            value = getattr(record, name)
            for entry in value if isinstance(value, tuple) else (value,):
                if named := _closed_record_of(entry, closed):
                    yield from ((named, text) for text in texts_of(entry))
    if record.note:
        yield record.id, record.note


def texts_of_record(
    record: Record, *, without: Collection[str] = (), closed: Collection[str] = ()
) -> Iterator[str]:
    """The texts of a record except the fields `without` and what it says about those that are `closed`."""
    number = getattr(record, "number", None)
    cls: Any = type(record)
    for name in _fields_of(cls):
        value = getattr(record, name)
        if value and name not in without and not _is_fixed(name, value):
            for text in texts_of(value, closed):
                yield from _filled(text, number) if isinstance(number, Number) else (text,)


def texts_of(value: Any, closed: Collection[str] = ()) -> Iterator[str]:
    """All texts in a value but those of entries that speak of a record that is `closed`."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Text):
        yield from (part for _, text in value.versions for part in _parts_of(text))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one, closed)
    elif (
        is_dataclass(value) and not isinstance(value, type | Number) and not _closed_record_of(value, closed)
    ):
        cls: Any = type(value)
        for name in _fields_of(cls):
            below = getattr(value, name)
            if not _is_fixed(name, below):
                yield from texts_of(below, closed)


def _parts_of(text: str) -> Iterator[str]:
    """A text, or where it names others in braces what stands between these, without what says too little.

    What is printed for the braces is of the others, and searched for as theirs.
    """
    try:
        printed = pieces(text)
    except BracesFault:  # of a source or a name, where a brace is a brace
        printed = (text,)
    parts = [""]
    for piece in printed:
        if isinstance(piece, str):
            parts[-1] += piece
        elif piece.is_own:
            parts[-1] += "{number}"
        else:
            parts.append("")
    telling = [part for part in parts if len(part.split()) >= _TELLING]
    yield from telling if len(parts) > 1 and telling else (" ".join(parts),)


_TELLING = 5
"""Words from which on a part of a text is looked for by itself."""


def names_in_entries(record: Record) -> Iterator[str]:
    """Each string that may be the id of a record of which an entry, however deep in `record`, speaks."""
    cls: Any = type(record)
    for name in _fields_of(cls):
        yield from _names_below(getattr(record, name))


def _names_below(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _names_below(one)
    elif type(value) not in _PLAIN and is_dataclass(value) and not isinstance(value, type | Text | Number):
        cls: Any = type(value)
        for name in _fields_of(cls):
            below = getattr(value, name)
            if not isinstance(below, str):
                yield from _names_below(below)
            elif name in names_of_fields(cls):
                yield below


@cache
def _fields_of(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


def _is_fixed(name: str, value: Any) -> bool:
    """True for ids and words of a fixed list, not for texts and entries under the same name."""
    if name not in _NO_TEXTS:
        return False
    first = value[0] if type(value) is tuple and value else value
    return name == "waive" or type(first) in _PLAIN or not is_dataclass(first)


def _closed_record_of(entry: Any, closed: Collection[str]) -> str:
    """The closed record of which an entry of another says something: where it is cited, held of it, …"""
    if closed and type(entry) not in _PLAIN and is_dataclass(entry):
        cls: Any = type(entry)
        for name in names_of_fields(cls):
            value = getattr(entry, name)
            if isinstance(value, str) and value in closed:
                return value
    return ""


_PLAIN = frozenset((str, bool, int, type(None), tuple))
"""Types of values that are not looked into: asked first, for most values are of these."""


def _filled(text: str, number: Number) -> Iterator[str]:
    """The text with its number as it is typed, and as it is written in English, before and behind a sign."""
    typed = figure(number)
    span = f"{typed} to {number.to:f}" if number.to is not None else typed
    texts = [text.replace("{number}", typed), text.replace("{number}", f"{number.qualifier} {span}".strip())]
    if number.qualifier:
        texts.append(_SIGN_AND_NUMBER.sub(lambda found: f"{number.qualifier} {found[1]}{span}", text))
    yield from dict.fromkeys(texts)


def figure(number: Number) -> str:
    """A number as it is typed, without its qualifier and unit."""
    return f"{number.value:f}"
