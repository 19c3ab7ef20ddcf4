"""Drawn pages and a structure tree → a file that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

from __future__ import annotations

import hashlib

from policybrief.document import Meta
from policybrief.writers.pdf.canvas import Annotation, Canvas, Codes, Place, Sheet
from policybrief.writers.pdf.fonts import Face, subset
from policybrief.writers.pdf.metadata import icc_profile, xmp
from policybrief.writers.pdf.objects import date, name, text
from policybrief.writers.pdf.shaping import own_advance
from policybrief.writers.pdf.structure import structure_root
from policybrief.writers.pdf.tree import Element


def saved(canvas: Canvas, meta: Meta, root: Element) -> bytes:
    """The finished file."""
    file = canvas.file
    holder = file.reserve()
    pages = [file.reserve() for _ in canvas.sheets]
    resources = _resources(canvas)
    for number, sheet in zip(pages, canvas.sheets, strict=True):
        file.put(number, _page(canvas, sheet, holder, resources, pages))
    kids = " ".join(f"{number} 0 R" for number in pages)
    box = f"[0 0 {canvas.width:.2f} {canvas.height:.2f}]"
    file.put(holder, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox{box}>>")
    tree = structure_root(canvas, root, pages)
    outline = _outline(canvas, pages)
    packet = file.stream(xmp(meta).encode(), "/Type/Metadata/Subtype/XML", plain=True)
    profile = file.stream(icc_profile(), "/N 3")
    intent = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile {profile} 0 R>>"
    )
    catalogue = file.add(
        f"<</Type/Catalog/Pages {holder} 0 R/StructTreeRoot {tree} 0 R/MarkInfo<</Marked true>>"
        f"/Lang{text(meta.language)}/ViewerPreferences<</DisplayDocTitle true>>/Metadata {packet} 0 R"
        f"/OutputIntents[{intent}]{outline}>>"
    )
    return file.joined(root=catalogue, info=file.add(_information(meta)))


def _information(meta: Meta) -> str:
    day = date(meta.date or "2000-01-01")
    keywords = f"/Keywords{text(', '.join(meta.keywords))}" if meta.keywords else ""
    return (
        f"<</Title{text(meta.title)}/Author{text(meta.organisation)}/Subject{text(meta.subject)}{keywords}"
        f"/Creator(policybrief)/Producer(policybrief)/CreationDate{day}/ModDate{day}>>"
    )


def _page(canvas: Canvas, sheet: Sheet, parent: int, resources: int, pages: list[int]) -> str:
    for annotation in sheet.annotations:
        canvas.file.put(annotation.number, _annotation(canvas, annotation, pages))
    held = " ".join(f"{annotation.number} 0 R" for annotation in sheet.annotations)
    annotations = f"/Annots[{held}]" if held else ""
    order = f"/StructParents {sheet.order}" if sheet.order >= 0 else ""
    return (
        f"<</Type/Page/Parent {parent} 0 R/Resources {resources} 0 R/Contents {sheet.content} 0 R"
        f"/Tabs/S{order}{annotations}>>"
    )


def _annotation(canvas: Canvas, annotation: Annotation, pages: list[int]) -> str:
    box = " ".join(f"{value:.2f}" for value in annotation.box)
    if annotation.target.startswith("#"):
        page, top = canvas.places.get(annotation.target[1:], (annotation.page, canvas.height))
        leads = f"/Dest[{pages[page - 1]} 0 R/XYZ 0 {top:.2f} 0]"
    else:
        leads = f"/A<</S/URI/URI{text(_address(annotation.target))}>>"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/Contents{text(annotation.words)}"
        f"/StructParent {annotation.order}{leads}>>"
    )


def _address(url: str) -> str:
    """A web address in ASCII (12.6.4.7): what is not becomes %XX of its UTF-8."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in url)


def _resources(canvas: Canvas) -> int:
    file = canvas.file
    fonts = "".join(f"/{codes.label} {_font(canvas, codes)} 0 R" for codes in canvas.fonts.values())
    images = "".join(f"/X{number} {number} 0 R" for number in dict.fromkeys(canvas.images))
    return file.add(f"<</Font<<{fonts}>>/XObject<<{images}>>>>")


def _font(canvas: Canvas, codes: Codes) -> int:
    """A composite font (9.7) of the glyphs that were used, with the way back to Unicode (9.10.3)."""
    file, face = canvas.file, codes.face
    used = _used(codes)
    part = subset(face, frozenset([glyph for _, glyph, _, _ in used]))
    kind = "/Subtype/OpenType" if face.outlines else f"/Length1 {part.length}"
    program = file.stream(part.program, kind, packed=True)
    drawn = (sorted(codes.numbers), *([sorted(codes.shaped)] if codes.shaped else []))
    tag = hashlib.sha256(repr(drawn if codes.shaped else drawn[0]).encode()).hexdigest()
    called = name("".join(chr(65 + int(digit, 16)) for digit in tag[:6]) + "+" + face.name)
    descriptor = file.add(_descriptor(face, called, program))
    widths = " ".join([f"{code}[{advance:.6g}]" for code, _, _, advance in used])
    map_of = ""
    if not face.outlines:
        places = b"".join([part.numbers[glyph].to_bytes(2, "big") for _, glyph, _, _ in used])
        map_of = f"/CIDToGIDMap {file.stream(bytes(2) + places)} 0 R"
    below = file.add(
        f"<</Type/Font/Subtype/CIDFontType{0 if face.outlines else 2}/BaseFont{called}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 0/W[{widths}]{map_of}>>"
    )
    unicode_map = file.stream(_to_unicode([(code, text) for code, _, text, _ in used]))
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{called}/Encoding/Identity-H/DescendantFonts[{below} 0 R]"
        f"/ToUnicode {unicode_map} 0 R>>"
    )


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


def _descriptor(face: Face, called: str, program: int) -> str:
    metrics = face.metrics
    flags = 4 + (2 if metrics.serif else 0) + (64 if metrics.slant else 0)
    box = " ".join(str(value) for value in metrics.box)
    file_key = "FontFile3" if face.outlines else "FontFile2"
    return (
        f"<</Type/FontDescriptor/FontName{called}/Flags {flags}/FontBBox[{box}]/ItalicAngle {metrics.slant:g}"
        f"/Ascent {metrics.ascent}/Descent {metrics.descent}/CapHeight {metrics.capitals}"
        f"/StemV {metrics.weight // 5}/{file_key} {program} 0 R>>"
    )


def _to_unicode(by_code: list[tuple[int, str]]) -> bytes:
    parts = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><FFFF>endcodespacerange"
    ]
    for start in range(0, len(by_code), 100):
        group = by_code[start : start + 100]
        pairs = "".join(f"<{c:04X}><{u.encode('utf-16-be').hex().upper()}>" for c, u in group)
        parts.append(f"{len(group)} beginbfchar{pairs}endbfchar")
    parts.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(parts).encode()


def _outline(canvas: Canvas, pages: list[int]) -> str:
    """The outline (12.3.3) as an entry of the catalogue; two levels."""
    if not canvas.outline:
        return ""
    file, root = canvas.file, canvas.file.reserve()
    chapters: list[tuple[Place, list[Place]]] = []
    for place in canvas.outline:
        if place.level == 0 or not chapters:
            chapters.append((place, []))
        else:
            chapters[-1][1].append(place)
    numbers = [file.reserve() for _ in chapters]
    for index, (place, below) in enumerate(chapters):
        inside = [file.reserve() for _ in below]
        for order, (inner, number) in enumerate(zip(below, inside, strict=True)):
            file.put(number, _entry(inner, numbers[index], inside, order, pages) + ">>")
        open_at = f"/First {inside[0]} 0 R/Last {inside[-1]} 0 R/Count -{len(inside)}" if inside else ""
        file.put(numbers[index], _entry(place, root, numbers, index, pages) + open_at + ">>")
    body = f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(numbers)}"
    file.put(root, f"<</Type/Outlines{body}>>")
    return f"/Outlines {root} 0 R/PageMode/UseOutlines"


def _entry(place: Place, parent: int, siblings: list[int], order: int, pages: list[int]) -> str:
    before = f"/Prev {siblings[order - 1]} 0 R" if order else ""
    after = f"/Next {siblings[order + 1]} 0 R" if order + 1 < len(siblings) else ""
    leads = f"/Dest[{pages[place.page - 1]} 0 R/XYZ 0 {place.top:.2f} 0]"
    return f"<</Title{text(place.title)}/Parent {parent} 0 R{before}{after}{leads}"
