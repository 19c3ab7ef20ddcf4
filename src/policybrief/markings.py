"""Marking schemes: their labels in order, the highest of several, and who may see what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Level:
    """A label and its look; `rank` counts up from the least restricted."""

    label: str
    rank: int
    colour: str
    ground: str
    position: Literal["right", "centre"] = "right"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A marking scheme, its levels from the least restricted to the most."""

    name: str
    title: str
    levels: tuple[Level, ...]


def scheme(name: str) -> Scheme | None:
    """The built-in scheme of that name, or None."""
    return next((s for s in SCHEMES if s.name == name), None)


def labels(schemes: Iterable[str] = ()) -> tuple[str, ...]:
    """All labels of the named schemes (of all if none is named), scheme by scheme, from the lowest."""
    return tuple(entry.label for s in _chosen(schemes) for entry in s.levels)


def find(label: str, schemes: Iterable[str] = ()) -> tuple[Scheme, Level] | None:
    """The scheme and level of a label among the named schemes (all if none is named), or None."""
    for candidate in _chosen(schemes):
        for entry in candidate.levels:
            if entry.label == label:
                return candidate, entry
    return None


def highest(given: Iterable[str], schemes: Iterable[str] = ()) -> tuple[str, ...]:
    """The most restricted of the labels, one for each scheme that occurs, in the order of the schemes.

    A label of no known scheme is kept, so that nobody is cleared for it.
    """
    return _highest(tuple(given), tuple(schemes))


@lru_cache(maxsize=1024)
def _highest(given: tuple[str, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    best: dict[str, Level] = {}
    for label in given:
        found = find(label, chosen)
        if found and (found[0].name not in best or best[found[0].name].rank < found[1].rank):
            best[found[0].name] = found[1]
    unknown = tuple(dict.fromkeys(label for label in given if find(label, chosen) is None))
    return (*(best[s.name].label for s in _chosen(chosen) if s.name in best), *unknown)


def may_see(given: Iterable[str], clearance: Iterable[str], schemes: Iterable[str] = ()) -> bool:
    """True if a reader with `clearance` (at most one label per scheme) may see what bears these labels.

    Denied: an unmarked thing, an unknown label, and a label of a scheme in which the reader has no clearance.
    """
    given, chosen = tuple(given), tuple(schemes)
    ranks = {found[0].name: found[1].rank for label in clearance if (found := find(label, chosen))}
    places = [find(label, chosen) for label in given]
    return bool(places) and all(p is not None and p[1].rank <= ranks.get(p[0].name, -1) for p in places)


def is_lower(given: Iterable[str], than: Iterable[str], schemes: Iterable[str] = ()) -> bool:
    """True if in some scheme `given` is less restricted than `than`, or has no label where `than` has one."""
    given, than = tuple(given), tuple(than)
    return highest((*given, *than), schemes) != highest(given, schemes)


def level(label: str) -> Level:
    """The level of a label and so its look; one of no known scheme is shown in black on white."""
    found = find(label)
    return found[1] if found else Level(label, -1, "#000000", "#FFFFFF")


def _chosen(names: Iterable[str]) -> tuple[Scheme, ...]:
    wanted = tuple(names)
    return tuple(s for s in SCHEMES if s.name in wanted) if wanted else SCHEMES


def _levels(*shown: tuple[str, str, str], centre: bool = False) -> tuple[Level, ...]:
    position: Literal["right", "centre"] = "centre" if centre else "right"
    return tuple(
        Level(label, rank, colour, ground, position) for rank, (label, colour, ground) in enumerate(shown)
    )


SCHEMES: tuple[Scheme, ...] = (
    Scheme(
        "tlp",
        "Traffic Light Protocol, version 2.0 (FIRST, August 2022)",
        _levels(
            ("TLP:CLEAR", "#FFFFFF", "#000000"),
            ("TLP:GREEN", "#33FF00", "#000000"),
            ("TLP:AMBER", "#FFC000", "#000000"),
            ("TLP:AMBER+STRICT", "#FFC000", "#000000"),
            ("TLP:RED", "#FF2B2B", "#000000"),
        ),
    ),
    Scheme(
        "gscp",
        "United Kingdom, Government Security Classifications Policy (2023)",
        _levels(
            ("OFFICIAL", "#000000", "#FFFFFF"),
            ("OFFICIAL-SENSITIVE", "#000000", "#FFFFFF"),
            ("SECRET", "#000000", "#FFFFFF"),
            ("TOP SECRET", "#000000", "#FFFFFF"),
            centre=True,
        ),
    ),
    Scheme(
        "eu",
        "European Union, security rules for classified information (Council Decision 2013/488/EU)",
        _levels(
            ("EU UNCLASSIFIED", "#000000", "#FFFFFF"),
            ("LIMITE", "#000000", "#FFFFFF"),
            ("RESTREINT UE/EU RESTRICTED", "#000000", "#FFFFFF"),
            ("CONFIDENTIEL UE/EU CONFIDENTIAL", "#000000", "#FFFFFF"),
            ("SECRET UE/EU SECRET", "#000000", "#FFFFFF"),
            ("TRÈS SECRET UE/EU TOP SECRET", "#000000", "#FFFFFF"),
            centre=True,
        ),
    ),
)
