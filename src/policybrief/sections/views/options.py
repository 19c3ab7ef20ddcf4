"""Views of the options: listed, and compared with the baseline by criterion."""

from __future__ import annotations

from policybrief.document import (
    Block,
    Cell,
    Column,
    Inline,
    Paragraph,
    Row,
    Str,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, Text, full_stop
from policybrief.records import Actor, Criterion, Option, Position, Rating
from policybrief.sections.option_names import lettered_options, option_name
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import (
    bold,
    cell,
    column_head,
    full_title,
    has_another_title,
    head_row,
    held_sign,
    rating_cell,
    row_head,
    secondary,
)
from policybrief.sections.views.stances import ConditionNotes, condition_or_note
from policybrief.selection import recommended_options

Blocks = tuple[Block, ...]
WIDEST = 4
"""Options that fit as columns."""
CRITERIA_A_TABLE = 3


def options_compared(printer: Printer, *, advised: bool = True) -> Blocks:
    """Options × criteria relative to the baseline; `advised` marks those that we recommend.

    Up to four options are columns; with more, options are rows and the criteria go three to a table.
    """
    compared = tuple(option for option in lettered_options(printer) if not option.baseline)
    if not compared:
        return ()
    criteria = tuple(c for c in printer.criteria() if c.id != "cost" or _says_anything(c, compared))
    marked = recommended_options(printer.selection) if advised else frozenset[str]()
    if len(compared) <= WIDEST:
        return (_by_criterion(printer, compared, criteria, marked),)
    groups = [criteria[at : at + CRITERIA_A_TABLE] for at in range(0, len(criteria), CRITERIA_A_TABLE)]
    return tuple(_by_option(printer, compared, group, number, marked) for number, group in enumerate(groups))


def options_listed(printer: Printer) -> Blocks:
    """Each option in a line: letter, short title, title; which is the baseline, and which we recommend.

    The advice is marked on papers that give it, and on no others.
    """
    marked = (
        recommended_options(printer.selection)
        if printer.calls("decision_box", "recommendations_table")
        else frozenset[str]()
    )
    lines = []
    for option in lettered_options(printer):
        keys = [("baseline", option.baseline), ("advised", option.id in marked)]
        marks = ", ".join(printer.words(f"options.{key}") for key, holds in keys if holds)
        title = (Str(": "), *printer.text(option, "title")) if has_another_title(printer, option) else ()
        lines.append((*option_name(printer, option), *title, *((Str(f" ({marks})"),) if marks else ())))
    return tuple(Paragraph(line, role="table") for line in lines)


def _by_criterion(
    printer: Printer, options: tuple[Option, ...], criteria: tuple[Criterion, ...], advised: frozenset[str]
) -> Table:
    head = [column_head(bold(*printer.label("options.criterion")))]
    for option in options:
        heading = (option_name(printer, option), full_title(printer, option))
        if option.id in advised:
            head.append(column_head(*heading, printer.label("options.advised"), role="advised"))
        else:
            head.append(column_head(*heading))
    body = [*_baseline_row(printer, len(options))]
    for criterion in criteria:
        ratings = tuple(rating_cell(printer, option, _rating(option, criterion)) for option in options)
        body.append(Row((row_head(bold(*printer.text(criterion, "title"))), *ratings)))
    notes = ConditionNotes()
    body.extend(_stances_row(printer, options, notes))
    body.append(_cost_row(printer, options))
    return Table(
        (Column(123), *(Column(357 / len(options)) for _ in options)),
        (head_row(*head),),
        tuple(body),
        role="grid",
        caption=(*printer.label("options.caption"), *addition(printer, "options.addition")),
        summary=printer.words("options.summary"),
        notes=(Paragraph(printer.label("options.ratings-note"), role="note"), *notes.paragraphs()),
        id="compared",
    )


def addition(printer: Printer, key: str) -> tuple[Inline, ...]:
    """What follows a caption after a dash, in secondary ink."""
    return secondary((Str(f" – {printer.words(key)}"),))


def _baseline_row(printer: Printer, columns: int) -> tuple[Row, ...]:
    baseline = next((option for option in lettered_options(printer) if option.baseline), None)
    if baseline is None:
        return ()
    text = printer.text(baseline) or printer.text(baseline, "title")
    words = (
        *text,
        Str(f"{full_stop(plain_text(text))} "),
        *printer.label("options.against"),
    )
    head = row_head(option_name(printer, baseline))
    return (Row((head, cell(words, role="panel", colspan=columns)), role="baseline"),)


def _rating(option: Option, criterion: Criterion) -> Rating | None:
    return next((rating for rating in option.ratings if rating.criterion == criterion.id), None)


def _says_anything(criterion: Criterion, options: tuple[Option, ...]) -> bool:
    """True if any option is rated on it: where no cost is known, the row of amounts says so for all."""
    ratings = (_rating(option, criterion) for option in options)
    return any(rating is not None and rating.rating != "no evidence" for rating in ratings)


def _stances_row(printer: Printer, options: tuple[Option, ...], notes: ConditionNotes) -> tuple[Row, ...]:
    cells, any_stance = [], False
    for option in options:
        lines = []
        for position in printer.selection.of(Position):
            holder = printer.actor(position.holder)
            for stance in position.stance:
                if stance.option == option.id and holder is not None:
                    symbol = held_sign(printer, position, stance, word=False)
                    condition = condition_or_note(printer, position, stance, notes=notes)
                    after = (Str(": "), *condition) if condition else ()
                    lines.append((*symbol, Str(NBSP), *_family_name(printer, holder), *after))
        any_stance = any_stance or bool(lines)
        cells.append(cell(*lines) if lines else cell(secondary((Str("–"),))))
    return (Row((row_head(bold(*printer.label("options.stances"))), *cells)),) if any_stance else ()


def _family_name(printer: Printer, holder: Actor) -> tuple[Inline, ...]:
    """The last word of a person's name; the whole name of a body."""
    words, language = holder.name.in_language(printer.language)
    name = words.split()[-1] if holder.actor == "person" and words else words
    return printer.field(holder, "name", Text(((language, name),)))


def _cost_row(printer: Printer, options: tuple[Option, ...]) -> Row:
    head = row_head(bold(*printer.label("options.cost")))
    if not any(option.cost.amount for option in options):
        return Row((head, cell(secondary(printer.label("options.none-costed")), colspan=len(options))))
    return Row((head, *(amount_cell(printer, option) for option in options)))


def amount_cell(printer: Printer, option: Option) -> Cell:
    amount = option.cost.amount
    if amount is None:
        return cell(secondary(printer.label("options.not-costed")))
    return cell(printer.attributed(option, "cost", printer.amount(amount)))


def _by_option(
    printer: Printer,
    options: tuple[Option, ...],
    criteria: tuple[Criterion, ...],
    number: int,
    advised: frozenset[str],
) -> Table:
    head = [column_head(bold(*printer.label("options.option")))]
    head.extend(column_head(bold(*printer.text(criterion, "title"))) for criterion in criteria)
    rows = []
    for option in options:
        ratings = tuple(rating_cell(printer, option, _rating(option, criterion)) for criterion in criteria)
        mark = secondary(printer.label("options.advised")) if option.id in advised else ()
        name = row_head(option_name(printer, option), full_title(printer, option), mark)
        rows.append(Row((name, *ratings)))
    return Table(
        (Column(123), *(Column(357 / len(criteria)) for _ in criteria)),
        (head_row(*head),),
        (*(_baseline_row(printer, len(criteria)) if number == 0 else ()), *rows),
        role="grid",
        caption=(*printer.label("options.caption"), *addition(printer, "options.addition")),
        summary=printer.words("options.summary"),
        notes=(Paragraph(printer.label("options.ratings-note"), role="note"),),
        id=f"compared-{number + 1}",
    )
