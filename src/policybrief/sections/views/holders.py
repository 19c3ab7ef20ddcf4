"""Views of positions one by one: the minister's short list, the table of views, the chart of support."""

from __future__ import annotations

import re
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
    Str,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, full_stop
from policybrief.records import Option, Position
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import beside_text, cell, heads, held_sign, row_head, secondary
from policybrief.sections.views.positions import holder_lines, taking_sides

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
        stances = stances_told(printer, position)
        if words or not position.stance:
            said = cell(stances, printer.with_cites(position), *_conditions(printer, position, untold=True))
        else:
            said = cell((*stances, *printer.cites(position)), *_conditions(printer, position))
        rows.append(Row((row_head(holder, beside), said)))
    summary = printer.words("positions.summary")
    listed = beside_text(rows, role="rows", summary=summary, id="who-says-what")
    told = {p.id for p in (*chosen, *printer.selection.shed())}  # the paper's end says what was shed
    others = printer.selection.whole().of(Position)
    if more := sum(p.id not in told and printer.actor(p.holder) is not None for p in others):
        note = Paragraph(printer.label("positions.more", number=str(more)), role="note")
        return tuple(replace(table, notes=(note,)) for table in listed)
    return listed


def _by_holder(printer: Printer, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """The positions, those of one holder together, holders in the order of their first."""
    holders = [holder for holder in dict.fromkeys(p.holder for p in positions) if printer.actor(holder)]
    return tuple(p for holder in holders for p in positions if p.holder == holder)


def stances_told(printer: Printer, position: Position) -> Inlines:
    """What the position says of each option: sign, word, letter and short title."""
    said: list[Inline] = []
    for stance in position.stance:
        option = printer.selection.get(stance.option)
        if isinstance(option, Option):
            short = printer.field(option, "short", option.short) or printer.text(option, "title")
            letter = Str(f"{NBSP}{printer.letter(option)}{NBSP}")
            sign = held_sign(printer, position, stance)
            said.extend((*((Str("; "),) if said else ()), *sign, letter, *short))
    return tuple(said)


def _conditions(printer: Printer, position: Position, *, untold: bool = False) -> tuple[Inlines, ...]:
    """What a stance depends on, a line each, under the letter of its option.

    With `untold` only the conditions that the position's own words do not seem to tell: less than two thirds
    of their longer words are found there, in any form.
    """
    words = re.findall(r"\w+", plain_text(printer.text(position)).casefold())
    return tuple(
        (
            Str(f"{printer.letter(option)}{NBSP}"),
            *printer.field(position, f"stance.{option.id}.condition", stance.condition),
        )
        for stance in position.stance
        if stance.condition and isinstance(option := printer.selection.get(stance.option), Option)
        if not untold
        or (stance.stance.endswith("_if") and not _told(printer.string(stance.condition), words))
    )


def _told(condition: str, words: list[str]) -> bool:
    """True if most of the longer words of `condition` are among `words`, but for their endings."""
    stems = [word[: max(4, len(word) - 3)] for word in re.findall(r"\w{4,}", condition.casefold())]
    found = sum(any(word.startswith(stem) for word in words) for stem in stems)
    return bool(stems) and 3 * found >= 2 * len(stems)


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
        Row((row_head(*holder_lines(printer, p)), cell(printer.with_cites(p))))
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
    found = [(option, _supporting(printer, option)) for option in printer.options()]
    counted = [(option, positions) for option, positions in found if positions]
    if len(counted) < 2 or len(_holders(p for _, positions in counted for p in positions)) < FEWEST_VOICES:
        return ()
    most = max(len(_holders(positions)) for _, positions in counted)
    points = tuple(
        Point(
            f"{printer.letter(option)}{NBSP}{printer.string(option.short) or printer.string(option.title)}",
            float(len(_holders(positions))),
            str(len(_holders(positions))),
            accent=len(_holders(positions)) == most,
        )
        for option, positions in counted
    )
    said = "; ".join(f"{point.label}: {point.shown}" for point in points)
    return (
        Figure(
            Chart(points),
            alternative=f"{printer.words('positions.chart-caption')}: {said}{full_stop(said)}",
            caption=printer.label("positions.chart-caption"),
            notes=(Paragraph(printer.label("positions.chart-note"), role="note"),),
            id="support",
            records=tuple(dict.fromkeys(r.id for option, positions in counted for r in (option, *positions))),
        ),
    )


def _holders(positions: Iterable[Position]) -> frozenset[str]:
    return frozenset(position.holder for position in positions)


def _supporting(printer: Printer, option: Option) -> tuple[Position, ...]:
    """The positions that support the option, with a condition or without."""
    supports = ("supports", "supports_if")
    sides = taking_sides(printer)
    return tuple(p for p in sides for s in p.stance if s.option == option.id and s.stance in supports)
