"""The measures of a page: what a letterhead says, and over it what the template says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policybrief.images import Picture
from policybrief.ooxml.letterhead import Letterhead
from policybrief.templates.look import BASE_LOOK, Look, PageLayout

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
BASE = BASE_LOOK.page
LEAST_MARGIN = 14.0
"""Points between the edge of the paper and a heading that hangs beside its text."""
LOGO_HEIGHT, LOGO_WIDTH = 34.0, 180.0


def laid_out(
    page: PageLayout,
    letterhead: Letterhead | None,
    *,
    paper: str,
    margins: Mapping[str, float],
    headings: str,
) -> PageLayout:
    """`page` with what a letterhead gives, then with what the template says about it.

    In a letterhead whose left margin leaves no room for a column of headings, these stand above their text.
    """
    if letterhead is not None:
        page = _of_letterhead(page, letterhead, headings)
    elif headings:
        page = _with_headings(page, headings)
    width, height = PAPERS.get(paper, (page.width, page.height))
    return replace(
        page,
        width=width,
        height=height,
        left=margins.get("left", page.left),
        right=margins.get("right", page.right),
        footer_top=height - (BASE.height - BASE.footer_top),
    )


def fitted(look: Look, logo: Picture | None, *, height: float) -> Look:
    """`look` with a logo that is as high as asked for, and no broader than the letterhead has room for."""
    if logo is None and not (height and look.logo):
        return look
    broad, high = (logo.width, logo.height) if logo else look.logo_size
    printed_height = min(height or LOGO_HEIGHT, LOGO_WIDTH * high / broad)
    size = (round(printed_height * broad / high, 2), round(printed_height, 2))
    return replace(look, logo=logo.png if logo else look.logo, logo_size=size)


def _of_letterhead(page: PageLayout, letterhead: Letterhead, headings: str) -> PageLayout:
    """The page of a letterhead: its left margin is that of the text, which headings may hang left of."""
    sheet = letterhead.page
    beside = headings == "beside" or (not headings and sheet.left >= BASE.main_x + LEAST_MARGIN)
    page = _with_headings(page, "beside" if beside else "above")
    left = sheet.left - page.main_x
    size = (sheet.width, sheet.height)
    width, height = next((paper for paper in PAPERS.values() if _is_nearly(size, paper)), size)
    return replace(
        page,
        width=width,
        height=height,
        left=left if left >= LEAST_MARGIN else sheet.left,
        right=sheet.right,
        top=max(sheet.top, BASE.top),
        bottom=max(sheet.bottom, BASE.bottom),
    )


def _is_nearly(size: tuple[float, float], paper: tuple[float, float]) -> bool:
    """True for sizes that differ only by being counted in whole twips or millimetres."""
    return all(abs(a - b) < 1 for a, b in zip(size, paper, strict=True))


def _with_headings(page: PageLayout, headings: str) -> PageLayout:
    if headings == "above":
        return replace(page, side=0.0, main_x=0.0)
    return replace(page, side=BASE.side, main_x=BASE.main_x)
