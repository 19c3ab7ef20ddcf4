"""The JSON Schema (draft 2020-12) of a dossier, read off the record kinds: long forms and short ones."""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from policybrief import records
from policybrief.dates import StatedDate
from policybrief.languages import Text

_ID = f"^{records.ID.pattern}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
STATED = r"^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$"

Schema = dict[str, Any]


def dossier_schema() -> Schema:
    """The schema of `briefs/records/<dossier>.yaml`: keys for the whole file, then a map of ids a kind."""
    kinds = {
        plural: {
            "type": ["object", "null"],
            "description": _sentence(kind),
            "propertyNames": {"pattern": _ID},
            "additionalProperties": _either(_short_record(kind), {"$ref": f"#/$defs/{kind.__name__}"}),
        }
        for plural, kind in records.KINDS.items()
    }
    head = _properties(records.Record)
    parts = dict.fromkeys(part for kind in records.KINDS.values() for part in (kind, *_parts(kind)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dossier of policybrief",
        "description": "A file may have records of several kinds: kinds are keys, ids are keys below them.",
        "type": "object",
        "properties": {key: head[key] for key in ("owner", "topics", "marking", "cleared")} | kinds,
        "additionalProperties": False,
        "$defs": {part.__name__: _object(part) for part in parts},
    }


def _parts(kind: type[Any]) -> Iterator[type[Any]]:
    """The dataclasses that the fields of one hold, and those below them."""
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part) and part not in (*_PLAIN, records.Mention):
                yield part
                yield from _parts(part)


def _object(kind: type[Any]) -> Schema:
    left_out = {"id"} if issubclass(kind, records.Record) else _KEYED.get(kind, set())
    required = [
        f.name
        for f in fields(kind)
        if f.default is MISSING and f.default_factory is MISSING and f.name not in left_out
    ]
    if kind is records.Recommendation:
        required.remove("ask")  # the first word of the text
    return (
        {
            "type": "object",
            "description": _sentence(kind),
            "properties": {name: value for name, value in _properties(kind).items() if name not in left_out},
            "additionalProperties": False,
        }
        | ({"required": required} if required else {})
        | _FURTHER.get(kind, {})
    )


_FURTHER: dict[type[Any], Schema] = {
    records.Fact: {
        "oneOf": [{"required": ["source"]}, {"required": ["worked_out", "rests_on"]}],
        "dependentRequired": {"rests_on": ["worked_out"]},
    }
}
"""What fields demand of each other: a fact has a source, or is worked out from other facts."""


_KEYED: dict[type[Any], set[str]] = {records.Stance: {"option"}, records.Rating: {"criterion"}}
"""Fields that are the keys of a map: `stance: {membership-now: supports}`."""


def _properties(kind: type[Any]) -> dict[str, Schema]:
    hints = get_type_hints(kind, include_extras=True)
    texts = _docstrings_of(kind)
    derived = records.names_for(kind, records.FieldUse.DERIVED)
    shown = ((f.name, _of(hints[f.name])) for f in fields(kind) if f.name not in derived)
    typed = {name: ({"description": texts[name]} if name in texts else {}) | value for name, value in shown}
    return {("kind" if kind is records.Actor and name == "actor" else name): v for name, v in typed.items()}


def _of(hint: Any) -> Schema:
    """The schema of one type hint."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {"type": "string", "pattern": _ID} if args[0] is str else _of(args[0])
    if origin is Literal:
        return {"enum": [word for word in args if word != ""]}
    if origin in (Union, types.UnionType):
        return _of(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _many(args[0])
    if is_dataclass(hint) and isinstance(hint, type) and hint not in _PLAIN:
        return _either(_SHORT.get(hint, {}), {"$ref": f"#/$defs/{hint.__name__}"})
    return _PLAIN[hint]


def _many(entry: Any) -> Schema:
    """A list; one entry may stand without its brackets, and keyed entries form a map."""
    one = _of(entry)
    if entry in _KEYED:
        return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": one}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _either(*schemas: Schema) -> Schema:
    stated = [schema for schema in schemas if schema]
    return stated[0] if len(stated) == 1 else {"anyOf": stated}


def _short_record(kind: type[records.Record]) -> Schema:
    """The string that a whole record may be."""
    shorts = {
        records.Actor: "Name, affiliation as printed",
        records.Option: "its title",
        records.Criterion: "its title",
        records.Line: "its text",
    }
    return {"type": "string", "description": shorts[kind]} if kind in shorts else {}


_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]},
    Decimal: {"type": ["number", "string"]},
    date: {"type": "string", "pattern": DAY},
    StatedDate: {"anyOf": [{"type": "string", "pattern": STATED}, {"type": "integer"}]},
    Text: {"type": "string"},
}

_STANCE = r"^(neutral|(supports|opposes)(,? \S[\s\S]*)?)\s*$"
_RATING = r"^(much worse|worse|same|better|much better|no evidence)(,[\s\S]*)?\s*$"
_NUMBER = r"^((about|at least|at most|more than|less than) )?-?[0-9][0-9., ]*( to [0-9][0-9., ]*)?$"

_SHORT: dict[Any, Schema] = {
    records.Cited: {
        "type": "string",
        "pattern": r"^[a-z][a-z0-9-]*,\s*\S",
        "description": "source, place in it",
    },
    records.Stamp: {
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}(,[\s\S]*)?$",
        "description": "date, words",
    },
    records.Clearance: {
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}(,[\s\S]*)?$",
        "description": "date, who; 'brief clear' adds the hash of the text",
    },
    records.Number: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}]},
    records.Stance: {"type": "string", "pattern": _STANCE, "description": "supports if …, opposes unless …"},
    records.Rating: {"type": "string", "pattern": _RATING, "description": "better, because …"},
}


def _sentence(kind: type[Any]) -> str:
    return inspect.getdoc(kind) or ""


def _docstrings_of(kind: type[Any]) -> dict[str, str]:
    """Field → the docstring below it, of the class and what it inherits."""
    bases = [base for base in reversed(kind.__mro__) if base is not object]
    by_base = (_field_docstrings(base.__module__).get(base.__name__, {}) for base in bases)
    return {name: words for docstrings in by_base for name, words in docstrings.items()}


@cache
def _field_docstrings(module: str) -> dict[str, dict[str, str]]:
    """Class of a module → its fields that have a docstring."""
    parsed = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_documented(node)) for node in parsed.body if isinstance(node, ast.ClassDef)}


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                yield name, inspect.cleandoc(words)
