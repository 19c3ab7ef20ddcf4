"""Text in the form in which it is compared: letters and digits, where words begin, what looks alike."""

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
_PAIRS = (
    "а a, в b, с c, ԁ d, е e, ё e, һ h, н h, і i, ї i, ӏ l, ј j, к k, м m, о o, р p, ԛ q, ѕ s, т t, ѵ v, "
    "ԝ w, х x, у y, ү y, ҝ k, ҳ x, ө o, "  # Cyrillic
    "α a, β b, ε e, ζ z, η n, ι i, κ k, μ m, ν v, ο o, ρ p, τ t, υ u, χ x, γ y, ω w, σ o, ς c, ϲ c, "  # Greek
    "ս u, օ o, հ h, ո n, ք p, ց g, յ j, զ q, ա w, "  # Armenian
    "ɑ a, ɡ g, ı i, ɩ i, ʟ l, ᴍ m, ɴ n, ᴏ o, ʀ r, ꜱ s, ᴛ t, ᴜ u, ᴠ v, ᴡ w, ʏ y, ᴢ z, ɪ i, ʜ h, ɢ g, ᴇ e, "
    "ᴅ d, ᴄ c, ʙ b, ᴀ a, ᴊ j, ᴋ k, ᴘ p, "  # Latin: small capitals and phonetic letters
    "ł l, ø o, đ d, ħ h, ŧ t, "  # letters with strokes
    "أ ا, إ ا, آ ا, ٱ ا, ى ي, ی ي, ک ك, ۀ ه, ة ه, ہ ه, ھ ه"  # Arabic: forms of alef, yeh, kaf, heh
)
"""Letters in lower case, each with the one that it is taken for (in part after Unicode Standard 39, 4)."""
_ACCENTED = (range(0xE0, 0x250), range(0x1E00, 0x1F00))
"""Latin letters with accents, which many leave out."""
_BARE = {
    code: base
    for codes in _ACCENTED
    for code in codes
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii()
}
_TAKEN_FOR = _BARE | str.maketrans(dict(pair.split() for pair in _PAIRS.split(", ")))
_LEAST_DISGUISED = 8
"""Letters from which on what looks like the needle is meant as it, and no other word by chance."""


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


def folded(text: str) -> str:
    """The `letters` or `plain` form of a text, sign for sign, each letter as the one that it looks like."""
    return text if text.isascii() else text.translate(_TAKEN_FOR)


def is_disguised(shown: str, needle: str) -> bool:
    """True if `shown`, which looks like `needle`, is meant as it: a long word, or one in two scripts.

    A short word all in another script, or with other accents, is another word: мета is no Meta, côte no Cote.
    """
    if len(needle) >= _LEAST_DISGUISED:
        return True
    latin = [ord(sign) < 0x250 and sign.isalpha() for sign in shown]
    return any(latin) and not all(sign < "\u0250" for sign in shown)
