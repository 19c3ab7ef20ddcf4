"""Many needles looked for at once, in time that grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policybrief.release.letters import Letters

WINDOW = 12
"""Letters by which a longer needle is looked up; shorter ones are looked up whole, where a word begins."""
_CHAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+|[a-z]+[0-9][a-z0-9]*")


class Finder:
    """A set of needles by their letters: one pass over a text meets all of them."""

    def __init__(self, needles: Mapping[str, tuple[str, str]]) -> None:
        self.needles = needles
        self.prefixes: dict[str, list[str]] = {}
        short = set()
        for needle in needles:
            if len(needle) < WINDOW:
                short.add(needle)
            else:
                self.prefixes.setdefault(needle[:WINDOW], []).append(needle)
        self.short = frozenset(short)
        self.lengths = tuple(sorted({len(needle) for needle in short}))

    def search(self, text: Letters, *, everywhere: bool = True) -> Iterator[tuple[str, int]]:
        """(needle, index of its first letter), each needle once or more.

        `everywhere` finds a run of words whose first is glued to the word before.
        """
        string = text.string
        begins = range(len(string) - WINDOW + 1) if everywhere else text.starts
        windows = {string[at : at + WINDOW] for at in begins}
        for window in self.prefixes.keys() & windows:
            for at in _places(string, window):
                for needle in self.prefixes[window]:
                    if string.startswith(needle, at) and self._bounded(needle, at, text):
                        yield needle, at
        for at in text.starts if self.lengths else ():
            for length in self.lengths:
                if string[at : at + length] in self.short and at + length in text.ends:
                    yield string[at : at + length], at

    def _bounded(self, needle: str, at: int, text: Letters) -> bool:
        """True if a name or number is not the inside of a longer one; runs of words need no check."""
        whole = self.needles[needle][1] in ("words", "note")
        return whole or (at in text.ends and at + len(needle) in text.ends)


def chains(text: str) -> frozenset[str]:
    """What may be an id of several words in a `plain` text, with all parts of longer ones."""
    found: set[str] = set()
    likely = [word for word in text.split() if "-" in word or "_" in word or not word.isalpha()]
    for chain in set(_CHAIN.findall(" ".join(likely))):
        steps = chain.replace("_", "-").split("-")
        for first in range(len(steps)):
            for last in range(first + 1, min(len(steps), first + 12) + 1):
                found.add("-".join(steps[first:last]))
    return frozenset(found)


def _places(string: str, window: str) -> Iterator[int]:
    at = string.find(window)
    while at >= 0:
        yield at
        at = string.find(window, at + 1)
