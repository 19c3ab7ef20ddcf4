"""Running text in the flow: paragraphs, lists and panels."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Block, Callout, Inline, List, Note, PageReferences, Paragraph, Str, walk
from policybrief.writers.pdf.flow import Flow, LateParagraph
from policybrief.writers.pdf.headings import EN_SPACE
from policybrief.writers.pdf.notes import notes_of_line
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines, wider_by
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas


NUMBER_STEPS = (24.0, 30.0, 38.0, 45.0)
"""Room for the number of a paragraph on each level, in points."""


def add_paragraph(flow: Flow, paragraph: Paragraph, parent: Element, *, left: float) -> None:
    """A paragraph; one that names pages is set again when these are known."""
    style = flow.setting.look.style(paragraph.role)
    late = any(isinstance(node, PageReferences) for inline in paragraph.content for node in walk(inline))
    role = "Note" if paragraph.role == "source" else "Div" if late else ""
    holder = parent.add(role) if role else parent
    element = holder.add("P")
    start, origin = len(flow.strips), left
    if paragraph.number:
        left += NUMBER_STEPS[0]
    strips = _strips(flow, paragraph, element, holder, left=left)
    if late:
        again = partial(_strips_again, flow, paragraph, element, holder, left, flow.setting.notes)
        flow.late.append(LateParagraph(len(flow.strips), len(strips), again))
    flow.add(strips, before=style.before, after=style.after)
    if paragraph.number and strips:
        number = set_lines(
            *(flow.setting, (Str(f"{paragraph.number}{EN_SPACE}"),), element.add("Span")),
            style=style,
            width=NUMBER_STEPS[0],
        )
        flow.adorn(start, partial(_draw_beside, lines=number, indent=origin))


def add_list(flow: Flow, block: List, parent: Element, *, left: float) -> None:
    """A list, the sign of each entry hung before its first line."""
    if number_of(block.entries):
        _add_numbered(flow, block, parent, left=left)
        return
    holder = parent.add("L", numbering="Decimal" if block.ordered else "Unordered")
    style = flow.setting.look.style("list")
    starts, more = [], wider_by(block)
    for number, entry in enumerate(block.entries, block.start):
        item = holder.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        start = len(flow.strips)
        starts.append(start)
        for inner in entry:
            if isinstance(inner, Paragraph):
                inner = replace(inner, role="list")
            flow.blocks((inner,), body, level=3, indent=left + 12 + more)
        if start < len(flow.strips):
            sign: tuple[Inline, ...] = (Str(f"{number}." if block.ordered else "–"),)
            lines = set_lines(
                flow.setting, sign, label, style=style, width=24 + more, bold=True, colour="accent"
            )
            flow.adorn(start, partial(_draw_beside, lines=lines, indent=left))
    flow.keep_ends(starts)


def number_of(entries: tuple[tuple[Block, ...], ...]) -> str:
    """The number of the first entry that has one, in a paper whose paragraphs are numbered; "" in others."""
    firsts = (entry[0] for entry in entries if entry)
    return next((first.number for first in firsts if isinstance(first, Paragraph) and first.number), "")


def _add_numbered(flow: Flow, block: List, parent: Element, *, left: float) -> None:
    """A list whose entries are counted among the paragraphs, each level in a column of its own."""
    holder = parent.add("L", numbering="Decimal")
    level = min(number_of(block.entries).count("."), len(NUMBER_STEPS) - 1)
    at, text = left + sum(NUMBER_STEPS[:level]), left + sum(NUMBER_STEPS[: level + 1])
    style, starts = flow.setting.look.style("list"), []
    for entry in block.entries:
        item = holder.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        start, number = len(flow.strips), number_of((entry,))
        starts.append(start)
        for inner in entry:
            if isinstance(inner, Paragraph):
                inner = replace(inner, role="list", number="")
            flow.blocks((inner,), body, level=3, indent=left if isinstance(inner, List) else text)
        if start < len(flow.strips):
            lines = set_lines(flow.setting, (Str(number),), label, style=style, width=NUMBER_STEPS[level])
            flow.adorn(start, partial(_draw_beside, lines=lines, indent=at))
    flow.keep_ends(starts)


def add_callout(flow: Flow, callout: Callout, parent: Element, *, level: int, left: float) -> None:
    """A panel behind the blocks, a title above them."""
    look, element = flow.setting.look, parent.add("Sect")
    start = len(flow.strips)
    if callout.title:
        style = look.style("subhead")
        lines = set_lines(
            flow.setting,
            callout.title,
            element.add("P"),
            style=style,
            width=look.page.measure - left,
            bold=True,
        )
        ids = (callout.id,) if callout.id else ()
        flow.add(line_strips(lines, indent=left, before=12.0, ids=ids, keep=True), before=12.0, after=3.0)
    flow.blocks(callout.blocks, element, level=level, indent=left)
    flow.shade(start, left)


def _strips(
    flow: Flow, paragraph: Paragraph, element: Element, holder: Element, *, left: float
) -> list[Strip]:
    style = flow.setting.look.style(paragraph.role)
    width = flow.setting.look.page.measure - left
    lines = set_lines(
        flow.setting, paragraph.content, element, style=style, width=width, origin=paragraph.origin
    )
    strips = line_strips(
        lines,
        indent=left,
        before=style.before,
        ids=(paragraph.id,) if paragraph.id else (),
        keep=paragraph.role == "question",
        notes_of=partial(notes_of_line, flow.setting, parent=holder) if flow.setting.foot else None,
        marking=paragraph.marking,
    )
    if paragraph.role in ("source", "lead"):
        strips = [*(replace(s, keep=True) for s in strips[:-1]), *strips[-1:]]
    return strips


def _strips_again(
    flow: Flow, paragraph: Paragraph, element: Element, holder: Element, left: float, notes: int
) -> list[Strip]:
    """The strips of a paragraph whose pages are known now, in the elements that it has already."""
    element.children.clear()
    holder.children[:] = [element]
    after, flow.setting.notes = flow.setting.notes, notes - _count(paragraph, flow.setting)
    strips = _strips(flow, paragraph, element, holder, left=left)
    flow.setting.notes = after
    return strips


def _count(paragraph: Paragraph, setting: Setting) -> int:
    """How many notes at the foot of pages a paragraph calls."""
    if not setting.foot:
        return 0
    return sum(isinstance(node, Note) for inline in paragraph.content for node in walk(inline))


def _draw_beside(canvas: Canvas, x: float, top: float, again: bool, *, lines: Lines, indent: float) -> None:
    draw_lines(canvas, lines.lines, x + indent, top, lines)
