"""Fields of a letterhead: those that only show something stay (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policybrief.ooxml.removals import Removals
from policybrief.ooxml.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

KEPT = frozenset(
    (
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "STYLEREF",
        "TITLE",
        "SUBJECT",
        "DATE",
        "TIME",
        "IF",
        "=",
        "SEQ",
    )
)
"""They count, or repeat what is in the document."""
FROZEN = frozenset(
    (
        *(
            "AUTHOR",
            "LASTSAVEDBY",
            "FILENAME",
            "FILESIZE",
            "SAVEDATE",
            "CREATEDATE",
            "PRINTDATE",
            "EDITTIME",
            "REVNUM",
        ),
        *(
            "COMMENTS",
            "KEYWORDS",
            "TEMPLATE",
            "DOCPROPERTY",
            "INFO",
            "REF",
            "NOTEREF",
            "PAGEREF",
            "TOC",
            "TC",
            "XE",
        ),
        *(
            "HYPERLINK",
            "SYMBOL",
            "LISTNUM",
            "AUTONUM",
            "EQ",
            "ADVANCE",
            "NUMCHARS",
            "NUMWORDS",
            "QUOTE",
            "STYLE",
        ),
        *("USERNAME", "USERINITIALS", "USERADDRESS", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
    )
)
"""What they showed last stays as plain text: what they refer to does not come along."""


@dataclass(slots=True)
class _Open:
    """A field whose end was not met yet."""

    code: str = ""
    marks: list[_Element] = field(default_factory=list)
    shown: list[_Element] = field(default_factory=list)
    showing: bool = False


def clean_fields(root: _Element, found: Removals, part: str) -> None:
    """Take out of `root` every field that is not in `KEPT`; of one that is in `FROZEN` its text stays."""
    for simple in list(root.iter(f"{W}fldSimple")):
        name = _name(simple.get(f"{W}instr", ""))
        if name not in KEPT:
            _unwrap(simple, keep=_judged(name, found, part))
    opened: list[_Open] = []
    for mark in list(root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", *_SHOWN)):
        _step(mark, opened, found, part)
    for unfinished in opened:
        _remove([*unfinished.marks, *unfinished.shown])


def _step(mark: _Element, opened: list[_Open], found: Removals, part: str) -> None:
    kind = mark.get(f"{W}fldCharType") if mark.tag == f"{W}fldChar" else ""
    if kind == "begin":
        opened.append(_Open(marks=[mark]))
    elif not opened:
        if mark.tag in (f"{W}instrText", f"{W}delInstrText"):
            _remove([mark])
    elif kind == "separate":
        opened[-1].showing = True
        opened[-1].marks.append(mark)
    elif kind == "end":
        done = opened.pop()
        done.marks.append(mark)
        _close(done, opened, found, part)
    elif mark.tag in (f"{W}instrText", f"{W}delInstrText"):
        opened[-1].code += mark.text or ""
        opened[-1].marks.append(mark)
    else:
        opened[-1].shown.append(mark)


def _close(done: _Open, opened: list[_Open], found: Removals, part: str) -> None:
    """Judge a whole field: its code may be spread over many runs, to hide what it is."""
    name = _name(done.code)
    if name not in KEPT:
        _remove(done.marks)
        if not _judged(name, found, part):
            _remove(done.shown)
            return
    if opened:  # what an inner field shows is part of the outer one
        outer = opened[-1]
        (outer.shown if outer.showing else outer.marks).extend([*done.marks, *done.shown])


def _judged(name: str, found: Removals, part: str) -> bool:
    """True if what the field shows may stay; a dangerous one is noted."""
    if name in FROZEN:
        return True
    found.add(
        "stripped-field",
        f"a field {name or 'of no known kind'} in {part}, which could run or fetch something",
    )
    return False


def _name(code: str) -> str:
    words = code.split(None, 1)
    name = words[0].strip('"\\').upper() if words else ""
    return "=" if name.startswith("=") else name[:20] if name.isalpha() else ""


def _unwrap(element: _Element, *, keep: bool) -> None:
    """Take the element away and, if `keep`, leave its children in its place."""
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    if keep:
        for child in reversed(list(element)):
            parent.insert(at, child)
    parent.remove(element)


def _remove(elements: list[_Element]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


_SHOWN = tuple(
    f"{W}{name}" for name in ("t", "tab", "br", "cr", "sym", "drawing", "pict", "noBreakHyphen", "ptab")
)
