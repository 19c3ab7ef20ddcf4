"""A face as a font of reportlab: codes given out at first use, the glyphs used embedded once in each file.

The protocol is reportlab's for "dynamic" fonts (docstring of `reportlab.pdfbase.ttfonts`); HarfBuzz
measures and cuts, so a font may be TrueType, PostScript or variable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary

from policybrief.templates.look import FaceFile
from policybrief.writers.bidi import levels, reordered
from policybrief.writers.pdf.archival_document import ArchivalDocument, Stream, deflated_stream, name
from policybrief.writers.pdf.faces import Face, fallback, subset
from policybrief.writers.pdf.glyphs import COMPLEX, Glyph, face_for, own_advance, shaped
from policybrief.writers.pdf.setting import LOST

_ESCAPES = {40: "\\(", 41: "\\)", 92: "\\\\", 13: "\\r", 10: "\\n"}


class Codes(dict[int, str]):
    """Character → its two-byte code in a string of one face, given out at first use in one document."""

    def __init__(self, face: Face, order: int) -> None:
        super().__init__()
        self.face = face
        self.order = order
        self.label = f"F{order}"
        self.numbers: dict[int, int] = {}
        """Character → code."""
        self.shaped: dict[tuple[int, str], int] = {}
        """(glyph, what it is read as) → code."""

    def number(self, character: int) -> int:
        """The code of a character, which the face must have."""
        if character not in self.numbers:
            self.numbers[character] = self.face.glyphs[character] if self.face.outlines else self._next()
        return self.numbers[character]

    def number_of_glyph(self, glyph: int, text: str) -> int:
        """The code of a glyph that is read as `text`."""
        if (glyph, text) not in self.shaped:
            self.shaped[glyph, text] = glyph if self.face.outlines else self._next()
        return self.shaped[glyph, text]

    def of_glyph(self, glyph: int, text: str) -> str:
        """The same as it is in a string."""
        return _in_string(self.number_of_glyph(glyph, text))

    def __missing__(self, character: int) -> str:
        code = self[character] = _in_string(self.number(character))
        return code

    def _next(self) -> int:
        return len(self.numbers) + len(self.shaped) + 1


def _in_string(number: int) -> str:
    return "".join(_ESCAPES.get(byte, chr(byte)) for byte in divmod(number, 256))


def codes_of(face: Face, document: ArchivalDocument) -> Codes:
    """The codes of a face in a document; at first use the face is noted as one to embed."""
    found: Codes | None = document.codes.get(face)
    if found is None:
        found = document.codes[face] = Codes(face, len(document.codes) + 1)
        document.delayedFonts.append(font_of(face))
    return found


@lru_cache(maxsize=64)
def font_of(face: Face, house: tuple[FaceFile, ...] = ()) -> EmbeddedFont:
    """The font of reportlab that sets text in `face`, and what it lacks in those of the house and in ours."""
    font = EmbeddedFont(face, house)
    pdfmetrics.registerFont(font)
    return font


class EmbeddedFont:
    """What reportlab asks of a font; words of right-to-left and joined scripts are turned and shaped."""

    _dynamicFont = _multiByte = 1
    shapable = False

    def __init__(self, face: Face, house: tuple[FaceFile, ...] = ()) -> None:
        self.source, self.house = face, house
        names = hashlib.sha256(repr([file.name for file in house]).encode()).hexdigest()[:8]
        self.fontName = f"{face.name}+{names}" if house else face.name
        metrics = face.metrics
        self.face = SimpleNamespace(
            name=self.fontName,
            ascent=metrics.ascent,
            descent=metrics.descent,
            builtIn=0,
            requiredEncoding=None,
        )

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """The width of `text` in points."""
        if self.source.covers(text) and not COMPLEX.search(text):
            return self.source.width(text, size)
        return sum(
            sum(own_advance(face, glyph.number) for glyph in part) * size / 1000
            if isinstance(part, tuple)
            else face.width(part, size)
            for face, part in self._runs(text)
        )

    def splitString(self, text: str, document: ArchivalDocument) -> list[tuple[int, bytes]]:
        """Runs of `text` from left to right, each with the number of its font in `document` and its codes."""
        made = []
        for face, part in self._runs(text):
            codes = codes_of(face, document)
            if isinstance(part, tuple):
                numbers = [codes.number_of_glyph(glyph.number, glyph.text) for glyph in part]
            else:
                numbers = [codes.number(ord(character)) for character in part]
            made.append((codes.order, b"".join(number.to_bytes(2, "big") for number in numbers)))
        return made

    def getSubsetInternalName(self, subset: int, document: ArchivalDocument) -> str:
        """The name in resources of a font that `splitString` numbered."""
        return f"/F{subset}"

    def addObjects(self, document: ArchivalDocument) -> None:
        """Put a composite font (ISO 32000-1, 9.7) of the glyphs that were used into the document."""
        codes = document.codes[self.source]
        document.idToObject["BasicFonts"].dict[codes.label] = document.Reference(_composite(codes, document))

    def _runs(self, text: str) -> Iterator[tuple[Face, str | tuple[Glyph, ...]]]:
        """Runs of one face from left to right, as characters, or as glyphs where these must be shaped."""
        sides = levels(text)
        parts = [
            (level, "".join(text[at] for at in group))
            for level, group in groupby(range(len(text)), sides.__getitem__)
        ]
        for level, part in reordered(parts, lambda one: one[0]):
            runs = [(face, "".join(same)) for face, same in groupby(part, self._face_for)]
            for face, same in reversed(runs) if level % 2 else runs:
                shown = same if face else LOST * len(same)
                face = face or fallback(LOST)
                assert face is not None
                complex_ = level % 2 or COMPLEX.search(shown)
                yield face, shaped(face, shown, bool(level % 2)) if complex_ else shown

    def _face_for(self, character: str) -> Face | None:
        return self.source if self.source.has(character) else face_for(character, self.source, self.house)


def _used(codes: Codes) -> list[tuple[int, int, str, float]]:
    """(code, glyph, what it is read as, advance) of all that was drawn in a face, by code."""
    face = codes.face
    drawn = [(code, face.glyphs[c], chr(c), face.advances[chr(c)]) for c, code in codes.numbers.items()]
    if codes.shaped:
        taken = {code for code, *_ in drawn}
        for (glyph, text), code in codes.shaped.items():
            if code not in taken:  # in a face with PostScript outlines a glyph has one code
                drawn.append((code, glyph, text, own_advance(face, glyph)))
                taken.add(code)
    return sorted(drawn)


def _composite(codes: Codes, document: ArchivalDocument) -> Any:
    face = codes.face
    used = _used(codes)
    part = subset(face, frozenset([glyph for _, glyph, _, _ in used]))
    kind = {"Subtype": "/OpenType"} if face.outlines else {"Length1": part.length}
    program = document.Reference(deflated_stream(part.program, **kind))
    tag = hashlib.sha256(repr((sorted(codes.numbers), sorted(codes.shaped))).encode()).hexdigest()
    called = name("".join(chr(65 + int(digit, 16)) for digit in tag[:6]) + "+" + face.name)
    below = {
        "Type": "/Font",
        "Subtype": f"/CIDFontType{0 if face.outlines else 2}",
        "BaseFont": called,
        "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "FontDescriptor": document.Reference(_descriptor(face, called, program)),
        "DW": 0,
        "W": "[" + " ".join([f"{code}[{advance:.6g}]" for code, _, _, advance in used]) + "]",
    }
    if not face.outlines:
        places = [part.numbers[glyph].to_bytes(2, "big") for _, glyph, _, _ in used]
        below["CIDToGIDMap"] = document.Reference(Stream(None, bytes(2) + b"".join(places)))
    descendant = document.Reference(PDFDictionary(below))
    number = document.number_of(descendant)
    return PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": called,
            "Encoding": "/Identity-H",
            "DescendantFonts": f"[{number} 0 R]",
            "ToUnicode": document.Reference(Stream(None, _to_unicode(used))),
        }
    )


def _descriptor(face: Face, called: str, program: Any) -> Any:
    """A font descriptor (ISO 32000-1, 9.8)."""
    metrics = face.metrics
    return PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": called,
            "Flags": 4 + (2 if metrics.serif else 0) + (64 if metrics.slant else 0),
            "FontBBox": "[" + " ".join(str(value) for value in metrics.box) + "]",
            "ItalicAngle": f"{metrics.slant:g}",
            "Ascent": metrics.ascent,
            "Descent": metrics.descent,
            "CapHeight": metrics.capitals,
            "StemV": metrics.weight // 5,
            "FontFile3" if face.outlines else "FontFile2": program,
        }
    )


def _to_unicode(used: list[tuple[int, int, str, float]]) -> bytes:
    """The way back from codes to characters (ISO 32000-1, 9.10.3)."""
    parts = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><FFFF>endcodespacerange"
    ]
    for start in range(0, len(used), 100):
        group = used[start : start + 100]
        pairs = "".join(f"<{c:04X}><{u.encode('utf-16-be').hex().upper()}>" for c, _, u, _ in group)
        parts.append(f"{len(group)} beginbfchar{pairs}endbfchar")
    parts.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(parts).encode()
