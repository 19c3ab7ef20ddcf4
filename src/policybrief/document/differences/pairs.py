"""Two sequences paired in order: the same, those that are alike, and those that stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from policybrief.document.differences.sequences import align

T = TypeVar("T")

MOST_PAIRS = 2_500
"""Pairs that are looked at for likeness in one gap; in a larger one nothing is a pair."""


def paired(
    old: Sequence[T],
    new: Sequence[T],
    *,
    key: Callable[[T], Hashable],
    alike: Callable[[T, T], float],
) -> Iterator[tuple[T | None, T | None]]:
    """All of `old` and `new` in order: those of one key together, those alike together, the others alone.

    `alike` is 0 for two that are no pair; of several choices the one with the largest sum is taken.
    """
    for stretch in align([key(one) for one in old], [key(one) for one in new]):
        gone, come = old[stretch.start : stretch.end], new[stretch.begin : stretch.stop]
        if stretch.same:
            yield from zip(gone, come, strict=True)
        else:
            yield from _matched(gone, come, alike)


def likeness(before: Counter[str], after: Counter[str]) -> float:
    """The share of words in common, 0 to 1; 1 for two without words."""
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def _matched(
    old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    x = y = 0
    for at, to in _best(old, new, alike) if len(old) * len(new) <= MOST_PAIRS else ():
        yield from ((one, None) for one in old[x:at])
        yield from ((None, other) for other in new[y:to])
        yield old[at], new[to]
        x, y = at + 1, to + 1
    yield from ((one, None) for one in old[x:])
    yield from ((None, other) for other in new[y:])


def _best(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> list[tuple[int, int]]:
    """The longest common subsequence, weighed by likeness."""
    weights = [[alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = best[i + 1][j + 1] + weights[i][j] if weights[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
