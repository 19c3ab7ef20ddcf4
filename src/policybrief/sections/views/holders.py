"""Views of positions one by one: the minister's short list, the table of views, the chart of support."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policybrief.document import (
    Block,
    Chart,
    Column,
    Figure,
    Inline,
    Paragraph,
    Point,
    Row,
    Series,
    Str,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, full_stop
from policybrief.records import Option, Position
from policybrief.sections.cited_places import cites, with_cites
from policybrief.sections.numbering import entry_id
from policybrief.sections.option_names import lettered_options
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import beside_text, bold, cell, heads, row_head, secondary
from policybrief.sections.views.evidence import as_of_words, places_in_sources
from policybrief.sections.views.positions import holder_lines, taking_sides
from policybrief.sections.views.stances import condition_of, stances_in_words

Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]
FEWEST_VOICES = 10


def positions_list(printer: Printer, *, words: bool = True) -> Blocks:
    """Who says what in a few lines: the positions that must stand there, else all; the stance first.

    How many others there are is said below. Without `words` the stance alone, with any condition that it has.
    """
    positions = printer.selection.of(Position)
    chosen = tuple(p for p in positions if p.priority == "must") or positions
    rows = []
    for position in _by_holder(printer, chosen):
        holder, place = holder_lines(printer, position)
        year = _year(printer, position)
        beside = secondary((*place, *((Str(", "),) if place and year else ()), *year))
        if words or not position.stance:
            text = printer.text(position)
            stances = stances_in_words(printer, position, beside=plain_text(text))
            words_cell = cell(stances, (*text, *cites(printer, position)))
        else:
            words_cell = cell((*stances_in_words(printer, position), *cites(printer, position)))
        rows.append(Row((row_head(holder, beside), words_cell)))
    summary = printer.words("positions.summary")
    listed = beside_text(rows, role="rows", summary=summary, id="who-says-what")
    not_counted = {p.id for p in (*chosen, *printer.selection.shed())}  # the paper's end says what was shed
    others = printer.selection.whole().of(Position)
    if more := sum(p.id not in not_counted and printer.actor(p.holder) is not None for p in others):
        note = Paragraph(printer.label("positions.more", number=str(more)), role="note")
        return tuple(replace(table, notes=(note,)) for table in listed)
    return listed


def _by_holder(printer: Printer, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """The positions, those of one holder together, holders in the order of their first."""
    holders = [holder for holder in dict.fromkeys(p.holder for p in positions) if printer.actor(holder)]
    return tuple(p for holder in holders for p in positions if p.holder == holder)


def _year(printer: Printer, position: Position) -> tuple[Inline, ...]:
    when = position.date
    if when is None:
        issued = [
            s.issued
            for s in map(printer.selection.get, (c.id for c in position.source))
            if s and hasattr(s, "issued")
        ]
        when = issued[0] if issued else None
    return (Str(f"{when.year}"),) if when else ()


def holders_table(printer: Printer) -> Blocks:
    """Every position in words with its holder: for readers who do not see our options."""
    rows = [
        Row((row_head(*holder_lines(printer, p)), cell(with_cites(printer, p))))
        for p in _by_holder(printer, printer.selection.of(Position))
    ]
    if not rows:
        return ()
    return (
        Table(
            (Column(123), Column(357)),
            (heads(printer, "positions.holder", "positions.view"),),
            tuple(rows),
            role="rows",
            caption=printer.label("positions.told-caption"),
            summary=printer.words("positions.summary"),
            id="holders",
        ),
    )


def support_chart(printer: Printer) -> Blocks:
    """Bars: how many support each option, with conditions or without; the highest in the accent colour.

    A holder counts once for an option. Of fewer than ten holders in all, bars would say more than is known.
    """
    supporters = [(option, _supporting(printer, option)) for option in lettered_options(printer)]
    counted = [(option, positions) for option, positions in supporters if positions]
    if len(counted) < 2 or len(_holders(p for _, positions in counted for p in positions)) < FEWEST_VOICES:
        return ()
    most = max(len(_holders(positions)) for _, positions in counted)
    points = tuple(
        Point(
            plain_text(printer.option_words(option)),
            float(len(_holders(positions))),
            str(len(_holders(positions))),
            accent=len(_holders(positions)) == most,
        )
        for option, positions in counted
    )
    description = "; ".join(f"{point.label}: {point.shown}" for point in points)
    return (
        Figure(
            Chart("bars", (Series("", points),)),
            alternative=f"{printer.words('positions.chart-caption')}: {description}{full_stop(description)}",
            caption=printer.label("positions.chart-caption"),
            notes=(
                Paragraph(printer.label("positions.chart-note"), role="note"),
                *_conditions(printer, counted),
            ),
            id="support",
            records=tuple(dict.fromkeys(r.id for option, positions in counted for r in (option, *positions))),
        ),
    )


def _conditions(
    printer: Printer, counted: list[tuple[Option, tuple[Position, ...]]]
) -> tuple[Paragraph, ...]:
    """Who of those counted supports only on a condition, and on which: a bar does not show it."""
    lines = []
    for option, positions in counted:
        for position in positions:
            for stance in position.stance:
                condition = condition_of(printer, position, stance) if stance.option == option.id else ()
                if condition:
                    name = plain_text(printer.option_words(option))
                    holder = printer.actor(position.holder)
                    who = printer.field(holder, "name", holder.name) if holder else ()
                    lines.append((Str(f"{name}{NBSP}– "), *who, Str(": "), *condition))
    return tuple(Paragraph(line, role="note") for line in lines)


def _holders(positions: Iterable[Position]) -> frozenset[str]:
    return frozenset(position.holder for position in positions)


def _supporting(printer: Printer, option: Option) -> tuple[Position, ...]:
    """The positions that support the option, with a condition or without."""
    supports = ("supports", "supports_if")
    sides = taking_sides(printer)
    return tuple(p for p in sides for s in p.stance if s.option == option.id and s.stance in supports)


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
            tuple(_position_row(printer, position) for position in positions),
            role="rows",
            summary=printer.words("positions.words-summary"),
            id="positions-in-words",
        ),
    )


def _position_row(printer: Printer, position: Position) -> Row:
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
    """ "On behalf of: NATO", where that is not the holder itself."""
    body = printer.actor(position.speaks_for or "")
    if body is None or position.speaks_for == position.holder:
        return ()
    lead = Str(f"{printer.words('positions.speaks-for')} ")
    return secondary((lead, *printer.field(body, "name", body.name)))
