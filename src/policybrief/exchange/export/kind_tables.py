"""The table of each kind of record in an exported corpus: its columns, read off the kind's fields."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.records import KINDS, Addressed, Capture, FieldUse, Number, Record, RefTo, Stamp, names_for

_NAMES = {"actor": "kind", "when": "happened", "key": "citation_key", "by_words": "because"}
"""Field, or field and part → what the column is called; all others as the field."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how SQLite declares it, and the path from the record to the value in it."""

    name: str
    declared: str
    path: tuple[str, ...]
    whole: bool = False
    """True for a quantity in one cell, with its unit."""


def create_tables() -> Iterator[str]:
    """The statements that make the table of each kind, with an index for each id in it."""
    for plural, kind in KINDS.items():
        declared = ["id TEXT PRIMARY KEY REFERENCES records (id)"]
        declared += [f"{column.name} {column.declared}" for column in columns(kind)]
        yield f"CREATE TABLE {plural} (\n  {', '.join(declared)}\n)"
        for column in columns(kind):
            if "REFERENCES" in column.declared:
                yield f"CREATE INDEX {plural}_by_{column.name} ON {plural} ({column.name})"


def columns(kind: type[Record]) -> tuple[Column, ...]:
    """The columns of a kind behind its id: what it has besides what every record has, and its caveat."""
    hints = get_type_hints(kind, include_extras=True)
    common = {f.name for f in fields(Addressed)} | names_for(kind, FieldUse.BOUND)
    own = [f for f in fields(kind) if f.name not in common]
    beside = [f for f in fields(kind) if f.name == "caveat"]  # nobody reads a figure without it
    return tuple(column for f in (*own, *beside) for column in _columns(f, hints[f.name], (f.name,)))


def _columns(f: Field[Any], hint: Any, path: tuple[str, ...]) -> Iterator[Column]:
    """The columns of one field; none for a list, which has a table of its own or is in `references`."""
    bare, name = _bare(hint), "_".join(path)
    must = " NOT NULL" if f.default is MISSING or (f.default and isinstance(f.default, str)) else ""
    if get_origin(bare) is Annotated:
        yield Column(name, f"TEXT{must}{_pointing(bare)}", path)
    elif bare in (str, Text, StatedDate, date) or get_origin(bare) is Literal:
        yield Column(_NAMES.get(name, name), f"TEXT{must}", path)
    elif bare is bool:
        yield Column(f"is_{name}", "INTEGER NOT NULL", path)
    elif bare is int:
        yield Column(name, "INTEGER NOT NULL", path)
    elif bare is Number:
        yield Column(name, "NUMERIC", (*path, "value"))
        yield Column(f"{name}_to", "NUMERIC", (*path, "to"))
        yield Column("qualifier", "TEXT", (*path, "qualifier"))
        yield Column("unit", "TEXT", (*path, "unit"))
    elif bare is Stamp:
        yield Column(f"{name}_day", "TEXT", (*path, "date"))
        yield Column(_NAMES.get(f"{name}_words", f"{name}_words"), "TEXT", (*path, "words"))
    elif is_dataclass(bare) and isinstance(bare, type) and bare is not Capture:
        yield from _parts(bare, path)


def _parts(part: type, path: tuple[str, ...]) -> Iterator[Column]:
    """The texts and quantities of a part of a record; a quantity is called as the part is."""
    hints = get_type_hints(part)
    for f in fields(part):
        if _bare(hints[f.name]) is Number:
            yield Column("_".join(path), "TEXT", (*path, f.name), whole=True)
        elif _bare(hints[f.name]) is Text:
            yield Column(f.name, "TEXT", (*path, f.name))


def _pointing(hint: Any) -> str:
    """The table that an id points into."""
    kinds = next((mark.kinds for mark in get_args(hint) if isinstance(mark, RefTo)), ())
    plurals = [plural for plural, kind in KINDS.items() if (kind.kind,) == kinds]
    return f" REFERENCES {(plurals or ['records'])[0]} (id)"


def _bare(hint: Any) -> Any:
    """The hint without `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(argument for argument in get_args(hint) if argument is not type(None))
    return hint
