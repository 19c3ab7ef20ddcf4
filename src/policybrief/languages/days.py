"""Days, months and years in the words of each language."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from policybrief.dates import StatedDate
from policybrief.languages.locales import locale_of
from policybrief.languages.numbers import NBSP
from policybrief.languages.phrases import no_break
from policybrief.languages.table import language_of, states_usage_of


@lru_cache(maxsize=1024)
def format_day(day: date, language: str, *, short: bool = False) -> str:
    """`day` as prose ("29 February 2024") or, `short`, as in a table."""
    from babel.dates import format_date

    shown = format_date(day, _pattern(language, short=short), locale=locale_of(language))
    first = language_of(language).first_of_month
    if first and not short:
        shown = re.sub("^1 ", f"{first} ", shown)
    shown = re.sub(r"^(\d{1,2}(?:er|\.)?) (?=\w)", rf"\1{NBSP}", shown)
    return no_break(re.sub(r"(?<=[^\W\d_]) (?=\d{1,2}, \d)", NBSP, shown), language)


def _pattern(language: str, *, short: bool) -> str:
    """The pattern of a day: that of the language's file for its own region, else that of CLDR."""
    stated, own = language_of(language), states_usage_of(language)
    if not short:
        return stated.day if stated.day and own else "long"
    if stated.short_day:
        return stated.short_day if own else "medium"
    pattern = re.sub("y+", "yyyy", re.sub("d+", "dd", str(locale_of(language).date_formats["short"].pattern)))
    return re.sub(r"(?<!M)M(?!M)", "MM", pattern).replace(" ", NBSP)


@lru_cache(maxsize=1024)
def format_stated(
    stated: StatedDate, language: str, *, about: str = "about {date}", inside: bool = False
) -> str:
    """A date at its precision, in words ("August 2022"); `about` wraps an inexact one.

    A month or year `inside` a phrase ("since August 2022") takes the case that the language wants there.
    """
    match stated.precision:
        case "day":
            words = format_day(stated.earliest(), language)
        case "month":
            words = _month(stated, language, inside=inside)
        case _:
            words = _year(stated, language, inside=inside)
    return words if stated.exact else about.format(date=words)


def _month(stated: StatedDate, language: str, *, inside: bool) -> str:
    from babel.dates import format_date

    locale, name = locale_of(language), "MMMM" if inside else "LLLL"
    year = language_of(language).year_behind_month if states_usage_of(language) else ""
    usual = locale.datetime_skeletons.get("yMMMM")
    pattern = f"{name} {year or 'yyyy'}"
    if usual and not year:
        pattern = re.sub("[ML]{4}", name, str(usual.pattern))
    return format_date(stated.earliest(), pattern, locale=locale)


def _year(stated: StatedDate, language: str, *, inside: bool) -> str:
    from babel.dates import format_date

    known = language_of(language)
    pattern = known.year_inside if inside else known.year
    if not pattern or not states_usage_of(language):
        return str(stated.year)
    return format_date(stated.earliest(), pattern, locale=locale_of(language))
