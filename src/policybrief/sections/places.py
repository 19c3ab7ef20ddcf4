"""Places in one source, told together: "answer of Deni, paragraphs 2 to 4"."""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBERED = re.compile(
    r"(?P<where>.+), \w+[\s\u00a0](?P<numbers>\d[\d\s\u00a0,–-]*(?:\w{1,3}[\s\u00a0]\d+)?)"
)


def joined_places(places: list[str], *, paragraphs: Callable[[list[int]], str]) -> str:
    """The places, those under one heading or in one answer joined; `paragraphs` words a list of numbers."""
    numbers: dict[str, set[int]] = {}
    for place in places:
        match = _NUMBERED.fullmatch(place)
        if match is None:
            numbers.setdefault(place, set())
        else:
            numbers.setdefault(match["where"], set()).update(_numbers(match["numbers"]))
    told = [f"{where}, {paragraphs(sorted(found))}" if found else where for where, found in numbers.items()]
    return "; ".join(told)


def _numbers(text: str) -> set[int]:
    """All whole numbers that the text names; "1 to 4" and "1–4" name four."""
    found = [int(number) for number in re.findall(r"\d+", text)]
    spans = re.findall(r"(\d+)(?:[–-]|[\s\u00a0](?:to|до|по)[\s\u00a0])(\d+)", text)
    for low, high in spans:
        found.extend(range(int(low), int(high) + 1))
    return set(found)
