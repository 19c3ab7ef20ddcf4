"""Spaces, lists and plurals in the phrases of one language; its words in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from policybrief.languages.numbers import NBSP
from policybrief.languages.tags import base_language, locale_of

_ONE_LETTER = {
    language: re.compile(rf"(?<![\w’'])([{letters}]) (?=\S)")
    for language, letters in (
        ("uk", "вуізйоаяєВУІЗЙОАЯЄ"),
        ("cs", "kosvzuiaKOSVZUIA"),
        ("pl", "aiouwzAIOUWZ"),
    )
}
_PLACE = re.compile(
    r"\b((?:para|paras|paragraph|paragraphs|p|pp|art|Art|No|no|абзац|абзаци|ст|с|п|№)\.?) (?=\d)"
)
MONTHS = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
}
"""The months as they stand after a day, by language."""
A_MONTH = "|".join(dict.fromkeys(month for months in MONTHS.values() for month in months.split()))
"""A pattern of any of them."""
_BEFORE_YEAR = "|".join((*MONTHS["en"].split(), *MONTHS["de"].split()))
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}(?:\.|er)?) (?=(?:{A_MONTH})\b)")
_YEAR = re.compile(rf"\b({_BEFORE_YEAR}) (?=\d{{4}}\b)")
_UNIT = re.compile(r"(?<=\d) (?=%|€|\$|£|млн|млрд|тис|Mio\b|Mrd\b|Tsd\b|km²?\b|ha\b|kWh\b|MWh\b)")
_ABBREVIATED = {
    "de": re.compile(r"(?<!\w)([zudisvoa]\.|(?:Dr|Prof|Nr|Abs|Art|Drs|Kap|Tab|Abb|bzw|ca)\.|§§?) (?=[\w.])"),
}
_FRENCH = re.compile(r" (?=[:;?!»])|(?<=«) ")
_DASH = re.compile(r" (?=[–—] )")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)  # a text stands in several sections and editions
def no_break(text: str, language: str) -> str:
    """`text` with no-break spaces where no line must end: one-letter words, dashes, units, dates, places."""
    if " " not in text:
        return text
    text, language = _DASH.sub(NBSP, text), base_language(language)
    if language in _ONE_LETTER:
        text = _ONE_LETTER[language].sub(rf"\1{NBSP}", text)
    if language == "fr":
        text = _FRENCH.sub(NBSP, text)
    if language in _ABBREVIATED:
        text = _ABBREVIATED[language].sub(rf"\1{NBSP}", text)
    if not _DIGIT.search(text):
        return text
    for pattern in (_PLACE, _DAY, _YEAR):
        text = pattern.sub(rf"\1{NBSP}", text)
    return _UNIT.sub(NBSP, text)


_ENDED = re.compile(r"[.!?…。！？](?:[”’»“\"']|\s»)*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|al|ff?|cf|Inc|Ltd|Co|Corp|St|Nr|No|usw|bzw|u\.\s?a|itp|itd|in|ін|ст|грн|млн|млрд|р)"
    r"|(?<![^\W_])[^\W\d_](?:\.\s?[^\W\d_])+)\.$"
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

    if language in ("en", "en-GB") and len(words) > 1:
        return ", ".join(words[:-1]) + " and " + words[-1]  # no comma before "and"
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


_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з":
    "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п":
    "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e", "ё": "e", "ъ": "", "ў": "w",
    "ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "ø": "o", "đ": "d",
}  # fmt: skip
"""Ukrainian by resolution 55 of 2010 of its Cabinet of Ministers, its neighbours, and German, for ids."""


def latin(text: str) -> str:
    """`text` in small letters a–z, figures and spaces, for ids."""
    folded = unicodedata.normalize("NFC", text.casefold())
    plain = unicodedata.normalize("NFKD", "".join(_LETTERS.get(letter, letter) for letter in folded))
    return "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
