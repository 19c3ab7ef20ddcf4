"""The bytes of a file → every text in it, with the part and the place where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MOST_BYTES = 512 * 1024 * 1024
"""What a file may unpack to; beyond that it is refused, never half searched."""
DEEPEST = 6
"""Archives inside archives."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text: the field that holds it (element, attribute or key), where, and its characters."""

    field: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together in a file and is searched as one.

    `names` are identifiers, in which a single word may be a record's id; `bytes` is what is no text but may
    hold some.
    """

    name: str
    pieces: tuple[Piece, ...]
    kind: Literal["text", "names", "bytes"] = "text"


class UnreadableError(Exception):
    """A part that cannot be searched; a file with such a part is not released."""


def parts_of(content: bytes, *, name: str, depth: int = 0) -> Iterator[Part]:
    """The parts of a file or of a file inside it, whatever it says that it is.

    Raises:
        UnreadableError: it is damaged, locked by a password, or unpacks without end.
    """
    from policybrief.release.databases import MAGIC, database_parts
    from policybrief.release.json_texts import json_parts
    from policybrief.release.packages import package_parts
    from policybrief.release.pdf import pdf_parts
    from policybrief.release.xml import xml_parts

    if depth > DEEPEST or len(content) > MOST_BYTES:
        raise UnreadableError(f"{name}: it unpacks to more than can be searched")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from package_parts(content, name=name, depth=depth)
    elif b"%PDF-" in content[:1024]:
        yield from pdf_parts(content, name=name, depth=depth)
    elif content.startswith(MAGIC):
        yield from database_parts(content, name=name)
    elif content[:1] in (b"[", b"{"):
        yield from json_parts(content, name=name)
    elif _looks_like_xml(content):
        yield from xml_parts(content, name=name)
    else:
        yield from byte_parts(content, name=name)


def texts_in(content: bytes) -> tuple[str, ...]:
    """Every text of a file, names and attributes too; none if it cannot be read."""
    try:
        return tuple(piece.text for part in parts_of(content, name="") for piece in part.pieces)
    except UnreadableError:
        return ()


_START = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[?!A-Za-z]|\xff\xfe<\x00|\xfe\xff\x00<")
_CHARACTERS = re.compile("[\\x20-\\x7e\u00a0-\u052f]{6,}")
_NARROW = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_SMALL = re.compile(rb"[\x00-\x05]{6,}")
"""Upper bytes of characters up to U+05FF."""


def _looks_like_xml(content: bytes) -> bool:
    return _START.match(content) is not None


def byte_parts(content: bytes, *, name: str) -> Iterator[Part]:
    """The runs of characters in any bytes: in UTF-8, and in UTF-16 of either order."""
    narrow = b"\n".join(_NARROW.findall(content)).decode("utf-8", "ignore")
    found = [run for text in (narrow, *_wide(content)) for run in _CHARACTERS.findall(text)]
    if found:
        yield Part(name, (Piece("", "", "\n".join(found)),), "bytes")


def _wide(content: bytes) -> tuple[str, str]:
    """What may be UTF-16 of European letters, of each order: there every second byte is small for a while."""
    little, big = [], []
    for first in (0, 1):
        for run in _SMALL.finditer(content[first::2]):
            at, end = first + 2 * run.start(), first + 2 * run.end()
            little.append(content[at - 1 if at else 1 : end - 1])
            big.append(content[at:end])
    # two line ends are U+0A0A, which is no character looked for: there a run ends
    return b"\n\n".join(little).decode("utf-16-le", "replace"), b"\n\n".join(big).decode(
        "utf-16-be", "replace"
    )
