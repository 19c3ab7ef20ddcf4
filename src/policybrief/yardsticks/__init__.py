"""Yardsticks of likelihood: the words that may stand for a probability, and the span that each means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policybrief.languages import best_for

BUILT_IN = Path(__file__).parent
"""The folder of the built-in yardsticks, one file each: `icd203.yaml`, `phia.yaml`, `ipcc.yaml`."""

Rows = tuple[tuple[str, ...], ...]
"""Words of one meaning, a tuple for each row of the yardstick: the word, then its other grammatical forms."""
Listed = tuple[tuple[str, tuple[str, ...]], ...]
"""(language, words) pairs."""


@dataclass(frozen=True, slots=True)
class Band:
    """Words for a likelihood by language; `low` and `high` in per cent."""

    low: int
    high: int
    rows: tuple[tuple[str, Rows], ...]

    @property
    def words(self) -> str:
        """The words by which records name the band: English ones where there are any."""
        return self.own[0][0]

    @property
    def also(self) -> tuple[str, ...]:
        """Words of the same meaning which records may use too, one for each further row."""
        return tuple(row[0] for row in self.own[1:])

    def rows_in(self, language: str) -> Rows:
        """The words in `language` with their forms, row by row; () if it has none."""
        return best_for(language, dict(self.rows)) or ()

    @property
    def own(self) -> Rows:
        """The rows whose first words records use."""
        return self.rows_in("en") or next((rows for _, rows in self.rows), ())


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Bands from the least likely to the most likely, and what its authors do not allow beside them."""

    name: str = ""
    title: str = ""
    bands: tuple[Band, ...] = ()
    rows_apart: bool = False
    """Whether a paper keeps to one row of words."""
    confidence_apart: bool = False
    """Whether likelihood and confidence may not be in one sentence."""
    off_scale: Listed = ()
    """Words of likelihood that belong to no band."""
    vague: Listed = ()
    """Words that leave open how likely something is."""
    confidence: Listed = ()
    """Words that state a confidence."""
    exempt: Listed = ()
    """Phrases in which none of these words means a likelihood."""
    ambiguous: Listed = ()
    """Words of a band that sentences use in other senses too: they are not looked for in texts."""

    _ranks: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ranks = [(row[0], rank) for rank, b in enumerate(self.bands, 1) for row in b.own if row]
        object.__setattr__(self, "_ranks", dict(reversed(ranks)))  # of equal words the first band's count

    def band(self, words: str) -> Band | None:
        """The band that records name by these words, or None."""
        rank = self._ranks.get(words)
        return None if rank is None else self.bands[rank - 1]

    def rank(self, words: str) -> int:
        """The position of a band, from 1.

        Raises:
            ValueError: no band has these words.
        """
        if words not in self._ranks:
            raise ValueError(f"'{words}' is not on the yardstick {self.name}")
        return self._ranks[words]

    def column(self, words: str) -> int:
        """The column of a risk map, 1 to 5; of seven bands the outer two at each end are joined."""
        last = len(self.bands) - 1
        return (1, 1, 2, 3, 4, 5, 5)[round((self.rank(words) - 1) * 6 / last)] if last > 0 else 3

    def known(self) -> tuple[str, ...]:
        """All words by which records may name a band, from the least likely."""
        return tuple(words for band in self.bands for words in (band.words, *band.also))

    def words_in(self, words: str, language: str) -> str:
        """The words in `language` for the band that records name by `words`; `words` if it has none.

        Raises:
            ValueError: no band has these words.
        """
        band = self.bands[self.rank(words) - 1]
        rows = band.rows_in(language)
        row = (band.words, *band.also).index(words)
        return rows[row if row < len(rows) else 0][0] if rows else words
