"""Font faces for PDF: loaded once a process from packages, measured by their own tables, embedded as subsets.

Two caches make a warm process fast. A face remembers the width of each word that it measured (the same words
come again in every brief of a project), up to a limit. A subset of the same face and glyphs is cut and packed
once: the editions of one brief mostly need the same. Both hold facts about fonts, never about documents.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

import uharfbuzz

from policybrief.templates.look import FONTS, FaceFile

MOST_WIDTHS = 50_000
"""Words whose widths a face remembers before it starts anew."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a font descriptor holds (ISO 32000-1, 9.8), in 1/1000 em."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int
    slant: float
    serif: bool
    weight: int


@dataclass(eq=False, slots=True)
class Face:
    """One face: its PostScript name, the glyph and the advance (1/1000 em) of each character."""

    name: str
    source: uharfbuzz.Face
    weight: int
    """The weight to pin if the font file is variable; 0 if it is static."""
    outlines: bool
    """True if its outlines are PostScript (CFF), false for TrueType."""
    metrics: Metrics
    glyphs: dict[int, int]
    advances: dict[str, float]
    measured: dict[str, float] = field(default_factory=dict)

    def has(self, character: str) -> bool:
        """True if the face has a glyph for `character`."""
        return character in self.advances

    def covers(self, text: str) -> bool:
        """True if the face has a glyph for every character of `text`."""
        return self.advances.keys() >= set(text)

    def width(self, text: str, size: float) -> float:
        """The width in points of `text`, all of whose characters the face has."""
        found = self.measured.get(text)
        if found is None:
            if len(self.measured) >= MOST_WIDTHS:
                self.measured.clear()
            found = self.measured[text] = sum(map(self.advances.__getitem__, text)) / 1000
        return found * size


@dataclass(frozen=True, slots=True)
class Family:
    """Four faces of one design, each loaded when it is first asked for."""

    name: str

    @property
    def regular(self) -> Face:
        """The upright face of ordinary weight."""
        return self.face(bold=False, italic=False)

    def face(self, *, bold: bool, italic: bool) -> Face:
        """The face for a weight and a slope."""
        return _face(self.name, bold, italic)


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program with some glyphs only: packed, its length unpacked, and each glyph's new number."""

    program: bytes
    length: int
    numbers: dict[int, int]


def families() -> tuple[str, ...]:
    """Names of the families in which a PDF can be set."""
    return FONTS


def family(name: str) -> Family:
    """The faces of a family.

    Raises:
        KeyError: no family has this name.
    """
    if name not in FONTS:
        raise KeyError(name)
    return Family(name)


def fallback(character: str, house: tuple[FaceFile, ...] = (), *, bold: bool = False) -> Face | None:
    """The first upright face of the house, a family or signs that has `character`; None if none has it."""
    own = (face_of(file) for file in house)
    families = (_face(name, bold, False) for name in (*FONTS, *_SIGNS))
    return next((face for face in chain(own, families) if face.has(character)), None)


@lru_cache(maxsize=256)
def subset(face: Face, glyphs: frozenset[int]) -> Subset:
    """The part of a face that draws `glyphs`; a variable font is pinned to the face's weight."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _NOT_EMBEDDED)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    if face.outlines:  # a PostScript font without CIDs of its own is addressed by its glyph numbers
        wanted.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
    if face.weight:
        wanted.pin_all_axes_to_default(face.source)
        wanted.pin_axis_location(face.source, "wght", face.weight)
    plan = uharfbuzz.SubsetPlan(face.source, wanted)
    program = plan.execute().blob.data
    return Subset(zlib.compress(program, 6), len(program), dict(plan.old_to_new_glyph_mapping))


_FILES = {
    "Noto Sans": ("notos", "notosbo", "notosit", "notosbi"),
    "Fira GO": ("figo", "figbo", "figit", "figbi"),
    "Ubuntu": ("ubuntu", "ubuntubo", "ubuntuit", "ubuntubi"),
    "signs": ("symbol1",) * 4,
    "more signs": ("symbol2",) * 4,
}
_SIGNS = ("signs", "more signs")
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_NOT_EMBEDDED = {
    "GDEF",
    "GPOS",
    "GSUB",
    "DSIG",
    "TTFA",
    "VDMX",
    "hdmx",
    "gasp",
    "name",
    "OS/2",
    "STAT",
    "MVAR",
}


@lru_cache(maxsize=64)
def _face(name: str, bold: bool, italic: bool) -> Face:
    style = bold + 2 * italic
    weight = (700 if bold else 400) if name == "Noto Serif" else 0
    source = uharfbuzz.Face(_program(name, style))
    postscript = f"{name.title().replace(' ', '')}-{_STYLES[style]}"
    return _loaded(source, postscript, weight, serif="Serif" in name, bold=bold)


@lru_cache(maxsize=16)
def face_of(file: FaceFile) -> Face:
    """The face of a font that a template brings."""
    source = uharfbuzz.Face(file.content)
    called = re.sub(r"[^A-Za-z0-9-]", "", file.name) or "Face"
    weight = 400 if source.has_var_data else 0
    return _loaded(source, called, weight, serif="serif" in called.lower(), bold="bold" in called.lower())


def _loaded(source: uharfbuzz.Face, postscript: str, weight: int, *, serif: bool, bold: bool) -> Face:
    font = uharfbuzz.Font(source)
    if weight:
        font.set_variations({"wght": weight})
    glyphs: dict[int, int] = {}
    advances: dict[str, float] = {}
    scale = 1000 / source.upem
    for code in source.unicodes:
        glyph = font.get_nominal_glyph(code)
        if glyph:
            glyphs[code] = glyph
            advances[chr(code)] = font.get_glyph_h_advance(glyph) * scale
    outlines = "CFF " in source.table_tags
    metrics = _metrics(source, serif=serif, bold=bold)
    return Face(postscript, source, weight, outlines, metrics, glyphs, advances)


def _program(name: str, style: int) -> bytes:
    if name == "Noto Serif":
        import fontpkg_noto_serif

        slope = "Italic" if style >= 2 else ""
        folder = Path(fontpkg_noto_serif.__file__).parent / "files"
        return next(p for p in sorted(folder.iterdir()) if ("Italic" in p.name) == bool(slope)).read_bytes()
    import pymupdf_fonts

    program: bytes = pymupdf_fonts.myfont(_FILES[name][style])
    return program


def _metrics(source: uharfbuzz.Face, *, serif: bool, bold: bool) -> Metrics:
    """From `head`, `hhea`, `OS/2` and `post` (ISO/IEC 14496-22, 5.2)."""
    scale = 1000 / source.upem
    head, line, more, post = (source.reference_table(tag).data for tag in ("head", "hhea", "OS/2", "post"))
    box = tuple(round(value * scale) for value in struct.unpack_from(">4h", head, 36))
    ascent, descent = (round(value * scale) for value in struct.unpack_from(">2h", line, 4))
    capitals = struct.unpack_from(">h", more, 88)[0] if len(more) >= 90 else 0
    (slant,) = struct.unpack_from(">i", post, 4)
    return Metrics(
        (box[0], box[1], box[2], box[3]),
        *(ascent, descent, round(capitals * scale) or ascent, slant / 65536),
        serif=serif,
        weight=700 if bold else 400,
    )
