"""The closed list of types that the gate reads, known by their content; what is not on it is refused."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.gate.databases import MAGIC as SQLITE
from policybrief.gate.databases import database_parts
from policybrief.gate.escapes import with_meanings
from policybrief.gate.fonts import font_parts, is_font
from policybrief.gate.packages import gzip_parts, package_parts
from policybrief.gate.parts import Part, Room, UnknownTypeError, UnreadableError
from policybrief.gate.pictures import is_picture, picture_parts
from policybrief.gate.texts import text_parts

REFUSED: tuple[tuple[bytes, int, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "is an old Office file, or one that is locked by a password"),
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


def read(content: bytes, *, name: str, depth: int, room: Room) -> Iterator[Part]:
    """The parts of a file by the type that its content shows.

    Raises:
        UnreadableError: its type is not on the list, it is damaged or locked, or it unpacks without end.
    """
    for begins, at, what in REFUSED:
        if content.startswith(begins, at):
            raise UnknownTypeError(f"{name or 'it'} {what}", named=len(begins) > 3)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from package_parts(content, name=name, depth=depth, room=room)
    elif content.startswith(b"\x1f\x8b"):
        yield from gzip_parts(content, name=name, depth=depth, room=room)
    elif b"%PDF-" in content[:1024]:
        from policybrief.gate.pdf import pdf_parts

        yield from pdf_parts(content, name=name, depth=depth, room=room)
    elif content.startswith(SQLITE):
        yield from with_meanings(database_parts(content, name=name, depth=depth, room=room))
    elif (picture := is_picture(content)) or is_font(content):
        if depth == 0:
            what = "picture" if picture else "font"
            raise UnreadableError(f"it is a {what}, of which only remarks could be read")
        if picture:
            yield from with_meanings(picture_parts(content, name=name, depth=depth, room=room))
        else:
            yield from font_parts(content, name=name)
    else:
        yield from with_meanings(text_parts(content, name=name, depth=depth, room=room))
