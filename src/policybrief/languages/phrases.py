"""Spaces, lists and plurals in the phrases of one language; its words in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from policybrief.languages.locales import locale_of
from policybrief.languages.numbers import NBSP
from policybrief.languages.table import every_language, language_of, states_usage_of, words_of_all
from policybrief.languages.tags import base_language

A_MONTH = "|".join(month for each in every_language() for month in each.months or ())
"""A pattern of any month as it stands behind a day, in any language that has a file."""
_BEFORE_YEAR = "|".join(m for each in every_language() if each.month_keeps_year for m in each.months or ())
_PLACE = re.compile(rf"\b((?:{words_of_all('places_joined')})\.?) (?=\d)")
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}(?:\.|er)?) (?=(?:{A_MONTH})\b)")
_YEAR = re.compile(rf"\b({_BEFORE_YEAR}) (?=\d{{4}}\b)")
_UNIT = re.compile(rf"(?<=\d) (?=%|€|\$|£|{words_of_all('units')}|km²?\b|ha\b|kWh\b|MWh\b)")
_SPACED_SIGN = re.compile(r" (?=[:;?!»])|(?<=«) ")
_DASH = re.compile(r" (?=[–—] )")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)  # a text is in several sections and editions
def no_break(text: str, language: str) -> str:
    """`text` with no-break spaces where no line must end: one-letter words, dashes, units, dates, places."""
    if " " not in text:
        return text
    text = _DASH.sub(NBSP, text)
    for pattern, replacement in _joints(base_language(language)):
        text = pattern.sub(replacement, text)
    if not _DIGIT.search(text):
        return text
    for pattern in (_PLACE, _DAY, _YEAR):
        text = pattern.sub(rf"\1{NBSP}", text)
    return _UNIT.sub(NBSP, text)


@lru_cache(maxsize=64)
def _joints(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern, replacement) pairs for the spaces of one language that no line ends at."""
    language = language_of(code)
    joints = []
    if language.one_letter_words:
        letters = re.compile(rf"(?<![\w’'])([{language.one_letter_words}]) (?=\S)")
        joints.append((letters, rf"\1{NBSP}"))
    if language.spaced_signs:
        joints.append((_SPACED_SIGN, NBSP))
    if language.joined:
        joints.append((re.compile(rf"(?<!\w)({language.joined}) (?=[\w.])"), rf"\1{NBSP}"))
    return tuple(joints)


_ENDED = re.compile(r"[.!?…。！？](?:[”’»“\"']|\s»)*$")
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{words_of_all('last_abbreviations')})|(?<![^\W_])[^\W\d_](?:\.\s?[^\W\d_])+)\.$"
)


def full_stop(words: str) -> str:
    """The sign to set behind `words`, so that the sentence ends in one: "." or, where there is one, ""."""
    return "" if _ENDED.search(words) else "."


def without_stop(words: str) -> str:
    """`words` without the full stop at their end; that of an abbreviation stays."""
    return words if words.endswith("..") or _ABBREVIATION.search(words) else words.removesuffix(".")


def filled(words: str, values: Mapping[str, str]) -> str:
    """`words` with the values for its {names}; a full stop behind one that ends in a sign is left out."""
    for name, value in values.items():
        if f"{{{name}}}." in words and not full_stop(value):
            words = words.replace(f"{{{name}}}.", f"{{{name}}}")
    return words.format_map(values)


def join_list(words: list[str], language: str) -> str:
    """The words as a list in prose: "A, B and C"."""
    from babel.lists import format_list

    end = language_of(language).list_end if states_usage_of(language) else ""
    if end and len(words) > 1:
        return ", ".join(words[:-1]) + end + words[-1]
    return format_list(words, locale=locale_of(language)) if words else ""


def contains_words(text: str, words: str) -> bool:
    """True if `text` has the same words in the same order, whatever their case, spaces and punctuation."""
    row, run = _words_alone(text), _words_alone(words)
    return bool(run) and any(row[at : at + len(run)] == run for at in range(len(row) - len(run) + 1))


def _words_alone(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return re.findall(r"\w+", plain)


def plural_form(number: int, language: str) -> str:
    """The form of a noun after a whole number: "one", "few" or "many", by the rules of CLDR.

    A language with one plural has it under both of the latter.
    """
    form: str = locale_of(language).plural_form(number)
    return "many" if form in ("other", "zero", "two") else form


_OF_NEIGHBOURS = "ы y, э e, ё e, ъ , ў w, ø o, đ d"
"""Letters of languages that have no file."""


@lru_cache(maxsize=1)
def _latin_letters() -> dict[str, str]:
    """Letter → Latin ones for it, of all languages."""
    pairs = ", ".join((*(each.latin for each in every_language() if each.latin), _OF_NEIGHBOURS))
    return {letter: latin for letter, _, latin in (pair.partition(" ") for pair in pairs.split(", "))}


def latin(text: str) -> str:
    """`text` in small letters a–z, figures and spaces, for ids."""
    letters = _latin_letters()
    folded = unicodedata.normalize("NFC", text.casefold())
    plain = unicodedata.normalize("NFKD", "".join(letters.get(letter, letter) for letter in folded))
    return "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
