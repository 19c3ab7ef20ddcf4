"""A small Word template for the contenders that need one: python-docx's own has 800 KB of styles."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

WANTED = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "List Bullet",
    "Caption",
    "Table Grid",
    "Table Normal",
)


def slim() -> Word:
    """A document with the styles of the papers only, a header and a footer that counts pages."""
    document = Document()
    styles = document.styles
    for style in list(styles):
        if style.name not in WANTED and style.name not in (
            "Default Paragraph Font",
            "No List",
            "Header",
            "Footer",
        ):
            style.delete()
    latent = styles.element.find(qn("w:latentStyles"))
    if latent is not None:
        styles.element.remove(latent)
    section = document.sections[0]
    section.header.paragraphs[0].text = "Policy brief"
    footer = section.footer.paragraphs[0]
    for before, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(before)
        _field(footer, code)
    return document


def slim_bytes() -> bytes:
    out = io.BytesIO()
    slim().save(out)
    return out.getvalue()


def _field(paragraph: object, code: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)
