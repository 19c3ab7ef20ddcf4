"""Archives (Word files, workbooks inside them, …) → the parts of every entry, archives in archives too."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from policybrief.release.parts import MOST_BYTES, Part, Piece, UnreadableError, byte_parts, parts_of


def package_parts(content: bytes, *, name: str, depth: int) -> Iterator[Part]:
    """The names in an archive, its comments, what stands around its entries, and the parts of each entry.

    Raises:
        UnreadableError: it is damaged, locked by a password, or unpacks without end.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise UnreadableError(f"{name}: it unpacks to more than can be searched")
            yield from _around(archive, content, name)
            for entry in entries:
                yield from _inside(archive.read(entry), _below(name, entry.filename), depth + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as fault:
        raise UnreadableError(f"{name}: the archive cannot be read ({type(fault).__name__})") from None


@lru_cache(maxsize=64)
def _inside(content: bytes, name: str, depth: int) -> tuple[Part, ...]:
    """The parts of one entry; styles, numbering and pictures are the same in file after file."""
    return tuple(parts_of(content, name=name, depth=depth))


def _around(archive: zipfile.ZipFile, content: bytes, name: str) -> Iterator[Part]:
    entries = archive.infolist()
    names = tuple(Piece("name", f"entry {n}", entry.filename) for n, entry in enumerate(entries, 1))
    yield Part(_below(name, "the names of its parts"), names, "names")
    remarks = [archive.comment, *(entry.comment for entry in entries), *(entry.extra for entry in entries)]
    first = min((entry.header_offset for entry in entries), default=0)
    yield from byte_parts(
        b"\n".join([*remarks, content[:first]]), name=_below(name, "remarks in the archive")
    )
    last = content.rfind(b"PK\x05\x06")  # 4.3.16 of APPNOTE: 22 bytes and the comment end the archive
    yield from byte_parts(content[last + 22 :], name=_below(name, "what follows the archive"))


def _below(outer: str, inner: str) -> str:
    return f"{outer} › {inner}" if outer else inner
