"""Needles and ids found in a text, whatever stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policybrief.gate.normalised import edges, folded, is_disguised, letters
from policybrief.gate.substrings import Substrings

WINDOW = 12
"""Letters of a needle that may stand inside a longer word; shorter ones are words of their own."""

_LEAST_WITH_PREFIX = 4
"""Letters of a name that is looked for inside a word."""


class NeedleFinder:
    """A set of needles by their letters: all are looked for together."""

    def __init__(self, needles: Mapping[str, tuple[str, str]]) -> None:
        self.needles = needles
        looks: dict[str, list[str]] = {}
        for needle in needles:
            looks.setdefault(folded(needle), []).append(needle)
        self._looks = tuple(looks.values())
        self._substrings = Substrings(looks)

    def search(self, text: str, *, everywhere: bool = True) -> Iterator[tuple[str, int]]:
        """(needle, index of its first letter among the letters of the `plain` text), each place.

        `everywhere` finds a run of words whose first is glued to the word before.
        """
        shown = letters(text)
        matches = self._substrings.places(folded(shown))
        if not matches:
            return
        starts, ends = edges(text)
        for index, at, end in matches:
            for needle in self._looks[index]:
                glued = len(needle) >= WINDOW and self.needles[needle][1] in ("words", "note")
                begins = at in starts or _takes_prefixes(needle)
                if not ((glued and everywhere) or (begins and (glued or end in ends))):
                    continue
                if shown[at:end] == needle or is_disguised(shown[at:end], needle):
                    yield needle, at


class IdFinder:
    """The ids of records that stand in a text, also inside longer names that are no ids themselves."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(sorted(ids))
        self._substrings = Substrings(self.ids)

    def search(self, text: str, *, glued: bool = False) -> frozenset[str]:
        """Those in a `plain` text, written with hyphens or underscores; `glued` where words have no gaps."""
        shown = text.replace("_", "-")
        text = folded(shown)
        matches = self._substrings.places(text)
        begun = [
            (at, end, name)
            for index, at, end in matches
            if not (at and _in_id(text[at - 1]))
            and ((name := self.ids[index]) == shown[at:end] or is_disguised(shown[at:end], name))
        ]
        names: set[str] = set()
        reached = 0
        for _, end, name in sorted(begun, key=lambda one: (one[0], -one[1])):  # the longest first
            ends = not _in_id(text[end : end + 1])
            if end > reached:  # `toll-2025-final` does not name `toll-2025`
                names |= {name} if ends else set()
                reached = end if ends or glued else reached
        return frozenset(names)


def _takes_prefixes(needle: str) -> bool:
    """True of a name in Hebrew or Arabic, where "and", "to" and "the" are written as one word with it."""
    return len(needle) >= _LEAST_WITH_PREFIX and "\u0590" <= needle[0] <= "\u07ff"


def _in_id(character: str) -> bool:
    return character.isascii() and character.isalnum()
