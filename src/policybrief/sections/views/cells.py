"""Small pieces of which the tables of all views are made."""

from __future__ import annotations

from policybrief.document import (
    Cell,
    Column,
    Inline,
    Origin,
    Paragraph,
    Row,
    Span,
    Str,
    Strong,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, contains_words
from policybrief.records import Option, Position, Rating, Stance, StanceWord
from policybrief.sections.printing import Printer

Inlines = tuple[Inline, ...]

SYMBOLS: dict[StanceWord, str] = {
    "supports": "▲",
    "supports_if": "△",
    "neutral": "○",
    "opposes_if": "▽",
    "opposes": "▼",
}
SIGNS = {"much better": "++", "better": "+", "same": "=", "worse": "–", "much worse": "––"}


def cell(
    *content: Inlines, below: tuple[Paragraph, ...] = (), role: str = "", colspan: int = 1, id: str = ""
) -> Cell:
    """A cell with a paragraph for each non-empty run of inlines, then those that are made already."""
    blocks = tuple(Paragraph(run, role="table") for run in content if run)
    return Cell((*blocks, *below), role=role, colspan=colspan, id=id)


def column_head(*lines: Inlines, role: str = "") -> Cell:
    """The head of a column: a bold line, then secondary ones."""
    blocks = tuple(Paragraph(line, role="table") for line in lines if line)
    return Cell(blocks, role=role, header="column")


def row_head(*lines: Inlines, id: str = "") -> Cell:
    """The head of a row: a bold line, then secondary ones."""
    return Cell(tuple(Paragraph(line, role="table") for line in lines if line), header="row", id=id)


def beside_text(rows: list[Row], *, role: str, summary: str, id: str) -> tuple[Table, ...]:
    """A table of two columns that stands where the text stands: who or when, and what; none without rows."""
    if not rows:
        return ()
    columns = (Column(111), Column(246))
    return (Table(columns, (), tuple(rows), role=role, full=False, summary=summary, id=id),)


def bold(*content: Inline) -> Inlines:
    return (Strong(content),)


def secondary(content: Inlines) -> Inlines:
    """Words that matter less, or nothing if there are none."""
    return (Span(content, role="secondary"),) if content else ()


def full_title(printer: Printer, option: Option) -> Inlines:
    """The title of an option below its name, where the name has only the short title and that is another."""
    named_in_full = printer.plain_words or not has_another_title(printer, option)
    return () if named_in_full else secondary(printer.text(option, "title"))


def has_another_title(printer: Printer, option: Option) -> bool:
    """True if the short title of an option leaves out words of its title, in this language."""
    return bool(option.short) and not contains_words(
        plain_text(printer.text(option, "short")), plain_text(printer.text(option, "title"))
    )


def head_row(*cells: Cell) -> Row:
    return Row(cells)


def heads(printer: Printer, *keys: str) -> Row:
    """A head row of labels."""
    return Row(tuple(column_head(bold(*printer.label(key))) for key in keys))


def group_row(printer: Printer, key: str, columns: int) -> Row:
    """A heading inside a table, over all its columns."""
    heading = Cell((Paragraph(bold(*printer.label(key)), role="table"),), header="row", colspan=columns)
    return Row((heading,), role="group")


def stance_sign(
    printer: Printer, stance: StanceWord, *, origin: Origin | None = None, word: bool = True
) -> Inlines:
    """The symbol of a stance and, with `word`, its word in bold beside it."""
    symbol = Span((Str(SYMBOLS[stance]),), role=f"symbol-{stance}", origin=origin)
    if not word:
        return (symbol,)
    words = Span((Strong((Str(printer.words(f"stance.{stance}")),)),), role=f"stance-{stance}", origin=origin)
    return (symbol, Str(NBSP), words)


def held_sign(printer: Printer, position: Position, stance: Stance, *, word: bool = True) -> Inlines:
    """The sign of what a position holds of an option, with the position it is of."""
    origin = Origin(position.id, f"stance.{stance.option}", printer.language)
    return stance_sign(printer, stance.stance, origin=origin, word=word)


def rating_cell(printer: Printer, option: Option, rating: Rating | None) -> Cell:
    """Sign, word and reason of a rating, tinted; "no evidence" and a missing rating without tint."""
    if rating is None:
        return cell(secondary(printer.label("rating.missing")))
    reason = printer.field(option, f"ratings.{rating.criterion}", rating.why)
    if rating.rating == "no evidence":
        return cell(
            secondary((*printer.label("rating.no-evidence"), *((Str(": "), *reason) if reason else ())))
        )
    role = f"rating-{rating.rating.replace(' ', '-')}"
    word = printer.words(f"rating.{rating.rating.replace(' ', '-')}")
    sign = (Span((Strong((Str(f"{SIGNS[rating.rating]}{NBSP}{word}"),)),), role=role),)
    return cell(sign, reason, role=role)


def not_stated() -> Cell:
    """An en dash: nothing is stated, which is not the same as neutral."""
    return cell(secondary((Str("–"),)))
