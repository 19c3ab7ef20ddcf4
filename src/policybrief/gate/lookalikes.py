"""Letters that look like others, as one of them: what is read as a word is found as that word."""

from __future__ import annotations

from unicodedata import normalize

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
    code: base for codes in _ACCENTED for code in codes if (base := normalize("NFD", chr(code))[0]).isascii()
}
_TAKEN_FOR = _BARE | str.maketrans(dict(pair.split() for pair in _PAIRS.split(", ")))
_LONG = 8
"""Letters from which on what looks like the needle is meant as it, and no other word by chance."""


def folded(text: str) -> str:
    """The `letters` or `plain` form of a text, sign for sign, each letter as the one that it looks like."""
    return text if text.isascii() else text.translate(_TAKEN_FOR)


def is_disguised(shown: str, needle: str) -> bool:
    """True if `shown`, which looks like `needle`, is meant as it: a long word, or one in two scripts.

    A short word all in another script, or with other accents, is another word: мета is no Meta, côte no Cote.
    """
    if len(needle) >= _LONG:
        return True
    latin = [ord(sign) < 0x250 and sign.isalpha() for sign in shown]
    return any(latin) and not all(sign < "\u0250" for sign in shown)
