"""The list of contents: one line a section, with the page that the layout found."""

from __future__ import annotations

from policybrief.document import CrossReference, Inline, Section, Str
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.canvas import TaggedCanvas
from policybrief.writers.pdf.flow import EN_SPACE, Flow
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines, with_side_head
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

ENTRY = TypeStyle(10, 14)


def add_contents(flow: Flow) -> None:
    """Adds the list to the flow, its heading in the left column, or above it where there is none."""
    page, meta = flow.look.page, flow.document.meta
    heading = flow.root.add("H2")
    style = TypeStyle(12, 14, bold=True, colour="accent")
    head = set_lines(
        flow.setting, (Str(meta.contents),), heading, style=style, width=page.side or page.measure
    )
    holder = flow.root.add("TOC")
    sections = [block for block in flow.document.blocks if isinstance(block, Section) and block.title]
    strips = [_entry(flow, section, holder) for section in sections]
    if not strips:
        return
    if page.side:
        strips[0] = with_side_head(strips[0], head, ruled="", width=page.measure, side=page.side)
    else:
        strips[:0] = line_strips(head, indent=0.0, before=0.0, keep=True)
    flow.add(strips, before=4.0, after=12.0)


def _entry(flow: Flow, section: Section, holder: Element) -> Strip:
    page = flow.look.page
    element = holder.add("TOCI").add("Reference")
    number = f"{section.number}{EN_SPACE}" if section.number else ""
    shown = dict(flow.setting.pages).get(section.id, 0)
    linked = CrossReference((Str(number), *section.title), section.id)
    title: tuple[Inline, ...] = (linked, Str(" "))
    lines = set_lines(flow.setting, title, element, style=ENTRY, width=page.main - 40)
    at = set_lines(flow.setting, (Str(str(shown)),), element, style=ENTRY, width=36)

    def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
        draw_lines(canvas, lines.lines, x + page.main_x, top, lines)
        right = x + page.measure - at.lines[0].width
        draw_lines(canvas, at.lines, right, top + lines.height - lines.leading, at)

    return Strip(_height(lines), draw)


def _height(lines: Lines) -> float:
    return lines.height
