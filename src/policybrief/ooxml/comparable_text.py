"""The words of a Word file as its reader has them, whatever program saved it last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policybrief.ooxml.package import WordFile, open_word_file
from policybrief.ooxml.xml import W, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = (f"{W}p", f"{W}tab", f"{W}br", f"{W}cr", f"{W}tc")


def wording(content: bytes) -> str:
    """The words of the text and its footnotes, one space between two.

    What a field shows, such as the page numbers of a contents list, is left out: Word counts it anew. So is
    what was struck out by a tracked change.

    Raises:
        RefusedFileError: it is no Word file, or cannot be opened without danger.
    """
    file = open_word_file(content)
    notes = (r.target for r in file.relationships(file.main) if r.kind == "footnotes" and not r.external)
    return " ".join(" ".join(_words(file, part) for part in (file.main, *notes)).split())


def _words(file: WordFile, part: str) -> str:
    if part not in file.archive:
        return ""
    return "".join(_shown(parse_xml(file.archive.read(part), part=part, limits=file.limits)))


def _shown(root: _Element) -> Iterator[str]:
    """Texts in reading order, with a space where a paragraph, cell or line begins."""
    open_fields = 0
    passed: set[_Element] = set()
    for element in root.iter():
        parent = element.getparent()
        if parent in passed or element.tag in (_ALTERNATIVE, f"{W}fldSimple", f"{W}pPr", f"{W}rPr"):
            passed.add(element)
        elif element.tag == f"{W}fldChar":
            step = {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
            open_fields = max(0, open_fields + step)
        elif element.tag in _SPACES:
            yield " "
        elif element.tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif element.tag == f"{W}t" and not open_fields:
            yield element.text or ""
