"""The headers and footers of a letterhead, filled in, and with what they lack of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document import Document
from policybrief.ooxml.package import relationships_part
from policybrief.ooxml.xml import WP, W, serialize
from policybrief.writers.docx.furniture import footer_line, header_line
from policybrief.writers.docx.letterhead_package import (
    CONTENT,
    FOLDER,
    MAIN,
    SETTINGS,
    LetterheadParts,
    elements,
)
from policybrief.writers.docx.letterhead_page import Reference, references_of
from policybrief.writers.docx.letterhead_styles import point_to
from policybrief.writers.docx.namespaces import NAMESPACES
from policybrief.writers.docx.placeholders import fill

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = {"header": "hdr", "footer": "ftr"}
_FIRST_PICTURE = 9000
"""Numbers of pictures in headers, apart from those in the text."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Puts headers and footers into `file`; lines of ours name styles and lists as the letterhead does."""

    file: LetterheadParts
    document: Document
    ids: Mapping[str, str]
    """Our style ids → those of the letterhead."""
    numbers: Mapping[str, str]
    """Our list numbers → those of the letterhead."""

    def join(self, section: _Element, body: _Element) -> tuple[list[Reference], bool, frozenset[str]]:
        """Put in the headers and footers; ours stay where the letterhead has none.

        Returns them, whether page 1 has its own, and which placeholders the header of page 1 had.
        """
        theirs, ours = self.story_names(section), references_of(body)
        bare = not any(side == "header" for side, _ in theirs)
        titled = bare or section.find(f"{W}titlePg") is not None
        replaced = {side for side, _ in theirs}
        kept = [reference for reference in ours if reference[0] not in replaced]
        dropped = {identifier for side, _, identifier in ours if side in replaced}
        for pointer in [p for p in self.file.pointers if p.get("Id") in dropped]:
            self.file.forget(pointer)
        if bare:
            theirs |= {(side, "first"): name for (side, when), name in theirs.items() if when == "default"}
        settings = etree.fromstring(self.file.parts[SETTINGS])
        even = settings.find(f"{W}evenAndOddHeaders") is not None
        kept += [(side, "even", of) for side, when, of in kept if even and when == "default"]
        whens = ("first",) * titled + ("default",) + ("even",) * even
        made: list[Reference] = []
        placed = frozenset(("kind",)) if bare else frozenset[str]()
        headers: dict[str, _Element] = {}
        for side in [of for of in ("header", "footer") if of in replaced]:
            for when in whens:
                root, words = self.story(theirs.get((side, when), ""), side)
                if side == "header":
                    headers[when] = root
                    self.top(root, words, when)
                    placed = words if when == whens[0] else placed
                else:
                    self.foot(root, words, headers.get(when))
                made.append((side, when, self.place(root, side, when, theirs.get((side, when), ""))))
        return [*kept, *made], titled, placed

    def story_names(self, section: _Element) -> dict[tuple[str, str], str]:
        """(side, when) → the part of the letterhead that stands there."""
        targets = {
            p.get("Id"): "word/" + p.get("Target", "")
            for p in etree.fromstring(self.file.theirs[relationships_part(MAIN)])
        }
        return {(side, when): targets[identifier] for side, when, identifier in references_of(section)}

    def story(self, name: str, side: str) -> tuple[_Element, frozenset[str]]:
        """The letterhead's header or footer, filled in, and the placeholders that it had; an empty one for ""."""
        root = etree.fromstring(self.file.theirs[name] if name else f"<w:{_ROOTS[side]} {NAMESPACES}/>")
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
        made = elements(line)
        for element in made:
            point_to(element, self.ids, self.numbers)
        return made

    def place(self, root: _Element, side: str, when: str, source: str) -> str:
        """Put a header or footer into the package, with the pictures that it shows; its relationship."""
        name = f"{FOLDER}{side}-{when}.xml"
        if len(root) == 0:
            root.extend(elements("<w:p/>"))
        self.file.parts[name], self.file.types[name] = serialize(root), f"{CONTENT}{side}+xml"
        pointers = relationships_part(source)
        if source and pointers in self.file.theirs:
            self.file.parts[relationships_part(name)] = self.file.theirs[pointers]
            for pointer in etree.fromstring(self.file.theirs[pointers]):
                if pointer.get("TargetMode") != "External":
                    shown = f"{FOLDER}{pointer.get('Target')}"
                    self.file.parts[shown] = self.file.theirs[shown]
        return self.file.point(side, name)


def _fields(root: _Element) -> set[str]:
    """Names of the fields in a header or footer."""
    codes = [e.text or "" for e in root.iter(f"{W}instrText")]
    codes += [e.get(f"{W}instr", "") for e in root.iter(f"{W}fldSimple")]
    return {code.split()[0].upper() for code in codes if code.split()}
