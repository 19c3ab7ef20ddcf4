"""Text stripped to what survives every way of setting it: letters, digits, and where words begin."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\x02\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Soft hyphens, joiners, fillers, directions; text taken from PDF has U+FFFE or U+0002 for hyphens."""
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Stresses, vowel points and strokes that are no part of a letter, and the stretching sign of Arabic."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Burmese, Khmer, Japanese, Han, Hangul: no spaces between words, or endings added to names."""
_TOKEN = re.compile(
    r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\w)|\d+[.,]\d+(?!\w)|"
    rf"[^\W_{_WITHOUT_SPACES}]+|[{_WITHOUT_SPACES}]"
)
"""A number with its separators is one word; so is each letter of those scripts."""
_WORD = re.compile(r"[^\W_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_SIGNS = (("%", " percent "), ("€", " eur "), ("$", " usd "), ("£", " gbp "), ("₴", " uah "), ("\x02", ""))


def plain(text: str) -> str:
    """`text` in compatibility form (NFKC), lower case, without unseen signs and marks, dashes as hyphens."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFKC", _DASHES.sub("-", text.casefold()))
        text = _MARKS.sub("", text)
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
