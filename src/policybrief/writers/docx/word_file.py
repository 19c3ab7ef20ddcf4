"""A document and a look → the bytes of a Word file: python-docx makes the package once, the text is built in bulk."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from policybrief.document import Document, Meta
from policybrief.ooxml.package import Relationship, relationships_part, relationships_xml, write_package
from policybrief.ooxml.xml import escape
from policybrief.templates.look import Look
from policybrief.writers.docx.blocks import Body, linked
from policybrief.writers.docx.charts import chart_xml, workbook
from policybrief.writers.docx.drawings import Drawings
from policybrief.writers.docx.furniture import first_header, footer, header
from policybrief.writers.docx.headings import is_numbered
from policybrief.writers.docx.letterhead import put_on
from policybrief.writers.docx.masthead import LOGO
from policybrief.writers.docx.namespaces import NAMESPACES
from policybrief.writers.docx.runs import Numbering
from policybrief.writers.docx.styles import PARAGRAPHS_LIST, numbering_xml, settings_xml, styles_xml, twips
from policybrief.writers.layout import Layout

MAIN = "word/document.xml"
LOGO_PART = "word/media/logo.png"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_LAID_OUT = Layout()


def write(
    document: Document,
    look: Look,
    layout: Layout = _NOT_LAID_OUT,
    *,
    since: Document | None = None,
) -> bytes:
    """The Word file of `document`; its `layout` as a PDF has the pages for the contents and the soft hyphens.

    With `since` it tracks the changes since that document: all accepted it is this one, all rejected that one.
    """
    listed = document.meta.notes == "end"
    marked_ids = None if document.meta.anchors else linked(document, listed=listed)
    numbers = Numbering(
        look, marked_ids, listed=listed, soft_hyphens=dict(layout.soft_hyphens if since is None else ())
    )
    drawings = Drawings()
    if since is None:
        body = Body(document, numbers, drawings, dict(layout.places)).xml()
    else:
        from policybrief.writers.docx.tracked_document import tracked_body

        body = tracked_body(document, since, numbers, drawings, dict(layout.places))
    made = _Package()
    for name, kind, content_type, content in _base(look, document.meta.language, is_numbered(document)):
        made.add(kind.title(), kind, name, content_type, content)
    counted = f'<w:numId w:val="{PARAGRAPHS_LIST}"/>' in body
    lists = numbering_xml(look, numbers.restarts, paragraphs=counted)
    made.add("Lists", "numbering", "numbering.xml", CT.WML_NUMBERING, lists)
    made.add("H1", "header", "header1.xml", CT.WML_HEADER, first_header(document, look))
    if look.logo:
        made.parts[LOGO_PART] = look.logo
        logo = Relationship(LOGO, "image", LOGO_PART)
        made.parts[relationships_part("word/header1.xml")] = relationships_xml((logo,), "word/header1.xml")
    made.add("H2", "header", "header2.xml", CT.WML_HEADER, header(document))
    made.add("F1", "footer", "footer1.xml", CT.WML_FOOTER, footer(document))
    made.add("N1", "footnotes", "footnotes.xml", CT.WML_FOOTNOTES, _footnotes(numbers))
    _add_drawings(made, drawings, look, document.meta.language, body)
    for url, name in numbers.links.items():
        made.relations.append(Relationship(name, "hyperlink", url, external=True))
    made.finish(
        f"<w:document {NAMESPACES}><w:body>{body}{_section(look)}</w:body></w:document>", document.meta
    )
    if look.stationery is not None:
        return put_on(made.parts, made.types, document, look, look.stationery)
    return write_package(made.parts, made.types)


@dataclass(slots=True)
class _Package:
    """The parts of one file by name, the content types of those that need one, the relations of its text."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: list[Relationship] = field(default_factory=list)

    def add(self, name: str, kind: str, file: str, content_type: str, content: str | bytes) -> None:
        """Put in the part `word/<file>`, to which the text refers as `rId<name>`."""
        part = f"word/{file}"
        self.parts[part] = content if isinstance(content, bytes) else (_HEAD + content).encode()
        if content_type:
            self.types[part] = content_type
        self.relations.append(Relationship(f"rId{name}", kind, part))

    def finish(self, text: str, meta: Meta) -> None:
        """Put in the text, the properties of the file and the relations of both."""
        self.parts[MAIN] = (_HEAD + text).encode()
        self.parts["docProps/core.xml"] = (_HEAD + _properties(meta)).encode()
        self.parts["docProps/app.xml"] = (_HEAD + _application(meta)).encode()
        self.parts[relationships_part(MAIN)] = relationships_xml(tuple(self.relations), MAIN)
        root: tuple[Relationship, ...] = _ROOT
        if meta.identifier:
            self.parts[_CUSTOM.target] = (_HEAD + _identification(meta)).encode()
            self.types[_CUSTOM.target] = CT.OFC_CUSTOM_PROPERTIES
            root = (*_ROOT, _CUSTOM)
        self.parts["_rels/.rels"] = relationships_xml(root, "")
        self.types |= {
            MAIN: CT.WML_DOCUMENT_MAIN,
            "docProps/core.xml": CT.OPC_CORE_PROPERTIES,
            "docProps/app.xml": CT.OFC_EXTENDED_PROPERTIES,
        }


_ROOT = (
    Relationship("rId1", "officeDocument", MAIN),
    Relationship("rId2", "core-properties", "docProps/core.xml"),
    Relationship("rId3", "extended-properties", "docProps/app.xml"),
)
_CUSTOM = Relationship("rId4", "custom-properties", "docProps/custom.xml")


@lru_cache(maxsize=32)
def _base(look: Look, language: str, numbered: bool) -> tuple[tuple[str, str, str, bytes], ...]:
    """(file, kind, content type, bytes) of the parts that all documents of a look and language share."""
    package = docx.Document()
    part: Any = package.part
    for kind, xml in (
        (RT.STYLES, styles_xml(look, language, numbered=numbered)),
        (RT.SETTINGS, settings_xml(language)),
    ):
        part.part_related_by(kind)._element = parse_xml(xml)
    out = io.BytesIO()
    package.save(out)
    with zipfile.ZipFile(out) as saved:
        return tuple(
            (name, kind, content_type, saved.read(f"word/{name}")) for name, kind, content_type in _SHARED
        )


_SHARED = (
    ("styles.xml", "styles", CT.WML_STYLES),
    ("settings.xml", "settings", CT.WML_SETTINGS),
    ("fontTable.xml", "fontTable", CT.WML_FONT_TABLE),
    ("theme/theme1.xml", "theme", CT.OFC_THEME),
)


def _add_drawings(made: _Package, drawings: Drawings, look: Look, language: str, body: str) -> None:
    """Put in what the text shows: of two documents with the same drawing, one was taken."""
    for number, png in enumerate(drawings.pictures, 1):
        if f'"rIdP{number}"' not in body:
            continue
        made.add(f"P{number}", "image", f"media/image{number}.png", "", png)
    for number, chart in enumerate(drawings.charts, 1):
        if f'"rIdC{number}"' not in body:
            continue
        made.add(
            f"C{number}", "chart", f"charts/chart{number}.xml", CT.DML_CHART, chart_xml(chart, look, language)
        )
        book = f"word/embeddings/workbook{number}.xlsx"
        made.parts[book], made.types[book] = workbook(chart), _WORKBOOK
        part = f"word/charts/chart{number}.xml"
        made.parts[relationships_part(part)] = relationships_xml(
            (Relationship("rId1", "package", book),), part
        )


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


def _footnotes(numbers: Numbering) -> str:
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


def _properties(meta: Meta) -> str:
    """Core properties (ISO/IEC 29500-2, 8.3) that name the house, not a person."""
    day = f"{meta.date or '2000-01-01'}T00:00:00Z"
    house = escape(meta.organisation)
    version = f"<cp:version>{escape(meta.version)}</cp:version>" if meta.version else ""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(meta.title)}</dc:title><dc:subject>{escape(meta.subject)}</dc:subject>"
        f"<dc:creator>{house}</dc:creator><cp:keywords>{escape(', '.join(meta.keywords))}</cp:keywords>"
        f"<cp:lastModifiedBy>{house}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{escape(meta.language)}</dc:language>{version}</cp:coreProperties>"
    )


def _application(meta: Meta) -> str:
    """Extended properties (ISO/IEC 29500-1, 22.2): the house, and no program, time or template of a desk."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<DocSecurity>0</DocSecurity><Company>{escape(meta.organisation)}</Company></Properties>"
    )


def _identification(meta: Meta) -> str:
    """The custom property (ISO/IEC 29500-1, 22.3) by which an issued edition is known: Word keeps it."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Edition">'
        f"<vt:lpwstr>{escape(meta.identifier)}</vt:lpwstr></property></Properties>"
    )
