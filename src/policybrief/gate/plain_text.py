"""A text → its lines, and what is written in it: JSON, HTML, files in base64."""

from __future__ import annotations

import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from policybrief.gate.parts import Part, Piece, UnknownTypeError, Unpacking, UnreadableError

_TAG = re.compile(r"<[A-Za-z!/?]")
_LOCKED = re.compile(
    r"^-----BEGIN (?:PGP MESSAGE|PKCS7|CMS|ENCRYPTED)|^begin(?:-base64)? [0-7]{3,4} \S+\r?\n[ -`]",
    re.MULTILINE,
)
"""Encrypted by PGP or S/MIME, or coded by uuencode."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{24,}(?:\r?\n[ \t]*)?)+[A-Za-z0-9+/_-]*={0,2}")
_LONG = 64
"""Bytes from which on a run of letters is no path or name that happens to be base64."""
_URL_SAFE = str.maketrans("-_", "+/")
_LINES = 100
"""Lines of a text that are one place."""


def read_text(text: str, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The parts of a text whose encoding is known: as it stands, as JSON or HTML, and files that it carries.

    Raises:
        UnreadableError: a part of it is encrypted, or packed in a way that cannot be read.
    """
    if _LOCKED.search(text):
        raise UnreadableError(f"{name or 'it'} contains something encrypted, or packed as text")
    yield from json_parts(text, name=name)
    yield Part(name, tuple(_pieces(text)))
    if _TAG.search(text):
        from policybrief.gate.html import html_parts

        yield from html_parts(text, name=name)
    for number, content in enumerate(_carried(text), 1):
        below = f"{name} › file {number} in letters" if name else f"file {number} in letters"
        unpacking.take(len(content), name=below)
        try:
            yield from [*unpacking.parts_of(content, name=below, depth=depth + 1)]
        except UnknownTypeError as fault:
            if fault.named:
                raise


def _pieces(text: str) -> Iterator[Piece]:
    lines = text.split("\n")
    for at in range(0, len(lines), _LINES):
        last = min(at + _LINES, len(lines))
        place = f"lines {at + 1} to {last}" if last > at + 1 else f"line {last}"
        yield Piece("", place, "\n".join(lines[at:last]))


def _carried(text: str) -> Iterator[bytes]:
    """What is written in base64 (RFC 4648): pictures in HTML, files in JSON, …"""
    for match in _BASE64.finditer(text):
        letters = re.sub(r"\s", "", match[0]).translate(_URL_SAFE)
        if not letters.isdecimal():
            whole = letters.rstrip("=")
            whole = whole[:-1] if len(whole) % 4 == 1 else whole
            content = binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
            if len(content) >= _LONG or b"\0" in content or _is_utf_8(content):
                yield content


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Object(tuple[tuple[str, Any], ...]):
    """The names and values of an object, a name twice where it stands twice."""


def json_parts(text: str, *, name: str) -> Iterator[Part]:
    """The names and the strings of the text; nothing if it is no JSON."""
    values = _values(text.strip())
    pieces = [piece for value in values for piece in _json_pieces(value, "")]
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


def _json_pieces(value: Any, field: str) -> Iterator[Piece]:
    match value:
        case _Object():
            for key, below in value:
                yield Piece(key, f"under '{key}'", "")
                yield from _json_pieces(below, key)
        case list():
            for below in value:
                yield from _json_pieces(below, field)
        case None | bool():
            return
        case _:
            yield Piece(field, f"under '{field}'" if field else "", str(value))
