"""Which records a record names, read off its structure: nothing is known here of its kind.

A field that nobody thought of counts as a quotation: what it names must be open for the record to be.
"""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.records import Cited, Fact, Rating, Record, Stance

WORDS = frozenset(
    (
        *("topics", "marking", "lowered_by", "originator", "releasable_to", "consent", "was"),
        *(
            "owner",
            "note",
            "audiences",
            "to",
            "templates",
            "rule",
            "by",
            "why",
            "of",
            "quote",
            "sha256",
            "language",
        ),
        *("type", "author", "container_title", "url", "doi", "isbn", "volume", "issue", "key", "likelihood"),
        *("section", "value"),
    )
)
"""Fields that hold words; one that is also the id of a record names none."""
_GROUNDS = frozenset({"rests_on", "option"})
"""Fields of which one record suffices; nothing is inherited from these.

A fact is based on none: what it names there are the facts that it is worked out from, which it quotes.
"""
_REASONS = "because"
"""Reasons go without those that are closed: they count among the grounds, and alone close nothing."""
_BESIDE = frozenset({"replaces", "answered_by", _REASONS})
"""Fields that say nothing of what they name."""
_ENTRIES = (Stance, Rating)
"""Entries that are hidden by themselves where that of which they speak is."""
_NO_NAMES = (Text, StatedDate, date)


class NamedRecords(NamedTuple):
    """The ids that a record names, by what follows where they are closed."""

    cited: tuple[str, ...] = ()
    """Sources of which one suffices; all of them restrict it."""
    quoted: tuple[str, ...] = ()
    """All must be open, and all restrict it."""
    grounds: tuple[tuple[str, ...], ...] = ()
    """Of each group one suffices."""
    spoken_of: tuple[str, ...] = ()
    """Entries speak of them."""


_NONE = NamedRecords()


def named_records(record: Record, every: Collection[str]) -> NamedRecords:
    """The records that a record names; in a field of no known meaning, whatever is one of the ids `every`."""
    cls: Any = type(record)
    names = names_of_fields(cls)
    if not names:
        return _NONE
    cited: list[str] = []
    quoted: list[str] = []
    spoken_of: list[str] = []
    grounds = []
    of_grounds = frozenset[str]() if isinstance(record, Fact) else _GROUNDS
    for name in names:
        value = getattr(record, name)
        if name in of_grounds and _is_ids(value):
            reasons = getattr(record, _REASONS, ()) if value and name == "rests_on" else ()
            grounds.append((*value, *reasons))
            continue
        if type(value) is tuple and value and type(value[0]) is Cited:  # nearly all that is named
            cited += [place.id for place in value]
            continue
        for kind, one in _names_in(value):
            if kind is Cited:
                cited.append(one)
            elif one in every:
                (spoken_of if kind in _ENTRIES else quoted).append(one)
    return NamedRecords(tuple(cited), tuple(quoted), tuple(grounds), tuple(spoken_of))


def _is_ids(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _names_in(value: Any, of: type | None = None) -> Iterator[tuple[type | None, str]]:
    """(the dataclass that it is in, string) for each string in a value that may be an id."""
    if isinstance(value, str):
        yield of, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _names_in(one, of)
    elif is_dataclass(value) and not isinstance(value, _NO_NAMES):
        cls: Any = type(value)
        for name in names_of_fields(cls):
            yield from _names_in(getattr(value, name), cls)


@cache
def names_of_fields(cls: Any) -> tuple[str, ...]:
    """The fields of a dataclass that hold strings which may be ids."""
    hints = get_type_hints(cls, include_extras=True)
    own = {"id"} if issubclass(cls, Record) else set()
    named = (f.name for f in fields(cls) if f.name not in {*WORDS, *_BESIDE, *own})
    return tuple(name for name in named if _may_name(hints[name]))


def _may_name(hint: Any) -> bool:
    """True if a value of that type may hold an id; words of a fixed list are none."""
    origin = get_origin(hint)
    if origin is Literal:
        return False
    if origin is Annotated:
        return _may_name(get_args(hint)[0])
    if origin in (tuple, Union, types.UnionType):
        return any(_may_name(argument) for argument in get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return not issubclass(hint, _NO_NAMES) and bool(names_of_fields(hint))
    return hint is str
