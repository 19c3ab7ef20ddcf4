"""Words in braces in a letterhead → what they stand for: "{kind}", "{marking}", "{page}" …"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document import Document
from policybrief.writers.docx.furniture import marking_boxes
from policybrief.writers.docx.runs import simple_field

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMES = ("organisation", "kind", "number", "title", "heading", "facts", "draft", "marking", "page", "pages")
_PATTERN = re.compile(r"\{\s*(" + "|".join(NAMES) + r")\s*\}")


def fill(root: _Element, document: Document) -> frozenset[str]:
    """Put into `root` what its placeholders stand for; the names of those that it had."""
    found: set[str] = set()
    for paragraph in list(root.iter(f"{W}p")):
        found |= _fill_paragraph(paragraph, document)
    return frozenset(found)


def _fill_paragraph(paragraph: _Element, document: Document) -> set[str]:
    """Word spreads a placeholder over several runs as soon as somebody corrects a letter in it."""
    found = set()
    while match := _PATTERN.search("".join(text.text or "" for text in _texts(paragraph))):
        name = match[1]
        found.add(name)
        last = _cut(_texts(paragraph), match.start(), match.end())
        _put(last, name, document)
    return found


def _texts(paragraph: _Element) -> list[_Element]:
    """The text elements of this paragraph, not those of a text box in it."""
    return [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]


def _cut(texts: list[_Element], start: int, end: int) -> _Element:
    """Take the characters from `start` to `end` out; the text element that they began in, split off behind them."""
    at, begun = 0, None
    for text in texts:
        words = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(words))
        at += len(words)
        if first >= len(words) or last <= 0:
            continue
        if begun is None:
            begun = text
            _split(text, words[:first], words[last:])
        else:
            _say(text, words[last:])
    assert begun is not None
    return begun


def _split(text: _Element, before: str, after: str) -> None:
    """Leave `before` in this run and put `after` into a run of the same look behind it."""
    run = text.getparent()
    assert run is not None
    rest = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    following = list(text.itersiblings())
    if after:
        _say(etree.SubElement(rest, f"{W}t"), after)
    for element in following:
        rest.append(element)
    if len(rest) > (properties is not None):
        run.addnext(rest)
    _say(text, before)


def _put(text: _Element, name: str, document: Document) -> None:
    meta = document.meta
    plain = {
        "organisation": meta.organisation,
        "kind": meta.kind,
        "number": meta.number,
        "title": meta.title,
        "heading": meta.header,
        "facts": meta.footer,
        "draft": meta.draft,
    }
    if name in plain:
        _say(text, (text.text or "") + plain[name])
        return
    runs = {
        "marking": marking_boxes(meta.marks),
        "page": simple_field("PAGE", "1"),
        "pages": simple_field("NUMPAGES", "1"),
    }
    run = text.getparent()
    assert run is not None
    own = run.find(f"{W}rPr")
    for made in reversed(list(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{runs[name]}</x>'))):
        if own is not None and made.find(f"{W}rPr") is None:
            made.insert(0, copy.deepcopy(own))
        run.addnext(made)


def _say(text: _Element, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")
