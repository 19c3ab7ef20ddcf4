"""The view of what each holder says: every position by its number, in words, with date, source and place."""

from __future__ import annotations

from policybrief.document import Block, Column, Inline, Row, Str, Table
from policybrief.records import Position
from policybrief.sections.numbering import entry_id
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import bold, cell, heads, row_head, secondary
from policybrief.sections.views.evidence import as_of_words, places_in_sources
from policybrief.sections.views.positions import holder_lines


def positions_in_words(printer: Printer) -> tuple[Block, ...]:
    """Each position in words: number, holder and the body it speaks for, words, date, place in its source."""
    positions = [p for p in printer.selection.of(Position) if printer.actor(p.holder) is not None]
    if not positions:
        return ()
    keys = ("number", "positions.holder", "positions.view", "evidence.as-of", "evidence.place")
    return (
        Table(
            (Column(32), Column(92), Column(196), Column(76), Column(84)),
            (heads(printer, *keys),),
            tuple(_row(printer, position) for position in positions),
            role="rows",
            summary=printer.words("positions.words-summary"),
            id="positions-in-words",
        ),
    )


def _row(printer: Printer, position: Position) -> Row:
    return Row(
        (
            row_head(bold(Str(printer.name(position))), id=entry_id(position)),
            cell(*holder_lines(printer, position), _spoken_for(printer, position)),
            cell(printer.text(position)),
            cell((Str(as_of_words(printer, position)),)),
            cell(*places_in_sources(printer, position)),
        )
    )


def _spoken_for(printer: Printer, position: Position) -> tuple[Inline, ...]:
    """ "Speaks for: NATO", where that is not the holder itself."""
    body = printer.actor(position.speaks_for or "")
    if body is None or position.speaks_for == position.holder:
        return ()
    lead = Str(f"{printer.words('positions.speaks-for')} ")
    return secondary((lead, *printer.field(body, "name", body.name)))
