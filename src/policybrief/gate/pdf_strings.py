"""The strings and names among the objects and in the programs of a PDF (ISO 32000-1, 7.3) → texts."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator

from policybrief.gate.parts import Piece

_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_STRING = re.compile(_LITERAL + rb"|<[0-9A-Fa-f\s]{2,}>", re.DOTALL)
_KEY = re.compile(rb"/([A-Za-z]{1,40})\s*$")
_MARKED = re.compile(
    rb"\((?:\xfe\xff|\xff\xfe|\xef\xbb\xbf|\\376|\\377|\\357)|<(?:feff|fffe|efbbbf)", re.IGNORECASE
)
_PROSE = re.compile(rb"[A-Za-z\x80-\xff]{4,}(?:[ ,.;:'-]{1,2}[A-Za-z0-9\x80-\xff]+)*")
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_CODED = 12
"""A program of which so many-th byte is zero shows glyphs by codes of two bytes."""


def strings(content: bytes) -> Iterator[Piece]:
    """Each string once, with the key before it and the object in which it first stands."""
    seen: set[tuple[bytes, bytes]] = set()
    for match in _STRING.finditer(content):
        before = content[max(0, match.start() - 44) : match.start()]
        key = named[1] if (named := _KEY.search(before)) else b""
        if (key, match[0]) in seen:
            continue
        seen.add((key, match[0]))
        raw = _literal(match[0][1:-1]) if match[0][:1] == b"(" else _hexadecimal(match[0][1:-1])
        if len(raw) > 2:
            opens = content.rfind(b" obj ", 0, match.start())
            number = re.search(rb"(\d+) \d+$", content[max(0, opens - 20) : max(0, opens)])
            place = f"object {int(number[1])}" if number and int(number[1]) else ""
            yield Piece(key.decode("ascii"), place, _characters(raw))


def shown_strings(program: bytes) -> Iterator[Piece]:
    """The strings of a program: those that its fonts show as one text, marked ones by themselves."""
    if b"\0" in program and program.count(b"\0") * _CODED > len(program):
        # glyphs of composite fonts, in two bytes each: no text that anybody reads but through the pages
        marked = [_STRING.match(program, begin.start()) for begin in _MARKED.finditer(program)]
        strings = []
    else:
        marked = []
        strings = _STRING.findall(program)
        yield Piece("", "", _literal(b"\n".join(one[1:-1] for one in strings)).decode("latin-1"))
    for string in (
        *(match[0] for match in marked if match),
        *(one for one in strings if _MARKED.match(one)),
    ):
        raw = _literal(string[1:-1]) if string[:1] == b"(" else _hexadecimal(string[1:-1])
        yield Piece("", "", _characters(raw))


def words_in(program: bytes) -> Iterator[Piece]:
    """Words in a page's program or in a table of characters that are neither operators nor operands."""
    for word in dict.fromkeys(_PROSE.findall(program)):
        yield Piece("", "", word.decode("utf-8", "replace"))


def _literal(raw: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, raw) if b"\\" in raw else raw


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1] in b"01234567":  # an 8 or a 9 stands for itself (7.3.4.2)
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def _hexadecimal(digits: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", digits)
    return unhexlify(digits + b"0" * (len(digits) % 2))


def _characters(raw: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with its mark, else PDFDocEncoding."""
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "replace")
    if raw[:2] == b"\xff\xfe":
        return raw[2:].decode("utf-16-le", "replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")


def plain_name(name: bytes) -> str:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: unhexlify(m[1]), name).decode("utf-8", "replace")
