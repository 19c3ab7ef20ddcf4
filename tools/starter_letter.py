"""Makes roads-letter.docx, the invented letter in each new project: `python tools/starter_letter.py`.

It is the Word file from which the README makes a template.

The file is committed; a test proves that it is what this script makes.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw

LETTER = Path(__file__).parents[1] / "src/policybrief/starter/roads-letter.docx"
ACCENT, INK, FONT = "8A3B12", "4A535C", "Georgia"
PIXELS, FINER = 240, 4
"""The side of the logo; it is drawn four times as fine and then made smaller, for smooth edges."""
UNUSED = ("thumbnail", "customXml", "stylesWithEffects")
"""Parts of python-docx's own template that a letter does not need."""
TEXT = (
    "Dear colleagues,",
    "This is an invented letter of an invented office. Its header, footer, styles and margins are what a "
    "house style usually consists of; its text does not matter.",
    "Yours sincerely,",
)


def letter() -> bytes:
    """The Word file: logo and name above, address below, a short text in styles of the house."""
    document = docx.Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNUSED)]:
            relations.pop(key)
    _page(document)
    _styles(document)
    _header_and_footer(document)
    document.add_heading("The deck of the harbour bridge", level=1)
    for words in TEXT:
        document.add_paragraph(words)
    _properties(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def logo() -> Image.Image:
    """A bridge: a deck on an arch, above water."""
    unit = PIXELS * FINER / 100
    fine = Image.new("RGB", (PIXELS * FINER, PIXELS * FINER), "#FFFFFF")
    pen = ImageDraw.Draw(fine)
    colour, line = f"#{ACCENT}", round(7 * unit)
    pen.arc([8 * unit, 34 * unit, 92 * unit, 118 * unit], 180, 360, fill=colour, width=line)
    pen.line([(2 * unit, 40 * unit), (98 * unit, 40 * unit)], fill=colour, width=line)
    for x, top in ((16, 40), (33, 40), (67, 40), (84, 40)):
        pen.line([(x * unit, top * unit), (x * unit, 70 * unit)], fill=colour, width=round(3 * unit))
    pen.line([(2 * unit, 86 * unit), (98 * unit, 86 * unit)], fill=colour, width=line)
    return fine.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(45), Mm(25)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)


def _styles(document: Document) -> None:
    for name, points in (
        ("Normal", 10.5),
        ("Title", 22),
        ("Subtitle", 12),
        ("Heading 1", 13),
        ("Heading 2", 11),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(points)
        faces = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(INK if name == "Subtitle" else ACCENT)
    document.styles["Subtitle"].font.italic = False
    rule = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    rule.getparent().remove(rule)


def _header_and_footer(document: Document) -> None:
    section = document.sections[0]
    out = io.BytesIO()
    logo().save(out, "PNG", optimize=True)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(out.getvalue()), height=Mm(14))
    name = header.add_run("  Directorate of Roads")
    name.font.size, name.font.bold, name.font.color.rgb = Pt(14), True, RGBColor.from_string(ACCENT)
    picture = header._p.find(f".//{qn('wp:docPr')}")
    picture.set("descr", "Logo of the Directorate of Roads")
    address = section.footer.paragraphs[0].add_run("Directorate of Roads · 1 Quay Street · Avenford")
    address.font.size = Pt(8.5)


def _properties(document: Document) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Directorate of Roads"
    properties.title, properties.comments = "Letter", ""
    properties.created = properties.modified = datetime(2026, 1, 5)


if __name__ == "__main__":
    LETTER.write_bytes(letter())
