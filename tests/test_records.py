"""The schema: what a record's hash covers, and that every reference is typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.records import (
    KINDS,
    Cited,
    Clearance,
    Fact,
    Number,
    Option,
    Rating,
    Record,
    RefTo,
    Stamp,
    Waiver,
    content_hash,
    state_of,
)
from test_section_values import KEEPING


def words(text: str) -> Text:
    return Text((("en", text),))


FACT = Fact(
    id="aid",
    text=words("More than {number}."),
    source=(Cited("report", words("p. 1")),),
    number=Number(Decimal(12)),
    known=StatedDate(2022, 9),
    topics=("aid",),
)


def test_a_hash_is_sixteen_hex_digits_and_the_same_in_every_process() -> None:
    assert content_hash(FACT) == "89328becafd22a8d"
    assert content_hash(FACT) == content_hash(dataclasses.replace(FACT))


@pytest.mark.parametrize(
    "change",
    [
        {"text": words("Fewer than {number}.")},
        {"number": Number(Decimal(13))},
        {"number": Number(Decimal("12.0"))},
        {"number": Number(Decimal(12), qualifier="about")},
        {"source": (Cited("report", words("p. 2")),)},
        {"known": StatedDate(2022, 9, approximate=True)},
        {"marking": ("TLP:RED",)},
        {"withdrawn": Stamp(date(2023, 1, 1), words("wrong"))},
        {"replaces": "old-aid"},
    ],
)
def test_a_changed_claim_has_another_hash(change: dict[str, Any]) -> None:
    assert content_hash(dataclasses.replace(FACT, **change)) != content_hash(FACT)


@pytest.mark.parametrize(
    "change",
    [
        {"text": FACT.text.adding("uk", "Понад {number}.")},
        {"cleared": Stamp(date(2023, 1, 1), words("head"))},
        {"checked": Stamp(date(2023, 1, 1), words("me"))},
        {"waive": (Waiver("rule", "me", "because"),)},
        {"note": "for colleagues"},
        {"id": "other"},
        {"was": ("former",)},
        {"topics": ("other",)},
        {"owner": "NATO unit"},
        {"priority": "could"},
        {"review_by": date(2024, 1, 1)},
    ],
)
def test_translations_and_what_only_keeps_a_record_are_not_hashed(change: dict[str, Any]) -> None:
    assert content_hash(dataclasses.replace(FACT, **change)) == content_hash(FACT)


def test_a_hash_names_no_field_that_nobody_filled_in_so_that_a_new_field_changes_none() -> None:
    later = dataclasses.make_dataclass(
        "Fact", [("oral", bool, True), ("tone", str, "")], bases=(Fact,), frozen=True, kw_only=True
    )
    values = {f.name: getattr(FACT, f.name) for f in dataclasses.fields(FACT)}
    assert content_hash(later(**values)) == content_hash(FACT)
    assert content_hash(later(**values, tone="dry")) != content_hash(FACT)


CLEARED = dataclasses.replace(FACT, cleared=Clearance(date(2022, 10, 3), words("head"), content_hash(FACT)))


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "cleared"),
        ({"note": "seen again"}, "cleared"),
        ({"text": FACT.text.adding("uk", "Понад {number}.")}, "cleared"),
        ({"text": words("Fewer than {number}.")}, "draft"),
        ({"cleared": Clearance(date(2022, 10, 3))}, "draft"),
        ({"cleared": None}, "draft"),
        ({"withdrawn": Stamp(date(2023, 1, 1))}, "withdrawn"),
    ],
)
def test_the_state_of_a_record_follows_from_its_stamps_and_its_text(
    change: dict[str, Any], state: str
) -> None:
    assert state_of(dataclasses.replace(CLEARED, **change)) == state


def test_the_order_of_ratings_is_part_of_the_claim() -> None:
    first, second = Rating("cost", "better"), Rating("speed", "worse")
    one = Option(id="join", title=words("Join"), ratings=(first, second))
    assert content_hash(one) != content_hash(dataclasses.replace(one, ratings=(second, first)))


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_is_frozen_slotted_and_says_what_it_is(key: str) -> None:
    kind = KINDS[key]
    assert issubclass(kind, Record)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__dict__" not in dir(kind)
    assert kind.__doc__
    assert not kind.__doc__.startswith(kind.__name__ + "(")


@pytest.mark.parametrize("key", KINDS)
def test_a_reference_names_kinds_that_exist(key: str) -> None:
    known = {kind.kind for kind in KINDS.values()}
    found = [
        mark for hint in get_type_hints(KINDS[key], include_extras=True).values() for mark in _marks(hint)
    ]
    assert found, "every kind has at least 'replaces'"
    assert all(set(mark.kinds) <= known for mark in found)


def _marks(hint: Any) -> list[RefTo]:
    if get_origin(hint) is Annotated:
        return [mark for mark in get_args(hint) if isinstance(mark, RefTo)]
    return [mark for argument in get_args(hint) for mark in _marks(argument)]


# ---- a clearance covers every word, figure and mark that a paper can print -----------------------------

KEPT_OUT = frozenset(
    (
        *("id", "was", "cleared", "checked", "review_by", "waive", "note"),
        *("owner", "topics", "priority", "key", "capture", "withdrawn", "generated", "section", "templates"),
    )
)
"""Fields that no paper prints as words of the record, and `withdrawn`, after which nothing is printed."""


def full(hint: Any) -> Any:
    """A value of that type in which every field is filled in."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return full(arguments[0])
    if origin is Literal:
        return next(word for word in arguments if word)
    if origin is tuple:
        return (full(arguments[0]),)
    if origin in (Union, UnionType):
        return full(next(one for one in arguments if one is not type(None)))
    if dataclasses.is_dataclass(hint) and hint not in LEAVES:
        hints = get_type_hints(hint, include_extras=True)
        return hint(**{f.name: full(hints[f.name]) for f in dataclasses.fields(hint)})
    return LEAVES[hint][0]


LEAVES: dict[Any, tuple[Any, Any]] = {
    str: ("one", "two"),
    int: (3, 4),
    bool: (True, False),
    Decimal: (Decimal("4.5"), Decimal("4.50")),
    date: (date(2022, 10, 3), date(2022, 10, 4)),
    StatedDate: (StatedDate(2022, 9), StatedDate(2022, 9, approximate=True)),
    Text: (words("Aid came."), words("Aid came")),
}
"""Type → a value, and the nearest other one."""


def variants(value: Any, hint: Any) -> Iterator[tuple[str, Any]]:
    """(field, the value with one leaf changed, or with one field or entry taken away)."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield from variants(value, arguments[0])
    elif origin is Literal:
        yield from (("", word) for word in arguments if word != value)
    elif origin is tuple:
        yield "", ()
        yield from (("", (other,)) for _, other in variants(value[0], arguments[0]))
    elif origin in (Union, UnionType) and value is not None:
        yield "", None
        yield from variants(value, next(one for one in arguments if one is not type(None)))
    elif dataclasses.is_dataclass(hint) and hint not in LEAVES:
        hints = get_type_hints(hint, include_extras=True)
        for f in dataclasses.fields(hint):
            for _, other in variants(getattr(value, f.name), hints[f.name]):
                yield f.name, dataclasses.replace(value, **{f.name: other})
    elif value is not None:
        yield "", LEAVES[hint][1]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_nothing_that_a_paper_can_print_changes_under_a_clearance(kind: type[Record]) -> None:
    record = dataclasses.replace(full(kind), withdrawn=None)
    cleared = dataclasses.replace(
        record, cleared=Clearance(date(2022, 10, 3), words("head"), content_hash(record))
    )
    assert state_of(cleared) == "cleared"
    changed = [(name, other) for name, other in variants(cleared, kind) if name not in KEPT_OUT]
    assert {name for name, _ in changed} == {f.name for f in dataclasses.fields(kind)} - KEPT_OUT
    assert [(name, other) for name, other in changed if state_of(other) != "draft"] == []


def test_what_a_clearance_does_not_cover_is_printed_by_no_section() -> None:
    assert {*KEEPING, "generated"} >= KEPT_OUT  # of that, a section only learns yes or no
