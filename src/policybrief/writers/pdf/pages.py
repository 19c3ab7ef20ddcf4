"""A document and a look → its pages, which draw themselves as a PDF; only what names pages is set again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from policybrief.document import Document, Mark, Meta
from policybrief.templates.look import Look
from policybrief.writers.layout import Layout
from policybrief.writers.opening import below_contents, under_title
from policybrief.writers.pdf.blocks import add_blocks
from policybrief.writers.pdf.contents import add_contents
from policybrief.writers.pdf.filled_pages import FilledPage, Frame, fill_pages
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.furniture import draw_furniture, note_missing_characters
from policybrief.writers.pdf.letterhead import add_opening
from policybrief.writers.pdf.notes import draw_separator
from policybrief.writers.pdf.open_points import findings
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.tree import Element

MOST_PASSES = 4
"""How often pages are filled at most until the numbers of pages that are in the text hold."""


def lay_out(document: Document, look: Look) -> Layout:
    """The pages of `document`, filled and counted; they are drawn when their bytes are asked for."""
    setting = Setting.of(look, document.meta.notes, document.meta.language)
    flow = Flow(setting, document, Element("Document"), add_blocks)
    add_opening(flow)
    flow.blocks(under_title(document), flow.root)
    if document.meta.contents:
        add_contents(flow)
    flow.blocks(below_contents(document), flow.root)
    pages = _filled(flow)
    note_missing_characters(document, setting)
    return Layout(
        len(pages),
        tuple(setting.pages.items()),
        tuple(setting.soft_hyphens.items()),
        findings(document, setting),
        cache(partial(_drawn, flow, pages)),
    )


def _filled(flow: Flow) -> list[FilledPage]:
    page = flow.setting.look.page
    frame = Frame(page.first_top, page.top, page.height - page.bottom)
    pages = fill_pages(flow.strips, frame)
    for _ in range(MOST_PASSES):
        places = _places(pages)
        if places == flow.setting.pages:
            break
        flow.setting.pages = places
        if not flow.late:
            break
        _set_late(flow)
        pages = fill_pages(flow.strips, frame)
    return pages


def _places(pages: list[FilledPage]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for placed in page.placed():
            for node_id in placed.strip.ids if not placed.again else ():
                found.setdefault(node_id, number)
    return found


def _set_late(flow: Flow) -> None:
    """Sets the paragraphs that name pages again; what hangs beside them and keeps them stays."""
    moved = 0
    for index, late in enumerate(flow.late):
        start = late.start + moved
        old = flow.strips[start : start + late.count]
        made = late.again()
        first = old[0]
        made[0] = replace(
            made[0],
            before=first.before,
            new_page=first.new_page,
            height=made[0].height + first.inset,
            inset=first.inset,
            ornaments=first.ornaments,
            ids=first.ids,
        )
        for order, strip in enumerate(made[: len(old)]):
            made[order] = replace(strip, keep=strip.keep or (old[order].keep and order < len(made) - 1))
        flow.strips[start : start + late.count] = made
        flow.late[index] = replace(late, start=start, count=len(made))
        moved += len(made) - late.count


def _marks_of(page: FilledPage, meta: Meta) -> tuple[Mark, ...]:
    """The highest mark of each scheme on the page, at least the lowest; else those of the document."""
    if not meta.levels:
        return meta.marks
    labels = {label for placed in page.placed() for label in placed.strip.marking.split(", ")}
    return tuple(
        next((mark for mark in reversed(levels) if mark.label in labels), levels[0]) for levels in meta.levels
    )


def _drawn(flow: Flow, pages: list[FilledPage]) -> bytes:
    from policybrief.writers.pdf.archival_file import saved
    from policybrief.writers.pdf.canvas import Canvas

    setting, meta = flow.setting, flow.document.meta
    page = setting.look.page
    canvas = Canvas(page.width, page.height, language=meta.language, face=setting.family.regular)
    for number, filled in enumerate(pages, 1):
        marks = _marks_of(filled, flow.document.meta) if number > 1 else flow.document.meta.marks
        draw_furniture(canvas, flow.document, flow.setting, number, len(pages), marks)
        for placed in filled.text:
            placed.strip.show(canvas, page.left, placed.top, placed.again)
        draw_separator(canvas, flow.setting, filled)
        for placed in filled.foot:
            placed.strip.show(canvas, page.left, placed.top, placed.again)
        canvas.end_page()
    return saved(canvas, meta, flow.root)
