"""Many needles looked for at once, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policybrief.release.letters import edges, letters

WINDOW = 12
"""Letters of a needle that may stand inside a longer word; shorter ones are words of their own."""


class Finder:
    """A set of needles by their letters: one pass over a text meets all of them (Aho and Corasick, 1975)."""

    def __init__(self, needles: Mapping[str, tuple[str, str]]) -> None:
        self.needles = needles
        self._order = tuple(needles)
        self._automaton = _automaton(self._order)

    def __reduce__(self) -> tuple[type[Finder], tuple[Any, ...]]:
        return Finder, (self.needles,)  # the automaton itself cannot travel to another process

    def search(self, text: str, *, everywhere: bool = True) -> Iterator[tuple[str, int]]:
        """(needle, index of its first letter among the letters of the `plain` text), each place.

        `everywhere` finds a run of words whose first is glued to the word before.
        """
        met = self._automaton.find_matches_as_indexes(letters(text), overlapping=True)
        if not met:
            return
        starts, ends = edges(text)
        for index, at, end in met:
            needle = self._order[index]
            glued = len(needle) >= WINDOW and self.needles[needle][1] in ("words", "note")
            if (glued and everywhere) or (at in starts and (glued or end in ends)):
                yield needle, at


class Ids:
    """The ids of records that stand in a text, also inside longer names that are no ids themselves."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(sorted(ids))
        self._automaton = _automaton(self.ids)

    def __reduce__(self) -> tuple[type[Ids], tuple[Any, ...]]:
        return Ids, (self.ids,)

    def search(self, text: str, *, glued: bool = False) -> frozenset[str]:
        """Those in a `plain` text, written with hyphens or underscores; `glued` where words have no gaps."""
        text = text.replace("_", "-")
        met = self._automaton.find_matches_as_indexes(text, overlapping=True)
        begun = [(at, end, self.ids[index]) for index, at, end in met if not (at and _in_id(text[at - 1]))]
        found: set[str] = set()
        reached = 0
        for _, end, name in sorted(begun, key=lambda one: (one[0], -one[1])):  # the longest first
            ends = not _in_id(text[end : end + 1])
            if end > reached:  # `toll-2025-final` does not name `toll-2025`
                found |= {name} if ends else set()
                reached = end if ends or glued else reached
        return frozenset(found)


def _in_id(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _automaton(needles: tuple[str, ...]) -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(needles, store_patterns=False)
