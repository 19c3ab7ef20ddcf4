"""Makes dataclasses of their fields, fast.

The `__init__` of a frozen dataclass looks up `object.__setattr__` for every field: a third of the time of
reading a record. A dataclass whose fields are all slots is filled through these instead, by a function that
is compiled once for each class, as `dataclasses` itself compiles that `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType
from typing import Any, TypeVar

M = TypeVar("M")
Maker = Callable[[Mapping[str, Any]], Any]
"""Fields by name → the dataclass; a field that is not given has its default."""


def changed(made: M, changes: Mapping[str, Any]) -> M:
    """`made` with other values in some of its fields, as `dataclasses.replace` gives it."""
    cls: type = type(made)
    names, values = _reader_of(cls)
    again: M = maker_of(cls)({**dict(zip(names, values(made), strict=True)), **changes})
    return again


@cache
def _reader_of(cls: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of the fields, and what reads them all."""
    names = tuple(f.name for f in fields(cls))
    return names, attrgetter(*names) if len(names) > 1 else lambda made: (getattr(made, names[0]),)


@cache
def maker_of(cls: type) -> Maker:
    """What makes a `cls`; its own `__init__` where that does more than to store the fields."""
    members = fields(cls)
    slots = [slot for f in members if isinstance(slot := getattr(cls, f.name, None), MemberDescriptorType)]
    stored = all(f.init and f.default_factory is MISSING for f in members)
    if len(slots) < len(members) or not stored or hasattr(cls, "__post_init__"):
        return lambda values: cls(**values)
    names: dict[str, Any] = {"new": object.__new__, "cls": cls}
    lines = ["def make(given):", " made, get = new(cls), given.get"]
    for field, slot in zip(members, slots, strict=True):
        name = field.name
        names[f"set_{name}"], names[f"default_{name}"] = slot.__set__, field.default
        value = f"given['{name}']" if field.default is MISSING else f"get('{name}', default_{name})"
        lines.append(f" set_{name}(made, {value})")
    exec("\n".join([*lines, " return made"]), names)
    make: Maker = names["make"]
    return make
