"""Names of persons and bodies as source records write them: `Family, Given`, or that of an institution."""

from __future__ import annotations

import unicodedata

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з":
    "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п":
    "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e", "ё": "e", "ъ": "", "ў": "w",
}  # fmt: skip
"""Ukrainian by resolution 55 of 2010 of its Cabinet of Ministers, and letters of its neighbours, for ids."""


def person(*, family: str, given: str = "", suffix: str = "") -> str:
    """A person: `King, Martin Luther, Jr.`; a single name stands alone."""
    return ", ".join(part for part in (family.strip(), given.strip(), suffix.strip()) if part)


def institution(name: str) -> str:
    """A body; one with a comma in its name stands in braces, or the comma would part two names."""
    name = name.strip()
    return f"{{{name}}}" if "," in name else name


def latin(text: str) -> str:
    """`text` in small letters a–z, figures and spaces, for ids."""
    folded = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    plain = unicodedata.normalize("NFKD", folded.replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    return "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
