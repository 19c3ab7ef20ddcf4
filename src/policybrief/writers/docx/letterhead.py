"""A finished Word file, put on a ministry's letterhead: its styles, headers, footers and page, our text."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document import Document
from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.package import relationships_part, write_package
from policybrief.ooxml.xml import serialize
from policybrief.templates.look import Look
from policybrief.writers.docx.furniture import footer_line, header_line
from policybrief.writers.docx.joining import (
    counted_styles,
    join_numbering,
    join_settings,
    join_styles,
    number_paragraphs,
    point_to,
)
from policybrief.writers.docx.namespaces import NAMESPACES
from policybrief.writers.docx.placeholders import fill
from policybrief.writers.docx.runs import text_run
from policybrief.writers.docx.styles import twips

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN, STYLES, NUMBERING, SETTINGS = (
    f"word/{name}.xml" for name in ("document", "styles", "numbering", "settings")
)
FOLDER = "word/letterhead/"
"""Where parts of the letterhead stand in the finished file, as they do in the clean one."""
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SHARED = {
    "theme": ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "fontTable": ("word/fontTable.xml", f"{_TYPE}fontTable+xml"),
}
_ROOTS = {"header": "hdr", "footer": "ftr"}
_PAGE_KEPT = ("paperSrc", "pgBorders", "lnNumType", "bidi", "rtlGutter", "docGrid")
LEAST_TWIPS = 340
"""Between the edge of the paper and a header or footer: 6 millimetres."""
_FIRST_PICTURE = 9000
"""Numbers of pictures in headers, apart from those in the text."""

Reference = tuple[str, str, str]
"""("header" or "footer", "first", "default" or "even", relationship id)."""


def put_on(
    parts: dict[str, bytes], types: dict[str, str], document: Document, look: Look, letterhead: Letterhead
) -> bytes:
    """A file, given as its parts and their content types, on `letterhead`: a package that depends on nothing else."""
    joining = _Joining(parts, types, _parts(letterhead.docx), document, look, letterhead)
    joining.join()
    return write_package(joining.parts, joining.types)


class _Joining:
    """`parts` and `types` begin as those of our file and end as those of the file on the letterhead."""

    def __init__(
        self,
        parts: dict[str, bytes],
        types: dict[str, str],
        theirs: dict[str, bytes],
        document: Document,
        look: Look,
        letterhead: Letterhead,
    ) -> None:
        self.parts, self.types = parts, types
        self.theirs, self.document, self.look, self.letterhead = theirs, document, look, letterhead
        self.pointers = etree.fromstring(self.parts[relationships_part(MAIN)])
        self.ids: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.counted: dict[str, _Element] = {}

    def join(self) -> None:
        """Do it all, in the order in which one step needs what another found."""
        body = etree.fromstring(self.parts[MAIN])
        section = next(etree.fromstring(self.theirs[MAIN]).iter(f"{W}sectPr"))
        self.ids, self.numbers = self.sheets()
        references, titled, placed = self.stories(section, body)
        self.head_body(body, placed)
        self.sections(body, section, references, titled)
        self.parts[MAIN] = etree.tostring(body)
        for name in self.texts():
            root = etree.fromstring(self.parts[name])
            number_paragraphs(root, self.counted)
            point_to(root, self.ids, self.numbers)
            self.parts[name] = serialize(root)
        self.shared()
        self.parts[relationships_part(MAIN)] = serialize(self.pointers)

    # ---- styles, lists, settings ------------------------------------------------------------

    def sheets(self) -> tuple[dict[str, str], dict[str, str]]:
        """Join styles, lists and settings; (our style ids → the letterhead's, our list numbers → its)."""
        sheet, ours = etree.fromstring(self.theirs[STYLES]), etree.fromstring(self.parts[STYLES])
        known = {style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")}
        ids = join_styles(sheet, ours, self.letterhead, self.look.word_style_names)
        self.counted = counted_styles(ours, ids, self.letterhead)
        added = etree.Element(f"{W}styles")
        added.extend([copy.deepcopy(s) for s in sheet.iter(f"{W}style") if s.get(f"{W}styleId") not in known])
        lists = etree.fromstring(self.theirs.get(NUMBERING) or self.empty_numbering())
        numbers = join_numbering(lists, etree.fromstring(self.parts[NUMBERING]), ids, added)
        for style in sheet.iter(f"{W}style"):
            if style.get(f"{W}styleId") not in known:
                point_to(style, {}, numbers)
        settings = etree.fromstring(self.parts[SETTINGS])
        join_settings(etree.fromstring(self.theirs[SETTINGS]) if SETTINGS in self.theirs else None, settings)
        for name, root in ((STYLES, sheet), (NUMBERING, lists), (SETTINGS, settings)):
            self.parts[name] = serialize(root)
        return ids, numbers

    def empty_numbering(self) -> bytes:
        """A part without a list."""
        return f'<w:numbering xmlns:w="{W[1:-1]}"/>'.encode()

    def texts(self) -> list[str]:
        """The parts of ours that name styles: the text, its notes, headers and footers that are all ours."""
        kinds = ("document.main", "footnotes", "endnotes", "comments", "header", "footer")
        wanted = [f"{_TYPE}{kind}+xml" for kind in kinds]
        ours = [name for name in self.parts if not name.startswith(FOLDER)]
        return [name for name in ours if self.types.get(name) in wanted]

    def shared(self) -> None:
        """Take theme and faces from the letterhead, where it has them."""
        for kind, (name, content_type) in _SHARED.items():
            if name not in self.theirs:
                continue
            for old in [p for p in self.pointers if p.get("Type") == _KIND + kind]:
                self.forget(old)
            self.parts[name], self.types[name] = self.theirs[name], content_type
            own = relationships_part(name)
            if own in self.theirs:
                self.parts[own] = self.theirs[own]
                fonts = {n: part for n, part in self.theirs.items() if n.endswith(".odttf")}
                self.parts |= fonts
            self.point(kind, name)

    # ---- headers and footers ----------------------------------------------------------------

    def stories(self, section: _Element, body: _Element) -> tuple[list[Reference], bool, frozenset[str]]:
        """Put in the headers and footers; ours stay where the letterhead has none.

        Returns them, whether page 1 has its own, and which placeholders the header of page 1 had.
        """
        given, ours = self.given(section), _references(body)
        bare = not any(side == "header" for side, _ in given)
        titled = bare or section.find(f"{W}titlePg") is not None
        replaced = {side for side, _ in given}
        kept = [reference for reference in ours if reference[0] not in replaced]
        dropped = {identifier for side, _, identifier in ours if side in replaced}
        for pointer in [p for p in self.pointers if p.get("Id") in dropped]:
            self.forget(pointer)
        if bare:
            given |= {(side, "first"): name for (side, when), name in given.items() if when == "default"}
        settings = etree.fromstring(self.parts[SETTINGS])
        even = settings.find(f"{W}evenAndOddHeaders") is not None
        kept += [(side, "even", of) for side, when, of in kept if even and when == "default"]
        whens = ("first",) * titled + ("default",) + ("even",) * even
        made: list[Reference] = []
        placed = frozenset(("kind",)) if bare else frozenset[str]()
        headers: dict[str, _Element] = {}
        for side in [of for of in ("header", "footer") if of in replaced]:
            for when in whens:
                root, words = self.story(given.get((side, when), ""), side)
                if side == "header":
                    headers[when] = root
                    self.top(root, words, when)
                    placed = words if when == whens[0] else placed
                else:
                    self.foot(root, words, headers.get(when))
                made.append((side, when, self.place(root, side, when, given.get((side, when), ""))))
        return [*kept, *made], titled, placed

    def given(self, section: _Element) -> dict[tuple[str, str], str]:
        """(side, when) → the part of the letterhead that stands there."""
        targets = {
            p.get("Id"): "word/" + p.get("Target", "")
            for p in etree.fromstring(self.theirs[relationships_part(MAIN)])
        }
        return {(side, when): targets[identifier] for side, when, identifier in _references(section)}

    def story(self, name: str, side: str) -> tuple[_Element, frozenset[str]]:
        """The letterhead's header or footer, filled in, and the placeholders that it had; an empty one for ""."""
        root = etree.fromstring(self.theirs[name] if name else f"<w:{_ROOTS[side]} {NAMESPACES}/>")
        for number, picture in enumerate(root.iter(f"{WP}docPr"), _FIRST_PICTURE):
            picture.set("id", str(number))
        return root, fill(root, self.document)

    def top(self, root: _Element, placed: frozenset[str], when: str) -> None:
        """Put our line into a header that has no place for what it says."""
        meta = self.document.meta
        if (meta.marks and "marking" not in placed) or (meta.draft and "draft" not in placed):
            words = meta.number if when == "first" else meta.header
            root[:0] = self.own(header_line(self.document, words, marked="marking" not in placed))

    def foot(self, root: _Element, placed: frozenset[str], header: _Element | None) -> None:
        """Put into a footer what it and the header above lack of page number, day of the facts and marking."""
        fields = _fields(root) | (_fields(header) if header is not None else set())
        counted, meta = {"PAGE", "NUMPAGES"} <= fields, self.document.meta
        dated, marked = "facts" in placed or not meta.footer, "marking" in placed or not meta.marks
        if not (counted and dated and marked):
            line = footer_line(self.document, counted=not counted, dated=not dated, marked=not marked)
            root.extend(self.own(line))

    def own(self, line: str) -> list[_Element]:
        """A line of ours, for a part of the letterhead: only it names our styles, so only it is pointed to theirs."""
        made = _elements(line)
        for element in made:
            point_to(element, self.ids, self.numbers)
        return made

    def place(self, root: _Element, side: str, when: str, source: str) -> str:
        """Put a header or footer into the package, with the pictures that it shows; its relationship."""
        name = f"{FOLDER}{side}-{when}.xml"
        if len(root) == 0:
            root.extend(_elements("<w:p/>"))
        self.parts[name], self.types[name] = serialize(root), f"{_TYPE}{side}+xml"
        pointers = relationships_part(source)
        if source and pointers in self.theirs:
            self.parts[relationships_part(name)] = self.theirs[pointers]
            for pointer in etree.fromstring(self.theirs[pointers]):
                if pointer.get("TargetMode") != "External":
                    shown = f"{FOLDER}{pointer.get('Target')}"
                    self.parts[shown] = self.theirs[shown]
        return self.point(side, name)

    # ---- the body ---------------------------------------------------------------------------

    def head_body(self, body: _Element, placed: frozenset[str]) -> None:
        """Say above the title what kind of paper it is, if the letterhead has no place for that."""
        kind = self.document.meta.kind
        first = body.find(f"{W}body")
        if kind and "kind" not in placed and first is not None:
            first[:0] = _elements(f'<w:p><w:pPr><w:pStyle w:val="TableNote"/></w:pPr>{text_run(kind)}</w:p>')

    def sections(self, body: _Element, section: _Element, references: list[Reference], titled: bool) -> None:
        """Give each section of the text the page of the letterhead, and the first its headers: the rest inherit them."""
        for number, properties in enumerate(body.iter(f"{W}sectPr")):
            broad = properties.find(f"{W}pgSz")
            turned = broad is not None and broad.get(f"{W}orient") == "landscape"
            for name in ("headerReference", "footerReference", "titlePg", "pgSz", "pgMar", *_PAGE_KEPT):
                for element in properties.findall(f"{W}{name}"):
                    properties.remove(element)
            made = [] if number else [_reference(*reference) for reference in references]
            made += [e for e in properties if e.tag in (f"{W}footnotePr", f"{W}endnotePr", f"{W}type")]
            made += self.page(section, turned=turned)
            kept = {name: section.find(f"{W}{name}") for name in _PAGE_KEPT}
            made += [copy.deepcopy(e) for name in _PAGE_KEPT[:3] if (e := kept[name]) is not None]
            made += [e for e in properties if e not in made]
            if titled and not number:
                made.append(etree.Element(f"{W}titlePg"))
            made += [copy.deepcopy(e) for name in _PAGE_KEPT[3:] if (e := kept[name]) is not None]
            properties[:] = made

    def page(self, section: _Element, *, turned: bool) -> list[_Element]:
        """Paper and margins: left and right as the template says them, the rest as in the letterhead."""
        page = self.look.page
        size, margins = etree.Element(f"{W}pgSz"), copy.deepcopy(section.find(f"{W}pgMar"))
        assert margins is not None
        width, height = twips(page.width), twips(page.height)
        size.set(f"{W}w", str(height if turned else width))
        size.set(f"{W}h", str(width if turned else height))
        if turned:
            size.set(f"{W}orient", "landscape")
        margins.set(f"{W}left", str(twips(page.left + page.main_x)))
        margins.set(f"{W}right", str(twips(page.right)))
        for side in ("header", "footer"):  # our lines stand there, and no printer reaches the edge
            margins.set(f"{W}{side}", str(max(int(margins.get(f"{W}{side}", "0")), LEAST_TWIPS)))
        return [size, margins]

    # ---- pointers ---------------------------------------------------------------------------

    def point(self, kind: str, part: str) -> str:
        """Point from the text to `part`; the id of the relationship."""
        identifier = f"rIdLetterhead{sum(1 for p in self.pointers if 'Letterhead' in p.get('Id', '')) + 1}"
        entry = etree.SubElement(self.pointers, self.pointers[0].tag)
        for name, value in (
            ("Id", identifier),
            ("Type", _KIND + kind),
            ("Target", part.removeprefix("word/")),
        ):
            entry.set(name, value)
        return identifier

    def forget(self, pointer: _Element) -> None:
        """Take away a relationship of the text, with its part and what only that shows."""
        part = "word/" + pointer.get("Target", "")
        below = etree.fromstring(self.parts.get(relationships_part(part), b"<none/>"))
        shown = [f"word/{p.get('Target')}" for p in below]
        for name in (part, relationships_part(part), *shown):
            self.parts.pop(name, None)
            self.types.pop(name, None)
        self.pointers.remove(pointer)


def _parts(package: bytes) -> dict[str, bytes]:
    """Name → bytes, of a letterhead that was cleaned."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _references(root: _Element) -> list[Reference]:
    """The headers and footers that the last section of `root` names."""
    section = list(root.iter(f"{W}sectPr"))[-1]
    return [
        (side, e.get(f"{W}type", "default"), e.get(f"{R}id", ""))
        for side in ("header", "footer")
        for e in section.iter(f"{W}{side}Reference")
    ]


def _reference(side: str, when: str, identifier: str) -> _Element:
    made = etree.Element(f"{W}{side}Reference")
    made.set(f"{W}type", when)
    made.set(f"{R}id", identifier)
    return made


def _fields(root: _Element) -> set[str]:
    """Names of the fields in a header or footer."""
    codes = [e.text or "" for e in root.iter(f"{W}instrText")]
    codes += [e.get(f"{W}instr", "") for e in root.iter(f"{W}fldSimple")]
    return {code.split()[0].upper() for code in codes if code.split()}


def _elements(xml: str) -> list[_Element]:
    return list(etree.fromstring(f"<x {NAMESPACES}>{xml}</x>"))
