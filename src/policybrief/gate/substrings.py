"""Many short texts found in a long one, in a time that hardly grows with their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

_SAMPLES = ((16, 6), (9, 5))
"""(least letters of a wanted text, letters of its samples), the longest first; shorter texts are few."""

Match = tuple[int, int, int]
"""Number of the wanted text, its first letter, and the letter after its last."""


class Substrings:
    """Texts that are looked for together: by ahocorasick-rs if it is installed, else by tables of samples.

    The automaton or the tables are made at the first search: they cannot be sent to another process.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self._search: Any = None

    def __reduce__(self) -> tuple[type[Substrings], tuple[Any, ...]]:
        return Substrings, (self.texts,)

    def places(self, text: str) -> list[Match]:
        """Every place of every wanted text, also where they overlap, in the order of their ends."""
        if not self.texts:
            return []
        if self._search is None:
            self._search = _automaton(self.texts) or _Tables(self.texts)
        matches: list[Match] = self._search.find_matches_as_indexes(text, overlapping=True)
        return matches


def _automaton(texts: Sequence[str]) -> Any:
    """All texts as one automaton (Aho and Corasick, 1975); None without the extra `fast`."""
    try:
        return import_module("ahocorasick_rs").AhoCorasick(texts, store_patterns=False)
    except ImportError:
        return None


class _Tables:
    """The same search in Python.

    A text of 16 letters, wherever it begins, covers six letters that begin at a multiple of 11. So the
    text that is searched is sampled at every eleventh letter, and each wanted text is filed under the samples
    that it would cover, with their distance from its beginning.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._short: list[int] = []
        self._tables: dict[tuple[int, int], dict[str, list[tuple[int, int]]]] = {}
        for number, text in enumerate(texts):
            sample = next((sizes for sizes in _SAMPLES if len(text) >= sizes[0]), None)
            if sample is None:
                self._short.append(number)
            else:
                self._file(number, *sample)

    def find_matches_as_indexes(self, text: str, *, overlapping: bool) -> list[Match]:
        """As the method of ahocorasick-rs; matches always overlap."""
        matches = [match for number in self._short for match in _places_of(self.texts[number], number, text)]
        for (step, size), table in self._tables.items():
            starts = range(0, len(text) - size + 1, step)
            for start in [start for start in starts if text[start : start + size] in table]:
                for number, distance in table[text[start : start + size]]:
                    at, wanted = start - distance, self.texts[number]
                    if at >= 0 and text.startswith(wanted, at):
                        matches.append((number, at, at + len(wanted)))
        return sorted(matches, key=lambda match: (match[2], match[1], match[0]))

    def _file(self, number: int, least: int, size: int) -> None:
        """File a text under all samples of `size` letters within its first `least`."""
        text, step = self.texts[number], least - size + 1
        table = self._tables.setdefault((step, size), {})
        for distance in range(step):
            table.setdefault(text[distance : distance + size], []).append((number, distance))


def _places_of(wanted: str, number: int, text: str) -> Iterable[Match]:
    at = text.find(wanted)
    while at >= 0:
        yield number, at, at + len(wanted)
        at = text.find(wanted, at + 1)
