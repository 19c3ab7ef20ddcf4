"""Every language that has a file here, by its code."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module

from policybrief.languages.language import Language


@lru_cache(maxsize=1)
def every_language() -> tuple[Language, ...]:
    """The languages that have a file, in the order of their codes; a file is named by its language's code."""
    names = (name.partition(".") for name in os.listdir(os.path.dirname(__file__)))
    codes = sorted(stem for stem, _, ending in names if ending == "py" and len(stem) in (2, 3))
    return tuple(import_module(f"policybrief.languages.{code}").LANGUAGE for code in codes)


@lru_cache(maxsize=256)
def language_of(tag: str) -> Language:
    """What is known of the language of a tag; nothing but its code where it has no file."""
    code = tag.partition("-")[0]
    return next((each for each in every_language() if each.code == code), Language(code=code))


def states_usage_of(tag: str) -> bool:
    """True if the language's file states the usage of the tag's region: for "en" and "en-GB", not "en-US"."""
    return tag in (language_of(tag).code, f"{language_of(tag).code}-{language_of(tag).region}")


def words_of_all(name: str) -> str:
    """The alternatives that the languages have in the entry `name`, as one regular expression."""
    return "|".join(words for each in every_language() if (words := getattr(each, name)))
