"""The view of the options by cost: cheapest first, what is paid for, when and how much."""

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
from policybrief.languages import NBSP
from policybrief.records import Option, Rating, RatingWord
from policybrief.sections.option_names import lettered_options, option_name
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import (
    bold,
    cell,
    column_head,
    full_title,
    head_row,
    row_head,
    secondary,
)
from policybrief.sections.views.options import addition, amount_cell

Blocks = tuple[Block, ...]

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
    options = sorted(lettered_options(printer), key=lambda option: _cost_rank(option))
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
            caption=(*printer.label("cost.caption"), *addition(printer, "cost.addition")),
            summary=printer.words("cost.summary"),
            notes=(Paragraph(printer.label("cost.note"), role="note"),),
            id="by-cost",
        ),
    )


def _not_costed(printer: Printer, *, reasons: bool) -> Blocks:
    sentence = printer.label("options.none-costed")
    entries = tuple(
        (Paragraph(words, role="list"),)
        for option in lettered_options(printer)
        if (words := _paid_for(printer, option, reasons=reasons))
    )
    if not entries:
        return (Paragraph(sentence),)
    return (Paragraph((*sentence, Str(" "), *printer.label("cost.would-pay"))), List(entries))


def _paid_for(printer: Printer, option: Option, *, reasons: bool) -> tuple[Inline, ...]:
    """ "B G7 plan: Deliveries and repair. When due: Each year"; () where nothing is said."""
    paid = printer.field(option, "cost.pays_for", option.cost.pays_for)
    due = printer.field(option, "cost.falls_due", option.cost.falls_due) if reasons else ()
    if not paid and not due:
        return ()
    end = "" if not paid else " " if plain_text(paid).endswith((".", "!", "?")) else ". "
    lead = f"{end}{printer.words('cost.falls-due')}: "
    return (*option_name(printer, option), Str(": "), *paid, *((Str(lead), *due) if due else ()))


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
            row_head(option_name(printer, option), second),
            cell(printer.field(option, "cost.pays_for", cost.pays_for)),
            _cost_cell(printer, option, reasons=reasons),
            *((cell(printer.field(option, "cost.falls_due", cost.falls_due)),) if reasons else ()),
            amount_cell(printer, option),
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
    words: tuple[Inline, ...] = (Strong((Str(f"{sign}{NBSP}{printer.words(key)}"),)),)
    role = "" if word == "no evidence" else f"rating-{word.replace(' ', '-')}"
    return cell(words, reason, role=role)
