"""Numbers as each language writes them, and read back."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from policybrief.languages.locales import locale_of

NBSP = "\u00a0"
MINUS = "\u2212"
_LEAST_GROUPED = {
    **dict.fromkeys(("be", "bg", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "sl", "sq"), 2),
    "ee": 3,
    "es_419": 1,
    "pt_PT": 2,
    "ru_UA": 2,
}
"""Digits that must stand before the first separator: minimumGroupingDigits (CLDR 48), not in Babel."""


def format_number(value: Decimal, language: str) -> str:
    """`value` with the language's separators, a minus sign, no-break spaces; minus zero is 0."""
    return _formatted(str(value), language)  # as text: 1.0 and 1 are equal, and not written alike


@lru_cache(maxsize=4096)
def _formatted(number: str, language: str) -> str:
    from babel.numbers import format_decimal

    value, locale = Decimal(number), locale_of(language)
    if not value and value.is_signed():
        return "0"
    digits = max(0, -int(value.as_tuple().exponent))
    whole = locale.decimal_formats[None].pattern.partition(";")[0].partition(".")[0]
    pattern = whole + ("." + "0" * digits if digits else "")
    grouped = len(str(int(abs(value)))) >= 3 + _least_grouped(language)
    shown = format_decimal(abs(value), format=pattern, locale=locale, group_separator=grouped)
    return (MINUS if value < 0 else "") + re.sub(r"[\u202f ]", NBSP, shown)


@lru_cache(maxsize=64)
def _least_grouped(language: str) -> int:
    from babel.core import get_global

    name, parents = str(locale_of(language)), get_global("parent_exceptions")
    while name and name != "root":
        if name in _LEAST_GROUPED:
            return _LEAST_GROUPED[name]
        name = parents.get(name) or name.rpartition("_")[0]
    return 1


def read_number(figure: str, language: str) -> Decimal | None:
    """The value of a figure as the language writes it ("1,200" is 1200 in English), or None.

    A minus sign and a hyphen before it mean the same.
    """
    from babel.numbers import NumberFormatError, parse_decimal

    plain = re.sub(r"\s", NBSP, figure.strip()).replace(MINUS, "-")
    try:
        value: Decimal = parse_decimal(plain, locale=locale_of(language))
    except (NumberFormatError, InvalidOperation):
        return None
    return value.normalize() if value else Decimal(0)
