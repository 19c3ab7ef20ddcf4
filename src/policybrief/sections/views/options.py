"""Views of the options: compared against the baseline by criterion, and by cost."""

from __future__ import annotations

from policybrief.document import (
    Block,
    Cell,
    Column,
    Inline,
    List,
    Paragraph,
    Row,
    Str,
    Strong,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, Text, full_stop
from policybrief.records import Actor, Criterion, Option, Position, Rating, RatingWord
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
from policybrief.sections.views.stances import Notes, condition_or_note
from policybrief.selection import recommended_options

Blocks = tuple[Block, ...]
WIDEST = 4
"""Options that fit as columns."""
CRITERIA_A_TABLE = 3


def options_compared(printer: Printer, *, advised: bool = True) -> Blocks:
    """Options × criteria relative to the baseline; `advised` marks those that we recommend.

    Up to four options are columns; with more, options are rows and the criteria go three to a table.
    """
    compared = tuple(option for option in printer.options() if not option.baseline)
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
    for option in printer.options():
        keys = [("baseline", option.baseline), ("advised", option.id in marked)]
        marks = ", ".join(printer.words(f"options.{key}") for key, holds in keys if holds)
        title = (Str(": "), *printer.text(option, "title")) if has_another_title(printer, option) else ()
        lines.append((*printer.option_name(option), *title, *((Str(f" ({marks})"),) if marks else ())))
    return tuple(Paragraph(line, role="table") for line in lines)


def _by_criterion(
    printer: Printer, options: tuple[Option, ...], criteria: tuple[Criterion, ...], advised: frozenset[str]
) -> Table:
    head = [column_head(bold(*printer.label("options.criterion")))]
    for option in options:
        named = (printer.option_name(option), full_title(printer, option))
        if option.id in advised:
            head.append(column_head(*named, printer.label("options.advised"), role="advised"))
        else:
            head.append(column_head(*named))
    body = [*_baseline_row(printer, len(options))]
    for criterion in criteria:
        ratings = tuple(rating_cell(printer, option, _rating(option, criterion)) for option in options)
        body.append(Row((row_head(bold(*printer.text(criterion, "title"))), *ratings)))
    notes = Notes()
    body.extend(_stances_row(printer, options, notes))
    body.append(_cost_row(printer, options))
    return Table(
        (Column(123), *(Column(357 / len(options)) for _ in options)),
        (head_row(*head),),
        tuple(body),
        role="grid",
        caption=(*printer.label("options.caption"), *_addition(printer, "options.addition")),
        summary=printer.words("options.summary"),
        notes=(Paragraph(printer.label("options.ratings-note"), role="note"), *notes.paragraphs()),
        id="compared",
    )


def _addition(printer: Printer, key: str) -> tuple[Inline, ...]:
    """What follows a caption after a dash, in secondary ink."""
    return secondary((Str(f" – {printer.words(key)}"),))


def _baseline_row(printer: Printer, columns: int) -> tuple[Row, ...]:
    baseline = next((option for option in printer.options() if option.baseline), None)
    if baseline is None:
        return ()
    said = printer.text(baseline) or printer.text(baseline, "title")
    words = (
        *said,
        Str(f"{full_stop(plain_text(said))} "),
        *printer.label("options.against"),
    )
    head = row_head(printer.option_name(baseline))
    return (Row((head, cell(words, role="panel", colspan=columns)), role="baseline"),)


def _rating(option: Option, criterion: Criterion) -> Rating | None:
    return next((rating for rating in option.ratings if rating.criterion == criterion.id), None)


def _says_anything(criterion: Criterion, options: tuple[Option, ...]) -> bool:
    """True if any option is rated on it: where no cost is known, the row of amounts says so for all."""
    ratings = (_rating(option, criterion) for option in options)
    return any(rating is not None and rating.rating != "no evidence" for rating in ratings)


def _stances_row(printer: Printer, options: tuple[Option, ...], notes: Notes) -> tuple[Row, ...]:
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
    return Row((head, *(_amount(printer, option) for option in options)))


def _amount(printer: Printer, option: Option) -> Cell:
    amount = option.cost.amount
    if amount is None:
        return cell(secondary(printer.label("options.not-costed")))
    return cell(printer.said(option, "cost", printer.amount(amount)))


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
        name = row_head(printer.option_name(option), full_title(printer, option), mark)
        rows.append(Row((name, *ratings)))
    return Table(
        (Column(123), *(Column(357 / len(criteria)) for _ in criteria)),
        (head_row(*head),),
        (*(_baseline_row(printer, len(criteria)) if number == 0 else ()), *rows),
        role="grid",
        caption=(*printer.label("options.caption"), *_addition(printer, "options.addition")),
        summary=printer.words("options.summary"),
        notes=(Paragraph(printer.label("options.ratings-note"), role="note"),),
        id=f"compared-{number + 1}",
    )


_HEIGHT: dict[RatingWord, tuple[int, str, str]] = {
    "much better": (0, "cost.much-lower", "––"),
    "better": (1, "cost.lower", "–"),
    "same": (2, "cost.same", "="),
    "worse": (3, "cost.higher", "+"),
    "much worse": (4, "cost.much-higher", "++"),
    "no evidence": (5, "cost.not-known", "?"),
}


def options_by_cost(printer: Printer, *, reasons: bool = True) -> Blocks:
    """Options, cheapest first and unknown last: what is paid for, against the baseline, when, how much.

    Of options of one rating, those with an amount come first.

    Without `reasons` a short table: no full titles, no due dates, and the rating against the baseline alone.
    Where no option is costed, a sentence says so, and a list what each would pay for.
    """
    options = sorted(printer.options(), key=lambda option: _cost_rank(option))
    if not options:
        return ()
    if not any(option.cost.amount for option in options):
        return _not_costed(printer, reasons=reasons)
    keys = ("options.option", "cost.pays-for", "cost.against", *(("cost.falls-due",) if reasons else ()))
    head = [column_head(bold(*printer.label(key))) for key in keys]
    head.append(column_head(bold(*printer.label("options.cost"))))
    widths = (123.0, 119.0, 89.25, 84.0, 64.75) if reasons else (112.0, 184.0, 92.0, 92.0)
    return (
        Table(
            (*map(Column, widths[:-1]), Column(widths[-1], align="right")),
            (head_row(*head),),
            tuple(_cost_line(printer, option, reasons=reasons) for option in options),
            role="grid",
            caption=(*printer.label("cost.caption"), *_addition(printer, "cost.addition")),
            summary=printer.words("cost.summary"),
            notes=(Paragraph(printer.label("cost.note"), role="note"),),
            id="by-cost",
        ),
    )


def _not_costed(printer: Printer, *, reasons: bool) -> Blocks:
    sentence = printer.label("options.none-costed")
    entries = tuple(
        (Paragraph(told, role="list"),)
        for option in printer.options()
        if (told := _paid_for(printer, option, reasons=reasons))
    )
    if not entries:
        return (Paragraph(sentence),)
    return (Paragraph((*sentence, Str(" "), *printer.label("cost.would-pay"))), List(entries))


def _paid_for(printer: Printer, option: Option, *, reasons: bool) -> tuple[Inline, ...]:
    """ "B G7 plan: Deliveries and repair. Falls due: Each year"; () where nothing is said."""
    paid = printer.field(option, "cost.pays_for", option.cost.pays_for)
    due = printer.field(option, "cost.falls_due", option.cost.falls_due) if reasons else ()
    if not paid and not due:
        return ()
    end = "" if not paid else " " if plain_text(paid).endswith((".", "!", "?")) else ". "
    lead = f"{end}{printer.words('cost.falls-due')}: "
    return (*printer.option_name(option), Str(": "), *paid, *((Str(lead), *due) if due else ()))


def _cost_rating(option: Option) -> Rating | None:
    return next((rating for rating in option.ratings if rating.criterion == "cost"), None)


def _cost_rank(option: Option) -> tuple[int, bool, bool]:
    rating = _cost_rating(option)
    height = 2 if option.baseline else _HEIGHT[rating.rating][0] if rating else 5
    return height, not option.baseline, option.cost.amount is None


def _cost_line(printer: Printer, option: Option, *, reasons: bool) -> Row:
    cost = option.cost
    second = _second_line(printer, option) if reasons or option.baseline else ()
    return Row(
        (
            row_head(printer.option_name(option), second),
            cell(printer.field(option, "cost.pays_for", cost.pays_for)),
            _cost_cell(printer, option, reasons=reasons),
            *((cell(printer.field(option, "cost.falls_due", cost.falls_due)),) if reasons else ()),
            _amount(printer, option),
        )
    )


def _second_line(printer: Printer, option: Option) -> tuple[Inline, ...]:
    if option.baseline:
        return secondary(printer.label("options.baseline"))
    return full_title(printer, option)


def _cost_cell(printer: Printer, option: Option, *, reasons: bool) -> Cell:
    rating = _cost_rating(option)
    word: RatingWord = "same" if option.baseline else rating.rating if rating else "no evidence"
    _, key, sign = _HEIGHT[word]
    reason = printer.field(option, "ratings.cost", rating.why) if rating and reasons else ()
    said: tuple[Inline, ...] = (Strong((Str(f"{sign}{NBSP}{printer.words(key)}"),)),)
    role = "" if word == "no evidence" else f"rating-{word.replace(' ', '-')}"
    return cell(said, reason, role=role)
