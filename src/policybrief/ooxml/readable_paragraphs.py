"""A Word file from outside → its paragraphs as people read them, with the bookmarks that each has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.ooxml.limits import LIMITS, PackageLimits
from policybrief.ooxml.package import open_word_file
from policybrief.ooxml.removals import Removals
from policybrief.ooxml.revisions import accept_revisions
from policybrief.ooxml.xml import W, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_COPY = re.compile(r"_Copy_\d+$")
_BLANKS = frozenset((f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"))


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """The words of a paragraph, plain blanks between them, and the names of its bookmarks."""

    text: str
    bookmarks: frozenset[str] = frozenset()


def read_words(content: bytes, *, limits: PackageLimits = LIMITS) -> tuple[WordParagraph, ...]:
    """The paragraphs of a Word file in reading order, then those of its notes; empty ones are left out.

    Tracked changes count as accepted; comments, headers, footers and the list of contents are no part of it.

    Raises:
        RefusedFileError: it is no Word file, or cannot be opened without danger.
    """
    file = open_word_file(content, limits)
    notes = [r.target for r in file.relationships(file.main) if r.kind in ("footnotes", "endnotes")]
    found: list[WordParagraph] = []
    for part in (file.main, *notes):
        if part in file.archive:
            root = parse_xml(file.archive.read(part), part=part, limits=limits)
            accept_revisions(root, Removals(part), part)
            found.extend(_paragraphs(root))
    return tuple(found)


def _paragraphs(root: _Element) -> Iterator[WordParagraph]:
    fields = _Fields()
    for paragraph in list(root.iter(f"{W}p")):
        text: list[str] = []
        names: set[str] = set()
        for element in paragraph.iter():
            if element is not paragraph and _owner(element) is not paragraph:
                continue  # of a text box inside it
            if element.tag == f"{W}bookmarkStart":
                names.add(_COPY.sub("", element.get(f"{W}name", "")))
            elif fields.step(element):
                text.append(_said(element))
        words = " ".join("".join(text).replace("\u00ad", "").split())
        if words:
            yield WordParagraph(words, frozenset(names))


def _owner(element: _Element) -> _Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _said(element: _Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}noBreakHyphen":
        return "\u2011"
    return " " if element.tag in _BLANKS else ""


class _Fields:
    """Knows whether words are in a list of contents, which goes over paragraphs (17.16.5.68)."""

    def __init__(self) -> None:
        self._codes: list[str] = []

    def step(self, element: _Element) -> bool:
        """Take note of a field's marks; True if what follows is text of the document."""
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if kind == "begin":
            self._codes.append("")
        elif kind == "end" and self._codes:
            self._codes.pop()
        elif element.tag == f"{W}instrText" and self._codes:
            self._codes[-1] += element.text or ""
        return not any(code.split()[:1] == ["TOC"] for code in self._codes)
