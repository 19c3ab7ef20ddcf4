"""Several sections → the one that our body is in (ISO/IEC 29500-1, 17.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.ooxml.letterhead import PageSetup
from policybrief.ooxml.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

KEPT = ("paperSrc", "pgBorders", "lnNumType", "bidi", "rtlGutter", "docGrid")
_LEAST, _MOST = 100.0, 2000.0
"""Points: paper between a visiting card and A0; margins that leave something between them."""


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """The section that a letterhead gives: its page, what else stays of it, its headers and footers."""

    page: PageSetup
    first_page: bool
    """True if page 1 has a header and footer of its own."""
    references: tuple[tuple[str, str, str], ...]
    """("header" or "footer", "first", "default" or "even", relationship id)."""
    properties: tuple[bytes, ...]
    """Other elements of the section, as XML."""


def plan_section(document: _Element) -> SectionPlan:
    """Page 1 as the first page of the letterhead is, all others as those of its last upright section.

    A letterhead often has a section for its first page and one for the others, and sometimes a broad annex.
    """
    sections = [s for s in document.iter(f"{W}sectPr") if s.getparent() is not None]
    if not sections:
        return SectionPlan(PageSetup(), False, (), ())
    effective = _inherited(sections)
    upright = [index for index, section in enumerate(sections) if not _is_broad(section)]
    chosen = upright[-1] if upright else len(sections) - 1
    running = effective[chosen]
    opening = effective[upright[0] if upright else 0]
    titled = _is_titled(sections[upright[0] if upright else 0])
    references = {key: value for key, value in running.items() if key[1] != "first"}
    for side in ("header", "footer"):
        on_first = opening.get((side, "first" if titled else "default"))
        if on_first and (titled or on_first != running.get((side, "default"))):
            references[side, "first"] = on_first
    first_page = titled or any(when == "first" for _, when in references)
    if first_page and not titled:  # one side differs on page 1: the other is there as on all pages
        for side in ("header", "footer"):
            if (side, "default") in opening:
                references.setdefault((side, "first"), opening[side, "default"])
    return SectionPlan(
        _page(sections[chosen]),
        first_page,
        tuple((side, when, target) for (side, when), target in sorted(references.items())),
        tuple(etree.tostring(e) for e in sections[chosen] if e.tag in [f"{W}{name}" for name in KEPT]),
    )


def _inherited(sections: list[_Element]) -> list[dict[tuple[str, str], str]]:
    """Headers and footers of each section; one that names none has those of the section before (17.10.5)."""
    found: list[dict[tuple[str, str], str]] = []
    current: dict[tuple[str, str], str] = {}
    for section in sections:
        current = dict(current)
        for side in ("header", "footer"):
            for reference in section.findall(f"{W}{side}Reference"):
                current[side, reference.get(f"{W}type", "default")] = reference.get(f"{R}id", "")
        found.append(current)
    return found


def _is_titled(section: _Element) -> bool:
    title = section.find(f"{W}titlePg")
    return title is not None and title.get(f"{W}val", "true") not in ("0", "false", "off")


def _is_broad(section: _Element) -> bool:
    size = section.find(f"{W}pgSz")
    return size is not None and _points(size, "w", 595.3) > _points(size, "h", 841.9)


def _page(section: _Element) -> PageSetup:
    size, margins, base = section.find(f"{W}pgSz"), section.find(f"{W}pgMar"), PageSetup()
    width = min(max(_points(size, "w", base.width), _LEAST), _MOST)
    height = min(max(_points(size, "h", base.height), _LEAST), _MOST)
    left, right = _points(margins, "left", base.left), _points(margins, "right", base.right)
    if left < 0 or right < 0 or left + right > width - _LEAST:
        left, right = base.left, base.right
    top, bottom = abs(_points(margins, "top", base.top)), abs(_points(margins, "bottom", base.bottom))
    if top + bottom > height - _LEAST:
        top, bottom = base.top, base.bottom
    header, footer = _points(margins, "header", base.header), _points(margins, "footer", base.footer)
    return PageSetup(
        width, height, left, right, top, bottom, min(abs(header), height / 4), min(abs(footer), height / 4)
    )


def _points(element: _Element | None, name: str, default: float) -> float:
    """A measure in twentieths of a point as points; `default` where it says nothing that is one."""
    value = element.get(f"{W}{name}", "") if element is not None else ""
    try:
        return round(float(value) / 20, 2) if abs(float(value)) < 1e6 else default
    except ValueError:
        return default
