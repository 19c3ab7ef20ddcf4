"""Yardsticks of likelihood: the words that may stand for a probability, and the span that each means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """Words for a likelihood; `low` and `high` in per cent; `also` are words of the same meaning."""

    words: str
    low: int
    high: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Bands from the least likely to the most likely."""

    name: str
    title: str
    bands: tuple[Band, ...]

    def band(self, words: str) -> Band | None:
        """The band that these words name, or None."""
        return next((b for b in self.bands if words == b.words or words in b.also), None)

    def rank(self, words: str) -> int:
        """The position of a band, from 1.

        Raises:
            ValueError: no band has these words.
        """
        found = self.band(words)
        if found is None:
            raise ValueError(f"'{words}' is not on the yardstick {self.name}")
        return self.bands.index(found) + 1

    def known(self) -> tuple[str, ...]:
        """All words of the yardstick, from the least likely."""
        return tuple(words for band in self.bands for words in (band.words, *band.also))


def yardstick(name: str) -> Yardstick | None:
    """The built-in yardstick of that name, or None."""
    return next((y for y in YARDSTICKS if y.name == name), None)


YARDSTICKS: tuple[Yardstick, ...] = (
    Yardstick(
        "icd203",
        "Intelligence Community Directive 203, Analytic Standards (2015), paragraph D.6.e(2)(a)",
        (
            Band("almost no chance", 1, 5, ("remote",)),
            Band("very unlikely", 5, 20, ("highly improbable",)),
            Band("unlikely", 20, 45, ("improbable",)),
            Band("roughly even chance", 45, 55, ("roughly even odds",)),
            Band("likely", 55, 80, ("probable",)),
            Band("very likely", 80, 95, ("highly probable",)),
            Band("almost certain", 95, 99, ("nearly certain",)),
        ),
    ),
    Yardstick(
        "phia",
        "PHIA probability yardstick (United Kingdom, Professional Head of Intelligence Assessment)",
        (
            Band("remote chance", 0, 5),
            Band("highly unlikely", 10, 20),
            Band("unlikely", 25, 35),
            Band("realistic possibility", 40, 50),
            Band("likely", 55, 75, ("probable",)),
            Band("highly likely", 80, 90),
            Band("almost certain", 95, 100),
        ),
    ),
)
