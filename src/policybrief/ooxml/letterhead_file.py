"""A ministry's Word file → a clean letterhead: what is wanted is taken out of it, cleaned and packed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from policybrief.diagnostics import Diagnostic
from policybrief.images import read_image
from policybrief.ooxml.header_text import WEB, clean_story, clean_text, strip_identifiers
from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.limits import LIMITS, PackageLimits, RefusedFileError
from policybrief.ooxml.package import (
    Relationship,
    WordFile,
    open_word_file,
    relationships_part,
    relationships_xml,
    write_package,
)
from policybrief.ooxml.pointers import note_pointers, read_company
from policybrief.ooxml.removals import Removals
from policybrief.ooxml.revisions import accept_revisions
from policybrief.ooxml.sections import SectionPlan, plan_section
from policybrief.ooxml.settings import clean_settings
from policybrief.ooxml.styles import drop_dangling, hidden_styles, read_styles
from policybrief.ooxml.xml import A, R, W, attributes, drop, parse_xml, serialize, settle_switches

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN, FOLDER = "word/document.xml", "word/letterhead"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    MAIN: f"{_WORD}document.main+xml",
    "word/styles.xml": f"{_WORD}styles+xml",
    "word/numbering.xml": f"{_WORD}numbering+xml",
    "word/settings.xml": f"{_WORD}settings+xml",
    "word/fontTable.xml": f"{_WORD}fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_ROOTS = {"header": f"{W}hdr", "footer": f"{W}ftr"}


def read_letterhead(
    content: bytes, *, path: str, limits: PackageLimits = LIMITS
) -> tuple[Letterhead | None, tuple[Diagnostic, ...]]:
    """The letterhead in a .docx, .dotx or .docm file, a note for each thing left out; None if refused.

    Nothing in it is run, and nothing that it names is fetched.
    """
    found = Removals(path)
    try:
        letterhead = _Cleaning(open_word_file(content, limits), found).letterhead()
    except RefusedFileError as reason:
        return None, (reason.diagnostic(path),)
    return letterhead, found.diagnostics()


class _Cleaning:
    """One pass over a Word file; `parts` grow into the clean package."""

    def __init__(self, file: WordFile, found: Removals) -> None:
        self.file, self.found = file, found
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.images: dict[str, str] = {}
        self.relationships: list[Relationship] = []

    def letterhead(self) -> Letterhead:
        """The clean package as a value.

        Raises:
            RefusedFileError: a part that is needed cannot be read.
        """
        document = self.parsed(self.file.main)
        if document.tag != f"{W}document":
            raise RefusedFileError("not-a-word-file", "contains no document")
        pointers = {r.id: r for r in self.file.relationships(self.file.main)}
        sheet = self.sheet(pointers)
        plan, styles = plan_section(document), read_styles(sheet, document)
        note_pointers(self.file, self.found)
        company, pictures = read_company(self.file, self.found), sum(1 for _ in document.iter(f"{A}blip"))
        hidden = hidden_styles(sheet)
        clean_text(document, hidden=hidden, found=self.found, part="its text")
        self.add("styles", "word/styles.xml", sheet)
        self.add_numbering(pointers)
        self.add_settings(pointers)
        self.add_theme(pointers)
        self.add_fonts(pointers)
        references = self.add_stories(plan, pointers, hidden)
        self.parts[MAIN], self.types[MAIN] = _document(plan, references), _TYPES[MAIN]
        self.parts[relationships_part(MAIN)] = relationships_xml(tuple(self.relationships), MAIN)
        root = (Relationship("rId1", "officeDocument", MAIN),)
        self.parts["_rels/.rels"] = relationships_xml(root, "")
        return Letterhead(write_package(self.parts, self.types), plan.page, styles, company, pictures)

    def parsed(self, part: str) -> _Element:
        """The tree of a part.

        Raises:
            RefusedFileError: there is no such part, or it cannot be read.
        """
        if part not in self.file.archive:
            raise RefusedFileError(
                "broken-file", f"is damaged: it has no '{part[:80]}'", "open it in Word and save it again"
            )
        return parse_xml(self.file.archive.read(part), part=part, limits=self.file.limits)

    def add(self, kind: str, name: str, root: _Element) -> None:
        """Put a cleaned part of the main document into the package."""
        self.parts[name], self.types[name] = serialize(root), _TYPES[name]
        self.relationships.append(Relationship(f"rId{len(self.relationships) + 1}", kind, name))

    def sheet(self, pointers: dict[str, Relationship]) -> _Element:
        """The cleaned style sheet; an empty one where there is none."""
        part = _first(pointers, "styles")
        root = self.parsed(part) if part else _empty("styles")
        strip_identifiers(root)
        accept_revisions(root, self.found, "the styles")
        settle_switches(root)
        drop_dangling(root)
        return root

    def add_numbering(self, pointers: dict[str, Relationship]) -> None:
        """The lists; a bullet that is a picture becomes a plain one."""
        part = _first(pointers, "numbering")
        if part:
            root = self.parsed(part)
            strip_identifiers(root)
            accept_revisions(root, self.found, "the lists")
            for element in list(root.iter(f"{W}numPicBullet", f"{W}lvlPicBulletId", f"{W}numIdMacAtCleanup")):
                drop(element)
            self.add("numbering", "word/numbering.xml", root)

    def add_settings(self, pointers: dict[str, Relationship]) -> None:
        """The settings that a page depends on."""
        part = _first(pointers, "settings")
        root = self.parsed(part) if part else _empty("settings")
        clean_settings(root, self.found)
        self.add("settings", "word/settings.xml", root)

    def add_theme(self, pointers: dict[str, Relationship]) -> None:
        """The theme: its colours and faces; a fill that is a picture becomes plain."""
        part = _first(pointers, "theme")
        if part:
            root = self.parsed(part)
            for fill in list(root.iter(f"{A}blipFill")):
                plain = etree.SubElement(etree.Element("x"), f"{A}solidFill")
                etree.SubElement(plain, f"{A}schemeClr").set("val", "phClr")
                fill.addprevious(plain)
                drop(fill)
            for extensions in list(root.iter(f"{A}extLst")):
                drop(extensions)
            self.add("theme", "word/theme/theme1.xml", root)

    def add_fonts(self, pointers: dict[str, Relationship]) -> None:
        """The table of faces, with those that are embedded (17.8.1)."""
        part = _first(pointers, "fontTable")
        root = self.parsed(part) if part else _empty("fonts")
        kept: list[Relationship] = []
        for charset in root.iter(f"{W}charset"):  # LibreOffice writes values that Word does not know
            charset.attrib.pop(f"{W}characterSet", "")
        own = {r.id: r for r in self.file.relationships(part)} if part else {}
        for face in [e for e in root.iter() if e.get(f"{R}id") is not None]:
            pointer = own.get(face.get(f"{R}id", ""))
            if pointer and pointer.target in self.file.archive and self.file.type_of(pointer.target) == _FONT:
                name = f"{FOLDER}/font{len(kept) + 1}.odttf"
                self.parts[name] = self.file.archive.read(pointer.target)
                kept.append(Relationship(f"rId{len(kept) + 1}", "font", name))
                face.set(f"{R}id", kept[-1].id)
            else:
                drop(face)
        self.add("fontTable", "word/fontTable.xml", root)
        if kept:
            self.parts[relationships_part("word/fontTable.xml")] = relationships_xml(
                tuple(kept), "word/fontTable.xml"
            )

    def add_stories(
        self, plan: SectionPlan, pointers: dict[str, Relationship], hidden: frozenset[str]
    ) -> tuple[tuple[str, str, str], ...]:
        """(side, when, relationship id) of the headers and footers of the section, each cleaned once."""
        made: dict[str, str] = {}
        references = []
        for side, when, identifier in plan.references:
            pointer = pointers.get(identifier)
            if pointer is None or pointer.external or pointer.kind != side:
                continue
            if pointer.target not in made:
                name = f"{FOLDER}/{side}{len(made) + 1}.xml"
                self.add_story(pointer.target, name, side, hidden)
                made[pointer.target] = f"rId{len(self.relationships) + 1}"
                self.relationships.append(Relationship(made[pointer.target], side, name))
            references.append((side, when, made[pointer.target]))
        return tuple(references)

    def add_story(self, part: str, name: str, side: str, hidden: frozenset[str]) -> None:
        """One header or footer with its pictures."""
        root = self.parsed(part)
        if root.tag != _ROOTS[side]:
            raise RefusedFileError(
                "broken-file", f"is damaged: '{part}' is not a {side}", "open it in Word and save it again"
            )
        kept = {
            pointer.id: clean
            for pointer in self.file.relationships(part)
            if (clean := self.pointer(pointer)) is not None
        }
        clean_story(root, kept, hidden=hidden, found=self.found, part=f"a {side}")
        settle_switches(root)
        self.parts[name], self.types[name] = serialize(root), f"{_WORD}{side}+xml"
        values = [pair for element in root.iter() for pair in attributes(element).items()]
        named = {value for key, value in values if key.startswith(R)}
        used = tuple(kept[identifier] for identifier in sorted(named) if identifier in kept)
        if used:
            self.parts[relationships_part(name)] = relationships_xml(used, name)

    def pointer(self, pointer: Relationship) -> Relationship | None:
        """The relationship as it may stay: to a checked picture or the web; or None."""
        if pointer.external:
            return pointer if pointer.kind == "hyperlink" and WEB.match(pointer.target) else None
        if pointer.kind != "image":
            return None
        name = self.image(pointer.target)
        return Relationship(pointer.id, "image", name) if name else None

    def image(self, part: str) -> str:
        """The name of the checked picture in the clean package; "" if it is left out."""
        if part not in self.images:
            content = self.file.archive.read(part) if part in self.file.archive else b""
            picture, faults = read_image(content, path="which", transparent=True)
            for fault in faults:
                self.found.add("stripped-picture", f"the picture '{ascii(part)[1:-1]}', {fault.message}")
            self.images[part] = ""
            if picture is not None:
                self.images[part] = f"{FOLDER}/image{len(self.images)}.png"
                self.parts[self.images[part]] = picture.png
        return self.images[part]


def _document(plan: SectionPlan, references: tuple[tuple[str, str, str], ...]) -> bytes:
    """A main part whose body is one empty paragraph and the section."""
    page = plan.page
    named = "".join(
        f'<w:{side}Reference w:type="{when}" r:id="{identifier}"/>' for side, when, identifier in references
    )
    measures = "".join(
        f' w:{name}="{round(points * 20)}"'
        for name, points in (
            ("top", page.top),
            ("right", page.right),
            ("bottom", page.bottom),
            ("left", page.left),
            ("header", page.header),
            ("footer", page.footer),
            ("gutter", 0),
        )
    )
    section = etree.fromstring(
        f'<w:document xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"><w:body><w:p/><w:sectPr>{named}'
        f'<w:pgSz w:w="{round(page.width * 20)}" w:h="{round(page.height * 20)}"/><w:pgMar{measures}/>'
        "</w:sectPr></w:body></w:document>"
    )
    properties = section.find(f".//{W}sectPr")
    assert properties is not None
    kept = {etree.QName(e).localname: e for e in (etree.fromstring(xml) for xml in plan.properties)}
    for before in ("paperSrc", "pgBorders", "lnNumType"):
        if before in kept:
            properties.append(kept[before])
    if plan.first_page:
        etree.SubElement(properties, f"{W}titlePg")
    for after in ("bidi", "rtlGutter", "docGrid"):
        if after in kept:
            properties.append(kept[after])
    strip_identifiers(section)
    return serialize(section)


def _empty(name: str) -> _Element:
    """The root of a part that Word asks for, with nothing in it."""
    return etree.fromstring(f'<w:{name} xmlns:w="{W[1:-1]}"/>')


def _first(pointers: dict[str, Relationship], kind: str) -> str:
    """The part of that kind, or ""."""
    return next((r.target for r in pointers.values() if r.kind == kind and not r.external), "")
