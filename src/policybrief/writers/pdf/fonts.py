"""Font faces for PDF: loaded once a process from packages, measured by their own tables."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pymupdf_fonts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True, slots=True)
class Face:
    """One face: the name under which reportlab knows it, and the advance of each character in 1/1000 em."""

    name: str
    advances: dict[int, float]

    def has(self, character: str) -> bool:
        """True if the face has a glyph for `character`."""
        return ord(character) in self.advances

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points."""
        get = self.advances.get
        return sum(get(ord(c), 500.0) for c in text) * size / 1000


@dataclass(frozen=True, slots=True)
class Family:
    """Four faces of one design."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def face(self, *, bold: bool, italic: bool) -> Face:
        """The face for a weight and a slope."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


_FILES = {
    "Noto Sans": ("notos", "notosbo", "notosit", "notosbi"),
    "Fira GO": ("figo", "figbo", "figit", "figbi"),
    "Ubuntu": ("ubuntu", "ubuntubo", "ubuntuit", "ubuntubi"),
}
_FALLBACKS = ("figo", "symbol1", "symbol2")


def families() -> tuple[str, ...]:
    """Names of the families in which a PDF can be set."""
    return tuple(_FILES)


@lru_cache(maxsize=8)
def family(name: str) -> Family:
    """The faces of a family; Noto Sans for a family that is not built in."""
    return Family(*(_face(file) for file in _FILES.get(name, _FILES["Noto Sans"])))


@lru_cache(maxsize=1)
def fallbacks() -> tuple[Face, ...]:
    """Faces that are asked, in order, for a character that a family lacks."""
    found = []
    for file in _FALLBACKS:
        try:
            found.append(_face(file))
        except Exception:  # a face with PostScript outlines cannot be embedded by reportlab
            continue
    return tuple(found)


@lru_cache(maxsize=32)
def _face(file: str) -> Face:
    name = f"brief-{file}"
    font = TTFont(name, io.BytesIO(pymupdf_fonts.myfont(file)))
    pdfmetrics.registerFont(font)
    face: Any = font.face
    return Face(name, {code: float(width) for code, width in face.charWidths.items()})
