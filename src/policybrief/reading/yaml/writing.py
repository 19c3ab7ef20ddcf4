"""Values → YAML as people write it, such that it reads back as the same value."""

from __future__ import annotations

import json
import re
import textwrap

from policybrief.reading.yaml.paragraphs import BULLET, paragraphs
from policybrief.reading.yaml.scalars import plain_value

Value = str | tuple[str, ...]

WIDTH = 100
_SAFE = re.compile(r"[^\W_][\w ,.()/%~?;’–-]*(:[^\s,\[\]{}#][\w ,.()/%~?;’–-]*)*")
_SAFE_IN_BRACKETS = re.compile(r"[^\W_][\w .()/%~;’–-]*")


def scalar(words: str, *, inside: bool = False) -> str:
    """`words` as they stand if YAML reads them so, else in double quotes; `inside` brackets or braces."""
    safe = _SAFE_IN_BRACKETS if inside else _SAFE
    plain = safe.fullmatch(words) and not words.endswith((" ", ":")) and plain_value(words) == words
    return words if plain else quoted(words)


def quoted(words: str) -> str:
    """`words` in the double quotes of YAML, which are those of JSON."""
    return json.dumps(words, ensure_ascii=False)


def value_words(value: Value, *, figure: bool = False, inside: bool = False) -> str:
    """A value on one line, a list in brackets; a `figure` (a number, a date) stands as it is."""
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(word, inside=True) for word in value)}]"
    return value if figure else scalar(value, inside=inside)


def field_lines(field: str, value: Value, *, figure: bool = False) -> tuple[str, ...]:
    """The lines of one field at no indentation: what is short on one line, lists and sentences below it."""
    line = f"{field}: {value_words(value, figure=figure)}"
    if len(line) <= WIDTH and "\n" not in value:
        return (line,)
    if isinstance(value, tuple):
        return (f"{field}:", *(f"  - {scalar(word)}" for word in value))
    if " " not in value:
        return (line,)
    if "\n" in value:
        return prose_lines(field, value)
    return (f"{field}: >", *(f"  {part}" for part in wrapped(value, WIDTH - 4)))


def prose_lines(field: str, words: str, *, width: int = WIDTH) -> tuple[str, ...]:
    """The lines of a text of several paragraphs and bullets, as a block in which no sign needs quoting."""
    lines: list[str] = []
    before = ""
    for line in paragraphs(words).split("\n"):
        bullet = line.startswith(BULLET)
        if before and not bullet:
            lines.append("")
        further = "    " if bullet else "  "
        lines += textwrap.wrap(
            *(line, width),
            initial_indent="  ",
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        )
        before = line
    return (f"{field}: |", *lines)


def wrapped(words: str, width: int) -> list[str]:
    """`words` in lines that a folded block joins again to the same words."""
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
