"""The closed list of types that the gate reads, known by their content; what is not on it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.gate.databases import MAGIC as SQLITE
from policybrief.gate.databases import database_parts
from policybrief.gate.encodings import decoded, readings
from policybrief.gate.escapes import with_meanings
from policybrief.gate.fonts import font_parts, is_font
from policybrief.gate.packages import gzip_parts, package_parts
from policybrief.gate.parts import Part, UnknownTypeError, Unpacking, UnreadableError
from policybrief.gate.pictures import is_picture, picture_parts
from policybrief.gate.plain_text import read_text
from policybrief.gate.rtf import rtf_parts
from policybrief.gate.xml import is_ours, xml_parts

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]|\xff\xfe<\x00|\xfe\xff\x00<|\0*<\0")
_ENCODING = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,40})""", re.IGNORECASE)

REFUSED: tuple[tuple[bytes, int, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "is an old Office file, or is locked with a password"),
    (b"7z\xbc\xaf\x27\x1c", 0, "is a 7z archive"),
    (b"Rar!", 0, "is a RAR archive"),
    (b"\xfd7zXZ\0", 0, "is packed with xz"),
    (b"BZh", 0, "is packed with bzip2"),
    (b"\x28\xb5\x2f\xfd", 0, "is packed with zstd"),
    (b"ustar", 257, "is a tar archive"),
    (b"%!PS-Adobe-", 0, "is a PostScript file"),
    (b"-----BEGIN PGP MESSAGE-----", 0, "is encrypted"),
)
"""What begins like that, at that place, is named in the message."""


def parts_of(content: bytes, *, name: str) -> Iterator[Part]:
    """The parts of a file, whatever it says that it is.

    Raises:
        UnreadableError: it is of no type on the list, damaged, locked by a password, or unpacks without end.
    """
    yield from Unpacking(_read).parts_of(content, name=name)


def texts_in(content: bytes) -> tuple[str, ...]:
    """Every text of a file, names and attributes too; none if it cannot be read."""
    try:
        return tuple(piece.text for part in parts_of(content, name="") for piece in part.pieces)
    except UnreadableError:
        return ()


def _read(content: bytes, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The parts of a file by the type that its content shows.

    Raises:
        UnreadableError: its type is not on the list, it is damaged or locked, or it unpacks without end.
    """
    for start, at, fault in REFUSED:
        if content.startswith(start, at):
            raise UnknownTypeError(f"{name or 'it'} {fault}", named=len(start) > 3)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from package_parts(content, name=name, depth=depth, unpacking=unpacking)
    elif content.startswith(b"\x1f\x8b"):
        yield from gzip_parts(content, name=name, depth=depth, unpacking=unpacking)
    elif b"%PDF-" in content[:1024]:
        from policybrief.gate.pdf import pdf_parts  # loads pikepdf and pdfium

        yield from pdf_parts(content, name=name, depth=depth, unpacking=unpacking)
    elif content.startswith(SQLITE):
        yield from with_meanings(database_parts(content, name=name, depth=depth, unpacking=unpacking))
    elif (picture := is_picture(content)) or is_font(content):
        if depth == 0:
            kind = "picture" if picture else "font"
            raise UnreadableError(f"it is a {kind}, and only its comments could be read")
        if picture:
            yield from with_meanings(picture_parts(content, name=name, depth=depth, unpacking=unpacking))
        else:
            yield from font_parts(content, name=name)
    else:
        yield from with_meanings(_text_parts(content, name=name, depth=depth, unpacking=unpacking))


def _text_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The parts of a text, by what is written in it.

    Raises:
        UnreadableError: it is no text, or holds something that cannot be read.
    """
    if _XML.match(content):
        parts = xml_parts(content, name=name)
        yield from parts or ()
        if parts is not None and is_ours(content) and depth and b"inary" not in content:
            return  # one part of a package, without a file in base64
    if content.startswith(b"{\\rtf"):
        yield from rtf_parts(content, name=name, depth=depth, unpacking=unpacking)
        return
    from policybrief.gate.mail import is_mail, mail_parts

    if is_mail(content):
        yield from mail_parts(content, name=name, depth=depth, unpacking=unpacking)
        return
    encoding = _ENCODING.search(content[:2048])
    texts = decoded(content, encoding[1].decode()) if encoding else readings(content)
    if content and not texts:
        raise UnknownTypeError(f"{name or 'it'} is not of a type that can be searched")
    for text in texts:
        yield from read_text(text, name=name, depth=depth, unpacking=unpacking)
