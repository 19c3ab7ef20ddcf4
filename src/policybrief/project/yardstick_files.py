"""The project's yardstick of likelihood: one of its own folder `yardsticks/`, else a built-in one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from policybrief.diagnostics import Diagnostic
from policybrief.files.names import composed, entry
from policybrief.reading.structure import structure_value
from policybrief.reading.yaml import YamlFile, locate
from policybrief.yardsticks import BUILT_IN, Band, Listed, Rows, Yardstick

FOLDER = "yardsticks"

Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BandFile:
    """One band as a yardstick's file has it: a span in per cent, and by language its words, row by row."""

    low: int
    high: int
    words: dict[str, Rows]


@dataclass(frozen=True, slots=True)
class YardstickFile:
    """A file in `yardsticks/`."""

    title: str
    bands: tuple[BandFile, ...]
    rows_apart: bool = False
    confidence_apart: bool = False
    off_scale: Words = field(default_factory=dict)
    vague: Words = field(default_factory=dict)
    confidence: Words = field(default_factory=dict)
    exempt: Words = field(default_factory=dict)
    ambiguous: Words = field(default_factory=dict)


def yardstick_path(name: str, root: Path) -> Path | None:
    """The file of the yardstick `name`: the project's own, else the built-in one, else None."""
    if not re.fullmatch(r"[\w-]+", name):
        return None  # a path is no name
    files = (entry(root / FOLDER, f"{name}.yaml"), BUILT_IN / f"{name}.yaml")
    return next((path for path in files if os.path.lexists(path)), None)


def yardstick_names(root: Path) -> tuple[str, ...]:
    """All yardsticks that a project can use, its own first."""
    own = sorted(composed(path.stem) for path in (root / FOLDER).glob("*.yaml"))
    return tuple(dict.fromkeys((*own, *sorted(path.stem for path in BUILT_IN.glob("*.yaml")))))


def structure_yardstick(name: str, source: YamlFile) -> tuple[Yardstick | None, tuple[Diagnostic, ...]]:
    """The yardstick that a file describes, and what is wrong with it; None if it cannot be used."""
    made, faults = structure_value(YardstickFile, source.value, source=source)
    if made is None:
        return None, faults
    scale = Yardstick(
        name,
        made.title,
        tuple(Band(b.low, b.high, tuple(b.words.items())) for b in made.bands),
        made.rows_apart,
        made.confidence_apart,
        *map(_listed, (made.off_scale, made.vague, made.confidence, made.exempt, made.ambiguous)),
    )
    wrong = tuple(_check(scale, source))
    return (None if wrong else scale), (*faults, *wrong)


def _listed(words: Words) -> Listed:
    return tuple(words.items())


def _check(scale: Yardstick, source: YamlFile) -> Iterator[Diagnostic]:
    """Bands rise, have words, and no word names two of them."""

    def fault(message: str, hint: str, *keys: str | int) -> Diagnostic:
        return Diagnostic("bad-yardstick", message, locate(source, keys), hint=hint)

    if len(scale.bands) < 2:
        yield fault("a yardstick has at least two bands", "add the bands, the least likely first", "bands")
        return
    for index, band in enumerate(scale.bands):
        if not 0 <= band.low < band.high <= 100:
            message = f"{band.low} to {band.high} is not a range in per cent"
            yield fault(message, "low and high go from 0 to 100, low first", "bands", index, "low")
        if not band.rows or not all(row for _, rows in band.rows for row in (rows or ((),))):
            yield fault("a band needs words", "write words: {en: [likely]}", "bands", index, "words")
            return
    for index, (less, more) in enumerate(pairwise(scale.bands), 1):
        if (less.low, less.high) >= (more.low, more.high):
            hint = "write the bands from the least likely to the most likely"
            yield fault("this band is not above the previous one", hint, "bands", index)
    forms: set[tuple[str, str]] = set()
    for index, band in enumerate(scale.bands):
        words = [(language, form) for language, rows in band.rows for row in rows for form in row]
        if twice := next((form for pair in words if pair in forms for form in pair[1:]), ""):
            hint = "give each band different words"
            yield fault(f"'{twice}' also names another band", hint, "bands", index, "words")
        forms.update(words)
