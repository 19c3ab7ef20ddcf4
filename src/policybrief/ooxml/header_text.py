"""The text of a header or footer, cleaned: what hides, runs, fetches or names a person goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from policybrief.ooxml.fields import clean_fields
from policybrief.ooxml.package import Relationship
from policybrief.ooxml.removals import Removals
from policybrief.ooxml.revisions import accept_revisions, lift_wrappers
from policybrief.ooxml.xml import A, R, V, W, attributes, drop

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE = "{urn:schemas-microsoft-com:office:office}"
WEB = re.compile(r"(https?://|mailto:)\S+$", re.I)
_FRAMES = (f"{W}drawing", f"{W}pict", f"{W}object")
_VML_PICTURES = tuple(f"{V}{name}" for name in ("imagedata", "fill", "stroke"))
_EMBEDDED = (f"{W}object", f"{W}control", f"{W}altChunk", f"{W}subDoc", f"{W}movie", f"{OFFICE}OLEObject")
_LEFT_BEHIND = tuple(
    f"{W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "permStart",
        "permEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "sectPr",
    )
)
_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\|/(Users|home)/|file:", re.I)


def clean_story(
    root: _Element, kept: Mapping[str, Relationship], *, hidden: Collection[str], found: Removals, part: str
) -> None:
    """Clean the tree of one header or footer in place.

    `kept` are the relationships that may stay: checked images, links to the web. `hidden` are ids of styles
    whose text is hidden.
    """
    clean_text(root, hidden=hidden, found=found, part=part)
    _drop_pointers(root, kept, found, part)
    for element in list(root.iter(*_LEFT_BEHIND)):
        drop(element)
    strip_identifiers(root)
    _clean_names(root, found, part)


def clean_text(root: _Element, *, hidden: Collection[str], found: Removals, part: str) -> None:
    """Take out comments, tracked changes, objects, fields that could do something, hidden text."""
    accept_revisions(root, found, part)
    lift_wrappers(root)
    _drop_embedded(root, found, part)
    clean_fields(root, found, part)
    _drop_hidden(root, hidden, found, part)


def strip_identifiers(root: _Element) -> None:
    """Take out the numbers by which Word distinguishes editing sessions (17.15.1.70), and paragraph ids."""
    for element in root.iter():
        for name in [n for n in attributes(element) if _is_identifier(n)]:
            del element.attrib[name]
    for element in list(root.iter(f"{W}rsid", f"{W}rsids")):
        drop(element)


def _is_identifier(name: str) -> bool:
    local = name.rsplit("}", 1)[-1]
    return local.startswith("rsid") or (local in ("paraId", "textId") and "word/2010/wordml" in name)


def _drop_embedded(root: _Element, found: Removals, part: str) -> None:
    for element in list(root.iter(*_EMBEDDED)):
        if element.getparent() is not None:
            found.add("stripped-embedded-object", f"an embedded object or control in {part}")
            drop(next(element.iterancestors(*_FRAMES), element))


def _drop_hidden(root: _Element, hidden: Collection[str], found: Removals, part: str) -> None:
    """Hidden text (17.3.2.41) would come to light with one click in Word."""
    for run in list(root.iter(f"{W}r")):
        if run.find(f"{W}fldChar") is None and run.find(f"{W}instrText") is None and _is_hidden(run, hidden):
            if any(True for _ in run.iter(f"{W}t", f"{W}drawing", f"{W}pict")):
                found.add("stripped-hidden-text", f"hidden text in {part}")
            drop(run)


def _is_hidden(run: _Element, hidden: Collection[str]) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is not None:
        for name in ("vanish", "specVanish"):
            switch = properties.find(f"{W}{name}")
            if switch is not None:
                return switch.get(f"{W}val", "true") not in ("0", "false", "off")
        style = properties.find(f"{W}rStyle")
        if style is not None and style.get(f"{W}val") in hidden:
            return True
    paragraph = next(run.iterancestors(f"{W}p"), None)
    style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return style is not None and style.get(f"{W}val") in hidden


def _drop_pointers(root: _Element, kept: Mapping[str, Relationship], found: Removals, part: str) -> None:
    """Whatever points to a part or an address that does not come along goes with what shows it."""
    for extensions in list(root.iter(f"{A}extLst")):
        drop(extensions)
    for element in list(root.iter()):
        values = attributes(element)
        if any(name.startswith(R) and value not in kept for name, value in values.items()):
            _drop_pointing(element)
        for name in ("href", "src", f"{OFFICE}href", f"{OFFICE}relid"):
            if name in values and (element.tag in _VML_PICTURES or not WEB.match(values[name])):
                found.add("stripped-external-link", f"a link to a file or program in {part}")
                del element.attrib[name]
    for image in list(root.iter(f"{V}imagedata")):
        if image.get(f"{R}id") is None:
            drop(next(image.iterancestors(*_FRAMES), image))


def _drop_pointing(element: _Element) -> None:
    if element.tag == f"{W}hyperlink":  # its words stay
        for child in list(element):
            element.addprevious(child)
        drop(element)
    elif element.tag in (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver"):
        drop(element)
    elif element.getparent() is not None:
        frame = next(element.iterancestors(*_FRAMES), element)
        drop(frame)


def _clean_names(root: _Element, found: Removals, part: str) -> None:
    """Old versions of Word put the place on somebody's disk into a picture's name and description."""
    for element in root.iter():
        for name in ("descr", "title", "name", "alt", f"{OFFICE}title"):
            value = element.attrib.get(name)
            if value is not None and _PATH.search(value):
                found.add("stripped-personal-data", f"the path of a picture on someone's disk in {part}")
                element.set(name, "Picture" if name == "name" else "")
