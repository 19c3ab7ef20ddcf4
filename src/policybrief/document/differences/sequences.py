"""Two sequences aligned in near linear time: what stands once in both holds them together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

MOST = 90_000
"""Comparisons that one gap between two anchors may cost; a larger one counts as replaced whole."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`before[start:end]` stands against `after[begin:stop]`: the same, or one in place of the other."""

    same: bool
    start: int
    end: int
    begin: int
    stop: int


def align(before: Sequence[T], after: Sequence[T]) -> tuple[Stretch, ...]:
    """Stretches that cover both sequences, the same and the different by turns."""
    return tuple(_merged(_stretches(before, after, 0, 0)))


def joined(
    stretches: Sequence[Stretch], before: Sequence[T], *, weight: Callable[[T], int]
) -> tuple[Stretch, ...]:
    """The stretches with islands taken into the changes around them: readers want few and whole changes.

    An island is a stretch in which nothing changes, and which weighs no more than the change on either side.
    """

    def weighs(stretch: Stretch) -> int:
        return sum(map(weight, before[stretch.start : stretch.end]))

    fewer: list[Stretch] = []
    for number, stretch in enumerate(stretches):
        inside = 0 < number < len(stretches) - 1
        if stretch.same and inside:
            own, left, right = weighs(stretch), stretches[number - 1], stretches[number + 1]
            sides = [max(weighs(side), side.stop - side.begin) for side in (left, right)]
            if own <= min(sides):
                stretch = Stretch(False, stretch.start, stretch.end, stretch.begin, stretch.stop)
        fewer.append(stretch)
    return tuple(_merged(fewer))


def _stretches(a: Sequence[T], b: Sequence[T], i: int, j: int) -> Iterator[Stretch]:
    """The stretches of `a` and `b`, which begin at `i` and `j` of the whole."""
    head = _common(a, b)
    tail = _common(a[: head - 1 if head else None : -1], b[: head - 1 if head else None : -1])
    if head:
        yield Stretch(True, i, i + head, j, j + head)
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    yield from _between(inner_a, inner_b, i + head, j + head)
    if tail:
        yield Stretch(True, i + len(a) - tail, i + len(a), j + len(b) - tail, j + len(b))


def _between(a: Sequence[T], b: Sequence[T], i: int, j: int) -> Iterator[Stretch]:
    if not a and not b:
        return
    if a and b and len(a) * len(b) <= MOST:
        for tag, start, end, begin, stop in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            yield Stretch(tag == "equal", i + start, i + end, j + begin, j + stop)
        return
    anchors = _anchors(a, b)
    if not anchors:
        yield Stretch(False, i, i + len(a), j, j + len(b))
        return
    x = y = 0
    for at, to in anchors:
        yield from _stretches(a[x:at], b[y:to], i + x, j + y)
        yield Stretch(True, i + at, i + at + 1, j + to, j + to + 1)
        x, y = at + 1, to + 1
    yield from _stretches(a[x:], b[y:], i + x, j + y)


def _common(a: Sequence[T], b: Sequence[T]) -> int:
    """How many of the first are the same."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _anchors(a: Sequence[T], b: Sequence[T]) -> list[tuple[int, int]]:
    """The longest run of places, in order on both sides, of what stands once in each (patience)."""
    once = {value for value, count in Counter(b).items() if count == 1}
    places = {value: place for place, value in enumerate(b) if value in once}
    alone = {value for value, count in Counter(a).items() if count == 1}
    pairs = [(place, places[value]) for place, value in enumerate(a) if value in alone and value in places]
    return [pairs[index] for index in rising([to for _, to in pairs])]


def rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest rising run of `values`."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [index]
    run: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]


def _merged(stretches: Sequence[Stretch] | Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind made one; a change of nothing into nothing is none."""
    held: Stretch | None = None
    for stretch in stretches:
        if stretch.start == stretch.end and stretch.begin == stretch.stop:
            continue
        if held is not None and held.same == stretch.same:
            held = Stretch(held.same, held.start, stretch.end, held.begin, stretch.stop)
            continue
        if held is not None:
            yield held
        held = stretch
    if held is not None:
        yield held
