"""A table's row as strips: its lines, tints and rules; a row taller than 240 points is split."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from policybrief.document import Table
from policybrief.templates.look import TableStyle
from policybrief.writers.pdf.cells import CellText, CellWords, RowWords
from policybrief.writers.pdf.columns import ColumnWidths, paddings
from policybrief.writers.pdf.maps import LEAST, NUMBER, on_one_line
from policybrief.writers.pdf.paragraphs import Lines, NotesOf, draw_lines, set_words
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.strips import Draw, Strip
from policybrief.writers.pdf.tree import PAGINATION
from policybrief.writers.tables import ABOVE_GROUP

if TYPE_CHECKING:
    from policybrief.writers.pdf.canvas import Canvas

TALLEST = 240.0
"""A row taller than this may be split between its lines."""
PART = 12
"""Lines of a cell in one part of such a row."""
RULE = 0.5


@dataclass(frozen=True, slots=True)
class _Part:
    """The paragraphs of one cell, where the cell stands, and how it is filled."""

    x: float
    width: float
    texts: tuple[tuple[float, Lines], ...]
    """(indent, lines) of each paragraph."""
    labels: tuple[tuple[int, Lines], ...]
    """(index of the paragraph, sign) of the entries of lists."""
    height: float
    ground: str
    edge: float
    """Where right-aligned lines end, from `x`; 0 if lines begin at the left."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row ready to be drawn."""

    setting: Setting
    table: Table
    words: RowWords
    parts: tuple[_Part, ...]
    style: TableStyle
    height: float
    last_head: bool
    ids: tuple[str, ...]


def row_strips(
    setting: Setting,
    table: Table,
    words: RowWords,
    columns: ColumnWidths,
    *,
    indent: float,
    last_head: bool = False,
    keep: bool = False,
    notes_of: NotesOf | None = None,
) -> list[Strip]:
    """One strip, or several if the row is too tall to stay whole, with the notes at the foot of its page."""
    style = setting.look.table(table.role)
    edges = [indent, *(indent + edge for edge in accumulate(columns.widths))]
    parts = tuple(_part(setting, table, words, cell, edges, columns.names) for cell in words.cells)
    least = style.least if words.row.role != "foot" else 0.0
    height = max([least, *(part.height for part in parts)])
    ids = tuple(cell.id for cell in words.row.cells if cell.id)
    row = _Row(setting, table, words, parts, style, height, last_head, ids)
    if height > TALLEST:
        return _parted(row, notes_of)
    inside = tuple(anchor for part in parts for _, lines in part.texts for anchor in lines.anchors())
    below = 1.0 if words.head else _rule(row)
    draw, marking = partial(_draw, row=row), words.row.marking
    return [
        Strip(
            height + below,
            draw,
            keep=keep or words.head,
            ids=(*ids, *inside),
            notes=_notes(parts, notes_of),
            tight=_tight(row) if table.role == "map" else None,
            marking=marking,
        )
    ]


def _tight(row: _Row) -> tuple[float, Draw] | None:
    """A row of a map with one line a cell; as it is below the map; None if a cell does not fit."""
    if row.words.row.role == "foot":
        return row.height, partial(_draw, row=row)
    parts = []
    for part in row.parts:
        left = part.texts[0][0] if part.texts else 0.0
        texts = tuple(lines for _, lines in part.texts if lines.lines)
        lines = on_one_line(texts, part.width - left)
        if lines is None:
            return None
        parts.append(replace(part, texts=((left, lines),), labels=()))
    height = max(LEAST, NUMBER.leading + row.style.above + row.style.below)
    return height, partial(_draw, row=replace(row, parts=tuple(parts), height=height))


def _notes(parts: tuple[_Part, ...], notes_of: NotesOf | None) -> tuple[Strip, ...]:
    if notes_of is None:
        return ()
    lines = (line for part in parts for _, lines in part.texts for line in lines.lines)
    return tuple(strip for line in lines for strip in notes_of(line))


def _part(
    setting: Setting,
    table: Table,
    row: RowWords,
    cell: CellWords,
    edges: list[float],
    names: tuple[str, ...],
) -> _Part:
    last = min(cell.column + cell.span, len(edges) - 1)
    x, width = edges[min(cell.column, len(edges) - 2)], edges[last] - edges[min(cell.column, len(edges) - 2)]
    column = min(cell.column, len(table.columns) - 1)
    left, right = paddings(table, column, setting.look)
    texts, labels = [], []
    for number, text in enumerate(cell.texts):
        texts.append((left + text.indent, _lines(setting, text, names[column], width - left - right)))
        if text.label:
            labels.append((number, set_words(setting, text.label, style=text.style, width=width)))
    used = sum(lines.height for _, lines in texts)
    tint = setting.look.tint(cell.cell.role)
    ground = setting.look.accent if cell.cell.role == "advised" else tint.ground if tint else ""
    aligned = table.columns[column].align == "right"
    style = setting.look.table(table.role)
    height = used + _above(style, table, row) + style.below
    edge = width - right if aligned else 0.0
    return _Part(x, width, tuple(texts), tuple(labels), height, ground, edge)


def _lines(setting: Setting, text: CellText, column: str, room: float) -> Lines:
    record = text.origin.record if text.origin else ""
    return set_words(
        setting,
        text.words,
        style=text.style,
        width=room - text.indent,
        record=record,
        column=column,
    )


def _above(style: TableStyle, table: Table, row: RowWords) -> float:
    if row.row.role == "group":
        return ABOVE_GROUP
    return style.above + (2.0 if table.role == "decision" and row.head else 0.0)


def _draw(canvas: Canvas, x: float, top: float, again: bool, *, row: _Row) -> None:
    if not again:
        for node_id in row.ids:
            canvas.destination(node_id, top)
    canvas.mark("")
    _draw_grounds(canvas, x, top, row)
    _draw_rules(canvas, x, top, row)
    for part in row.parts:
        _draw_texts(canvas, x, top, again, row, part)
    canvas.unmark()


def _draw_texts(canvas: Canvas, x: float, top: float, again: bool, row: _Row, part: _Part) -> None:
    start = top + _above(row.style, row.table, row.words)
    if row.words.head and row.table.role != "decision":
        start = top + row.height - row.style.below - sum(lines.height for _, lines in part.texts)
    labels = dict(part.labels)
    for order, (left, lines) in enumerate(part.texts):
        if order in labels and not again:
            draw_lines(canvas, labels[order].lines, x + part.x + left - 10, start, labels[order])
        for number, line in enumerate(lines.lines):
            at = x + part.x + (part.edge - line.width if part.edge else left)
            down = start + number * lines.leading
            if again:
                canvas.artifact_line(line, at, down + lines.rise, PAGINATION)
            else:
                draw_lines(canvas, (line,), at, down, lines)
        start += lines.height


def _draw_grounds(canvas: Canvas, x: float, top: float, row: _Row) -> None:
    if row.table.role == "decision":
        left, width = _extent(row)
        canvas.box(x + left, top, width, row.height + _rule(row), row.setting.look.accent_tint)
    for index, part in enumerate(row.parts):
        if part.ground:
            shift = row.style.gap if index else 0.0
            tall = row.height - (row.style.gap if row.table.role == "map" else 0.0)
            canvas.box(x + part.x + shift, top, part.width - shift, tall, part.ground)


def _rule(row: _Row) -> float:
    """How thick the rule below the row is."""
    return RULE if row.style.rule else 0.0


def _extent(row: _Row) -> tuple[float, float]:
    left, last = row.parts[0].x, row.parts[-1]
    return left, last.x + last.width - left


def _draw_rules(canvas: Canvas, x: float, top: float, row: _Row) -> None:
    look, role = row.setting.look, row.table.role
    left, width = _extent(row)
    if role == "decision" and row.words.head:
        canvas.box(x + left, top, width, 2, look.accent)
    elif role == "decision":
        canvas.box(x + left, top, width, 0.5, look.colour("strong"))
    elif role == "keys":
        canvas.box(x + left, top, width, 0.75, look.accent)
    elif role == "time":
        canvas.box(x + left + row.parts[0].width - 1, top, 1, row.height, look.accent)
    elif row.words.head and row.last_head:
        _draw_under(canvas, x, top, row, 1.0, look.accent)
    elif row.style.rule and not row.words.head:
        colour = look.colour("strong" if row.words.row.role == "group" else row.style.rule)
        _draw_under(canvas, x, top, row, 0.5, colour)


def _draw_under(canvas: Canvas, x: float, top: float, row: _Row, thickness: float, colour: str) -> None:
    for index, part in enumerate(row.parts):
        shift = row.style.gap if index else 0.0
        canvas.box(x + part.x + shift, top + row.height, part.width - shift, thickness, colour)


def _parted(row: _Row, notes_of: NotesOf | None) -> list[Strip]:
    """The row as strips of up to twelve lines of each cell, no line of a cell alone."""
    queues = [[(left, lines, line) for left, lines in p.texts for line in lines.lines] for p in row.parts]
    strips: list[Strip] = []
    while any(queues):
        pieces = []
        for part, queue in zip(row.parts, queues, strict=True):
            count = PART if len(queue) != PART + 1 else PART - 1
            taken, queue[:] = queue[:count], queue[count:]
            texts = tuple((left, Lines((line,), lines.leading, lines.rise)) for left, lines, line in taken)
            tall = sum(lines.height for _, lines in texts) + row.style.above
            labels = part.labels if not strips and len(part.texts) == 1 else ()
            pieces.append(replace(part, texts=texts, labels=labels, height=tall))
        final = not any(queues)
        height = max(piece.height for piece in pieces) + (row.style.below if final else 0.0)
        style = row.style if final else replace(row.style, rule="", below=0.0)
        ids = row.ids if not strips else ()
        shown = replace(row, parts=tuple(pieces), style=style, height=height, ids=ids)
        inside = tuple(a for piece in pieces for _, lines in piece.texts for a in lines.anchors())
        below = _rule(row) if final else 0.0
        draw, marking = partial(_draw, row=shown), row.words.row.marking
        notes = _notes(shown.parts, notes_of)
        strips.append(Strip(height + below, draw, ids=(*ids, *inside), notes=notes, marking=marking))
    return strips
