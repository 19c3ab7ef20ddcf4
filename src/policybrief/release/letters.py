"""Text stripped to what survives every way of setting it: letters, digits, and where words begin."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffe\x02]"
)
"""Soft hyphens, joiners, marks of direction; text taken from PDF has U+FFFE or U+0002 for hyphens."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_TOKEN = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\w)|\d+[.,]\d+(?!\w)|[^\W_]+")
"""A number with its separators is one word."""
_WORD = re.compile(r"[^\W_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
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


def letters(text: str) -> str:
    """The letters and digits of a `plain` text, one after the other."""
    if text.isascii():
        return text.encode().translate(None, _NO_LETTERS).decode()
    return "".join(_WORD.findall(text))


def edges(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where words begin and where they end in the `letters` of a `plain` text; a number is one word."""
    ends = tuple(accumulate(map(len, words(text)), initial=0))
    return frozenset(ends[:-1]), frozenset(ends)
