"""Values → YAML as people write it, such that it reads back as the same value."""

from __future__ import annotations

import json
import re
import textwrap

from policybrief.sources.scalars import plain_value

WIDTH = 100
_SAFE = re.compile(r"[^\W_][\w ,.()/%~?;’–-]*(:[^\s,\[\]{}#][\w ,.()/%~?;’–-]*)*")
_SAFE_IN_BRACKETS = re.compile(r"[^\W_][\w .()/%~;’–-]*")


def scalar(words: str, *, inside: bool = False) -> str:
    """`words` as they stand if YAML reads them so, else in double quotes; `inside` brackets or braces."""
    safe = _SAFE_IN_BRACKETS if inside else _SAFE
    plain = safe.fullmatch(words) and not words.endswith((" ", ":")) and plain_value(words) == words
    return words if plain else json.dumps(words, ensure_ascii=False)


def listed(words: tuple[str, ...]) -> str:
    """A list in brackets."""
    return f"[{', '.join(scalar(word, inside=True) for word in words)}]"


def field_lines(field: str, value: str | tuple[str, ...], *, figure: bool = False) -> tuple[str, ...]:
    """The lines of one field at no indentation: short texts on one line, sentences as a block below.

    A `figure` (a number, a date) stands as it is.
    """
    if isinstance(value, tuple):
        line = f"{field}: {listed(value)}"
        if len(line) <= WIDTH:
            return (line,)
        return (f"{field}:", *(f"  - {scalar(word)}" for word in value))
    line = f"{field}: {value if figure else scalar(value)}"
    if len(line) <= WIDTH or " " not in value:
        return (line,)
    return (f"{field}: >", *(f"  {part}" for part in wrapped(value, WIDTH - 4)))


def wrapped(words: str, width: int) -> list[str]:
    """`words` in lines that a folded block joins again to the same words."""
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
