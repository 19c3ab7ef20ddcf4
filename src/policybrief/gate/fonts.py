"""A font → the names that it gives itself; its outlines say nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from policybrief.gate.parts import Part, Piece, UnreadableError, byte_parts

_MADE_OF = (b"\0\1\0\0", b"OTTO", b"true", b"wOFF", b"ttcf")
_TYPE_1 = b"%!PS-AdobeFont"
_IN_WORDS = (b"name", b"meta", b"post", b"CFF ", b"SVG ")
"""Tables that may hold words (OpenType 1.9)."""


def is_font(content: bytes) -> bool:
    """True of an OpenType, TrueType, WOFF, bare CFF or Type 1 font, also as Word embeds one."""
    return content[:4] in _MADE_OF or content.startswith(_TYPE_1) or _is_cff(content) or _is_hidden(content)


def font_parts(content: bytes, *, name: str) -> Iterator[Part]:
    """The names in the font: of itself, its makers, its licence, its glyphs.

    Raises:
        UnreadableError: it is damaged.
    """
    pieces: list[Piece] = []
    try:
        tables = (
            [content[:65_536]] if _is_cff(content) or content.startswith(_TYPE_1) else [*_tables(content)]
        )
        for table in tables:
            pieces += _words(table)
    except (struct.error, zlib.error, ValueError):
        raise UnreadableError(f"{name or 'the font'} is damaged") from None
    yield Part(name, tuple(pieces), "bytes", opaque="font")


def _words(table: bytes) -> Iterator[Piece]:
    yield from (piece for part in byte_parts(table, name="") for piece in part.pieces)


def _tables(content: bytes) -> Iterator[bytes]:
    """The tables that may hold words, unpacked."""
    match content[:4]:
        case b"wOFF":
            count, row = struct.unpack_from(">H", content, 12)[0], ">4sIIII"
            for at in range(44, 44 + 20 * count, 20):
                tag, offset, size, unpacked, _ = struct.unpack_from(row, content, at)
                if tag in _IN_WORDS:
                    table = content[offset : offset + size]
                    yield zlib.decompressobj().decompress(table, unpacked) if 0 < size < unpacked else table
        case b"ttcf":
            fonts = struct.unpack_from(">I", content, 8)[0]
            for start in struct.unpack_from(f">{fonts}I", content, 12):
                yield from _listed(content, start)
        case _:
            yield from _listed(content, 0)


def _listed(content: bytes, start: int) -> Iterator[bytes]:
    """By the directory of the font; the first 32 bytes of one that Word embeds are scrambled."""
    at = start + 12
    while True:
        tag, _, offset, size = struct.unpack_from(">4sIII", content, at)
        if at >= 32 and not _is_tag(tag):
            return
        if tag in _IN_WORDS:
            yield content[offset : offset + size]
        at += 16
        if at >= len(content) - 16:
            return


def _is_tag(tag: bytes) -> bool:
    return (tag.isascii() and tag.decode("ascii").isprintable() and tag[:1].isalpha()) or tag == b"OS/2"


def _is_hidden(content: bytes) -> bool:
    """True of a font as Word embeds it, its first 32 bytes scrambled (ECMA-376-4, 17.8.1)."""
    if len(content) < 128:
        return False
    tags = [content[at : at + 4] for at in (44, 60, 76)]
    places = [struct.unpack_from(">II", content, at + 8) for at in (44, 60, 76)]
    return all(map(_is_tag, tags)) and all(first + size <= len(content) for first, size in places)


def _is_cff(content: bytes) -> bool:
    """True of a bare CFF font (Adobe 5176, 6): version 1, a header of four bytes, offsets of one to four."""
    return len(content) > 8 and content[:3] == b"\1\0\4" and 1 <= content[3] <= 4
