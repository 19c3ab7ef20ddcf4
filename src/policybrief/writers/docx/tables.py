"""Tables of WordprocessingML (ISO/IEC 29500-1, 17.4): fixed widths, shading, rules, head rows that repeat."""

from __future__ import annotations

import re

from policybrief.document import Cell, Paragraph, Row, Table, plain_text, walk
from policybrief.ooxml.xml import quoted
from policybrief.templates.look import Look, TableStyle
from policybrief.writers.docx.key_figures import breakable, lengths
from policybrief.writers.docx.runs import Numbering, RunFormat, runs
from policybrief.writers.docx.styles import STYLE_OF_ROLE, TABLES, side, twips
from policybrief.writers.tables import ABOVE_GROUP, ANSWERS, WHITE, ink, is_number_in_map, type_role
from policybrief.writers.widths import for_figures, widened

LEAST = 20.0
LETTER, LETTER_BOLD = 5.5, 5.8
"""Width of a letter in a table, in points, on the average of long words."""
MAP_NUMBER = 12
"""Size of the numbers in a map, in points."""
EIGHTHS = 8
"""In which the width of a border is stated, of a point (17.18.2)."""


def table_xml(table: Table, numbers: Numbering) -> str:
    """A `w:tbl` as wide as the page's measure, or as the text column if it is not `full`."""
    look = numbers.look
    columns = column_widths(table, look)
    widths = [twips(width) for width in columns]
    if table.role == "keys":
        table = breakable(table, columns, look, padding=look.table("keys").right)
    indent = f'<w:tblInd w:w="-{side(look)}" w:type="dxa"/>' if table.full else ""
    title = plain_text(table.caption) or table.summary
    described = f"<w:tblCaption w:val={quoted(title)}/>" if title else ""
    if table.summary:
        described += f"<w:tblDescription w:val={quoted(table.summary)}/>"
    look_flags = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    name = f"Brief{table.role.capitalize() if table.role.capitalize() in TABLES else TABLES[0]}"
    head = "".join(
        _row(table, row, widths, numbers, head=True, last=n == len(table.head) - 1)
        for n, row in enumerate(table.head)
    )
    body = "".join(
        _row(table, row, widths, numbers, keep=_keeps(table, n)) for n, row in enumerate(table.body)
    )
    anchor = numbers.bookmarked(table.id)
    start = (
        f'<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>{anchor}</w:p>'
        if anchor
        else ""
    )
    return (
        f'{start}<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f'<w:tblLayout w:type="fixed"/>{look_flags}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def column_widths(table: Table, look: Look) -> list[float]:
    """Widths in points: as stated, scaled to the measure; shares by the longest text where none is stated."""
    measure = look.page.measure if table.full else look.page.main
    stated = [column.width for column in table.columns]
    least, wish = _needs(table, look, len(stated))
    if not all(stated):
        shares = [length**0.5 for length in wish]
        stated = [measure * share / sum(shares) for share in shares]
    elif len(stated) > 1 and table.role != "keys" and abs(sum(stated) - measure) > 1:
        rest = (measure - stated[0]) / (sum(stated) - stated[0])
        stated = [stated[0], *(width * rest for width in stated[1:])]
    if table.role == "keys":
        pieces, lines = lengths(table, look, padding=look.table("keys").right)
        return for_figures(stated, lines, pieces=pieces, measure=measure)
    return widened(stated, least, wish) if table.role in ("rows", "grid") else stated


def _needs(table: Table, look: Look, count: int) -> tuple[list[float], list[float]]:
    """Per column: about the width of its longest word with padding, and the letters of its longest text."""
    style = look.table(table.role)
    least, wish = [LEAST] * count, [1.0] * count
    for row in (*table.head, *table.body):
        for index, cell in enumerate(row.cells[:count]):
            text = plain_text(cell)
            if cell.colspan > 1 or not text:
                continue
            longest = max(len(word) for paragraph in _paragraphs(cell) for word in _words(paragraph))
            letter = LETTER_BOLD if cell.header else LETTER
            padding = style.right + (style.left if index else style.first_left)
            least[index] = max(least[index], longest * letter + padding)
            wish[index] = max(wish[index], len(text))
    return least, wish


def _words(paragraph: Paragraph) -> list[str]:
    return re.split(r"[ \n/–-]", plain_text(paragraph.content))


def _row(
    table: Table,
    row: Row,
    widths: list[int],
    numbers: Numbering,
    *,
    head: bool = False,
    last: bool = False,
    keep: bool = False,
) -> str:
    least = numbers.look.table(table.role).least if row.role != "foot" else 0
    properties = "<w:cantSplit/>"
    if least:
        properties += f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>'
    if head:
        properties += "<w:tblHeader/>"
    keep = keep or head or row.role == "group" or _stays_whole(table)
    cells, column = [], 0
    for cell in row.cells:
        width = sum(widths[column : column + max(1, cell.colspan)])
        cells.append(_cell(table, row, cell, width, column, numbers, head=head, last=last, keep=keep))
        column += max(1, cell.colspan)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _stays_whole(table: Table) -> bool:
    """True for what is small or read at one glance; a decision box with reasons breaks between its rows."""
    if table.role == "decision":
        inside = (node for row in table.body for node in walk(row))
        return not any(isinstance(node, Paragraph) and node.role == "note" for node in inside)
    return table.role in ("map", "keys")


def _keeps(table: Table, number: int) -> bool:
    """True for a row that stays with what follows: the first two, the last two, the last with its notes."""
    last = len(table.body) - 1
    return number in (0, last - 1) if number < last else bool(table.notes)


def _cell(
    table: Table,
    row: Row,
    cell: Cell,
    width: int,
    column: int,
    numbers: Numbering,
    *,
    head: bool,
    last: bool,
    keep: bool,
) -> str:
    look, style = numbers.look, numbers.look.table(table.role)
    ground = _ground(table, cell, look)
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    left = style.first_left if column == 0 else style.left
    above = ABOVE_GROUP if row.role == "group" else style.above
    right = ANSWERS if table.role == "decision" and column == len(table.columns) - 1 else style.right
    pads = (("top", above), ("left", left), ("bottom", style.below), ("right", right))
    margins = "".join(f'<w:{name} w:w="{twips(points)}" w:type="dxa"/>' for name, points in pads)
    bottom = '<w:vAlign w:val="bottom"/>' if head and table.role != "decision" else ""
    content = "".join(
        _paragraph(table, row, cell, paragraph, column, numbers, head=head, keep=keep)
        for paragraph in _paragraphs(cell)
    )
    if not content:
        content = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'
    anchor = numbers.bookmarked(cell.id)
    if anchor:
        content = content.replace("</w:pPr>", f"</w:pPr>{anchor}", 1)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_borders(table, row, column, look, style, head=head, last=last)}'
        f"{shade}<w:tcMar>{margins}</w:tcMar>{bottom}</w:tcPr>{content}</w:tc>"
    )


def _paragraphs(cell: Cell) -> list[Paragraph]:
    """The paragraphs of a cell, those of lists in it too."""
    return [node for block in cell.blocks for node in walk(block) if isinstance(node, Paragraph)]


def _ground(table: Table, cell: Cell, look: Look) -> str:
    if table.role == "decision":
        return look.accent_tint.lstrip("#")
    if cell.role == "advised":
        return look.accent.lstrip("#")
    tint = look.tint(cell.role)
    return tint.ground.lstrip("#") if tint else ""


def _borders(
    table: Table, row: Row, column: int, look: Look, style: TableStyle, *, head: bool, last: bool
) -> str:
    """Cell borders in the order of the schema: top, left, bottom, right."""
    accent = look.accent.lstrip("#")
    gap = (round(style.gap * EIGHTHS), WHITE.lstrip("#"))
    sides: dict[str, tuple[int, str]] = {}
    if table.role == "decision":
        sides["top"] = (16, accent) if head else (4, look.colour("strong").lstrip("#"))
    elif table.role == "keys":
        sides["top"] = (6, accent)
    elif table.role == "time":
        if column == 0:
            sides["right"] = (8, accent)
    elif table.role == "map":
        sides = dict.fromkeys(("top", "left", "bottom", "right"), gap)
    elif head and last:
        sides["bottom"] = (8, accent)
    elif style.rule and not head:
        name = "strong" if row.role == "group" else style.rule
        sides["bottom"] = (4, look.colour(name).lstrip("#"))
    if table.role == "grid" and column:
        sides["left"] = gap
    drawn = "".join(
        f'<w:{name} w:val="single" w:sz="{sides[name][0]}" w:space="0" w:color="{sides[name][1]}"/>'
        for name in ("top", "left", "bottom", "right")
        if name in sides
    )
    return f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""


def _paragraph(
    table: Table,
    row: Row,
    cell: Cell,
    paragraph: Paragraph,
    column: int,
    numbers: Numbering,
    *,
    head: bool,
    keep: bool,
) -> str:
    look = numbers.look
    usual = look.table(table.role).text
    style = STYLE_OF_ROLE[type_role(table, row, paragraph, head=head, usual=usual)]
    number, named = is_number_in_map(table, paragraph), ink(table, row, cell, column)
    colour = look.colour(named).lstrip("#") if named else ""
    at = RunFormat(colour=colour, bold=number, size=MAP_NUMBER if number else 0)
    align = '<w:jc w:val="right"/>' if table.columns[column].align == "right" else ""
    spacing = "" if style in ("TableText", "KeyFigure") else '<w:spacing w:before="0" w:after="0"/>'
    kept = "<w:keepNext/>" if keep else ""
    content = numbers.bookmarked(paragraph.id, runs(paragraph.content, numbers, at))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{spacing}{align}</w:pPr>{content}</w:p>'
