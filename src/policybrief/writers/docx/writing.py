"""A document and a look → the bytes of a Word file: python-docx keeps the package, the body is built in bulk."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import lru_cache
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from policybrief.document import Document
from policybrief.templates.look import Look
from policybrief.writers.docx.blocks import Body
from policybrief.writers.docx.drawings import Pictures
from policybrief.writers.docx.furniture import first_header, footer, header
from policybrief.writers.docx.letterhead import put_on
from policybrief.writers.docx.runs import Numbers
from policybrief.writers.docx.styles import numbering_xml, settings_xml, styles_xml, twips
from policybrief.writers.written import Written

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_DROPPED = ("stylesWithEffects", "webSettings", "thumbnail", "customXml", "glossaryDocument")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(
    document: Document,
    look: Look,
    *,
    since: Document | None = None,
    places: tuple[tuple[str, int], ...] = (),
    pages: int = 0,
) -> Written:
    """The Word file of `document`; `places` are the pages of its nodes in the PDF, for the contents list.

    `since` asks for tracked changes against an older document; this version writes none.
    """
    numbers, pictures = Numbers(look), Pictures()
    body = Body(document, numbers, pictures, dict(places)).xml()
    package = docx.Document(io.BytesIO(_base()))
    part = package.part
    root = etree.fromstring(f"<w:document {NAMESPACES}><w:body>{body}{_section(look)}</w:body></w:document>")
    part._element = _adopted(root)
    _replace(part, RT.STYLES, styles_xml(look, document.meta.language))
    _replace(part, RT.NUMBERING, numbering_xml(look))
    _replace(part, RT.SETTINGS, settings_xml(document.meta.language))
    _add(part, "rIdH1", RT.HEADER, "header1", CT.WML_HEADER, first_header(document, look))
    _add(part, "rIdH2", RT.HEADER, "header2", CT.WML_HEADER, header(document))
    _add(part, "rIdF1", RT.FOOTER, "footer1", CT.WML_FOOTER, footer(document))
    _add(part, "rIdN1", RT.FOOTNOTES, "footnotes", CT.WML_FOOTNOTES, _footnotes(numbers))
    for url, name in numbers.links.items():
        part.rels.add_relationship(RT.HYPERLINK, url, name, is_external=True)
    for number, png in enumerate(pictures.files, 1):
        image = Part(PackURI(f"/word/media/image{number}.png"), CT.PNG, png, part.package)
        part.rels.add_relationship(RT.IMAGE, image, f"rIdP{number}")
    _properties(package, document)
    out = io.BytesIO()
    package.save(out)
    if look.stationery is not None:
        return Written(put_on(out.getvalue(), document, look, look.stationery), (), pages)
    return Written(_deterministic(out.getvalue()), (), pages)


@lru_cache(maxsize=1)
def _base() -> bytes:
    """python-docx's own package without the parts that a brief does not need."""
    package = docx.Document()
    part = package.part
    for owner in (part, part.package):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _DROPPED:
                del owner.rels[name]
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def _adopted(root: Any) -> Any:
    """The tree as python-docx's own element classes, so that it can save it."""
    from docx.oxml import parse_xml

    return parse_xml(etree.tostring(root))


def _replace(part: Any, kind: str, xml: str) -> None:
    """Puts `xml` in place of the content of a related part."""
    related = part.part_related_by(kind)
    from docx.oxml import parse_xml

    related._element = parse_xml(xml)


def _add(part: Any, name: str, kind: str, file: str, content_type: str, xml: str) -> None:
    made = Part(PackURI(f"/word/{file}.xml"), content_type, (_HEAD + xml).encode(), part.package)
    part.rels.add_relationship(kind, made, name)


def _section(look: Look) -> str:
    """Section properties (17.6): the text column as margins, so that headings hang in the left one."""
    page = look.page
    left, right = twips(page.left + page.main_x), twips(page.right)
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="rIdH1"/><w:headerReference w:type="default" r:id="rIdH2"/>'
        '<w:footerReference w:type="first" r:id="rIdF1"/><w:footerReference w:type="default" r:id="rIdF1"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{right}" w:bottom="{twips(page.bottom)}" w:left="{left}" '
        f'w:header="{twips(page.header_top)}" w:footer="{twips(page.height - page.footer_top - 18)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _footnotes(numbers: Numbers) -> str:
    """The part `footnotes.xml`: the two separators that Word asks for, then the notes from 1."""
    line = '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><w:{0}/></w:r></w:p>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{content}</w:p></w:footnote>'
        for number, content in enumerate(numbers.footnotes, 1)
    )
    return (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1">{line.format("separator")}</w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="0">{line.format("continuationSeparator")}</w:footnote>'
        f"{notes}</w:footnotes>"
    )


def _properties(package: Any, document: Document) -> None:
    """Core properties (15.2.12.1) that name the house, not a person."""
    meta, core = document.meta, package.core_properties
    day = datetime.fromisoformat(f"{meta.date or '2000-01-01'}T00:00:00")
    core.title, core.subject, core.keywords = meta.title, meta.subject, ", ".join(meta.keywords)
    core.author = core.last_modified_by = meta.organisation
    core.language, core.comments, core.category = meta.language, "", ""
    core.created = core.modified = day
    core.revision = 1


def _deterministic(package: bytes) -> bytes:
    """The same package with entries in order and without a date or system of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(
            old.namelist(), key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)
        )
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(entry, old.read(name), compresslevel=6)
    return out.getvalue()
