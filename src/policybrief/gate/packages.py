"""Archives (Word files, workbooks inside them, …) → the parts of every entry, archives in archives too."""

from __future__ import annotations

import gzip
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from policybrief.gate.encodings import readings
from policybrief.gate.escapes import with_meanings
from policybrief.gate.parts import (
    MOST_BYTES,
    Part,
    Piece,
    Read,
    UnknownTypeError,
    Unpacking,
    UnreadableError,
    byte_parts,
)

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
_STEEPEST = 200
"""How many times longer a large entry may become when it is unpacked; XML becomes fifty times as long."""
_SLACK = 1 << 20
"""Bytes up to which nobody asks how well they were packed."""
_SETTINGS_OF_PRINTERS = re.compile(r"/printerSettings\d*\.bin$")
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.text(-template)?\s*$")
_LOCKED = "save it again without a password"


def package_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The names in an archive, its comments, what stands around its entries, and the parts of each entry.

    Raises:
        UnreadableError: it is damaged, locked by a password, of another type of document, or unpacks without
            end.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError(f"{name or 'it'} is locked with a password", _LOCKED)
            unpacked = sum(entry.file_size for entry in entries)
            unpacking.take(unpacked, name=name, parts=len(entries))
            _measure(entries, len(content), name)
            _accept(archive, name)
            yield from _around(archive, content, name)
            for entry in entries:
                yield from _entry(archive.read(entry), _below(name, entry.filename), depth + 1, unpacking)
    except _FAULTS as fault:
        raise UnreadableError(
            f"{name or 'the archive'} is damaged ({type(fault).__name__})", "get a new copy of it"
        ) from None


def gzip_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The name and the remark in the head of a gzip file (RFC 1952), and the parts of its contents.

    Raises:
        UnreadableError: it is damaged, or unpacks without end.
    """
    most = min(unpacking.bytes_left, MOST_BYTES, max(_SLACK, _STEEPEST * len(content)))
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            inside = packed.read(most + 1)
    except _FAULTS as fault:
        raise UnreadableError(
            f"{name or 'the archive'} is damaged ({type(fault).__name__})", "get a new copy of it"
        ) from None
    if len(inside) > most:
        unpacking.take(unpacking.bytes_left + 1, name=name)
    unpacking.take(len(inside), name=name)
    if content[3] & 0x1C:  # it has a name, a remark or further fields
        for run in content[10:4096].split(b"\0")[:4]:
            texts = readings(run)
            yield Part(_below(name, "the head"), tuple(Piece("", "", text) for text in texts), "bytes")
    yield from unpacking.parts_of(inside, name=_below(name, "its contents"), depth=depth + 1)


def _measure(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """Refuses what becomes far longer than a document would."""
    for entry in entries:
        if entry.file_size > max(_SLACK, _STEEPEST * min(entry.compress_size, size)):
            raise UnreadableError(f"{_below(name, entry.filename)} unpacks to more than can be searched")


def _accept(archive: zipfile.ZipFile, name: str) -> None:
    """Refuses packages of another program: a slide show, a drawing, a book."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and not any(
        entry.startswith(("word/", "xl/", "theme/")) and not entry.endswith(".bin") for entry in names
    ):
        raise UnknownTypeError(
            f"{name or 'it'} is an Office file, but neither a Word file nor a workbook", named=True
        )
    if "mimetype" in names and not _OPEN_DOCUMENT.match(archive.read("mimetype")[:200]):
        raise UnknownTypeError(f"{name or 'it'} is a document, but neither Word, XLSX nor ODT", named=True)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableError(f"{name or 'it'} is locked with a password", _LOCKED)


def _entry(content: bytes, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    if _SETTINGS_OF_PRINTERS.search(name):  # a structure of Windows: its words are not packed
        yield from byte_parts(content, name=name)
    elif content[:1] == b"<" or content[:4] == b"\x89PNG":
        yield from _inside(content, name, depth, unpacking.read)
    elif content:
        yield from unpacking.parts_of(content, name=name, depth=depth)


@lru_cache(maxsize=64)
def _inside(content: bytes, name: str, depth: int, read: Read) -> tuple[Part, ...]:
    """The parts of one entry; styles, numbering and pictures are the same in file after file."""
    return tuple(Unpacking(read).parts_of(content, name=name, depth=depth))


def _around(archive: zipfile.ZipFile, content: bytes, name: str) -> Iterator[Part]:
    entries = archive.infolist()
    names = tuple(
        Piece("name", f"entry {n}", text) for n, entry in enumerate(entries, 1) for text in _names(entry)
    )
    yield from with_meanings([Part(_below(name, "the names of its parts"), names, "names")])
    remarks = [archive.comment, *(entry.comment for entry in entries)]
    texts = [text for remark in remarks if remark for text in readings(remark)]
    if texts:
        yield Part(_below(name, "comments in the archive"), tuple(Piece("", "", text) for text in texts))
    remarks += [entry.extra for entry in entries]
    first = min((entry.header_offset for entry in entries), default=0)
    yield from byte_parts(
        b"\n".join([*remarks, content[:first], *_gaps(archive, content, name)]),
        name=_below(name, "comments in the archive"),
    )
    last = content.rfind(b"PK\x05\x06")  # 4.3.16 of APPNOTE: 22 bytes and the comment end the archive
    yield from byte_parts(content[last + 22 :], name=_below(name, "data after the archive"))


def _names(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """The name of an entry; where it does not say that it is UTF-8, in every encoding that it may be in."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return (entry.filename,)
    return (entry.filename, *readings(entry.orig_filename.encode("cp437", "replace")))


def _gaps(archive: zipfile.ZipFile, content: bytes, name: str) -> Iterator[bytes]:
    """The heads of the entries, which may say more than the directory.

    Raises:
        UnreadableError: something lies between the entries that the directory does not know of.
    """
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    starts = [*(entry.header_offset for entry in entries[1:]), archive.start_dir]
    for entry, following in zip(entries, starts, strict=True):
        at = entry.header_offset
        letters, extra = struct.unpack_from("<HH", content, at + 26)  # 4.3.7 of APPNOTE
        own = content[at + 30 : at + 30 + letters]
        yield content[at + 30 + letters : at + 30 + letters + extra]
        yield (
            b"" if own.decode("utf-8" if entry.flag_bits & 0x800 else "cp437") == entry.orig_filename else own
        )
        ends = at + 30 + letters + extra + entry.compress_size
        described = 24 if entry.flag_bits & 8 else 0  # 4.3.9: sizes that were not known before
        if not 0 <= following - ends <= described:
            raise UnreadableError(
                f"{name or 'the archive'} contains bytes that belong to none of its entries"
            )


def _below(outer: str, inner: str) -> str:
    return f"{outer} › {inner}" if outer else inner
