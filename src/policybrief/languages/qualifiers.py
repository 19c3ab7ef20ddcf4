"""The qualifier of a number ("about", "up to") that a text says already, and the sign of money before it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from functools import lru_cache

from policybrief.languages.language import Qualifiers
from policybrief.languages.table import language_of

_COUNTRY = re.compile(r"\b[A-Z]{1,3}$")


def qualifier_before(text: str, language: str) -> str:
    """The qualifier that the last words of `text` say ("at most" for "It costs up to"); "" if none."""
    qualifiers = language_of(language).qualifiers
    if qualifiers is None:
        return ""
    text = text.rstrip().removesuffix(money_sign_after(text.rstrip()))
    plain = " ".join(text.replace("'", "’").casefold().split()).rstrip(" (")
    match = _pattern(qualifiers).search(plain)
    return _by_phrase(qualifiers)[match[1]] if match else ""


def money_sign_after(text: str) -> str:
    """The sign of money that ends `text`, with the letters of its country ("US$"); "" if none."""
    if not text or unicodedata.category(text[-1]) != "Sc":
        return ""
    return text[len(_COUNTRY.sub("", text[:-1])) :]


@lru_cache(maxsize=16)
def _by_phrase(qualifiers: Qualifiers) -> dict[str, str]:
    """Phrase → the qualifier that it says, as numbers have it."""
    return {
        phrase: field.name.replace("_", " ")
        for field in fields(qualifiers)
        for phrase in getattr(qualifiers, field.name).split(", ")
    }


@lru_cache(maxsize=16)
def _pattern(qualifiers: Qualifiers) -> re.Pattern[str]:
    """A pattern of all phrases at the end of a text, the longest first: "no more than" is not "more than"."""
    phrases = sorted(_by_phrase(qualifiers), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s’(]))({'|'.join(map(re.escape, phrases))})$")
