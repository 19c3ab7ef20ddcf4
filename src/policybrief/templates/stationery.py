"""The letterhead, logo and fonts of a template folder: files from outside, checked before they are used."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic
from policybrief.images import Picture, read_image
from policybrief.ooxml.letterhead import Letterhead
from policybrief.templates.faces import read_faces
from policybrief.templates.folders import Folder
from policybrief.templates.look import FaceFile

LETTERHEADS = ("letterhead.docx", "letterhead.dotx", "letterhead.docm", "letterhead.dotm")
LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
DRAWN = "logo.svg"


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
        return None, (Diagnostic("two-letterheads", message, hint="keep the one that is right"),)
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
