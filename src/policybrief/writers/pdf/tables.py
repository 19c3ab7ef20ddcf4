"""Tables as strips, one a row: widths, tints, rules, and head rows that repeat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from policybrief.document import Block, Cell, Paragraph, Row, Table
from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.canvas import PAGINATION, TaggedCanvas
from policybrief.writers.pdf.paragraphs import Lines, Setting, draw_lines, set_lines
from policybrief.writers.pdf.strips import Strip
from policybrief.writers.pdf.text import Context, longest, words_of
from policybrief.writers.pdf.tree import Element

TALLEST = 240.0
"""A row taller than this may be parted between its lines."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of a table role are set."""

    above: float
    below: float
    left: float
    right: float
    style: str
    first_left: float = 0.0
    gap: float = 0.0
    """White between tinted cells."""
    least: float = 0.0
    row_rule: str = "hair"
    rule: float = 0.5


MANNERS = {
    "rows": Manner(5, 5, 6, 6, "table"),
    "grid": Manner(5, 5, 8, 4, "table", gap=2),
    "map": Manner(3, 3, 5.5, 2, "table", gap=1.5, least=32, row_rule="", rule=0),
    "decision": Manner(7, 7, 0, 12, "body", first_left=12, row_rule="strong"),
    "keys": Manner(6, 0, 0, 12, "table", row_rule="", rule=0),
    "time": Manner(4, 4, 12, 12, "body", row_rule="", rule=0),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """The paragraphs of one cell, where the cell stands, and how it is filled."""

    x: float
    width: float
    texts: tuple[tuple[float, float, Lines], ...]
    """(indent, space above, lines) of each paragraph."""
    height: float
    ground: str
    right: bool = False


def table_strips(
    setting: Setting, table: Table, element: Element, *, indent: float, measure: float, before: float
) -> list[Strip]:
    """The rows of `table` as strips, its head rows on every page that it runs over."""
    manner = MANNERS[table.role]
    widths = column_widths(setting, table, measure)
    head_element = element.add("THead") if table.head and table.role != "keys" else element
    heads = [
        _row(
            setting,
            table,
            row,
            head_element,
            manner,
            widths,
            indent,
            head=True,
            last=n == len(table.head) - 1,
        )
        for n, row in enumerate(table.head)
    ]
    body_element = element.add("TBody") if table.head else element
    repeat = tuple(strip for group in heads for strip in group)
    strips: list[Strip] = []
    for number, row in enumerate(table.body):
        near_end = number >= len(table.body) - 2
        keep = (
            (near_end and number < len(table.body) - 1)
            or row.role == "group"
            or table.role in ("map", "keys")
        )
        made = _row(setting, table, row, body_element, manner, widths, indent, keep=keep)
        strips.extend(Strip(s.height, s.draw, s.before, s.keep, repeat, s.new_page, s.ids) for s in made)
    whole = [Strip(s.height, s.draw, s.before, True, (), s.new_page, s.ids) for s in repeat] + strips
    if table.role == "map" and strips:
        whole[-1] = Strip(strips[-1].height, strips[-1].draw, keep=bool(table.notes), ids=strips[-1].ids)
    if whole:
        first = whole[0]
        ids = (table.id, *first.ids)
        whole[0] = Strip(first.height, _with_id(first, table.id), before, first.keep, first.heads, ids=ids)
    return whole


def _with_id(strip: Strip, node_id: str):  # type: ignore[no-untyped-def]
    def draw(canvas: TaggedCanvas, x: float, top: float, again: bool) -> None:
        if node_id and not again:
            canvas.destination(node_id, top)
        strip.draw(canvas, x, top, again)

    return draw


def column_widths(setting: Setting, table: Table, measure: float) -> list[float]:
    """Widths in points: as stated, scaled to the measure; shares by content where none is stated."""
    stated = [column.width for column in table.columns]
    if all(stated):
        whole = sum(stated)
        if table.full and abs(whole - measure) > 1 and table.role != "keys":
            return [stated[0], *(w * (measure - stated[0]) / (whole - stated[0]) for w in stated[1:])]
        return stated
    style = setting.look.style(MANNERS[table.role].style)
    least, wish = [24.0] * len(stated), [1.0] * len(stated)
    for row in (*table.head, *table.body):
        for index, cell in enumerate(row.cells[: len(stated)]):
            if cell.colspan > 1:
                continue
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    context = Context(
                        setting.look, setting.family, style.size, "#000000", Element("P"), bold=True
                    )
                    words = words_of(block.content, context, set())
                    least[index] = max(least[index], longest(words) + 13)
                    wish[index] = max(wish[index], sum(word.width for word in words))
    spare = max(0.0, measure - sum(least))
    return [low + spare * share / sum(wish) for low, share in zip(least, wish, strict=True)]


def _row(
    setting: Setting,
    table: Table,
    row: Row,
    parent: Element,
    manner: Manner,
    widths: list[float],
    indent: float,
    *,
    head: bool = False,
    last: bool = False,
    keep: bool = False,
) -> list[Strip]:
    element = parent.add("L", numbering="None") if table.role == "keys" else parent.add("TR")
    parts: list[_Part] = []
    x, column = indent, 0
    for cell in row.cells:
        span = max(1, cell.colspan)
        width = sum(widths[column : column + span])
        parts.append(_part(setting, table, row, cell, element, manner, x, width, column, head=head))
        x += width
        column += span
    height = max(manner.least if row.role != "foot" else 0.0, *(part.height for part in parts))
    ids = tuple(cell.id for cell in row.cells if cell.id)
    inside = tuple(anchor for part in parts for _, _, lines in part.texts for anchor in lines.anchors())
    if height > TALLEST:
        return _parted(setting, table, row, parts, manner, ids)
    draw = partial(
        _draw_row,
        setting=setting,
        table=table,
        row=row,
        parts=parts,
        manner=manner,
        height=height,
        head=head,
        last=last,
        ids=ids,
    )
    below = manner.rule if not head else 1.0
    return [Strip(height + below, draw, keep=keep or head, ids=(*ids, *inside))]


def _part(
    setting: Setting,
    table: Table,
    row: Row,
    cell: Cell,
    element: Element,
    manner: Manner,
    x: float,
    width: float,
    column: int,
    *,
    head: bool,
) -> _Part:
    left = manner.first_left if column == 0 else manner.left
    right = (
        0.0
        if table.role == "rows" and x + width > 475 and table.columns[column].align == "right"
        else manner.right
    )
    holder = _cell_element(table, cell, element)
    texts: list[tuple[float, float, Lines]] = []
    used = 0.0
    for block in cell.blocks:
        for style, inner, gap, paragraph in _paragraphs(setting, table, row, block, head=head, column=column):
            target = holder.add("P")
            colour = "#FFFFFF" if cell.role == "advised" else _ink(table, row, column, head=head)
            lines = set_lines(
                setting,
                paragraph.content,
                target,
                style=style,
                width=width - left - right - inner,
                bold=_bold(table, row, column, head=head, style=style),
                colour=colour,
                place=paragraph.origin.record if paragraph.origin else "",
            )
            texts.append((left + inner, gap if texts else 0.0, lines))
            used += lines.height + (gap if len(texts) > 1 else 0.0)
    above = 9.0 if row.role == "group" else manner.above + (2 if table.role == "decision" and head else 0)
    tint = setting.look.tint(cell.role)
    ground = setting.look.accent if cell.role == "advised" else tint.ground if tint else ""
    right_aligned = table.columns[column].align == "right"
    return _Part(
        x,
        width - (right if right_aligned else 0),
        tuple(texts),
        used + above + manner.below,
        ground,
        right_aligned,
    )


def _paragraphs(setting: Setting, table: Table, row: Row, block: Block, *, head: bool, column: int):  # type: ignore[no-untyped-def]
    """(style, inner indent, space above, paragraph) of a block inside a cell."""
    if not isinstance(block, Paragraph):
        from policybrief.document import children

        for child in children(block):
            if not isinstance(child, str) and hasattr(child, "content"):
                yield from _paragraphs(setting, table, row, child, head=head, column=column)
        return
    look = setting.look
    style = look.style(MANNERS[table.role].style)
    gap = 0.0
    if block.role == "key-figure":
        style = look.style("key-figure")
    elif table.role == "decision" and head:
        style = look.style("lead")
    elif table.role == "decision" and row.role == "why":
        style = look.style("table")
    elif table.role == "map" and _is_number(block):
        style = TypeStyle(12, 15, bold=True)
    elif table.role == "keys" and block is not None:
        gap = 0.0
    yield style, 0.0, gap, block


def _is_number(paragraph: Paragraph) -> bool:
    from policybrief.document import plain_text

    return plain_text(paragraph.content).replace("\u2002", "").isdigit()


def _bold(table: Table, row: Row, column: int, *, head: bool, style: TypeStyle) -> bool:
    return style.bold


def _ink(table: Table, row: Row, column: int, *, head: bool) -> str:
    if row.role == "group" or (table.role in ("decision", "time") and column == 0 and row.role != "why"):
        return "accent"
    return "ink2" if row.role == "why" else ""


def _cell_element(table: Table, cell: Cell, row: Element) -> Element:
    if table.role == "keys":
        return row.add("LI").add("LBody")
    if cell.header:
        return row.add("TH", scope=cell.header.capitalize(), span=cell.colspan)
    return row.add("TD", span=cell.colspan)


def _draw_row(
    canvas: TaggedCanvas,
    x: float,
    top: float,
    again: bool,
    *,
    setting: Setting,
    table: Table,
    row: Row,
    parts: list[_Part],
    manner: Manner,
    height: float,
    head: bool,
    last: bool,
    ids: tuple[str, ...] = (),
) -> None:
    look = setting.look
    if not again:
        for node_id in ids:
            canvas.destination(node_id, top)
    canvas.mark("")
    _grounds(canvas, x, top, setting, table, row, parts, manner, height, head)
    _rules(canvas, x, top, setting, table, row, parts, manner, height, head, last)
    above = 9.0 if row.role == "group" else manner.above + (2 if table.role == "decision" and head else 0)
    for part in parts:
        start = top + above
        if head and table.role != "decision":
            start = top + height - manner.below - sum(gap + lines.height for _, gap, lines in part.texts)
        for left, gap, lines in part.texts:
            start += gap
            for number, line in enumerate(lines.lines):
                shift = part.width - left - line.width if part.right else 0.0
                at = x + part.x + left + shift
                if again:
                    _repeat(canvas, line, at, start + number * lines.leading + lines.rise)
                else:
                    draw_lines(canvas, (line,), at, start + number * lines.leading, lines)
            start += lines.height
    canvas.unmark()
    del look


def _repeat(canvas: TaggedCanvas, line, x: float, baseline: float) -> None:  # type: ignore[no-untyped-def]
    """A line of a repeated head row: an artifact of pagination."""
    canvas.artifact_line(line, x, baseline, PAGINATION)


def _grounds(canvas, x, top, setting, table, row, parts, manner, height, head) -> None:  # type: ignore[no-untyped-def]
    look = setting.look
    left, right = parts[0].x, parts[-1].x + parts[-1].width
    if table.role == "decision":
        canvas.box(x + left, top, _width(parts), height + manner.rule, look.accent_tint)
    for index, part in enumerate(parts):
        if part.ground:
            shift = manner.gap if index else 0.0
            tall = height - (manner.gap if table.role == "map" else 0.0)
            canvas.box(x + part.x + shift, top, part.width - shift, tall, part.ground)
    del left, right


def _width(parts: list[_Part]) -> float:
    return parts[-1].x + parts[-1].width - parts[0].x


def _rules(canvas, x, top, setting, table, row, parts, manner, height, head, last) -> None:  # type: ignore[no-untyped-def]
    look = setting.look
    start, width = x + parts[0].x, _width(parts)
    if table.role == "decision":
        if head:
            canvas.rule(start, top, width, 2, look.accent)
        else:
            canvas.rule(start, top, width, 0.5, look.colour("strong"))
    elif table.role == "keys":
        canvas.rule(start, top, width, 0.75, look.accent)
    elif table.role == "time":
        canvas.box(x + parts[0].x + parts[0].width - 1, top, 1, height, look.accent)
    elif head and last:
        for index, part in enumerate(parts):
            shift = manner.gap if index else 0.0
            canvas.rule(x + part.x + shift, top + height, part.width - shift, 1, look.accent)
    elif manner.row_rule and not head:
        colour = look.colour("strong" if row.role == "group" else manner.row_rule)
        for index, part in enumerate(parts):
            shift = manner.gap if index else 0.0
            canvas.rule(x + part.x + shift, top + height, part.width - shift, 0.5, colour)


def _parted(
    setting: Setting, table: Table, row: Row, parts: list[_Part], manner: Manner, ids: tuple[str, ...]
) -> list[Strip]:
    """A row too tall to stay whole, as strips of up to twelve lines of each cell."""
    queues = [
        [(left, lines, line) for left, _, lines in part.texts for line in lines.lines] for part in parts
    ]
    strips: list[Strip] = []
    while any(queues):
        pieces = []
        for part, queue in zip(parts, queues, strict=True):
            taken, queue[:] = queue[:12], queue[12:]
            texts = tuple(
                (left, 0.0, Lines((line,), lines.leading, lines.rise)) for left, lines, line in taken
            )
            tall = sum(lines.height for _, _, lines in texts) + manner.above
            pieces.append(_Part(part.x, part.width, texts, tall, part.ground, part.right))
        final = not any(queues)
        height = max(piece.height for piece in pieces) + (manner.below if final else 0.0)
        draw = partial(
            _draw_row,
            setting=setting,
            table=table,
            row=row,
            parts=pieces,
            manner=manner if final else _open_below(manner),
            height=height,
            head=False,
            last=False,
            ids=ids if not strips else (),
        )
        strips.append(Strip(height + (manner.rule if final else 0.0), draw, ids=ids if not strips else ()))
    return strips


def _open_below(manner: Manner) -> Manner:
    from dataclasses import replace

    return replace(manner, row_rule="", below=0.0)
