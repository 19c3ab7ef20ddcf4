"""Needles and ids found in a text, whatever stands around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

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

    def __reduce__(self) -> tuple[type[NeedleFinder], tuple[Mapping[str, tuple[str, str]]]]:
        return NeedleFinder, (self.needles,)

    def search(self, *texts: str, everywhere: bool = True) -> Iterator[tuple[str, int]]:
        """(needle, index of its first letter among the letters of the `plain` texts), each place.

        A needle may begin in one text and end in the next. `everywhere` finds a run of words whose first is
        glued to the word before.
        """
        if not self.needles:
            return
        shown = "".join(map(letters, texts))
        matches = self._substrings.places(folded(shown))
        if not matches:
            return
        words = _Edges(texts)
        for index, at, end in matches:
            for needle in self._looks[index]:
                glued = len(needle) >= WINDOW and self.needles[needle][1] in ("words", "note")
                if not (glued and everywhere):
                    begins = words.begins(at) or _takes_prefixes(needle)
                    if not (begins and (glued or words.ends(end))):
                        continue
                if shown[at:end] == needle or is_disguised(shown[at:end], needle):
                    yield needle, at

    @cached_property
    def _looks(self) -> tuple[tuple[str, ...], ...]:
        """The needles, those that look alike together."""
        looks: dict[str, list[str]] = {}
        for needle in self.needles:
            looks.setdefault(folded(needle), []).append(needle)
        return tuple(map(tuple, looks.values()))

    @cached_property
    def _substrings(self) -> Substrings:
        return Substrings(folded(alike[0]) for alike in self._looks)


class _Edges:
    """Where words begin and end among the letters of several texts, found for those that are asked about."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._starts = [*accumulate((len(letters(text)) for text in texts), initial=0)]
        self._edges: dict[int, tuple[frozenset[int], frozenset[int]]] = {}

    def begins(self, at: int) -> bool:
        """True if a word begins at that letter."""
        text = bisect_right(self._starts, at) - 1
        return at - self._starts[text] in self._of(text)[0]

    def ends(self, end: int) -> bool:
        """True if a word ends before that letter."""
        text = bisect_left(self._starts, end) - 1
        return end - self._starts[text] in self._of(text)[1]

    def _of(self, text: int) -> tuple[frozenset[int], frozenset[int]]:
        if text not in self._edges:
            self._edges[text] = edges(self._texts[text])
        return self._edges[text]


class IdFinder:
    """The ids of records that are in a text, also inside longer names that are no ids themselves."""

    def __init__(self, ids: Iterable[str], *, excused: frozenset[str] = frozenset()) -> None:
        self.excused = excused
        self._substrings = Substrings(sorted(ids))

    def __len__(self) -> int:
        return len(self._substrings.texts) - len(self.excused)

    @property
    def ids(self) -> tuple[str, ...]:
        """Those that are looked for."""
        return tuple(name for name in self._substrings.texts if name not in self.excused)

    def without(self, excused: frozenset[str]) -> IdFinder:
        """One that does not look for the ids `excused`; what it needs to search is shared with this one."""
        other = IdFinder((), excused=self.excused | excused)
        other._substrings = self._substrings
        return other

    def search(self, text: str, *, glued: bool = False) -> frozenset[str]:
        """Those in a `plain` text, written with hyphens or underscores; `glued` where words have no gaps."""
        shown = text.replace("_", "-")
        text = folded(shown)
        matches = self._substrings.places(text)
        begun = [
            (at, end, name)
            for index, at, end in matches
            if not (at and _in_id(text[at - 1]))
            and (name := self._substrings.texts[index]) not in self.excused
            and (name == shown[at:end] or is_disguised(shown[at:end], name))
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
