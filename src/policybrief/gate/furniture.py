"""What all Word and PDF files contain: names of styles, fonts, parts, elements and operators."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_SUBSET = re.compile(r"\b[A-Z]{6}\+")
"""Before the name of a font of which not all is in the file (ISO 32000-1, 9.6.4)."""
_VARYING = re.compile(r"\b[0-9A-Fa-f]{4,}\b|\d+")
"""Numbers, and codes of characters."""


def is_furniture(text: str) -> bool:
    """True of a whole text that every such file holds, but for its numbers: `Times New Roman`."""
    return normal(text) in _known()


def normal(text: str) -> str:
    """The text as the list has it: in lower case, without numbers, its blanks made one."""
    return " ".join(_VARYING.sub(" ", _SUBSET.sub("", text)).split()).casefold()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Read when a name is met that may be one: few files need it."""
    listed = files(__package__).joinpath("furniture.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))
