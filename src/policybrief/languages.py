"""Words, dates, numbers and lists of one language; texts in several languages, and their fallback."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from policybrief.dates import StatedDate

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or phrase in one or more languages: (language, words) pairs, the original first."""

    versions: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.versions)

    def in_language(self, language: str) -> tuple[str, str]:
        """The words in `language`, else in the original; with the language they are in."""
        if not self.versions:
            return "", language
        for code, words in self.versions:
            if code == language:
                return words, code
        code, words = self.versions[0]
        return words, code

    def has(self, language: str) -> bool:
        """True if there is a version in `language`."""
        return any(code == language for code, _ in self.versions)

    def original(self) -> str:
        """The words in the language of writing; "" if there are none."""
        return self.versions[0][1] if self.versions else ""

    def adding(self, language: str, words: str) -> Text:
        """The same text with a version in `language` put in (or in place of the one there was)."""
        kept = tuple(pair for pair in self.versions if pair[0] != language)
        return Text((*kept, (language, words)))


def language_name(code: str) -> str:
    """The English name of a language: "Polish" for "pl"; the code itself for one that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


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
    text = _DASH.sub(NBSP, text)
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


@lru_cache(maxsize=1024)
def format_day(day: date, language: str, *, short: bool = False) -> str:
    """`day` as prose ("29 February 2024") or, `short`, as in a table."""
    from babel.dates import format_date

    pattern = (
        "dd.MM.yyyy" if short and language != "en" else "d MMM yyyy" if short else _LONG.get(language, "long")
    )
    shown = format_date(day, pattern, locale=language)
    if language == "fr" and not short:
        shown = re.sub(r"^1 ", "1er ", shown)
    return no_break(re.sub(r"^(\d{1,2}(?:er|\.)?) (?=\w)", rf"\1{NBSP}", shown), language)


_LONG = {"en": "d MMMM yyyy", "uk": "d MMMM yyyy 'року'"}


@lru_cache(maxsize=1024)
def format_stated(
    stated: StatedDate, language: str, *, about: str = "about {date}", inside: bool = False
) -> str:
    """A date at its precision, in words ("August 2022"); `about` wraps an inexact one.

    A month that stands `inside` a phrase ("since August 2022") takes the case that the language wants there.
    """
    from babel.dates import format_date

    match stated.precision:
        case "day":
            words = format_day(stated.earliest(), language)
        case "month":
            words = format_date(stated.earliest(), "MMMM yyyy" if inside else "LLLL yyyy", locale=language)
        case _:
            words = str(stated.year)
    return words if stated.exact else about.format(date=words)


def format_number(value: Decimal, language: str) -> str:
    """`value` with the language's separators; spaces inside are no-break."""
    return _formatted(str(value), language)  # as text: 1.0 and 1 are equal, and not written alike


@lru_cache(maxsize=4096)
def _formatted(number: str, language: str) -> str:
    from babel.numbers import format_decimal

    value = Decimal(number)
    digits = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return re.sub(r"[\u202f ]", NBSP, format_decimal(value, format=pattern, locale=language))


def read_number(figure: str, language: str) -> Decimal | None:
    """The value of a figure as the language writes it ("1,200" is 1200 in English), or None."""
    from babel.numbers import NumberFormatError, parse_decimal

    try:
        value: Decimal = parse_decimal(re.sub(r"\s", NBSP, figure), locale=language)
    except NumberFormatError:
        return None
    return value.normalize()


def join_list(words: list[str], language: str) -> str:
    """The words as a list in prose: "A, B and C"."""
    from babel.lists import format_list

    if language == "en" and len(words) > 1:
        return ", ".join(words[:-1]) + " and " + words[-1]  # no comma before "and"
    return format_list(words, locale=language) if words else ""


def plural_form(number: int, language: str) -> str:
    """The form of a noun after a whole number: "one", "few" or "many", by the rules of CLDR.

    A language with one plural has it under both of the latter.
    """
    from babel import Locale

    form: str = Locale.parse(language, sep="-").plural_form(number)
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
