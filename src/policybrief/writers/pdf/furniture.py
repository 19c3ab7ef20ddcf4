"""What stands on each page around the text: markings, header, footer; and the letterhead of the first."""

from __future__ import annotations

from dataclasses import replace

from policybrief.document import Document, Inline, Mark, Str, Strong
from policybrief.templates.look import BASE_LOOK, TypeStyle
from policybrief.writers.pdf.canvas import PAGINATION, TaggedCanvas
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.paragraphs import Setting, draw_lines, line_strips, set_lines
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.tree import Element

SMALL = TypeStyle(9, 12, colour="ink2")
HEADER_WIDTH = 300.0
COLUMN = BASE_LOOK.page.side


def opening(flow: Flow) -> None:
    """The letterhead, the markings as real text, and the title, as the first strips."""
    letterhead(flow)
    look, meta = flow.look, flow.document.meta
    heading = flow.root.add("H1")
    style = look.style("title")
    title: tuple[Inline, ...] = (Str(meta.title),)
    lines = set_lines(flow.setting, title, heading, style=style, width=look.page.measure, balanced=True)
    strips = line_strips(lines, indent=0.0, before=20.0, keep=True)
    flow.add(strips, before=20.0, after=style.after)


def letterhead(flow: Flow) -> None:
    """The ministry's name left, the kind of brief right; the markings are heard here."""
    setting, look, meta = flow.setting, flow.look, flow.document.meta
    page = look.page
    band = look.letterhead == "band"
    named: tuple[Inline, ...] = (Strong((Str(meta.organisation),)),)
    name_style = TypeStyle(10, 14, bold=True, colour="#FFFFFF" if band else "accent")
    kind_style = replace(SMALL, colour="#FFFFFF" if band else "ink2")
    name_element, kind_element = flow.root.add("P"), flow.root.add("P")
    marks = tuple(mark.label for mark in meta.marks) + ((meta.draft,) if meta.draft else ())
    spoken = flow.root.add("P", language="en", actual=" ".join(marks)) if marks else None
    pad = 10.0 if band else 0.0
    name = set_lines(setting, named, name_element, style=name_style, width=190)
    kind = set_lines(
        setting, (Str(meta.kind),), kind_element, style=kind_style, width=page.measure - 200 - pad
    )
    above = {"bar": 10.0, "band": 7.0, "rules": 7.75}[look.letterhead]
    below = {"bar": 0.0, "band": 7.0, "rules": 7.75}[look.letterhead]
    inner = max(name.height, kind.height + 1)
    height = above + inner + below

    def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
        canvas.mark("")
        match look.letterhead:
            case "bar":
                canvas.box(x, top, page.side or COLUMN, 4, look.accent)
            case "band":
                canvas.box(x, top, page.measure, height, look.accent)
            case "rules":
                canvas.rule(x, top, page.measure, 0.75, look.accent)
                canvas.rule(x, top + height - 0.75, page.measure, 0.75, look.accent)
        draw_lines(canvas, name.lines, x + pad, top + above, name)
        for number, line in enumerate(kind.lines):
            at = x + page.measure - pad - line.width
            draw_lines(
                canvas, (line,), at, top + above + inner - kind.height - 0.5 + number * kind.leading, kind
            )
        if spoken is not None:
            canvas.mark(spoken)
            marking_box(canvas, meta.marks, setting, top=page.header_top, properties=None)
            canvas.unmark()

    flow.add([Strip(height, draw, keep=True)])


def page_furniture(
    canvas: TaggedCanvas, document: Document, setting: Setting, number: int, pages: int
) -> None:
    """Header and footer of one page, as artifacts."""
    look, meta, page = setting.look, document.meta, setting.look.page
    left = meta.number if number == 1 else meta.header
    if meta.draft:
        left = f"{meta.draft} · {left}" if left else meta.draft
    baseline_top = page.header_top + 3.5
    _small(canvas, setting, left, x=page.left, top=baseline_top, width=HEADER_WIDTH, bold=bool(meta.draft))
    if number > 1:
        marking_box(canvas, meta.marks, setting, top=page.header_top)
    foot = page.footer_top + 4.5
    counted = meta.page.format(page=number, pages=pages)
    _small(canvas, setting, counted, x=page.left, top=foot, width=COLUMN + 12)
    _small(canvas, setting, meta.footer, x=page.left + COLUMN + 12, top=foot, width=200)
    marking_box(canvas, meta.marks, setting, top=page.footer_top)
    del look


def marking_box(
    canvas: TaggedCanvas,
    marks: tuple[Mark, ...],
    setting: Setting,
    *,
    top: float,
    properties: str | None = PAGINATION,
) -> None:
    """The labels in their boxes, from the right margin leftwards; None leaves the open element open."""
    page = setting.look.page
    right = page.width - page.right
    for mark in reversed(marks):
        style = TypeStyle(12, 14, bold=True, colour=mark.colour)
        lines = set_lines(setting, (Str(mark.label),), Element("P"), style=style, width=300)
        width = lines.lines[0].width + 12
        x = (page.width - width) / 2 if mark.position == "centre" else right - width
        if properties is not None:
            canvas.mark(properties)
        canvas.fill_box(x, top, width, 18, mark.ground)
        canvas.show_line(lines.lines[0], x + 6, top + 2 + lines.rise)
        right = right if mark.position == "centre" else x - 6


def _small(
    canvas: TaggedCanvas,
    setting: Setting,
    text: str,
    *,
    x: float,
    top: float,
    width: float,
    bold: bool = False,
) -> None:
    if not text:
        return
    lines = set_lines(setting, (Str(text),), Element("P"), style=SMALL, width=10_000, bold=bold)
    while lines.lines[0].width > width and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip(" ·,") + "…"
        lines = set_lines(setting, (Str(text),), Element("P"), style=SMALL, width=10_000, bold=bold)
    canvas.artifact_line(lines.lines[0], x, top + lines.rise, PAGINATION)
