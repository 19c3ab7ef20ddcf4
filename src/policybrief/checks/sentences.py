"""Texts as sentences, words and syllables."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from policybrief.languages import words_of_all

_END = re.compile(r"(?<=[.!?…])[”’»\")]*\s+(?=[“‘«\"(]*[^\W_a-zа-яіїєґ])")
_ABBREVIATED = re.compile(rf"(?:^|[\s(])(?:[^\W\d_]|{words_of_all('abbreviations')})\.$")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, cut at full stops, question and exclamation marks, not after abbreviations."""
    parts: list[str] = []
    for part in _END.split(text.strip()):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return tuple(parts)


def words(text: str) -> tuple[str, ...]:
    """The words and figures of a text; a hyphen or an apostrophe inside a word does not end it."""
    return tuple(_WORD.findall(text))


def syllables(word: str, language: str) -> int:
    """The number of syllables of a word by the hyphenation patterns of a language, at least one.

    Raises:
        KeyError: there are no patterns for the language.
    """
    return len(_hyphenator(language).positions(word.lower())) + 1


def has_syllables(language: str) -> bool:
    """True if `syllables` knows the language."""
    import pyphen  # only for editions for the public

    return bool(pyphen.language_fallback(language))


@lru_cache(maxsize=8)
def _hyphenator(language: str) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=language, left=1, right=1)
