"""Schemes and levels as values; comparing labels within the schemes that a project uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from policybrief.languages import best_for

Position = Literal["right", "centre"]
Restriction = Annotated[tuple[str, ...], "names at least one"]
"""A list of labels, groups or audiences that says who may read something; it is never written empty."""


@dataclass(frozen=True, slots=True)
class Level:
    """A label, never translated, and its look; `rank` counts up from the least restricted."""

    label: str
    rank: int = -1
    colour: str = "#000000"
    ground: str = "#FFFFFF"
    short: str = ""
    """What stands before a single paragraph; the label if empty."""
    says: tuple[tuple[str, str], ...] = ()
    """(language, words) pairs: what must be said on each page that bears the label."""

    def words(self, language: str) -> str:
        """What must be said on each page, in `language`, else in the first that there is."""
        sentences = dict(self.says)
        return best_for(language, sentences) or next(iter(sentences.values()), "")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A marking scheme, its levels from the least restricted to the most."""

    name: str
    title: str
    levels: tuple[Level, ...]
    position: Position = "right"
    fixed: bool = False
    """Whether no template may move the label."""

    def __hash__(self) -> int:
        return hash(self.name)  # asked for on every comparison, so it must not go through all levels


Schemes = tuple[Scheme, ...]


def labels(schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """All labels, scheme by scheme, from the lowest."""
    return tuple(entry.label for scheme in schemes for entry in scheme.levels)


def find(label: str, schemes: Iterable[Scheme]) -> tuple[Scheme, Level] | None:
    """The scheme and level of a label, or None."""
    for scheme in schemes:
        for entry in scheme.levels:
            if entry.label == label:
                return scheme, entry
    return None


def highest(marks: Iterable[str], schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """The most restricted of the labels, one for each scheme that occurs, in the order of the schemes.

    A label of no known scheme is kept, so that nobody is cleared for it.
    """
    return _highest(tuple(marks), tuple(schemes))


@lru_cache(maxsize=1024)
def _highest(marks: tuple[str, ...], schemes: Schemes) -> tuple[str, ...]:
    best: dict[str, Level] = {}
    for label in marks:
        place = find(label, schemes)
        if place and (place[0].name not in best or best[place[0].name].rank < place[1].rank):
            best[place[0].name] = place[1]
    unknown = tuple(dict.fromkeys(label for label in marks if find(label, schemes) is None))
    return (*(best[s.name].label for s in schemes if s.name in best), *unknown)


def may_see(marks: Iterable[str], clearance: Iterable[str], schemes: Iterable[Scheme]) -> bool:
    """True if a reader with `clearance` (at most one label per scheme) may see what bears these labels.

    Denied: an unmarked thing, an unknown label, and a label of a scheme in which the reader has no clearance.
    """
    schemes = tuple(schemes)
    ranks = {place[0].name: place[1].rank for label in clearance if (place := find(label, schemes))}
    places = [find(label, schemes) for label in marks]
    return bool(places) and all(p is not None and p[1].rank <= ranks.get(p[0].name, -1) for p in places)


def level(label: str, schemes: Iterable[Scheme]) -> Level:
    """The level of a label and so its look; one of no known scheme is shown in black on white."""
    place = find(label, schemes)
    return place[1] if place else Level(label)
