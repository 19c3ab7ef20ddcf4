"""Language tags in CLDR: which are known, their locale, and the tag that somebody meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from policybrief.languages.table import every_language
from policybrief.languages.tags import base_language

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """The CLDR locale of a known tag.

    Raises:
        babel.UnknownLocaleError: CLDR has no such language.
        ValueError: `tag` is not a tag.
    """
    from babel import Locale

    return Locale.parse(tag, sep="-")


def is_known_tag(tag: str) -> bool:
    """True if CLDR has that language, in that script and region, and the tag is in its usual form."""
    if _has_file(tag):
        return True  # without loading CLDR: most projects use no other
    locale = _locale(tag)
    if locale is None or locale.variant:
        return False
    stated = tag.split("-")[1:]
    parts = {"script": locale.script, "territory": locale.territory}
    return tag.split("-")[0] == locale.language and all(part in parts.values() for part in stated)


def is_right_to_left(tag: str) -> bool:
    """True if a known language is written from right to left."""
    return not _has_file(tag) and locale_of(tag).text_direction == "rtl"


def suggested_tag(words: str) -> str:
    """The tag that was probably meant: of `en_GB`, `EN`, `German`, `eng`, `ua`; "" if none is close."""
    from babel import localedata

    tag = words.strip().replace("_", "-")
    if known_tag := named_tag(re.sub("-uk$", "-GB", tag, flags=re.IGNORECASE)) or _of_country(tag):
        return known_tag
    if _locale(base_language(tag)):
        return base_language(tag).lower()
    tags = [name.replace("_", "-") for name in localedata.locale_identifiers()]
    return next(iter(get_close_matches(tag, tags, 1, 0.7)), "")


def named_tag(words: str) -> str:
    """The tag of a language named by code or name: of `en_GB`, `eng`, `German`; "" if it is none."""
    tag = words.strip().replace("_", "-")
    return _usual_form(tag) or _named(tag)


def language_name(code: str) -> str:
    """The English name of a language: "Polish" for "pl"; the code itself for one that CLDR does not know."""
    locale = _locale(code)
    return (locale.get_display_name("en") if locale else None) or code


def _has_file(tag: str) -> bool:
    return any(tag == language.code for language in every_language())


def _locale(tag: str) -> Locale | None:
    from babel import UnknownLocaleError

    try:
        return locale_of(tag)
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def _usual_form(tag: str) -> str:
    """The tag as CLDR writes it, with no more parts than were stated."""
    locale = _locale(tag)
    if locale is None:
        return ""
    stated = {part.casefold() for part in tag.split("-")}
    more = (part for part in (locale.script, locale.territory) if part and part.casefold() in stated)
    return "-".join((locale.language, *more))


def _named(words: str) -> str:
    """The language of that name, in English, Ukrainian or the language itself."""
    from babel import Locale

    name = words.casefold()
    for display in ("en", "uk"):
        for code, own_name in Locale(display).languages.items():
            if own_name.casefold() == name:
                return str(code)
    return ""


def _of_country(words: str) -> str:
    """The official language of the country that has this code."""
    from babel.languages import get_official_languages

    languages = get_official_languages(words.upper()) if len(words) == 2 else ()
    return str(languages[0]) if languages else ""
