"""The support chain: a request is based on an option, its risks and sourced statements, all in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType

from policybrief.checks.checked import Check, Checked, Printed
from policybrief.diagnostics import Diagnostic
from policybrief.languages import A_MONTH, Text, words_of_all
from policybrief.records import (
    Named,
    Number,
    Option,
    Quoting,
    Reasoned,
    Recommendation,
    Record,
    Risk,
    bases_of,
    without_braces,
)
from policybrief.selection import FIRM


def check_option_named(checked: Checked) -> Iterator[Diagnostic]:
    """A recommendation that commits the reader and names no option."""
    for record in checked.records():
        if isinstance(record, Recommendation) and record.ask in FIRM and not _whole(checked, record).option:
            message = f"recommendation {record.id} names no option"
            hint = "write option: and the id of the option that it selects"
            yield checked.point(record, "recommendation-without-option", message, hint)


def check_option_has_risks(checked: Checked) -> Iterator[Diagnostic]:
    """An option that a recommendation takes and for which no risk is stated."""
    for record in checked.records():
        if not isinstance(record, Recommendation) or record.ask not in FIRM:
            continue
        for option in checked.selection.having(record.option):
            referring = checked.corpus.referring_to(option.id)
            if not any(isinstance(r, Risk) and option.id in r.option and not r.withdrawn for r in referring):
                message = (
                    f"recommendation {record.id} selects option {option.id}, for which no risk is stated"
                )
                hint = "add a risk with option: and the id"
                yield checked.point(option, "option-without-risk", message, hint)


def check_evidence_reached(checked: Checked) -> Iterator[Diagnostic]:
    """A recommendation whose grounds lead to no fact and no position with a source."""
    for record in checked.records():
        if isinstance(record, Recommendation) and bases_of(record):
            if any(statement.source for statement in checked.evidence(_whole(checked, record))):
                continue
            message = (
                f"recommendation {record.id} is not based, even indirectly, on a fact or position with a "
                "source"
            )
            hint = "add facts to because or rests_on, here or in the judgements that it is based on"
            yield checked.point(record, "recommendation-without-evidence", message, hint, "rests_on")


def check_borne_out(checked: Checked) -> Iterator[Diagnostic]:
    """New material in the summary: a record that neither the body nor an annex shows or bears out.

    A statement of fact must stand there itself; our own analysis must stand there, or something that it
    is based on, or the option that it takes.
    """
    body = _body(checked)
    for record_id in dict.fromkeys(p.record for p in checked.printed if p.in_summary):
        record = checked.record(record_id)
        if record is None or isinstance(record, Named | Option) or record_id in body:
            continue
        options = record.option if isinstance(record, Recommendation) else ()
        bases = (below.id for below in checked.basis(record))
        if isinstance(record, Reasoned | Quoting) and not body.isdisjoint((*options, *bases)):
            continue
        message = f"{record.kind} {record.id} is in the summary, but no other section shows or supports it"
        hint = "show it, or what it is based on, in a section of the body or an annex"
        yield checked.point(record, "not-in-body", message, hint)


def check_numbers(checked: Checked) -> Iterator[Diagnostic]:
    """A figure in the summary that is the quantity of no record that this edition shows."""
    stated = {value for record in checked.records() for value in quantities(record)}
    reported: set[str] = set()
    for printed in checked.printed:
        is_statement = printed.in_summary and not printed.is_caveat  # which says what holds of a figure
        record = checked.record(printed.record) if is_statement else None
        if record is None or record.id in reported or isinstance(record, Named | Quoting):
            continue  # of prose more is asked: see `passages`
        if figures_without(typed_words(record, printed), stated):
            reported.add(record.id)
            message = f"{record.kind} {record.id} gives a figure that is not the number of any record shown"
            hint = "take the figure from a fact with number:, and show that fact"
            yield checked.point_of_text(record, "number-without-quantity", message, hint, printed)


def bearing(checked: Checked) -> frozenset[str]:
    """Ids of the shown records on which bottom line, decision box and recommendations rest.

    Those that stand there, all that they are based on, and the facts whose quantities are the figures there:
    without any of them one of the rules of this chain might find something.
    """
    summary = tuple(p for p in checked.printed if p.in_summary)
    stated = [record for p in summary if (record := checked.record(p.record)) is not None]
    below = {basis.id for record in stated for basis in checked.basis(record)}
    figures = {value for p in summary for figure in _figures(p.words) for value in figure}
    counted = {r.id for r in checked.records() if not figures.isdisjoint(quantities(r))}
    bearers = {record.id for record in stated} | below | counted
    return frozenset(record.id for record in checked.records() if record.id in bearers)


def quantities(record: Record) -> Iterator[Decimal]:
    """The numbers that a record states as such, without their signs."""
    for number in _numbers(record):
        yield abs(number.value)
        if number.to is not None:
            yield abs(number.to)


def _numbers(value: object) -> Iterator[Number]:
    """The quantities in a record, in its fields or below them."""
    if isinstance(value, Number):
        yield value
    elif not isinstance(value, _WITHOUT_NUMBERS) and is_dataclass(value):
        for f in fields(value):
            yield from _numbers(getattr(value, f.name))


_WITHOUT_NUMBERS = (str, int, tuple, type, date, Text, NoneType)
"""Nearly all values are of these types, and to ask whether one is a dataclass takes long."""


def _whole(checked: Checked, record: Recommendation) -> Recommendation:
    """The record as it is in the corpus, with what was trimmed for this audience."""
    whole = checked.corpus.get(record.id)
    return whole if isinstance(whole, Recommendation) else record


def _body(checked: Checked) -> frozenset[str]:
    """What bears the summary out: what other sections show, and the reasons printed below the advice."""
    advice = (record for record in checked.records() if isinstance(record, Recommendation))
    reasons = {reason for recommendation in advice for reason in recommendation.because}
    return frozenset(p.record for p in checked.printed if not p.in_summary or p.record in reasons)


_NOT_FIGURES = re.compile(
    rf"(?:{words_of_all('places')})\s\d+(?:\(\d+\))*"  # places in texts
    r"|\d{4}-\d{2}(?:-\d{2})?(?!\d)"  # dates of the calendar
    r"|\d{1,2}([./])\d{1,2}\1\d{4}|\d{4}/\d{2}/\d{2}"
    r"|\d{1,2}(?:\.|er)?\s(?=[^\W\d_]{3,}\s(?:1[5-9]|2[01])\d{2}\b)"  # 10 October 2022, 3. Dezember 2026
    r"|(?<![\d.,])(?:1[5-9]|20|21)\d{2}(?![\d.,]*\d)"  # years
    r"|\w*[^\W\d_]-?\d[\w-]*"  # G7, F-16, COVID-19
    r"|\d+(?:st|nd|rd|th|-[^\W\d_]+)\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\d{{1,2}}(?:\.|er)?\s(?:{A_MONTH})\b")
_FIGURE = re.compile(r"(?:(?<![^\s(\[«„“])[-−])?\d+(?:[.,’\s]\d+)*")
"""A sign belongs to it only where a blank or a bracket stands before the sign: 5-10 is no negative ten."""


def figures_in(words: str) -> tuple[str, ...]:
    """The figures of a text as they are written; those of dates, places in texts and names left aside."""
    if not any(map(str.isdigit, words)):
        return ()
    return tuple(_FIGURE.findall(_NOT_FIGURES.sub(" # ", _DAY.sub(" # ", words))))


def typed_words(record: Record, printed: Printed) -> str:
    """What is typed in a text that is printed: numbers of paragraphs and records in braces are no figures."""
    text = getattr(record, printed.field, None)
    if not isinstance(text, Text) or not printed.language:
        return printed.words
    return without_braces(text.in_language(printed.language)[0], between=" ")


def figures_without(words: str, stated: Set[Decimal]) -> tuple[str, ...]:
    """The figures of a text that are none of the values `stated`."""
    return tuple(f for f in figures_in(words) if stated.isdisjoint(_values(re.sub(r"[\s’−-]", "", f))))


def _figures(words: str) -> Iterator[frozenset[Decimal]]:
    """Each figure of a text as the values that it may stand for, without its sign ("fell by 5" is −5)."""
    for figure in figures_in(words):
        yield frozenset(_values(re.sub(r"[\s’−-]", "", figure)))


def _values(figure: str) -> Iterator[Decimal]:
    """ "1,200" may be twelve hundred or one and a fifth, as the language has it."""
    spellings = {figure.replace(",", ""), figure.replace(".", "").replace(",", "."), figure.replace(",", ".")}
    for spelling in spellings:
        try:
            yield Decimal(spelling)
        except InvalidOperation:
            continue


CHECKS: tuple[Check, ...] = (
    check_option_named,
    check_option_has_risks,
    check_evidence_reached,
    check_borne_out,
    check_numbers,
)
