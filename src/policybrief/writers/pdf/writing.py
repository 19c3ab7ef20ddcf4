"""A document and a look → the bytes of a PDF, in as many passes as its page references need."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document, PageReferences, Table, walk
from policybrief.templates.look import Look
from policybrief.writers.pdf.canvas import TaggedCanvas
from policybrief.writers.pdf.contents import add_contents
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.furniture import opening, page_furniture
from policybrief.writers.pdf.paragraphs import Setting
from policybrief.writers.pdf.strips import Placed, fill_pages
from policybrief.writers.pdf.tree import Element
from policybrief.writers.written import Written

MOST_PASSES = 4


def write(document: Document, look: Look) -> Written:
    """The PDF of `document`, its pages, and the page of every node that has an id."""
    places: tuple[tuple[str, int], ...] = ()
    flow, pages = _lay_out(document, look, places)
    if document.meta.contents or any(isinstance(node, PageReferences) for node in walk(document)):
        for _ in range(MOST_PASSES):
            found = _places(pages)
            if found == places:
                break
            places = found
            flow, pages = _lay_out(document, look, places)
    return Written(
        _draw(document, flow, pages), _diagnostics(document, flow, pages), len(pages), _places(pages)
    )


def _lay_out(
    document: Document, look: Look, places: tuple[tuple[str, int], ...]
) -> tuple[Flow, list[list[Placed]]]:
    flow = Flow(Setting.of(look, places), document, Element("Document"))
    opening(flow)
    if document.meta.contents:
        add_contents(flow)
    flow.blocks(document.blocks, flow.root)
    page = look.page
    bottom = page.height - page.bottom
    return flow, fill_pages(flow.strips, first_top=page.first_top, top=page.top, bottom=bottom)


def _places(pages: list[list[Placed]]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for placed in page:
            for node_id in placed.strip.ids if not placed.again else ():
                found.setdefault(node_id, number)
    return tuple(found.items())


def _draw(document: Document, flow: Flow, pages: list[list[Placed]]) -> bytes:
    look = flow.look
    size = (look.page.width, look.page.height)
    canvas = TaggedCanvas(
        document.meta, page_size=size, font=flow.setting.family.regular.name, root=flow.root
    )
    for number, page in enumerate(pages, 1):
        page_furniture(canvas, document, flow.setting, number, len(pages))
        for placed in page:
            placed.strip.draw(canvas, look.page.left, placed.top, placed.again)
        canvas.showPage()
    return canvas.save_bytes()


def _diagnostics(document: Document, flow: Flow, pages: list[list[Placed]]) -> tuple[Diagnostic, ...]:
    found = [
        Diagnostic(
            "missing-glyph", f"no font has the character '{sign}' (U+{ord(sign):04X})", None, Severity.OPEN
        )
        for sign in sorted(flow.setting.missing)
    ]
    found += [
        Diagnostic(
            "word-too-wide",
            f"a word of {record} is wider than its column",
            None,
            Severity.OPEN,
            record=record,
        )
        for record in sorted(flow.setting.too_wide)
    ]
    decision = [node.id for node in walk(document) if isinstance(node, Table) and node.role == "decision"]
    ends = {s.strip.ids[0]: n for n, page in enumerate(pages, 1) for s in page if s.strip.ids and not s.again}
    if decision and ends.get(decision[0], 1) > 1:
        said = "the decision box does not stand on page 1; shorten the bottom line"
        found.append(Diagnostic("decision-overflow", said, None, Severity.OPEN))
    return tuple(found)
