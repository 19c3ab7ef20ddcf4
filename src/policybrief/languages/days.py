"""Days, months and years in the words of each language."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from policybrief.dates import StatedDate
from policybrief.languages.numbers import NBSP
from policybrief.languages.phrases import MONTHS, no_break
from policybrief.languages.tags import base_language, locale_of

_LONG = {"en": "d MMMM yyyy", "uk": "d MMMM yyyy 'року'"}
_SHORT = {"en": "d MMM yyyy"}
_YEAR = {"uk": "yyyy 'року'"}
"""A year behind a month, where more than its figures is usual."""


@lru_cache(maxsize=1024)
def format_day(day: date, language: str, *, short: bool = False) -> str:
    """`day` as prose ("29 February 2024") or, `short`, as in a table."""
    from babel.dates import format_date

    shown = format_date(day, _pattern(language, short=short), locale=locale_of(language))
    if base_language(language) == "fr" and not short:
        shown = re.sub(r"^1 ", "1er ", shown)
    shown = re.sub(r"^(\d{1,2}(?:er|\.)?) (?=\w)", rf"\1{NBSP}", shown)
    return no_break(re.sub(r"(?<=[^\W\d_]) (?=\d{1,2}, \d)", NBSP, shown), language)


def _pattern(language: str, *, short: bool) -> str:
    """The pattern of a day; English without a region is British."""
    formats, base = locale_of(language).date_formats, base_language(language)
    if not short:
        return _LONG.get(language if base == "en" else base, "long")
    if base == "en":
        return _SHORT.get(language, "medium")
    pattern = re.sub("y+", "yyyy", re.sub("d+", "dd", str(formats["short"].pattern)))
    return re.sub(r"(?<!M)M(?!M)", "MM", pattern).replace(" ", NBSP)


@lru_cache(maxsize=1024)
def format_stated(
    stated: StatedDate, language: str, *, about: str = "about {date}", inside: bool = False
) -> str:
    """A date at its precision, in words ("August 2022"); `about` wraps an inexact one.

    A month that stands `inside` a phrase ("since August 2022") takes the case that the language wants there.
    """
    match stated.precision:
        case "day":
            words = format_day(stated.earliest(), language)
        case "month":
            words = _month(stated, language, inside=inside)
        case _:
            words = str(stated.year)
    return words if stated.exact else about.format(date=words)


def _month(stated: StatedDate, language: str, *, inside: bool) -> str:
    from babel.dates import format_date

    locale, name = locale_of(language), "MMMM" if inside else "LLLL"
    base = base_language(language)
    pattern = f"{name} {_YEAR.get(base, 'yyyy')}"
    if base not in MONTHS:
        usual = locale.datetime_skeletons.get("yMMMM")
        pattern = re.sub("[ML]{4}", name, str(usual.pattern)) if usual else pattern
    return format_date(stated.earliest(), pattern, locale=locale)
