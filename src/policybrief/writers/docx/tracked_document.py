"""The text of a document with every change since an earlier one tracked, its notes and drawings compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

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
    marked_ids, numbers.marked_ids = (
        numbers.marked_ids,
        None,
    )  # every passage bears its mark while the two are compared
    now = Body(document, numbers, drawings, places)
    title, text = _elements(now.title()), _elements(now.text())
    fresh = len(numbers.footnotes)
    then = Numbering(
        numbers.look,
        footnotes=numbers.footnotes,
        listed=numbers.listed,
        restarts=numbers.restarts,
        links=numbers.links,
    )
    earlier = Body(since, then, drawings, {})
    old_title, old_text = _elements(earlier.title(), old=True), _elements(earlier.text(), old=True)
    numbers.restarts = then.restarts
    for element in (*title, *text, *old_title, *old_text):
        _show(element, numbers, drawings)
    marks = Marks(document.meta.organisation, f"{document.meta.date or '2000-01-01'}T00:00:00Z")
    tracker = Tracker(marks)
    head = tracker.body(old_title, title)
    body = _root([*head, *_elements(now.contents()), *Tracker(marks).body(old_text, text)])
    names = None if marked_ids is None else {bookmark_name(node) for node in marked_ids}
    _tidy_bookmarks(body, names)
    _tidy_notes(body, numbers, fresh, marks, names)
    for element in body.iter():
        for private in (SHOWN, _MOVED):
            if private in element.attrib:
                del element.attrib[private]
    return _inside(body)


def _show(element: _Element, numbers: Numbering, drawings: Drawings) -> None:
    """Say of each note and drawing what it shows."""
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


def _tidy_bookmarks(body: _Element, names: set[str] | None) -> None:
    """Leave of the new document's bookmarks those in `names` (None: all), of the old one's what a link leads to."""
    starts = list(body.iter(f"{W}bookmarkStart"))
    own = {_name(start) for start in starts if not _number(start).startswith(_OLD)}
    linked = {link.get(f"{W}anchor", "") for link in body.iter(f"{W}hyperlink")}
    kept: dict[str, str] = {}
    for start in starts:
        name, number = _name(start), _number(start)
        if number.startswith(_OLD):
            stays = name in linked and name not in own
        else:
            stays = names is None or name in names
        if stays:
            kept[number] = str(len(kept) + 1)
    for mark in list(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if _number(mark) in kept:
            mark.set(f"{W}id", kept[_number(mark)])
        else:
            drop(mark)


def _settled(root: _Element, old: bool) -> list[_Element]:
    """The elements of a text; bookmarks that stand between blocks are put into the paragraph that follows."""
    for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if old:
            mark.set(f"{W}id", _OLD + _number(mark))
    for story in [root, *root.iter(f"{W}tc")]:
        for element in list(story):
            if _is_anchor(element) and element.getnext() is not None:
                _put_before(element, next(_next_paragraph(element)))
    return list(root)


def _is_anchor(element: _Element) -> bool:
    """True for a bookmark between blocks, and for the line of a point that bears the bookmark of a table."""
    if element.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        return True
    spacing = element.find(f"{W}pPr/{W}spacing")
    thin = spacing is not None and spacing.get(f"{W}line") == "20"
    return thin and next(element.iter(f"{W}r"), None) is None and len(element) > 1


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


_MOVED = "moved"


def _name(mark: _Element) -> str:
    return mark.get(f"{W}name", "")


def _number(mark: _Element) -> str:
    return mark.get(f"{W}id", "")


# ---- notes -------------------------------------------------------------------------------------------


def _tidy_notes(body: _Element, numbers: Numbering, fresh: int, marks: Marks, names: set[str] | None) -> None:
    """Number the notes that the text refers to in its order; those that came or went say so themselves.

    The first `fresh` are those of the new document, which keep the bookmarks in `names`.
    """
    every = list(numbers.footnotes)
    references = list(body.iter(f"{W}footnoteReference"))
    own = {name for n in map(_note_number, references) if n <= fresh for name in _NAMED.findall(every[n - 1])}
    linked = {link.get(f"{W}anchor", "") for link in body.iter(f"{W}hyperlink")}
    bookmarks = sum(1 for _ in body.iter(f"{W}bookmarkStart"))
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


def _elements(xml: str, *, old: bool = False) -> list[_Element]:
    return _settled(etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>"), old)


def _root(elements: Iterable[_Element]) -> _Element:
    root = etree.fromstring(f"<w:body {NAMESPACES}/>")
    root.extend(elements)
    return root


def _inside(root: _Element) -> str:
    """The XML of what stands in `root`, whose namespaces are declared around it."""
    xml = etree.tostring(root, encoding="unicode")
    return xml[xml.index(">") + 1 : xml.rindex("<")] if len(root) else ""
