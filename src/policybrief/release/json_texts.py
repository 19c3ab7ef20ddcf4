"""A text in JSON (RFC 8259) → every string in it, with the name that it stands under."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policybrief.release.parts import Part, Piece, byte_parts


def json_parts(content: bytes, *, name: str) -> Iterator[Part]:
    """The names and the strings of the text; its bytes if it is no JSON after all."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        yield from byte_parts(content, name=name)
        return
    pieces = [*_pieces(whole, "")]
    yield Part(name, tuple(pieces))
    yield Part(
        name, tuple(Piece("name", "", field) for field in dict.fromkeys(p.field for p in pieces)), "names"
    )


def _pieces(value: Any, field: str) -> Iterator[Piece]:
    match value:
        case dict():
            for key, below in value.items():
                yield from _pieces(below, key)
        case list():
            for below in value:
                yield from _pieces(below, field)
        case None | bool():
            return
        case _:
            yield Piece(field, f"under '{field}'" if field else "", str(value))
