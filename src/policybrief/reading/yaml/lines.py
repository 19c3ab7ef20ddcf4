"""The lines of a YAML text as people write them: key, words, blocks, and how a line is written safely."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policybrief.reading.yaml.writing import quoted, wrapped

_LINE = re.compile(
    r"(?P<lead>[ ]*(?:- +)*)(?:(?P<key>[^\W\d][\w.-]*|\d[\w-]*)(?P<colon>:(?= |$)))?(?P<gap> *)(?P<words>.*)"
)
_OPENS_BLOCK = re.compile(r"[>|][+-]?[1-9]?[+-]?\s*(?:#.*)?")
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class YamlLine:
    """One line taken apart: `lead` is indentation and dashes; `words` start at column `start`, from 0."""

    lead: str
    key: str
    words: str
    start: int

    @property
    def indent(self) -> int:
        """Column at which the key (or the words) stand."""
        return len(self.lead)

    @property
    def opens_block(self) -> bool:
        """True if the lines below are text as it stands (`text: >`)."""
        return bool(_OPENS_BLOCK.fullmatch(self.words))


def take_apart(line: str) -> YamlLine:
    """The parts of one line."""
    match = _LINE.match(line.rstrip())
    assert match  # every part may be empty
    return YamlLine(match["lead"], match["key"] or "", match["words"], match.start("words"))


def block_lines(lines: list[str]) -> frozenset[int]:
    """Indices of the lines that lie inside `>` and `|` blocks, where nothing needs quoting."""
    inside: set[int] = set()
    indent: int | None = None
    for index, line in enumerate(lines):
        depth = len(line) - len(line.lstrip(" "))
        if indent is not None and (not line.strip() or depth > indent):
            inside.add(index)
            continue
        parts = take_apart(line)
        # an entry of a list ("- >") stands under the dash, a key's block under the key
        indent = (parts.indent if parts.key else depth) if parts.opens_block else None
    return frozenset(inside)


def continuation(lines: list[str], index: int) -> list[int]:
    """Indices of the lines below `index` that are indented deeper and have no key: its words go on there."""
    indent = take_apart(lines[index]).indent
    below: list[int] = []
    for number in range(index + 1, len(lines)):
        parts = take_apart(lines[number])
        if not parts.words or parts.key or "- " in parts.lead or parts.indent <= indent:
            break
        below.append(number)
    return below


def as_block(line: YamlLine, words: str) -> tuple[str, ...]:
    """The line written so that nothing in it needs quoting: `text: >` and the words below."""
    head = f"{line.lead}{line.key}: >" if line.key else f"{line.lead}>"
    pad = " " * (line.indent + 2 if line.key else max(line.indent, 2))
    return (head, *(pad + part for part in wrapped(words, _WIDTH - len(pad))))


def as_quoted(line: YamlLine, words: str) -> str:
    """The line with its words in quotation marks."""
    head = f"{line.lead}{line.key}: " if line.key else line.lead
    return head + quoted(words)


def safest(line: YamlLine, words: str) -> tuple[str, ...]:
    """A sentence as a block, a word or a value in quotation marks."""
    return as_block(line, words) if " " in words else (as_quoted(line, words),)


def fitting_indent(lines: list[str], number: int, width: int) -> int:
    """The indentation nearest to `width` that a line can have behind those above it."""
    above = [line for line in lines[:number] if line.strip() and not line.lstrip().startswith("#")]
    if not above:
        return 0
    last = take_apart(above[-1])
    if last.opens_block or not last.words:
        return last.indent + 2
    depths, allowed = last.indent, {last.indent}
    for line in reversed(above):
        indent = take_apart(line).indent
        if indent < depths:
            depths = indent
            allowed.add(indent)
    return min(allowed, key=lambda indent: abs(indent - width))
