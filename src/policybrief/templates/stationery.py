"""The letterhead, logo and fonts of a template folder: files from outside, checked before they are used."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic
from policybrief.images import Picture, read_image
from policybrief.ooxml.letterhead import Letterhead
from policybrief.templates.folders import Folder
from policybrief.templates.look import FaceFile

LETTERHEADS = ("letterhead.docx", "letterhead.dotx", "letterhead.docm", "letterhead.dotm")
LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
DRAWN = "logo.svg"
_ENDINGS = (".ttf", ".otf")
_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
"""Bits of fsType (OpenType, table OS/2): no embedding, no parts of the font, no outlines."""
_LEAST = {"head": 54, "hhea": 36, "OS/2": 10, "post": 32, "maxp": 6, "hmtx": 4, "cmap": 4}
"""Bytes that a table has at least."""


@dataclass(frozen=True, slots=True)
class Stationery:
    """What a folder brings of its own; None where it has no such file, or one that cannot be used."""

    letterhead: Letterhead | None = None
    logo: Picture | None = None
    faces: tuple[FaceFile, ...] = ()


def read_stationery(folder: Folder) -> tuple[Stationery, tuple[Diagnostic, ...]]:
    """What `folder` brings, with what is wrong with it and what was left out of it."""
    letterhead, faults = _letterhead(folder)
    logo, more = _logo(folder)
    faces, unusable = read_faces(folder)
    return Stationery(letterhead, logo, faces), (*faults, *more, *unusable)


def _letterhead(folder: Folder) -> tuple[Letterhead | None, tuple[Diagnostic, ...]]:
    letterheads = [name for name in LETTERHEADS if folder.read(name) is not None]
    if len(letterheads) > 1:
        message = f"{folder.place} has two letterheads, {letterheads[0]} and {letterheads[1]}"
        return None, (Diagnostic("two-letterheads", message, hint="keep only the right one"),)
    if not letterheads:
        return None, ()
    from policybrief.ooxml.letterhead_file import read_letterhead

    return read_letterhead(folder.read(letterheads[0]) or b"", path=f"{folder.place}/{letterheads[0]}")


def _logo(folder: Folder) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    for name in (*LOGOS, DRAWN):
        content = folder.read(name)
        if content is not None:
            return read_image(content, path=f"{folder.place}/{name}")
    return None, ()


def read_faces(folder: Folder) -> tuple[tuple[FaceFile, ...], tuple[Diagnostic, ...]]:
    """The fonts of `faces/` in alphabetical order, and why others cannot be used."""
    faces, faults = [], []
    for ending in _ENDINGS:
        for stem, inside, content in folder.under("faces", ending):
            reason = _reason_against(content)
            if reason:
                path = f"{folder.place}/{inside}"
                faults.append(Diagnostic("bad-font", f"{path} {reason[0]}", hint=reason[1]))
            else:
                faces.append(FaceFile(stem, hashlib.sha256(content).hexdigest(), content))
    return tuple(sorted(faces, key=lambda face: face.name)), tuple(faults)


def _reason_against(content: bytes) -> tuple[str, str] | None:
    """What is wrong with a font, and the remedy; None if it may be embedded."""
    tables = _tables(content)
    if any(len(tables.get(tag, b"")) < least for tag, least in _LEAST.items()):
        return "is not a complete TrueType or OpenType font", "use a .ttf or .otf file with one font"
    (rights,) = struct.unpack_from(">H", tables["OS/2"], 8)
    if rights & (_RESTRICTED | _WHOLE_ONLY | _BITMAPS_ONLY):
        hint = "use a font with a free licence, such as Noto"
        return "may not be embedded: its licence forbids it (fsType)", hint
    if "fvar" in tables and b"wght" not in tables["fvar"]:
        return "is variable, but not in weight", "use a static version of the font"
    return None if _is_sound(content) else ("cannot be read as a font", "download it again from its maker")


def _tables(content: bytes) -> dict[str, bytes]:
    """Tag → bytes of each table of an OpenType font (ISO/IEC 14496-22, 4.3); {} if it is none."""
    if content[:4] not in (b"\0\1\0\0", b"OTTO", b"true") or len(content) < 12:
        return {}
    (count,) = struct.unpack_from(">H", content, 4)
    if len(content) < 12 + 16 * count:
        return {}
    entries = [struct.unpack_from(">4s4xII", content, 12 + 16 * n) for n in range(count)]
    return {tag.decode("latin-1"): content[start : start + length] for tag, start, length in entries}


def _is_sound(content: bytes) -> bool:
    """True if letters can be found in it, and a part of it made."""
    import uharfbuzz  # only where a template brings a font

    face = uharfbuzz.Face(content)
    if not face.unicodes or not face.upem:
        return False
    subset = uharfbuzz.SubsetInput()
    subset.unicode_set.update(list(face.unicodes)[:8])
    try:
        return int(uharfbuzz.SubsetPlan(face, subset).execute().glyph_count) > 0
    except (RuntimeError, MemoryError):
        return False
