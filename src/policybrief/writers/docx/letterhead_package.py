"""Two Word files on their way to one: the parts of ours, and those of the letterhead that they are put on."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.ooxml.package import relationships_part
from policybrief.writers.docx.namespaces import NAMESPACES

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN, SETTINGS = "word/document.xml", "word/settings.xml"
FOLDER = "word/letterhead/"
"""Where parts of the letterhead are in the finished file, as they are in the clean one."""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass(slots=True)
class LetterheadParts:
    """`parts` and `types` begin as those of our file and end as those of the file on the letterhead."""

    parts: dict[str, bytes]
    types: dict[str, str]
    theirs: dict[str, bytes]
    """The parts of the letterhead."""
    pointers: _Element = field(init=False)
    """The relationships of the text."""

    def __post_init__(self) -> None:
        self.pointers = etree.fromstring(self.parts[relationships_part(MAIN)])

    def point(self, kind: str, part: str) -> str:
        """Point from the text to `part`; the id of the relationship."""
        identifier = f"rIdLetterhead{sum(1 for p in self.pointers if 'Letterhead' in p.get('Id', '')) + 1}"
        entry = etree.SubElement(self.pointers, self.pointers[0].tag)
        for name, value in (
            ("Id", identifier),
            ("Type", RELATION + kind),
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


def parts_of(package: bytes) -> dict[str, bytes]:
    """Name → bytes, of a letterhead that was cleaned."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def elements(xml: str) -> list[_Element]:
    """The elements of a piece of WordprocessingML."""
    return list(etree.fromstring(f"<x {NAMESPACES}>{xml}</x>"))
