"""The matrix of positions: holders × options, or turned where there are many options."""

from __future__ import annotations

from policybrief.document import (
    Block,
    Cell,
    Column,
    Inline,
    Origin,
    Paragraph,
    RecordNumbers,
    Row,
    Span,
    Str,
    Strong,
    Table,
)
from policybrief.languages import NBSP
from policybrief.records import Option, Position, Stance
from policybrief.sections.cited_places import cites
from policybrief.sections.option_names import lettered_options, option_name
from policybrief.sections.printing import EN_SPACE, Printer
from policybrief.sections.views.cells import (
    SYMBOLS,
    bold,
    cell,
    column_head,
    full_title,
    group_row,
    head_row,
    held_sign,
    not_stated,
    row_head,
    secondary,
    stance_sign,
)
from policybrief.sections.views.stances import ConditionNotes, condition_of, condition_or_note

Blocks = tuple[Block, ...]
WIDEST_MATRIX = 4


def positions_matrix(printer: Printer) -> Blocks:
    """Holders × options; turned (options × stances) where there are more than four options."""
    options = _options_spoken_of(printer)
    with_stance = taking_sides(printer)
    if not options or not with_stance:
        return ()
    return _turned(printer) if len(options) > WIDEST_MATRIX else _matrix(printer, options, with_stance)


def _options_spoken_of(printer: Printer) -> tuple[Option, ...]:
    option_ids = {stance.option for position in printer.selection.of(Position) for stance in position.stance}
    return tuple(option for option in lettered_options(printer) if option.id in option_ids)


def taking_sides(printer: Printer) -> tuple[Position, ...]:
    """The positions that hold a stance on any option."""
    return tuple(position for position in printer.selection.of(Position) if position.stance)


def _matrix(printer: Printer, options: tuple[Option, ...], positions: tuple[Position, ...]) -> Blocks:
    notes = ConditionNotes()
    width = len(options) + 1
    institutional = tuple(p for p in positions if _institutional(printer, p))
    personal = tuple(p for p in positions if not _institutional(printer, p))
    body: list[Row] = []
    for key, group in (("positions.institutional", institutional), ("positions.personal", personal)):
        holders = tuple(dict.fromkeys(p.holder for p in group))
        if holders:
            body.append(group_row(printer, key, width))
        for holder in holders:
            held = tuple(p for p in group if p.holder == holder)
            body.append(_holder_row(printer, held, options, notes))
    head = (
        column_head(bold(*printer.label("positions.holder"))),
        *(column_head(option_name(printer, o), _option_words(printer, o)) for o in options),
    )
    columns = (Column(123), *(Column(357 / len(options)) for _ in options))
    table = Table(
        columns,
        (head_row(*head),),
        tuple(body),
        role="grid",
        caption=printer.label("positions.caption"),
        summary=printer.words("positions.summary"),
        notes=(_key(printer), *notes.paragraphs()),
        id="matrix",
    )
    return (table,)


def _institutional(printer: Printer, position: Position) -> bool:
    holder = printer.actor(position.holder)
    return bool(position.speaks_for) or (holder is not None and holder.actor != "person")


def _option_words(printer: Printer, option: Option) -> tuple[Inline, ...]:
    if option.baseline:
        return secondary(printer.label("options.baseline"))
    return full_title(printer, option)


def _holder_row(
    printer: Printer, positions: tuple[Position, ...], options: tuple[Option, ...], notes: ConditionNotes
) -> Row:
    cells = []
    for option in options:
        held = [(p, s) for p in positions for s in p.stance if s.option == option.id]
        cells.append(_stance_cell(printer, held, notes=notes) if held else not_stated())
    return Row((row_head(*holder_lines(printer, positions[0])), *cells))


def holder_lines(printer: Printer, position: Position) -> tuple[tuple[Inline, ...], ...]:
    """The holder's name in bold, and the affiliation below it."""
    holder = printer.actor(position.holder)
    if holder is None:
        return ()
    place = printer.field(holder, "short", holder.short) or printer.field(
        holder, "affiliation", holder.affiliation
    )
    return (bold(*printer.field(holder, "name", holder.name)), secondary(place))


def _stance_cell(printer: Printer, held: list[tuple[Position, Stance]], *, notes: ConditionNotes) -> Cell:
    """What one holder says about one option: the sign of each stance, and below it its condition."""
    lines: list[tuple[Inline, ...]] = []
    for position, stance in held:
        lines.append((*held_sign(printer, position, stance), *_leads_to(position)))
        lines.append(condition_or_note(printer, position, stance, notes=notes))
    tints = {stance.stance for _, stance in held}
    return cell(*lines, role=tints.pop() if len(tints) == 1 else "")


def _key(printer: Printer) -> Paragraph:
    """The five symbols with their words, and the dash."""
    content: list[Inline] = []
    for stance in SYMBOLS:
        symbol = Span((Str(SYMBOLS[stance]),), role=f"symbol-{stance}")
        word = printer.words(f"stance.{stance}").replace(" ", NBSP)
        content.extend((symbol, Str(f"{NBSP}{word}{EN_SPACE} ")))
    content.append(Str(f"–{NBSP}{printer.words('stance.none').replace(' ', NBSP)}"))
    return Paragraph(tuple(content), role="note")


def _turned(printer: Printer) -> Blocks:
    """Options × stances: each cell lists who holds that stance, the condition as a note."""
    notes = ConditionNotes()
    stances = tuple(SYMBOLS)
    head = (
        column_head(bold(*printer.label("options.option"))),
        *(column_head(stance_sign(printer, stance)) for stance in stances),
    )
    rows = []
    for option in _options_spoken_of(printer):
        cells = []
        for stance in stances:
            held = [
                (p, s)
                for p in taking_sides(printer)
                for s in p.stance
                if (s.option, s.stance) == (option.id, stance)
            ]
            lines = tuple(_holder_with_note(printer, p, s, notes) for p, s in held)
            cells.append(cell(*lines, role=stance) if lines else not_stated())
        rows.append(Row((row_head(option_name(printer, option), _option_words(printer, option)), *cells)))
    return (
        Table(
            (Column(105), *(Column(75) for _ in stances)),
            (head_row(*head),),
            tuple(rows),
            role="grid",
            caption=printer.label("positions.caption"),
            summary=printer.words("positions.summary"),
            notes=notes.paragraphs(),
            id="matrix",
        ),
    )


def _leads_to(position: Position) -> tuple[Inline, ...]:
    """The number of the position, which leads to what its holder says; else its source."""
    return secondary((RecordNumbers((position.id,), NBSP),))


def _holder_with_note(
    printer: Printer, position: Position, stance: Stance, notes: ConditionNotes
) -> tuple[Inline, ...]:
    holder = printer.actor(position.holder)
    words = printer.field(holder, "name", holder.name) if holder else ()
    origin = Origin(position.id, f"stance.{stance.option}", printer.language)
    name = (Span(words, origin=origin), *_leads_to(position))
    if not stance.condition:
        return name
    letter = notes.add((*condition_of(printer, position, stance), *cites(printer, position)))
    return (*name, Str(f",{NBSP}"), Strong((Str(letter),)))
