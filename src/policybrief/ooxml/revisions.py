"""Tracked changes accepted and comments taken out (ISO/IEC 29500-1, 17.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policybrief.ooxml.removals import Removals
from policybrief.ooxml.xml import W, drop

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = ("del", "moveFrom")
_COME = ("ins", "moveTo")
_BEFORE = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("tblGridChange", "numberingChange", "cellIns", "cellMerge"),
)
_RANGES = tuple(
    f"{way}Range{end}"
    for way in (
        "moveFrom",
        "moveTo",
        "customXmlInsRange",
        "customXmlDelRange",
        "customXmlMoveFromRange",
        "customXmlMoveToRange",
    )
    for end in ("Start", "End")
)
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")


def accept_revisions(root: _Element, found: Removals, part: str) -> None:
    """Leave the text as if every tracked change were accepted, and no comment had been made."""
    changes = 0
    for row in _all(root, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            changes += 1
            drop(row)
    for cell in _all(root, "cellDel"):
        changes += 1
        drop(next(cell.iterancestors(f"{W}tc"), cell))
    for paragraph in _all(root, "p"):
        changes += _accept_mark(paragraph)
    for element in _all(root, *_GONE, *_BEFORE, *_RANGES):
        changes += 1
        drop(element)
    for element in _all(root, *_COME):
        changes += 1
        _lift(element)
    found.add("stripped-revisions", f"tracked changes in {part}, as if accepted", changes)
    comments = _all(root, *_COMMENTS)
    for element in comments:
        drop(element)
    found.add("stripped-comments", f"comments in {part}", len(comments))


def lift_wrappers(root: _Element) -> None:
    """Take away what only wraps text: content controls, smart tags, custom XML."""
    for control in _all(root, "sdt"):
        content = control.find(f"{W}sdtContent")
        placeholder = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        if content is None or (
            placeholder and content.find(f"{W}p") is None and content.find(f"{W}tc") is None
        ):
            drop(control)
        else:
            for name in ("sdtPr", "sdtEndPr"):
                for properties in control.findall(f"{W}{name}"):
                    drop(properties)
            _lift(content)
            _lift(control)
    for wrapper in _all(root, "smartTag", "customXml"):
        for properties in wrapper.findall(f"{W}smartTagPr") + wrapper.findall(f"{W}customXmlPr"):
            drop(properties)
        _lift(wrapper)


def _accept_mark(paragraph: _Element) -> int:
    """A deleted paragraph mark joins the next paragraph to this one (17.13.5.15)."""
    deleted = [m for name in _GONE for m in paragraph.findall(f"{W}pPr/{W}rPr/{W}{name}")]
    if not deleted:
        return 0
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        content = [child for child in paragraph if child.tag != f"{W}pPr"]
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed(content):
            following.insert(at, child)
        drop(paragraph)
    return 1


def _all(root: _Element, *names: str) -> list[_Element]:
    return list(root.iter(*(f"{W}{name}" for name in names)))


def _lift(element: _Element) -> None:
    """Put the children of `element` in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)
