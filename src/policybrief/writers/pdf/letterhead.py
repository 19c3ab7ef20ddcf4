"""The letterhead of the first page, the markings as real text, the title and the question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Inline, Mark, Str, Strong
from policybrief.templates.look import BELOW_TITLE, TypeStyle
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.furniture import COLUMN, SMALL, draw_markings
from policybrief.writers.pdf.paragraphs import Lines, draw_lines, line_strips, set_lines
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

NAME = 190.0
"""Width of the ministry's name at most."""
BETWEEN = 10.0


@dataclass(frozen=True, slots=True)
class _Head:
    setting: Setting
    name: Lines
    kind: Lines
    logo: tuple[float, float]
    pad: float
    above: float
    inner: float
    height: float
    spoken: Element | None
    marks: tuple[Mark, ...]


def add_opening(flow: Flow) -> None:
    """Adds letterhead, markings, title and question as the first strips."""
    head = _letterhead(flow)
    flow.add([Strip(head.height, partial(_draw, head=head), keep=True)])
    look, meta = flow.setting.look, flow.document.meta
    style = look.style("title")
    title: tuple[Inline, ...] = (Str(meta.title),)
    heading = flow.root.add("H1")
    lines = set_lines(flow.setting, title, heading, style=style, width=look.page.measure, balanced=True)
    gap = max(10.0, 20.0 - max(0.0, head.inner - head.name.height))  # a tall logo is in the white below
    after = BELOW_TITLE if meta.question else style.after
    flow.add(line_strips(lines, indent=0.0, before=gap, keep=True), before=gap, after=after)
    if meta.question:
        below, question = look.style("subtitle"), (Str(meta.question),)
        lines = set_lines(flow.setting, question, flow.root.add("P"), style=below, width=look.page.measure)
        flow.add(line_strips(lines, indent=0.0, before=0.0, keep=True), before=0.0, after=below.after)


def _letterhead(flow: Flow) -> _Head:
    """The ministry's logo and name left, the kind of brief right of them; the markings are heard here."""
    setting, look, meta = flow.setting, flow.setting.look, flow.document.meta
    band = look.letterhead == "band"
    pad = 10.0 if band else 0.0
    logo = look.logo_size if look.logo else (0.0, 0.0)
    name_style = TypeStyle(10, 14, bold=True, colour="#FFFFFF" if band else "accent")
    kind_style = replace(SMALL, colour="#FFFFFF" if band else "ink2")
    named: tuple[Inline, ...] = (Strong((Str(meta.organisation),)),)
    name_element, kind_element = flow.root.add("P"), flow.root.add("P")
    name = set_lines(setting, named, name_element, style=name_style, width=NAME)
    beside = logo[0] + (BETWEEN if logo[0] else 0.0) + max((line.width for line in name.lines), default=0.0)
    room = look.page.measure - beside - 2 * BETWEEN - 2 * pad
    kind = set_lines(setting, (Str(meta.kind),), kind_element, style=kind_style, width=room)
    marks = tuple(mark.label for mark in meta.marks) + ((meta.draft,) if meta.draft else ())
    spoken = flow.root.add("P", language="en", actual=" ".join(marks)) if marks else None
    above, below = {"bar": (10.0, 0.0), "band": (7.0, 7.0), "rules": (7.75, 7.75)}[look.letterhead]
    inner = max(name.height, kind.height + 1, logo[1])
    return _Head(setting, name, kind, logo, pad, above, inner, above + inner + below, spoken, meta.marks)


def _draw(canvas: Canvas, x: float, top: float, again: bool, *, head: _Head) -> None:
    look, page = head.setting.look, head.setting.look.page
    canvas.mark("")
    match look.letterhead:
        case "bar":
            canvas.box(x, top, page.side or COLUMN, 4, look.accent)
        case "band":
            canvas.box(x, top, page.measure, head.height, look.accent)
        case "rules":
            canvas.box(x, top, page.measure, 0.75, look.accent)
            canvas.box(x, top + head.height - 0.75, page.measure, 0.75, look.accent)
    start, width = x + head.pad, head.logo[0]
    if width:  # the name beside it says the same
        down = top + head.above + (head.inner - head.logo[1]) / 2
        width, height = head.logo
        canvas.image(look.logo, start, down, width, height)
        start += width + BETWEEN
    hung = (head.inner - head.name.height) / 2 if width or look.letterhead == "band" else 0.0
    draw_lines(canvas, head.name.lines, start, top + head.above + hung, head.name)
    for number, line in enumerate(head.kind.lines):
        at = x + page.measure - head.pad - line.width
        down = top + head.above + head.inner - head.kind.height - 0.5 + number * head.kind.leading
        draw_lines(canvas, (line,), at, down, head.kind)
    if head.spoken is not None:
        canvas.mark(head.spoken)
        draw_markings(canvas, head.marks, head.setting, top=page.header_top, tagged=True)
        canvas.unmark()
