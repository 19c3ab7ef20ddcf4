"""Paragraphs and bullets of texts, the same whether a text is written with `>`, `|`, quotes or none.

An empty line starts a paragraph, a line break is a space, a line that begins with `- ` is a bullet. YAML
joins the lines of most texts before anybody sees them, so bullets and texts after `|` get a sign before
the file is read, and each text is put in order afterwards: a line a paragraph or bullet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BULLET = "- "
"""Begins a line of a text that is a bullet."""
_SIGNS = tuple(map(chr, range(0xF0000, 0xF0100)))
"""Private-use signs of which a file has none: one that it lacks marks what reading would lose."""
_LITERAL = re.compile(r"(?:^|[:-]) *\|[-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)
_BULLET_LINE = re.compile(r"\n *- ")
_BEFORE_VALUE = re.compile(r"""( *)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s"'#\[{][^:]*):(?:[ \t]+|$))?""")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")


def signed(text: str) -> tuple[str, str]:
    """The text with a sign before each bullet within a text and each text after `|`, and that sign.

    "" is the sign if there is none of these: so of most files.
    """
    literal = "|" in text and _LITERAL.search(text)
    if not literal and not any(
        _may_be_in_text(text, m.start(), m.end()) for m in _BULLET_LINE.finditer(text)
    ):
        return text, ""
    sign = next(sign for sign in _SIGNS if sign not in text)
    return "\n".join(_signed_lines(text.split("\n"), sign)), sign


def _may_be_in_text(text: str, line_end: int, words: int) -> bool:
    """True if a bullet comes after a line of words, and not after a key or another entry of a list."""
    before = text[text.rfind("\n", 0, line_end) + 1 : line_end]
    while not before.strip() and line_end > 0:
        line_end = text.rfind("\n", 0, line_end)
        before = text[text.rfind("\n", 0, line_end) + 1 : max(line_end, 0)]
    unindented = before.lstrip(" ")
    further_in = words - 2 - text.rfind("\n", 0, words) - 1 - (len(before) - len(unindented))
    if before.endswith(":"):
        return False
    return further_in > 0 if unindented.startswith(BULLET) else further_in >= 0


def _signed_lines(lines: list[str], sign: str) -> Iterator[str]:
    """The lines; within a text a bullet gets one sign, one that is further in than the first gets two."""
    outer, style, starts, bullet = -1, "", False, 0
    # indentation of what holds the text that goes on; `|`, `>`, a quotation mark or `-`; "" if none does
    for line in lines:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        if style and words and indent <= outer and style not in "\"'":
            style = ""
        if not style:
            outer, style = _text_that_starts(line)
            starts, bullet = style == "|", 0
        elif words and style == "|":
            line = f"{line[:indent]}{sign}{words}" if starts else line
            starts = False
        elif words:
            if words.startswith(BULLET):
                bullet = bullet or indent
                line = f"{line[:indent]}{sign if indent <= bullet else sign * 2}{words}"
            style = "" if style in "\"'" and _closes(words, style) else style
        yield line


def _text_that_starts(line: str) -> tuple[int, str]:
    """(indentation, style) of the text that starts on a line and may go on below; "" if none does."""
    match = _BEFORE_VALUE.match(line)
    value = line[match.end() :].strip() if match else ""
    if match is None or not value or value[0] in "#[{&*!%@`":
        return -1, ""
    outer = len(match[1]) + (len(match[2]) if match[3] else max(0, len(match[2]) - 2))
    if _BLOCK.match(value):
        return outer, value[0]
    if value[0] in "\"'":
        return (-1, "") if _closes(value[1:], value[0]) else (outer, value[0])
    return (outer, "-") if match[2] or match[3] else (outer - 1, "-")  # below its key


def _closes(words: str, quote: str) -> bool:
    """True if a text in these quotation marks ends within `words`."""
    inner = words.replace("''", "") if quote == "'" else re.sub(r"\\.", "", words)
    return quote in inner


def in_order(value: Any, sign: str) -> Any:
    """A plain value with each signed text in it as lines: a paragraph or a bullet each."""
    if not sign:
        return value
    match value:
        case str():
            return _text_in_order(value, sign) if sign in value else value
        case list():
            return [in_order(one, sign) for one in value]
        case dict():
            return {key: in_order(one, sign) for key, one in value.items()}
        case _:
            return value


def _text_in_order(text: str, sign: str) -> str:
    if text.startswith(sign) and not text.startswith((sign + BULLET, sign * 2)):
        return "\n".join(_lines_of_literal(text[1:].split("\n")))
    nested = text.replace(sign * 2, f"{sign}  ")
    parts = (part.rstrip() for line in nested.split("\n") for part in line.split(sign))
    return "\n".join(part for part in parts if part)


def _lines_of_literal(typed: list[str]) -> Iterator[str]:
    """The paragraphs and bullets of a text of which each line is as it was typed."""
    gathered = ""
    for line in typed:
        words = line.strip()
        if gathered and (not words or words.startswith(BULLET)):
            yield gathered
            gathered = ""
        if words.startswith(BULLET) and line[0] == " ":
            gathered = f"  {words}"  # a bullet below another: `paragraphs` refuses it
        elif words:
            gathered = f"{gathered} {words}" if gathered else words
    if gathered:
        yield gathered


def paragraphs(words: str) -> str:
    """A text with one line a paragraph or bullet, without empty ones; lines further in go on with a text."""
    lines: list[str] = []
    for line in words.strip().split("\n"):
        goes_on = line.startswith(" ") and lines and not line.lstrip().startswith(BULLET)
        if goes_on:
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            lines.append(line.rstrip())
    return "\n".join(lines)


def has_nested_bullets(words: str) -> bool:
    """True if a bullet of the text is further in than its text: a list in a list."""
    return "\n  - " in words
