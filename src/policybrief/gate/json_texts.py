"""A text in JSON (RFC 8259) or JSON Lines → every string in it, with the name that it stands under."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policybrief.gate.parts import Part, Piece


class _Object(tuple[tuple[str, Any], ...]):
    """The names and values of an object, a name twice where it stands twice."""


def json_parts(text: str, *, name: str) -> Iterator[Part]:
    """The names and the strings of the text; nothing if it is no JSON."""
    values = _values(text.strip())
    pieces = [piece for value in values for piece in _pieces(value, "")]
    if pieces:
        yield Part(name, tuple(pieces))
        fields = dict.fromkeys(piece.field for piece in pieces)
        yield Part(name, tuple(Piece("name", "", field) for field in fields), "names")


def _values(text: str) -> list[Any]:
    """The one value of a JSON text, or those of the lines of which each is one."""
    if text[:1] not in ("{", "[", '"'):
        return []
    try:
        return [_read(text)]
    except (ValueError, RecursionError):
        pass
    values = []
    for line in text.splitlines():
        try:
            values.append(_read(line))
        except (ValueError, RecursionError):
            continue  # the line is searched as it stands
    return values


def _read(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_Object, parse_int=str, parse_float=str)


def _pieces(value: Any, field: str) -> Iterator[Piece]:
    match value:
        case _Object():
            for key, below in value:
                yield Piece(key, f"under '{key}'", "")
                yield from _pieces(below, key)
        case list():
            for below in value:
                yield from _pieces(below, field)
        case None | bool():
            return
        case _:
            yield Piece(field, f"under '{field}'" if field else "", str(value))
