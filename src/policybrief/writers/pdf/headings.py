"""Sections: a heading hung beside its first text, or above what is wide; its rule and outline entry."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Block, Inline, List, Paragraph, Section, Str, Table, plain_text
from policybrief.templates.look import Look, TypeStyle
from policybrief.writers.pdf.notes import notes_of_line
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, rise, set_lines
from policybrief.writers.pdf.strips import Draw, Strip, nothing
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

if TYPE_CHECKING:
    from policybrief.writers.pdf.flow import Flow

EN_SPACE = "\u2002"
LINES_OF_TEXT = 36.0
"""Height of text, three lines of the smallest type, that stands below a heading on its page."""
RULE = 6.75
"""Height of the rule above a section with the white below it."""
SUBTITLE = TypeStyle(9, 12, colour="ink2")


def add_section(flow: Flow, section: Section, parent: Element, *, level: int) -> None:
    """Adds a section with all that is in it."""
    element = parent.add("Sect")
    if section.role in ("annex", "open-points"):
        flow.page_break()
    if not section.title:
        flow.gap = max(flow.gap, 16.0)
        flow.blocks(section.blocks, element, level=level + 1)
    elif level == 1:
        _main_section(flow, section, element)
    else:
        _subhead(flow, section, element, level=level)
        flow.blocks(section.blocks, element, level=level + 1)
    flow.end_section()


def _subhead(flow: Flow, section: Section, element: Element, *, level: int) -> None:
    look = flow.setting.look
    style, page = look.style("subhead"), look.page
    heading = element.add(f"H{min(level + 1, 6)}")
    lines = set_lines(flow.setting, _title(section), heading, style=style, width=page.main)
    strips = line_strips(
        lines,
        indent=page.main_x,
        before=style.before,
        ids=(section.id,) if section.id else (),
        keep=True,
        notes_of=partial(notes_of_line, flow.setting, parent=element) if flow.setting.foot else None,
    )
    strips[0] = _entered(strips[0], section, level)
    flow.add(strips, before=style.before, after=0.0 if section.subtitle else style.after)
    if section.subtitle:
        small = set_lines(flow.setting, section.subtitle, element.add("P"), style=SUBTITLE, width=page.main)
        flow.add(line_strips(small, indent=page.main_x, before=0.0, keep=True), after=style.after)
    flow.below_heading = LINES_OF_TEXT


def _main_section(flow: Flow, section: Section, element: Element) -> None:
    """The heading hangs beside the first strip of text; above a table of full width it stands alone."""
    look, meta = flow.setting.look, flow.document.meta
    beside = _beside(section) if look.page.side else ""
    width = look.page.side if beside else look.page.measure
    style = replace(look.style("heading"), leading=14.0 if beside == "text" else 17.0)
    heading = set_lines(
        flow.setting, _title(section), element.add("H2"), style=style, width=width, balanced=True
    )
    heads = [heading]
    if section.subtitle:
        heads.append(set_lines(flow.setting, section.subtitle, element.add("P"), style=SUBTITLE, width=width))
    flow.captioned.extend(heading.notes())
    ruled = look.accent if meta.ruled else ""
    before = 24.0 if ruled else 20.0
    start = len(flow.strips)
    if beside:
        flow.gap = max(flow.gap, before)
    else:
        height = sum(lines.height for lines in heads) + 6
        flow.add([Strip(height, nothing, keep=True)], before=before)
    if beside:
        count = _count_beside(section)
        flow.blocks(section.blocks[:count], element, level=2)
        drop = _first_rise(look, section.blocks[0]) - rise(style)
        tall = sum(lines.height for lines in heads) + max(0.0, drop)
        _clear(flow, start, tall + (RULE if ruled else 0.0))
        flow.blocks(section.blocks[count:], element, level=2)
    if start < len(flow.strips):
        _hang(flow, start, heads, ruled, section, drop=drop if beside else 0.0)
    if not beside:
        flow.gap = 0.0
        flow.below_heading = LINES_OF_TEXT
        flow.blocks(section.blocks, element, level=2)


def _title(section: Section) -> tuple[Inline, ...]:
    return (Str(f"{section.number}{EN_SPACE}"), *section.title) if section.number else section.title


def _beside(section: Section) -> str:
    """ "lead" or "text" if the section begins in the text column, "" if with something of full width."""
    match section.blocks[0] if section.blocks else None:
        case Paragraph(role="lead"):
            return "lead"
        case Paragraph() | List() | Section():
            return "text"
        case Table(full=False):
            return "text"
        case _:
            return ""


def _first_rise(look: Look, block: Block) -> float:
    """Where the first line of a block stands: the heading beside it stands on the same line."""
    match block:
        case Table():
            table = look.table(block.role)
            return table.above + rise(look.style(table.text))
        case Paragraph():
            return rise(look.style(block.role))
        case Section():
            return rise(look.style("subhead"))
        case _:
            return rise(look.style("list"))


def _count_beside(section: Section) -> int:
    """How many blocks are in the text column before the first of full width."""
    wide = (n for n, block in enumerate(section.blocks) if isinstance(block, Table) and block.full)
    return next(wide, len(section.blocks))


def _clear(flow: Flow, start: int, tall: float) -> None:
    """Asks for so much space below the strips from `start` that what follows stands clear of the heading."""
    held = sum(strip.height + (strip.before if n else 0.0) for n, strip in enumerate(flow.strips[start:]))
    if flow.strips[start:]:
        flow.gap = max(flow.gap, tall - held + 4.0)


def _hang(flow: Flow, start: int, heads: list[Lines], ruled: str, section: Section, *, drop: float) -> None:
    """Hangs a heading beside the strip `start`, `drop` lower; as many strips as it is high keep with it."""
    first = flow.strips[start]
    inset = RULE if ruled else 0.0
    width = flow.setting.look.page.measure
    ornament = partial(_draw_head, heads=tuple(heads), ruled=ruled, width=width, drop=drop)
    first = replace(
        first,
        height=first.height + inset,
        inset=first.inset + inset,
        ornaments=(ornament, *(partial(_draw_lower, drawn=drawn, by=inset) for drawn in first.ornaments)),
        ids=(section.id, *first.ids) if section.id else first.ids,
    )
    flow.strips[start] = _entered(first, section, 1)
    tall = sum(lines.height for lines in heads) + max(0.0, drop)
    height, at = first.height, start + 1
    while height < max(tall + inset, LINES_OF_TEXT + inset) and at < len(flow.strips):
        flow.strips[at - 1] = replace(flow.strips[at - 1], keep=True)
        height += flow.strips[at].height + flow.strips[at].before
        at += 1
    if at == len(flow.strips) and height < tall + inset:
        flow.strips[at - 1] = replace(flow.strips[at - 1], keep=True)
        flow.strips.append(Strip(tall + inset - height, nothing))


def _entered(strip: Strip, section: Section, level: int) -> Strip:
    """The strip, which enters the section into the outline."""
    number = f"{section.number} " if section.number else ""
    title = number + plain_text(section.title).replace(EN_SPACE, " ")
    entry = partial(_enter, title=title, node_id=section.id, level=min(level, 2) - 1)
    return replace(strip, ornaments=(entry, *strip.ornaments))


def _enter(
    canvas: Canvas, x: float, top: float, again: bool, *, title: str, node_id: str, level: int
) -> None:
    if node_id:
        canvas.destination(node_id, top)
    canvas.enter(title, level, top)


def _draw_lower(canvas: Canvas, x: float, top: float, again: bool, *, drawn: Draw, by: float) -> None:
    """Draws what stands beside the first line where that line stands."""
    drawn(canvas, x, top + by, again)


def _draw_head(
    canvas: Canvas,
    x: float,
    top: float,
    again: bool,
    *,
    heads: tuple[Lines, ...],
    ruled: str,
    width: float,
    drop: float,
) -> None:
    if ruled:
        canvas.mark("")
        canvas.box(x, top, width, 0.75, ruled)
        top += RULE
    top += drop
    for lines in heads:
        draw_lines(canvas, lines.lines, x, top, lines)
        top += lines.height
