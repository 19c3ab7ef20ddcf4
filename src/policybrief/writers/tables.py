"""What tables look like in every format: types and colours of cells, and white that is no padding."""

from __future__ import annotations

from policybrief.document import Cell, Paragraph, Row, Table, plain_text

ANSWERS = 4.0
"""White right of the answers to choose from, which stand one a line, in points."""
ABOVE_GROUP = 9.0
"""White above the text of a row that heads a group, in points."""
WHITE = "#FFFFFF"


def is_number_in_map(table: Table, paragraph: Paragraph) -> bool:
    """True for the numbers of the risks in a cell of a map."""
    if table.role != "map":
        return False
    return plain_text(paragraph.content).replace("\u2002", "").replace("R", "").isdigit()


def type_role(table: Table, row: Row, paragraph: Paragraph, *, head: bool, usual: str) -> str:
    """The role of the type in which a paragraph of a cell is set; `usual` is that of the table."""
    if paragraph.role == "key-figure":
        return "key-figure"
    if table.role == "decision" and head:
        return "lead"
    if paragraph.role == "note":
        return "note"
    if table.role == "decision" and row.role == "why":
        return "table"
    return usual


def ink(table: Table, row: Row, cell: Cell, column: int) -> str:
    """The name of the colour of a cell's text, or the colour itself; "" for that of its type."""
    if cell.role == "advised":
        return WHITE
    if row.role == "why":
        return "ink2"
    named = table.role in ("decision", "time") and column == 0
    return "accent" if named or row.role == "group" else ""
