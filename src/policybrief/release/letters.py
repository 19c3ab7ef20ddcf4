"""Text stripped to what survives every way of setting it: letters, digits, and where words begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffe\x02]"
)
"""Soft hyphens, joiners, marks of direction; text taken from PDF has U+FFFE or U+0002 for hyphens."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_TOKEN = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\w)|\d+[.,]\d+(?!\w)|[^\W_]+")
"""A number with its separators is one word."""
_SIGNS = (("%", " percent "), ("€", " eur "), ("$", " usd "), ("£", " gbp "), ("₴", " uah "), ("\x02", ""))


def plain(text: str) -> str:
    """`text` in compatibility form (NFKC), lower case, invisible characters gone, dashes as hyphens."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFKC", _DASHES.sub("-", text.casefold()))
    text = text.casefold()
    for sign, word in _SIGNS:
        text = text.replace(sign, word)
    return text


def words(text: str) -> list[str]:
    """The words of a `plain` text, each without its separators."""
    return [token if token.isalnum() else re.sub(r"\W", "", token) for token in _TOKEN.findall(text)]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of several texts in one string, and where their words begin and end."""

    string: str
    starts: tuple[int, ...]
    ends: frozenset[int]
    origins: tuple[int, ...]
    """For each text the index of its first letter."""


def letters(texts: Iterable[str]) -> Letters:
    """The letters of `plain` texts, one after the other: a run of words may go on from one to the next."""
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for text in texts:
        origins.append(length)
        for word in words(text):
            pieces.append(word)
            starts.append(length)
            length += len(word)
    return Letters("".join(pieces), tuple(starts), frozenset((*starts, length)), tuple(origins))
