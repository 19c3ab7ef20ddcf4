"""The parts and texts that a file is unpacked into, how much may come out of it, and what cannot be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

MOST_BYTES = 512 * 1024 * 1024
"""What a file may unpack to; beyond that it is refused, never half searched."""
MOST_PARTS = 20_000
"""How many entries, attachments and streams may be in a file, counted through all archives in it."""
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
    hold some. `opaque` is what the part is besides its texts, a picture or a font, and nobody read.
    """

    name: str
    pieces: tuple[Piece, ...]
    kind: Literal["text", "names", "bytes"] = "text"
    opaque: Literal["", "picture", "font"] = ""


_SMALLER = "send its contents as separate files"
_ANOTHER_TYPE = "save it as Word, PDF or plain text, or remove that part from the file"


class UnreadableError(Exception):
    """A part that cannot be searched, and what to do about it; a file with such a part is not released."""

    def __init__(self, reason: str, hint: str = _ANOTHER_TYPE) -> None:
        super().__init__(reason)
        self.hint = hint


class UnknownTypeError(UnreadableError):
    """What is of no type that the gate reads; `named` if it is plainly a file of some other program."""

    def __init__(self, reason: str, *, named: bool = False) -> None:
        super().__init__(reason)
        self.named = named


Read: TypeAlias = "Callable[[bytes, str, int, Unpacking], Iterator[Part]]"
"""Content, its name, its depth in archives → its parts, by the type that the content shows."""


@dataclass(slots=True)
class Unpacking:
    """One file that is read with all archives in it: by which reader, and how much may still come out."""

    read: Read
    bytes_left: int = field(default_factory=lambda: MOST_BYTES)
    parts_left: int = field(default_factory=lambda: MOST_PARTS)

    def take(self, size: int, *, name: str, parts: int = 1) -> None:
        """Counts what was unpacked.

        Raises:
            UnreadableError: that is more than can be searched.
        """
        self.bytes_left -= size
        self.parts_left -= parts
        if self.bytes_left < 0 or self.parts_left < 0:
            raise UnreadableError(f"{name or 'the file'} unpacks to more than can be searched", _SMALLER)

    def parts_of(self, content: bytes, *, name: str, depth: int = 0) -> Iterator[Part]:
        """The parts of a file or of a file inside it, whatever it says that it is.

        Raises:
            UnreadableError: it is of no type on the list, damaged, locked, or unpacks without end.
        """
        if depth > DEEPEST:
            raise UnreadableError(f"{name or 'the file'} is nested too deeply in archives", _SMALLER)
        if len(content) > MOST_BYTES:
            raise UnreadableError(f"{name or 'the file'} is too long to be searched", _SMALLER)
        yield from self.read(content, name, depth, self)


def inflated(content: bytes, *, most: int | None = None) -> bytes:
    """What was deflated (RFC 1950), up to `most` bytes.

    Raises:
        ValueError: it is longer, or cut off.
        zlib.error: it is damaged.
    """
    stream = zlib.decompressobj()
    plain = stream.decompress(content, MOST_BYTES if most is None else most)
    if not stream.eof:
        raise ValueError
    return plain


_CHARACTERS = re.compile("[\\x20-\\x7e\u00a0-\u052f]{6,}")
_NARROW = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_SMALL = re.compile(rb"[\x00-\x05]{6,}")
"""Upper bytes of characters up to U+05FF."""


def byte_parts(content: bytes, *, name: str) -> Iterator[Part]:
    """The runs of characters in any bytes: in UTF-8, and in UTF-16 of either order."""
    narrow = b"\n".join(_NARROW.findall(content)).decode("utf-8", "ignore")
    runs = [run for text in (narrow, *_wide(content)) for run in _CHARACTERS.findall(text)]
    if runs:
        yield Part(name, (Piece("", "", "\n".join(runs)),), "bytes")


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
