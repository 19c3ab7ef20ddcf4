"""Words that qualify a number ("about", "up to") in each language, so that a text does not say them twice."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policybrief.languages.tags import base_language

_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "about": "about, around, roughly, approximately, some, circa, ca., nearly, almost, ~, ≈",
        "at least": "at least, no less than, no fewer than, not less than, a minimum of",
        "at most": "at most, up to, no more than, not more than, as many as, as much as, a maximum of",
        "more than": "more than, over, above, upwards of",
        "less than": "less than, fewer than, under, below",
    },
    "uk": {
        "about": "близько, приблизно, орієнтовно, майже, ~, ≈",
        "at least": "щонайменше, принаймні, не менше, не менше ніж, не менш як",
        "at most": "щонайбільше, не більше, не більше ніж, не більш як, максимум",
        "more than": "понад, більше ніж, більш як, більше",
        "less than": "менше ніж, менш як, менше",
    },
    "de": {
        "about": "rund, etwa, ungefähr, circa, zirka, ca., knapp, fast, ~, ≈",
        "at least": "mindestens, wenigstens, nicht weniger als",
        "at most": "höchstens, maximal, bis zu, nicht mehr als",
        "more than": "mehr als, über",
        "less than": "weniger als, unter",
    },
    "fr": {
        "about": "environ, à peu près, autour de, près de, quelque, presque, ~, ≈",
        "at least": "au moins, au minimum, pas moins de",
        "at most": "au plus, au maximum, jusqu’à, pas plus de",
        "more than": "plus de, plus que, au-delà de",
        "less than": "moins de, moins que",
    },
    "pl": {
        "about": "około, ok., mniej więcej, w przybliżeniu, blisko, prawie, ~, ≈",
        "at least": "co najmniej, przynajmniej, nie mniej niż",
        "at most": "co najwyżej, najwyżej, maksymalnie, nie więcej niż, aż do",
        "more than": "ponad, powyżej, więcej niż",
        "less than": "mniej niż, poniżej",
    },
}
"""Language → qualifier → the phrases that say the same; no word that has another use before a number."""
_COUNTRY = re.compile(r"\b[A-Z]{1,3}$")


def qualifier_before(text: str, language: str) -> str:
    """The qualifier that the last words of `text` say ("at most" for "It costs up to"); "" if none."""
    primary = base_language(language)
    if primary not in _PHRASES:
        return ""
    text = text.rstrip().removesuffix(money_sign_after(text.rstrip()))
    plain = " ".join(text.replace("'", "’").casefold().split()).rstrip(" (")
    match = _pattern(primary).search(plain)
    return _by_phrase(primary)[match[1]] if match else ""


def money_sign_after(text: str) -> str:
    """The sign of money that ends `text`, with the letters of its country ("US$"); "" if none."""
    if not text or unicodedata.category(text[-1]) != "Sc":
        return ""
    return text[len(_COUNTRY.sub("", text[:-1])) :]


@lru_cache(maxsize=16)
def _by_phrase(language: str) -> dict[str, str]:
    return {
        phrase: qualifier
        for qualifier, phrases in _PHRASES[language].items()
        for phrase in phrases.split(", ")
    }


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """A pattern of all phrases at the end of a text, the longest first: "no more than" is not "more than"."""
    phrases = sorted(_by_phrase(language), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s’(]))({'|'.join(map(re.escape, phrases))})$")
