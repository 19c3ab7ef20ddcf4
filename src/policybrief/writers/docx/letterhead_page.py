"""The pages of a file on a letterhead: its paper and margins, and which headers and footers they bear."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.ooxml.xml import R, W
from policybrief.templates.look import PageLayout
from policybrief.writers.docx.styles import twips

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST_TWIPS = 340
"""Between the edge of the paper and a header or footer: 6 millimetres."""
_PAGE_KEPT = ("paperSrc", "pgBorders", "lnNumType", "bidi", "rtlGutter", "docGrid")

Reference = tuple[str, str, str]
"""("header" or "footer", "first", "default" or "even", relationship id)."""


def references_of(root: _Element) -> list[Reference]:
    """The headers and footers that the last section of `root` names."""
    section = list(root.iter(f"{W}sectPr"))[-1]
    return [
        (side, e.get(f"{W}type", "default"), e.get(f"{R}id", ""))
        for side in ("header", "footer")
        for e in section.iter(f"{W}{side}Reference")
    ]


def set_sections(
    body: _Element, section: _Element, page: PageLayout, *, references: Sequence[Reference], titled: bool
) -> None:
    """Give each section of the text the page of the letterhead, and the first its headers: the rest inherit them."""
    for number, properties in enumerate(body.iter(f"{W}sectPr")):
        broad = properties.find(f"{W}pgSz")
        turned = broad is not None and broad.get(f"{W}orient") == "landscape"
        for name in ("headerReference", "footerReference", "titlePg", "pgSz", "pgMar", *_PAGE_KEPT):
            for element in properties.findall(f"{W}{name}"):
                properties.remove(element)
        made = [] if number else [_reference(*reference) for reference in references]
        made += [e for e in properties if e.tag in (f"{W}footnotePr", f"{W}endnotePr", f"{W}type")]
        made += _page(section, page, turned=turned)
        kept = {name: section.find(f"{W}{name}") for name in _PAGE_KEPT}
        made += [copy.deepcopy(e) for name in _PAGE_KEPT[:3] if (e := kept[name]) is not None]
        made += [e for e in properties if e not in made]
        if titled and not number:
            made.append(etree.Element(f"{W}titlePg"))
        made += [copy.deepcopy(e) for name in _PAGE_KEPT[3:] if (e := kept[name]) is not None]
        properties[:] = made


def _page(section: _Element, page: PageLayout, *, turned: bool) -> list[_Element]:
    """Paper and margins: left and right as the template says them, the rest as in the letterhead."""
    size, margins = etree.Element(f"{W}pgSz"), copy.deepcopy(section.find(f"{W}pgMar"))
    assert margins is not None
    width, height = twips(page.width), twips(page.height)
    size.set(f"{W}w", str(height if turned else width))
    size.set(f"{W}h", str(width if turned else height))
    if turned:
        size.set(f"{W}orient", "landscape")
    margins.set(f"{W}left", str(twips(page.left + page.main_x)))
    margins.set(f"{W}right", str(twips(page.right)))
    for side in ("header", "footer"):  # our lines stand there, and no printer reaches the edge
        margins.set(f"{W}{side}", str(max(int(margins.get(f"{W}{side}", "0")), LEAST_TWIPS)))
    return [size, margins]


def _reference(side: str, when: str, identifier: str) -> _Element:
    made = etree.Element(f"{W}{side}Reference")
    made.set(f"{W}type", when)
    made.set(f"{R}id", identifier)
    return made
