"""Dates as bibliographies write them → the EDTF subset of records, or why one cannot be placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from policybrief.dates import StatedDate, parse_date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about)\s*(?=\d)", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d{2}:\d{2}.*$")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([^\W\d]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?(?: (\d{1,2}))?,? (\d{4})")


def stated(text: str) -> str:
    """The date that `text` states, as records write it: `2022-08-05`, `2022~`.

    Raises:
        ValueError: it states none, several, or one without a place; with the reason.
    """
    words = _TIME.sub("", " ".join(text.split()).strip("{}[]() ."))
    about = "~" if _ABOUT.match(words) or text.strip().startswith("[") else ""
    words = _ABOUT.sub("", words)
    if match := _DAY_FIRST.fullmatch(words):
        return dated([match[3], month(match[2]), match[1]]) + about
    if (match := _MONTH_FIRST.fullmatch(words)) and month(match[1]):
        return dated([match[3], month(match[1]), match[2] or ""]) + about
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?([~?%]?)", words):
        return dated([match[1], match[2], match[3] or ""]) + (match[4] or about)
    if re.fullmatch(r"\d{4}[~?%]?", words):
        return str(parse_date(words)) + (about if words.isdigit() else "")
    if re.fullmatch(r"(.+)/(.*)", words):
        raise ValueError("it is a period, but a source has one date")
    raise ValueError("it is not a valid date")


def dated(parts: Sequence[Any]) -> str:
    """The date of year, month and day, as numbers or digits; later ones may be missing or empty.

    Raises:
        ValueError: there is no such date.
    """
    numbers = []
    for part in parts[:3]:
        if part in ("", None):
            break
        if not str(part).strip().isdecimal():
            raise ValueError("it is not a valid date")
        numbers.append(int(part))
    year, month_, day = [*numbers, 0, 0, 0][:3]
    if not 1 <= year <= 9999:
        raise ValueError("it has no year from 1 to 9999")
    if 21 <= month_ <= 41:
        raise ValueError("it is a season, but a source has a year, month or day")
    try:
        return str(parse_date(str(StatedDate(year, month_, day))))
    except ValueError:
        raise ValueError("there is no such month or day") from None


def month(words: str) -> str:
    """The number of a month named in English, by its first letters or by its number; "" if it is none."""
    words = words.strip().strip(".").lower()
    if words.isdigit():
        return words
    close = [number for number, name in enumerate(_MONTHS, 1) if len(words) > 2 and name.startswith(words)]
    return str(close[0]) if close else "9" if words == "sept" else ""
