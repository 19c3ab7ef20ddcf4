"""How one record names another: what each such field means, and which ids a record names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

Reference = tuple[str, str]
"""(field, id)."""
Ids = Callable[[Any], Iterable[str]]
"""The value of a field → the ids in it."""


class Bond(Enum):
    """What it means for a record that it names others in a field."""

    CITED = "based on any one of them; inherits their markings and groups"
    QUOTED = (
        "contains words or values of all of them; left out without any one, and inherits all their "
        "restrictions"
    )
    GROUND = "based on any one of them; left out when none is left, and inherits nothing"
    REASON = "gives them as its reasons: based on them, but also shown without any"
    LINKED = "shown with them, and also without them"
    ASIDE = "one entry is about one of them, and is left out when that one is"
    BEFORE = "has taken its place"

    __hash__ = object.__hash__  # that of `Enum` is written in Python, and asked for thousands of times


INHERITING = (Bond.CITED, Bond.QUOTED)
"""Bonds by which markings, groups and originators of the others hold for a record too."""
NEEDED = (Bond.CITED, Bond.QUOTED, Bond.GROUND, Bond.REASON, Bond.LINKED)
"""Bonds by which a record is based on others or goes with them; of all others it only speaks."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a string as the id of a record of these kinds (none named: of any kind)."""

    kinds: tuple[str, ...] = ()
    bond: Bond = Bond.GROUND


SourceRef = Annotated[str, RefTo(("source",), Bond.CITED)]
ActorRef = Annotated[str, RefTo(("actor",))]
OptionRef = Annotated[str, RefTo(("option",))]
RecordRef = Annotated[str, RefTo()]
QuotedRef = Annotated[str, RefTo((), Bond.QUOTED)]
"""A record whose words or values are printed."""
PartRef = Annotated[str, RefTo(("fact",), Bond.QUOTED)]
"""A fact from whose value another is worked out."""
ReasonRef = Annotated[str, RefTo(("fact", "judgement", "passage"), Bond.REASON)]
"""A record whose sentence is printed as a reason."""


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """A field whose value names records: the kinds it may name, what that means, how its ids are found."""

    name: str
    kinds: tuple[str, ...]
    bond: Bond
    ids: Ids
    many: bool
    """True where the field is a list."""


def reference_fields(cls: Any) -> tuple[ReferenceField, ...]:
    """The fields of a dataclass that name records, in their order."""
    return _reference_fields(cls)


@cache
def _reference_fields(cls: Any) -> tuple[ReferenceField, ...]:
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        ReferenceField(f.name, mark.kinds, mark.bond, ids, many)
        for f in fields(cls)
        for mark, ids, many in _in_hint(hints[f.name])
    )


def references(record: object, *bonds: Bond) -> tuple[Reference, ...]:
    """(field, id) of every record that `record` names, in the order of its fields; by these bonds, if any."""
    cls: Any = type(record)
    pairs: list[Reference] = []
    for name, ids in _fields_of_bonds(cls, bonds):
        if value := getattr(record, name):
            pairs += [(name, one) for one in ids(value)]
    return tuple(pairs)


def ids_named(record: object, *bonds: Bond) -> list[str]:
    """The ids that `record` names by these bonds, in the order of its fields."""
    cls: Any = type(record)
    named: list[str] = []
    for name, ids in _fields_of_bonds(cls, bonds):  # asked of every record, several times an edition
        if value := getattr(record, name):
            named += ids(value)
    return named


@cache
def _fields_of_bonds(cls: Any, bonds: tuple[Bond, ...]) -> tuple[tuple[str, Ids], ...]:
    return tuple((r.name, r.ids) for r in _reference_fields(cls) if not bonds or r.bond in bonds)


def groups_of_grounds(record: object) -> tuple[tuple[str, ...], ...]:
    """Ids in groups: without at least one of each group the record falls.

    A reason counts among the other bases of the record; alone it holds none up.
    """
    groups: list[tuple[str, ...]] = []
    cls: Any = type(record)
    for name, bond, ids, of_any_kind in _grounds(cls):
        value = getattr(record, name)
        if value and bond is Bond.QUOTED:
            groups.extend([(one,) for one in ids(value)])
        elif value:
            reasons = ids_named(record, Bond.REASON) if of_any_kind else ()
            groups.append((*ids(value), *reasons))
    return tuple(groups)


def bases_of(record: object) -> tuple[str, ...]:
    """Ids of the records that bear the reasoning of a record or are quoted by it, not of its sources."""
    return tuple(
        one
        for reference in reference_fields(type(record))
        if reference.bond in (Bond.QUOTED, Bond.REASON)
        or (reference.bond is Bond.GROUND and not reference.kinds)
        if (value := getattr(record, reference.name))
        for one in reference.ids(value)
    )


@cache
def _grounds(cls: Any) -> tuple[tuple[str, Bond, Ids, bool], ...]:
    """(field, bond, ids in it, whether it names analysis of any kind) of the fields that hold a record up."""
    based = (Bond.CITED, Bond.QUOTED, Bond.GROUND)
    found = (r for r in reference_fields(cls) if r.bond in based)
    return tuple((r.name, r.bond, r.ids, r.bond is Bond.GROUND and not r.kinds) for r in found)


def _in_hint(hint: Any) -> Iterator[tuple[RefTo, Ids, bool]]:
    """Each mark in a type hint, how its ids are found in a value of that type, and whether that is a list."""
    if get_origin(hint) is Annotated:
        marks = [mark for mark in get_args(hint)[1:] if isinstance(mark, RefTo)]
        yield from ((mark, _itself, False) for mark in marks) if marks else _in_hint(get_args(hint)[0])
    elif get_origin(hint) is tuple:
        for mark, ids, _ in _in_hint(get_args(hint)[0]):
            yield mark, _same if ids is _itself else _of_each(ids), True
    elif isinstance(hint, type) and is_dataclass(hint):
        for below in reference_fields(hint):
            yield RefTo(below.kinds, below.bond), _At(below.name, below.ids), below.many
    else:
        for argument in get_args(hint):  # … | None
            yield from _in_hint(argument)


def _itself(value: Any) -> Iterable[str]:
    return (value,)


def _same(value: Any) -> Iterable[str]:
    return value  # type: ignore[no-any-return]


def _of_each(ids: Ids) -> Ids:
    if isinstance(ids, _At) and ids.ids is _itself:  # so of nearly every entry
        at = attrgetter(ids.name)
        return lambda value: [one for one in map(at, value) if one]
    return lambda value: [one for entry in value for one in ids(entry)]


@dataclass(frozen=True, slots=True)
class _At:
    """The ids in one field of a part of a record."""

    name: str
    ids: Ids

    def __call__(self, value: Any) -> Iterable[str]:
        inner = getattr(value, self.name)
        return self.ids(inner) if inner else ()
