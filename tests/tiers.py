"""How much of a long test is run: a sample with a fixed seed, or with THOROUGH=1 all of it."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

import pytest

Case = TypeVar("Case")

QUICK = bool(os.environ.get("QUICK"))
THOROUGH = bool(os.environ.get("THOROUGH"))

thorough = pytest.mark.skipif(not THOROUGH, reason="make thorough runs it; others of its kind run each time")


def sampled(cases: Sequence[Case], *, count: int) -> list[Case]:
    """The first, the last and others drawn with a fixed seed, `count` in all; every one if thorough."""
    if THOROUGH or count >= len(cases):
        return list(cases)
    drawn = random.Random(7).sample(range(1, len(cases) - 1), count - 2)
    return [cases[index] for index in sorted({0, len(cases) - 1, *drawn})]


def covering(names: Sequence[str]) -> tuple[str, ...]:
    """The names with a pair of words that no earlier one has: every pair stays; all names if thorough."""
    if THOROUGH:
        return tuple(names)
    seen: set[tuple[str, str]] = set()
    kept = []
    for name in names:
        pairs = set(combinations(name.split(), 2))
        if pairs - seen:
            kept.append(name)
        seen |= pairs
    return tuple(kept)


def tries(few: int) -> int:
    """With how many examples a property is tried: `few`, a fifth if quick, twentyfold if thorough."""
    return 20 * few if THOROUGH else max(few // 5, 1) if QUICK else few
