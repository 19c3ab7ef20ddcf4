"""The Unicode Bidirectional Algorithm (UAX #9, revision 51) for a paragraph that runs from left to right.

Of the libraries in question python-bidi has no wheel for Windows on ARM and returns reordered text without
levels, PyICU and fribidi have no wheels. Marks of embedding and isolation (rules X1 to X8) never come here:
`text.clean` takes away what no page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar
from unicodedata import bidirectional

T = TypeVar("T")

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters and signs of right-to-left scripts, by their blocks."""
_CLOSING = {
    "(": ")",
    "[": "]",
    "{": "}",
    "⁅": "⁆",
    "⁽": "⁾",
    "₍": "₎",
    "⟦": "⟧",
    "⟨": "⟩",
    "⟪": "⟫",
    "〈": "〉",
    "《": "》",
}
"""The usual pairs of BidiBrackets.txt."""
_MOST_OPEN = 63
"""Brackets that rule BD16 keeps open at most."""
_NEUTRAL = frozenset(
    ("B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
)
_SIDES = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""What a strong type or a number counts as in rules N0 to N2."""


def levels(text: str) -> list[int]:
    """The embedding level of each character: 0 and 2 from left to right, 1 from right to left.

    A line break begins a new paragraph.
    """
    found: list[int] = []
    for part in re.split("(\n)", text):
        found.extend([0] if part == "\n" else _levels(part))
    return found


def reordered(parts: Sequence[T], level_of: Callable[[T], int]) -> list[T]:
    """The parts of a line as they stand from left to right (rule L2)."""
    ordered = list(parts)
    for level in range(max(map(level_of, ordered), default=0), 0, -1):
        high = [level_of(part) >= level for part in ordered]
        ends = [at for at in range(1, len(ordered)) if high[at] != high[at - 1]]
        for start, end in zip((0, *ends), (*ends, len(ordered)), strict=True):
            if high[start]:
                ordered[start:end] = reversed(ordered[start:end])
    return ordered


def _levels(text: str) -> list[int]:
    if not RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    types = [bidirectional(character) or "L" for character in text]
    _weak(types)
    types = ["ON" if kind in ("ES", "ET", "CS", *_NEUTRAL) else kind for kind in types]
    _brackets(text, types)
    _neutral(types)
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in types]


def _weak(types: list[str]) -> None:
    """Rules W1 to W7; the run begins and ends on the left-to-right side."""
    strong = before = "L"
    for at, kind in enumerate(types):  # W1 to W3
        if kind == "NSM":
            kind = before
        if kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before, types[at] = kind, kind
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):  # W4
        left, right = types[at - 1], types[at + 1]
        if left == right and (types[at], left) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            types[at] = left
    at = 0
    for kind, group in groupby(list(types)):  # W5
        length = len(list(group))
        around = (types[at - 1] if at else "", types[at + length] if at + length < len(types) else "")
        if kind == "ET" and "EN" in around:
            types[at : at + length] = ["EN"] * length
        at += length
    strong = "L"
    for at, kind in enumerate(types):  # W7
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[at] = "L"


def _brackets(text: str, types: list[str]) -> None:
    """Rule N0: a pair of brackets takes the side of what it holds, or of what stands before it."""
    for opened, closed in _pairs(text, types):
        inside = {_SIDES[kind] for kind in types[opened + 1 : closed] if kind in _SIDES}
        if not inside:
            continue
        before = next((_SIDES[kind] for kind in reversed(types[:opened]) if kind in _SIDES), "L")
        types[opened] = types[closed] = "L" if "L" in inside else before


def _pairs(text: str, types: list[str]) -> Iterable[tuple[int, int]]:
    """Rule BD16: (place of the opening bracket, of the closing one), by the first."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if types[at] != "ON":
            continue
        if character in _CLOSING:
            if len(waiting) == _MOST_OPEN:
                return ()
            waiting.append((_CLOSING[character], at))
        elif (depth := next((n for n, (sign, _) in enumerate(waiting[::-1]) if sign == character), -1)) >= 0:
            found.append((waiting[-1 - depth][1], at))
            del waiting[-1 - depth :]
    return sorted(found)


def _neutral(types: list[str]) -> None:
    """Rules N1 and N2: neutrals between two of one side take it, else that of the paragraph."""
    at = 0
    for neutral, group in groupby(list(types), key=lambda kind: kind == "ON"):
        length = len(list(group))
        if neutral:
            before = _SIDES[types[at - 1]] if at else "L"
            after = _SIDES[types[at + length]] if at + length < len(types) else "L"
            types[at : at + length] = [before if before == after else "L"] * length
        at += length
