"""Plain YAML scalars → values, by the core schema (YAML 1.2.2, section 10.3.2) as the fast reader has it."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BASED = re.compile(r"([-+]?)0(?:o([0-7]+)|x([0-9a-fA-F]+)|b([01]+))")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_INFINITE = {
    **{f"{sign}{word}": float(f"{sign}inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
LONGEST = 18
"""Digits of a whole number that every reader can hold."""
_ENOUGH = 99
"""Digits of a whole number that are read: more than that is too long, whatever its value."""


def plain_value(text: str) -> Scalar:
    """What an unquoted scalar means: `no`, `010` and `2022-10-01` are text; `true` and `12` are not."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.fullmatch(text):
        return int(text[:_ENOUGH])
    if match := _BASED.fullmatch(text):
        digits, base = next((d, b) for d, b in zip(match.groups()[1:], (8, 16, 2), strict=True) if d)
        return int(match[1] + digits[:_ENOUGH], base)
    if _FLOAT.fullmatch(text):
        return float(text) if math.isfinite(float(text)) else text
    return _INFINITE.get(text, text)


_PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def is_odd_number(text: str, value: Scalar) -> bool:
    """True if `text` means the number `value` in a notation of programmers: `1e3`, `0x1F`, `0o17`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    return not _PLAIN_NUMBER.fullmatch(text)


def is_too_long(value: Scalar) -> bool:
    """True for a whole number with more digits than every reader can hold."""
    return isinstance(value, int) and abs(value) >= 10**LONGEST
