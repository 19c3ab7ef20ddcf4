"""Signs that nobody sees in a file, typed or written as escapes, as faults with the fixed lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from policybrief.reading.yaml.faults import YamlFault
from policybrief.reading.yaml.places import Node, Position, Tree
from policybrief.reading.yaml.signs import FORBIDDEN_SIGN, UNSEEN_SIGN

_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


def unseen_signs(text: str) -> tuple[YamlFault, ...]:
    """Lines with a sign that nobody sees: one fault each, at the first of them."""
    lines = enumerate(text.split("\n"))
    return tuple(
        _unseen(line, number, match) for number, line in lines if (match := UNSEEN_SIGN.search(line))
    )


def _unseen(line: str, number: int, match: re.Match[str]) -> YamlFault:
    fixed = UNSEEN_SIGN.sub("", line.translate(_BREAKS))
    named = f"{unicodedata.name(match[0], 'next line').lower()}, U+{ord(match[0]):04X}"
    message = f"there is an invisible character here ({named}), which some programs display differently"
    return YamlFault(
        "unseen-sign",
        message,
        number,
        match.start(),
        1,
        "write:",
        (fixed.rstrip(),),
        ((number, fixed),),
    )


def signs_in_words(text: str) -> tuple[YamlFault, ...]:
    """Signs that nobody sees, and control characters, in a text that is no YAML: typed or as codes."""
    faults: list[YamlFault] = []
    for number, line in enumerate(text.split("\n")):
        for match in _SPELLED.finditer(line):
            sign = _meant(match)
            if FORBIDDEN_SIGN.fullmatch(sign):
                faults.append(_in_words(line, number, match, sign))
                break
    return tuple(faults)


_HEX = "[0-9A-Fa-f]"
_SPELLED = re.compile(
    rf"&#([0-9]{{1,7}});|&#[xX]({_HEX}{{1,6}});|\\x({_HEX}{{2}})|\\u({_HEX}{{4}})|\\U({_HEX}{{8}})|"
    r"&\w{1,31};|[^\t -~]"
)


def _meant(match: re.Match[str]) -> str:
    """What a number in Markdown or in a string of Jinja stands for, or an entity; or the sign itself."""
    digits = match[2] or match[3] or match[4] or match[5]
    if not (match[1] or digits):
        return unescape(match[0])
    return chr(min(int(digits, 16) if digits else int(match[1]), 0x10FFFF))


def _in_words(line: str, number: int, match: re.Match[str], sign: str) -> YamlFault:
    named = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'a control character').lower()}"
    message = f"there is an invisible character here ({named})"
    code = "unseen-sign" if UNSEEN_SIGN.match(sign) else "control-character"
    fixed = (line[: match.start()] + line[match.end() :]).rstrip()
    return YamlFault(code, message, number, match.start(), len(match[0]), "write:", (fixed,))


_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "r": 13, "e": 27, "N": 0x85, "L": 0x2028, "P": 0x2029}
"""Escapes of one letter (YAML 1.2.2, 5.7) that stand for a control character or the end of a line."""


def escaped_signs(text: str, tree: Tree) -> tuple[YamlFault, ...]:
    """Escapes in double quotation marks that mean a sign nobody sees, or a control: one a line."""
    lines = text.split("\n")
    faults: dict[int, YamlFault] = {}
    for node in _scalars(tree.root):
        if FORBIDDEN_SIGN.search(node.text):
            for line, match, sign in _escapes(lines, node.start, node.end):
                if FORBIDDEN_SIGN.match(sign) and line not in faults:
                    code = "unseen-sign" if UNSEEN_SIGN.match(sign) else "control-character"
                    faults[line] = _as_escape(lines[line], line, match, code)
    return tuple(faults.values())


def _scalars(node: Node | None) -> Iterator[Node]:
    """Keys and values in quotation marks."""
    if node is None:
        return
    if node.kind == "scalar" and not node.plain:
        yield node
    for key, value in node.pairs:
        yield from _scalars(key)
        yield from _scalars(value)
    for member in node.members:
        yield from _scalars(member)


def _escapes(lines: list[str], start: Position, end: Position) -> Iterator[tuple[int, re.Match[str], str]]:
    """(line, escape, the sign that it stands for) of each escape between two places."""
    for number in range(start[0], min(end[0] + 1, len(lines))):
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(lines[number])
        for match in _ESCAPE.finditer(lines[number], first, last):
            yield number, match, _sign(match)


def _sign(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    code = int(digits, 16) if digits else _LETTERS.get(match[4], 0x20)
    return chr(code) if code < 0x110000 else " "


def _as_escape(line: str, number: int, match: re.Match[str], code: str) -> YamlFault:
    def without(escape: re.Match[str]) -> str:
        meant = _sign(escape)
        return (" " if meant in "\x85\u2028\u2029\r" else "") if FORBIDDEN_SIGN.match(meant) else escape[0]

    fixed = _ESCAPE.sub(without, line)
    sign = _sign(match)
    named = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'a control character').lower()}"
    message = f"the escape {match[0]} means an invisible character ({named})"
    length = match.end() - match.start()
    remedy = (fixed.rstrip(),)
    return YamlFault(code, message, number, match.start(), length, "write:", remedy, ((number, fixed),))
