"""A zip archive from outside, judged by its directory before anything is unpacked (APPNOTE 6.3)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from policybrief.ooxml.limits import MEGABYTE, PackageLimits, RefusedFileError

_END, _END_SIZE = b"PK\x05\x06", 22
_ZIP64 = b"PK\x06\x07"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"<?xml", "an XML file"),
    (b"<", "a web page"),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
)


class Archive:
    """The parts of a package, unpacked one at a time; `unpacked` counts the bytes so far."""

    def __init__(self, content: bytes, limits: PackageLimits) -> None:
        """
        Raises:
            RefusedFileError: it is no zip archive, or not one that can be opened without danger.
        """
        if len(content) > limits.file:
            raise RefusedFileError(
                "file-too-large", f"has {len(content) // MEGABYTE} MB; {limits.file // MEGABYTE} are allowed"
            )
        _check_kind(content)
        _check_directory(content, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise _broken() from None
        self.limits = limits
        self.unpacked = 0
        self._entries = _checked(self._zip.infolist(), limits)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part: never more than the directory states.

        Raises:
            KeyError: there is no such part.
            RefusedFileError: it cannot be unpacked.
        """
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as packed:
                content = packed.read(entry.file_size)
                if packed.read(1):
                    raise _broken()
        except _BROKEN:
            raise _broken() from None
        self.unpacked += len(content)
        return content


def _check_kind(content: bytes) -> None:
    """Refuse what is no zip archive, and say what it is."""
    if content.startswith(b"PK\x03\x04"):
        return
    hint = "open it in Word and save it as a Word document (.docx)"
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise RefusedFileError(
                "encrypted-file", "is protected with a password", "remove the password and save it again"
            )
        raise RefusedFileError(
            "not-a-word-file", "is a file of Word 97–2003 (.doc) or another old format", hint
        )
    if not content:
        raise RefusedFileError("not-a-word-file", "is empty", hint)
    found = next(
        (words for start, words in _STARTS if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start)), ""
    )
    raise RefusedFileError(
        "not-a-word-file", f"is {found}, not a Word file" if found else "is not a Word file", hint
    )


def _check_directory(content: bytes, limits: PackageLimits) -> None:
    """Refuse a directory of too many entries before `zipfile` builds an object for each (APPNOTE 4.3.16)."""
    end = len(content) - _END_SIZE
    if content[end : end + 4] != _END:
        end = content.rfind(_END, max(0, len(content) - 65_535 - _END_SIZE))
    if end < 0 or end + _END_SIZE > len(content):
        raise _broken()
    entries, size = struct.unpack_from("<HI", content, end + 10)
    if content[end - 20 : end - 16] == _ZIP64:
        raise RefusedFileError("zip-bomb", "is a ZIP64 archive, meant for more than 4 GB")
    if entries > limits.entries or size > limits.entries * 512:
        raise _too_many(limits)


def _checked(entries: list[zipfile.ZipInfo], limits: PackageLimits) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > limits.entries:
        raise _too_many(limits)
    parts: dict[str, zipfile.ZipInfo] = {}
    names: set[str] = set()
    for entry in entries:
        name = entry.filename
        _check_name(entry.orig_filename)
        if name.lower() in names:
            raise RefusedFileError(
                "duplicate-part", f"contains '{name}' twice, so that two programs may read it differently"
            )
        names.add(name.lower())
        if not name.endswith("/"):
            _check_size(entry, limits)
            parts[name] = entry
    if sum(entry.file_size for entry in parts.values()) > limits.total:
        raise RefusedFileError("zip-bomb", f"would unpack to more than {limits.total // MEGABYTE} MB")
    return parts


def _check_name(name: str) -> None:
    """Part names are relative, in plain slashes, and lead downwards (ISO/IEC 29500-2, 6.2.2)."""
    steps = name.removesuffix("/").split("/")
    outside = (
        name.startswith("/")
        or "\\" in name
        or ":" in steps[0]
        or any(step in ("", ".", "..") for step in steps)
    )
    if outside or any(ord(sign) < 32 for sign in name):
        raise RefusedFileError(
            "path-outside-package", f"contains a part '{ascii(name)[1:-1][:80]}', which leads out of the file"
        )


def _check_size(entry: zipfile.ZipInfo, limits: PackageLimits) -> None:
    if entry.flag_bits & 0x1:
        raise RefusedFileError(
            "encrypted-file", f"contains an encrypted part, '{entry.filename}'", "save it without a password"
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedFileError(
            "broken-file", f"compresses '{entry.filename}' in a way that Word files do not use"
        )
    large = entry.file_size > MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1)
    if large or entry.file_size > limits.part:
        size = f"{entry.file_size / MEGABYTE:.0f} MB from {entry.compress_size / 1024:.0f} KB"
        raise RefusedFileError("zip-bomb", f"contains a part '{entry.filename}' that would unpack to {size}")


def _too_many(limits: PackageLimits) -> RefusedFileError:
    return RefusedFileError("zip-bomb", f"contains more than {limits.entries} parts")


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "broken-file", "is damaged: it cannot be unpacked", "open it in Word and save it again"
    )
