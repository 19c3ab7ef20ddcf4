"""What a field of a record is for: stated beside the field, and used here by code that leaves some out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any


class FieldUse(Enum):
    """What a field is for; one that states nothing is for readers."""

    SAID = "content for readers"
    HOUSE = "content for internal readers only"
    BOUND = "decides who may read the record"
    DERIVED = "is found in the other fields; no file states it"
    KEEPING = "records who owns the record, its place and priority, and who checked it"


def _for(use: FieldUse) -> Mapping[str, FieldUse]:
    return MappingProxyType({"use": use})


HOUSE = _for(FieldUse.HOUSE)
BOUND = _for(FieldUse.BOUND)
KEEPING = _for(FieldUse.KEEPING)
DERIVED = _for(FieldUse.DERIVED)
"""Metadata of a field: `note: str = field(default="", metadata=KEEPING)`.

A field that is renamed states besides as what content hashes know it: `{"hashed_as": "note"}`.
"""


def names_for(cls: Any, *uses: FieldUse) -> frozenset[str]:
    """Names of the fields of a dataclass that are for one of these uses."""
    return _names_for(cls, *uses)


@cache
def _names_for(cls: Any, *uses: FieldUse) -> frozenset[str]:
    return frozenset(f.name for f in fields(cls) if _use(f) in uses)


def _use(f: Field[Any]) -> FieldUse:
    use = f.metadata.get("use", FieldUse.SAID)
    assert isinstance(use, FieldUse)
    return use
