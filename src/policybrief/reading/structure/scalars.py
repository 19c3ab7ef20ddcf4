"""Plain scalars → text, numbers, dates and words of a closed list; each refuses what it is not."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from policybrief.dates import parse_date
from policybrief.languages import Text
from policybrief.reading.structure.flaws import described, did_you_mean, empty, flawed
from policybrief.reading.yaml.paragraphs import has_nested_bullets, paragraphs

Converter = Callable[[Any, str], Any]
"""A plain value and the language of its texts → a typed value, or `Flawed`."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def to_text(value: Any, language: str) -> Any:
    """A text in `language`; numbers, lists and maps are refused, because they were meant otherwise."""
    if type(value) is str:
        words = paragraphs(value) if "\n" in value else value.strip()
        if "\n" in words and has_nested_bullets(words):
            message = "a bullet below a bullet is not printed as one"
            return flawed("list-in-a-list", message, "begin each bullet at the same place")
        return Text(((language, words),)) if words else flawed("empty-text", "there is no text here")
    return _no_text(value)


def _no_text(value: Any) -> Any:
    match value:
        case None:
            return empty()
        case bool() | int() | float():
            message = f"a text is expected here, not {described(value)}"
            return flawed("number-as-text", message, "put it in quotation marks:", quote=True)
        case list():
            message = "a text is expected here; square brackets and dashes make a list"
            return flawed("list-as-text", message, "if the brackets belong to the text:", quote=True)
        case _:
            message = "a text is expected here; YAML read it as a map because of a brace or a colon"
            return flawed("map-as-text", message, "if it is a sentence:", quote=True)


def to_str(value: Any, language: str) -> Any:
    """A string; a whole number stands for its digits."""
    if type(value) is str:
        return value.strip()
    if type(value) is int:
        return str(value)
    return _no_text(value)


def to_bool(value: Any, language: str) -> Any:
    """True or False; `yes` and `no` are understood."""
    if type(value) is bool:
        return value
    if isinstance(value, str) and value.lower() in ("yes", "no"):
        return value.lower() == "yes"
    if value is None:
        return empty()
    return flawed("bad-choice", f"{described(value)} is neither yes nor no", "write yes or no")


def to_int(value: Any, language: str) -> Any:
    """A whole number."""
    if type(value) is int:
        return value
    if value is None:
        return empty()
    return flawed("bad-number", f"a whole number is expected here, not {described(value)}")


def to_float(value: Any, language: str) -> Any:
    """A finite number."""
    if type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if value is None:
        return empty()
    return flawed("bad-number", f"a number is expected here, not {described(value)}")


class TypedNumber(float):
    """A number with a fraction as somebody typed it: `4.50` has a digit that its value does not show."""

    words: str

    def __new__(cls, value: float, words: str) -> TypedNumber:
        number = super().__new__(cls, value)
        number.words = words
        return number


MOST_DIGITS = 28
"""Digits of a number: as many as decimal arithmetic keeps (the default context of Python's `decimal`)."""
_DECIMAL = re.compile(r"[-+−]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)", re.ASCII)


def to_decimal(value: Any, language: str) -> Any:
    """A number with the digits that were written."""
    if type(value) is int:
        return Decimal(value)
    words = _digits(value) if isinstance(value, float) else value
    if isinstance(words, str) and _DECIMAL.fullmatch(words.strip()):
        number = Decimal(words.strip().replace("−", "-"))
        if len(number.as_tuple().digits) > MOST_DIGITS:
            message = f"a number with more than {MOST_DIGITS} digits cannot be printed"
            return flawed("bad-number", message, "round it, or use a larger unit")
        return number if number else abs(number)  # minus zero is zero
    if value is None:
        return empty()
    hint = "write digits with a point: 4100000 or 4.5; separators are added when it is printed"
    return flawed("bad-number", f"{described(value)} is not a number", hint)


def _digits(value: float) -> str:
    """The digits of a fraction as typed, or without an exponent; "" if it is infinite or none at all."""
    if isinstance(value, TypedNumber):
        return value.words
    if value.is_integer():  # typed with an exponent: `5.0` would be a TypedNumber
        return ""
    return f"{Decimal(repr(value)):f}" if math.isfinite(value) else ""


def to_stated(value: Any, language: str) -> Any:
    """A date of stated precision."""
    if value is None:
        return empty()
    if type(value) not in (str, int):
        return flawed("bad-date", f"a date is expected here, not {described(value)}", "write 2022-08-05")
    return _stated(str(value))


@lru_cache(maxsize=4096)
def _stated(words: str) -> Any:
    try:
        return parse_date(words)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        if "season" in message or "/" in words:
            hint = "write a period as two lines: since: 2022 and until: 2023"
        return flawed("bad-date", message, hint)


def to_day(value: Any, language: str) -> Any:
    """A day of the calendar."""
    if value is None:
        return empty()
    words = str(value).strip()
    try:
        if not _DAY.fullmatch(words):
            raise ValueError
        return date.fromisoformat(words)
    except ValueError:
        hint = "write year, month and day: 2022-08-05"
        return flawed("bad-date", f"{described(value)} is not a day", hint)


def word_of(choices: tuple[Any, ...]) -> Converter:
    """The converter for one of `choices`, as `Literal` lists them."""
    named = {str(choice): choice for choice in choices}
    shown = [name for name in named if name]

    def convert(value: Any, language: str) -> Any:
        if isinstance(value, str) and value in named:
            return named[value]
        if type(value) is int and str(value) in named:
            return named[str(value)]
        if value is None or value == "":
            return flawed("empty-field", "there is no value here", f"write one of: {', '.join(shown)}")
        message = f"{described(value)} is not possible here"
        return flawed("bad-choice", message, did_you_mean(str(value), shown))

    return convert
