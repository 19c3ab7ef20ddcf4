"""The text of a document with every change since an earlier one tracked, its notes and drawings compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from lxml import etree

from policybrief.document import Document
from policybrief.ooxml.xml import A, R, W, drop
from policybrief.writers.docx.blocks import Body
from policybrief.writers.docx.drawings import CHART, Drawings
from policybrief.writers.docx.namespaces import NAMESPACES
from policybrief.writers.docx.runs import Numbering, bookmark_name
from policybrief.writers.docx.tracked_bodies import Tracker
from policybrief.writers.docx.tracked_runs import SHOWN, Marks, State, revised

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End) [^>]*/>")


def tracked_body(
    document: Document, since: Document, numbers: Numbering, drawings: Drawings, places: dict[str, int]
) -> str:
    """The content of `w:body` without its section properties; `numbers` then has the notes of both documents.

    The contents list is that of `document`; page furniture stands elsewhere. Neither is tracked.
    """
    # every passage bears its mark while the two are compared
    marked_ids, numbers.marked_ids = numbers.marked_ids, None
    now = Body(document, numbers, drawings, places)
    title, text = now.title(), now.text()
    fresh = len(numbers.footnotes)
    then = Numbering(
        numbers.look,
        footnotes=numbers.footnotes,
        listed=numbers.listed,
        restarts=numbers.restarts,
        links=numbers.links,
    )
    earlier = Body(since, then, drawings, {})
    title_then, text_then = earlier.title(), earlier.text()
    numbers.restarts = then.restarts
    root = _root(title, text, title_then, text_then, now.contents())
    parts = list(root)
    for part in parts[2:4]:
        _number_as_old(part)
    for part in parts[:4]:
        _show(part, numbers, drawings)
    new_title, new_text, old_title, old_text, contents = map(_settled, root)
    marks = Marks(document.meta.organisation, f"{document.meta.date or '2000-01-01'}T00:00:00Z")
    head = Tracker(marks).body(old_title, new_title)
    tracked = Tracker(marks).body(old_text, new_text)
    body = etree.SubElement(root, f"{W}body")
    body.extend([*head, *contents, *tracked])
    names = None if marked_ids is None else {bookmark_name(node) for node in marked_ids}
    kept = _kept_bookmarks(body, names)
    _tidy_notes(body, numbers, fresh, marks, names, bookmarks=len(kept))
    for element in body.iter(f"{W}footnoteReference", f"{W}drawing"):
        del element.attrib[SHOWN]
    return _with_bookmarks(_inside(body), kept)


def _show(element: _Element, numbers: Numbering, drawings: Drawings) -> None:
    """Mark each note and drawing with what it shows."""
    for note in element.iter(f"{W}footnoteReference"):
        note.set(SHOWN, _BOOKMARK.sub("", numbers.footnotes[int(note.get(f"{W}id", "1")) - 1]))
    for drawing in element.iter(f"{W}drawing"):
        shown = "".join(e.get("descr", "") for e in drawing.iter() if e.tag.endswith("}docPr"))
        for picture in drawing.iter(f"{A}blip"):
            number = int(picture.get(f"{R}embed", "")[4:])
            shown += hashlib.sha256(drawings.pictures[number - 1]).hexdigest()
        for chart in drawing.iter(f"{{{CHART}}}chart"):
            shown += repr(drawings.charts[int(chart.get(f"{R}id", "")[4:]) - 1])
        drawing.set(SHOWN, shown)


# ---- bookmarks ---------------------------------------------------------------------------------------

_OLD = "old-"
"""Before the number of a bookmark of the earlier document."""
_MOVED = "moved"
"""An attribute, put on bookmarks that stood between blocks while two texts are merged."""


_BETWEEN = etree.XPath(
    "(.|descendant::w:tc)/*[self::w:bookmarkStart or self::w:bookmarkEnd"
    " or self::w:p[w:pPr/w:spacing/@w:line = '20']]",
    namespaces={"w": W[1:-1]},
)
"""Bookmarks between blocks, and lines of a point."""


def _kept_bookmarks(body: _Element, names: set[str] | None) -> dict[str, str]:
    """Old → new number of the bookmarks that stay.

    Of the new document's those in `names` (None: all), of the old one's those that a link leads to.
    """
    starts = [
        (start.get(f"{W}id", ""), start.get(f"{W}name", "")) for start in body.iter(f"{W}bookmarkStart")
    ]
    own = {name for number, name in starts if not number.startswith(_OLD)}
    linked = _linked(body)
    kept: dict[str, str] = {}
    for number, name in starts:
        if number.startswith(_OLD):
            stays = name in linked and name not in own
        else:
            stays = names is None or name in names
        if stays:
            kept[number] = str(len(kept) + 1)
    return kept


def _linked(body: _Element) -> set[str]:
    """The names of the bookmarks that a link leads to."""
    return {link.get(f"{W}anchor", "") for link in body.iter(f"{W}hyperlink")}


def _with_bookmarks(xml: str, kept: dict[str, str]) -> str:
    """The XML of a body with the bookmarks that are in `kept`, by their new numbers, and no others."""

    def tidied(found: re.Match[str]) -> str:
        start, number, name = found.groups()
        return f'{start}{kept[number]}"{name}/>' if number in kept else ""

    return _HOLLOW.sub(r"\1/>", _MARK.sub(tidied, xml))


_MARK = re.compile(rf'(<w:bookmark(?:Start|End) w:id=")([^"]*)"([^>]*?)(?: {_MOVED}="1")?/>')
_HOLLOW = re.compile(r"(<w:hyperlink [^>]*)></w:hyperlink>")


def _number_as_old(part: _Element) -> None:
    for mark in part.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        mark.set(f"{W}id", _OLD + _number(mark))


def _settled(part: _Element) -> list[_Element]:
    """The elements of a text; bookmarks that stand between blocks are put into the paragraph that follows."""
    for element in cast("list[_Element]", _BETWEEN(part)):
        if _is_anchor(element) and element.getnext() is not None:
            _put_before(element, next(_next_paragraph(element)))
    return list(part)


def _is_anchor(element: _Element) -> bool:
    """True for a bookmark between blocks, and for the line of a point that bears the bookmark of a table."""
    if element.tag != f"{W}p":
        return True
    return next(element.iter(f"{W}r"), None) is None and len(element) > 1


def _next_paragraph(element: _Element) -> Iterator[_Element]:
    for following in element.itersiblings():
        yield from following.iter(f"{W}p")


def _put_before(element: _Element, paragraph: _Element) -> None:
    """Move the bookmarks of `element` to the beginning of `paragraph`."""
    marks = [element] if element.tag != f"{W}p" else [m for m in element if m.tag != f"{W}pPr"]
    properties = paragraph.find(f"{W}pPr")
    at = 1 if properties is not None else 0
    at += sum(1 for e in paragraph if e.get(_MOVED) == "1")
    drop(element)
    for mark in marks:
        mark.set(_MOVED, "1")
        paragraph.insert(at, mark)
        at += 1


def _number(mark: _Element) -> str:
    return mark.get(f"{W}id", "")


# ---- notes -------------------------------------------------------------------------------------------


def _tidy_notes(
    body: _Element, numbers: Numbering, fresh: int, marks: Marks, names: set[str] | None, *, bookmarks: int
) -> None:
    """Number the notes that the text refers to in its order; those that came or went say so themselves.

    The first `fresh` are those of the new document, which keep the bookmarks in `names`; `bookmarks` are
    in the text.
    """
    every = list(numbers.footnotes)
    references = list(body.iter(f"{W}footnoteReference"))
    own = {name for n in map(_note_number, references) if n <= fresh for name in _NAMED.findall(every[n - 1])}
    linked = _linked(body)
    numbers.footnotes.clear()
    for reference in references:
        number = _note_number(reference)
        state = next((_STATES[e.tag] for e in reference.iterancestors(*_STATES)), None)
        content = _marked(every[number - 1], names if number <= fresh else linked - own)
        content = _BOOKMARK_ID.sub(rf"\g<1>{bookmarks + len(numbers.footnotes) + 1}", content)
        numbers.footnotes.append(_revised(content, state, marks) if state else content)
        reference.set(f"{W}id", str(len(numbers.footnotes)))


_STATES: dict[str, State] = {f"{W}ins": "ins", f"{W}del": "del"}
_BOOKMARK_ID = re.compile(r'(<w:bookmark(?:Start|End) w:id=")\d+')
_NAMED = re.compile(r'<w:bookmarkStart [^>]*w:name="([^"]+)"')


def _note_number(reference: _Element) -> int:
    return int(reference.get(f"{W}id", "1"))


def _marked(note: str, names: set[str] | None) -> str:
    """A note with no other bookmarks than those in `names`."""
    if names is None or names.intersection(_NAMED.findall(note)):
        return note
    return _BOOKMARK.sub("", note)


def _revised(note: str, state: State, marks: Marks) -> str:
    paragraph = etree.fromstring(f"<w:p {NAMESPACES}>{note}</w:p>")
    content = revised(paragraph, state, marks)
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.extend(content)
    return _inside(paragraph)


# ---- XML ---------------------------------------------------------------------------------------------


def _root(*parts: str) -> _Element:
    """The parts, each an element, below one root: what moves from part to part has its namespaces already."""
    bodies = "".join(f"<w:body>{part}</w:body>" for part in parts)
    return etree.fromstring(f"<w:body {NAMESPACES}>{bodies}</w:body>")


def _inside(root: _Element) -> str:
    """The XML of what is in `root`, whose namespaces are declared around it."""
    xml = etree.tostring(root, encoding="unicode")
    return xml[xml.index(">") + 1 : xml.rindex("<")] if len(root) else ""
