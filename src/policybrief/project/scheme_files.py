"""A marking scheme's file, of the package or of the project, → a scheme, or its faults at their places."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from policybrief import markings
from policybrief.contrast import LEAST, contrast
from policybrief.diagnostics import Diagnostic, Span
from policybrief.files.names import composed, entry
from policybrief.files.regular import NotReadableError, read_regular
from policybrief.languages import Text
from policybrief.markings import Level, Position, Scheme
from policybrief.reading.structure import described, structure_value
from policybrief.reading.yaml import YamlFile, locate, read_yaml

FOLDER = "markings"
BUILT_IN_FOLDER = Path(markings.__file__).parent
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Found = tuple[Scheme | None, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class LevelFile:
    """A level as its file has it; everything may be left out."""

    colour: str = "#000000"
    ground: str = "#FFFFFF"
    short: str = ""
    says: dict[str, Text] = field(default_factory=dict)
    """By language; a bare text holds for all."""


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """`markings/<name>.yaml`: a title, and labels from the least restricted to the most."""

    title: str
    levels: dict[str, LevelFile]
    position: Position = "right"
    fixed: bool = False


def scheme_names(root: Path | None = None) -> tuple[str, ...]:
    """Names of the schemes of the package and of the project at `root`."""
    folders = (BUILT_IN_FOLDER, *((root / FOLDER,) if root else ()))
    return tuple(sorted({composed(path.stem) for folder in folders for path in folder.glob("*.yaml")}))


@cache
def built_in(name: str) -> Scheme:
    """The scheme of that name that comes with the package.

    Raises:
        OSError: there is none.
    """
    made, faults = _read(BUILT_IN_FOLDER / f"{name}.yaml", f"{FOLDER}/{name}.yaml")
    assert made is not None, faults
    return made


def read_scheme(name: str, root: Path | None) -> Found | None:
    """The scheme `name` of the project at `root`, else the built-in one; None if there is neither."""
    if not re.fullmatch(r"[\w-]+", name):
        return None
    own = entry(root / FOLDER, f"{name}.yaml") if root else None
    if own is not None and os.path.lexists(own):
        return _read(own, f"{FOLDER}/{name}.yaml")
    return (built_in(name), ()) if os.path.isfile(BUILT_IN_FOLDER / f"{name}.yaml") else None


def _read(path: Path, shown: str) -> Found:
    try:
        content = read_regular(path, path.parents[1])
    except NotReadableError as fault:
        return None, (Diagnostic("unreadable-file", fault.why, Span(shown, 1, 1), hint=fault.hint),)
    source, faults = read_yaml(shown, content)
    if source is None:
        return None, faults
    made, more = _structured(source, path.stem)
    return (None if faults or more else made), (*faults, *more)


def _structured(source: YamlFile, name: str) -> Found:
    value = source.value
    if not isinstance(value, dict):
        message = f"a marking scheme is expected here, not {described(value)}"
        hint = "write: title: … and levels: with a label on each line, the least restricted first"
        return None, (Diagnostic("not-a-scheme", message, locate(source, ()), hint=hint),)
    levels = value.get("levels")
    if isinstance(levels, dict):
        value = value | {"levels": {label: _long_form(given) for label, given in levels.items()}}
    file, faults = structure_value(SchemeFile, value, source=source)
    if file is None:
        return None, faults
    return _scheme(file, name), tuple(_faults(file, source))


def _scheme(file: SchemeFile, name: str) -> Scheme:
    levels = tuple(
        Level(label, rank, given.colour.upper(), given.ground.upper(), given.short, _words(given))
        for rank, (label, given) in enumerate(file.levels.items())
    )
    return Scheme(name, file.title, levels, file.position, file.fixed)


def _words(level: LevelFile) -> tuple[tuple[str, str], ...]:
    return tuple((language, text.original()) for language, text in level.says.items())


def _long_form(value: Any) -> Any:
    """A label alone on its line is a level; what it says in one language it says in all."""
    if isinstance(value, dict) and isinstance(value.get("says"), str):
        return value | {"says": {"": value["says"]}}
    return {} if value is None else value


def _faults(file: SchemeFile, source: YamlFile) -> Iterator[Diagnostic]:
    if not file.levels:
        hint = "write a label on each line below it, the least restricted first"
        yield Diagnostic(
            "no-levels", "a scheme has at least one level", locate(source, ("levels",)), hint=hint
        )
    for label, given in file.levels.items():
        if not label.strip() or label != label.strip() or len(label) > 60:
            message = "a label has 1 to 60 characters and no space at the beginning or end"
            yield Diagnostic("bad-label", message, locate(source, ("levels", label), key=True))
        wrong = [key for key in ("colour", "ground") if not _COLOUR.fullmatch(getattr(given, key))]
        for key in wrong:
            message = f"'{getattr(given, key)}' is not a colour"
            span = locate(source, ("levels", label, key))
            yield Diagnostic("bad-colour", message, span, hint='write it in quotes: "#1B3A6B"')
        if not wrong and contrast(given.colour, given.ground) < LEAST:
            message = f"{given.colour} cannot be read on {given.ground}"
            hint = "choose colours with more contrast: at least 4.5 to 1"
            yield Diagnostic("low-contrast", message, locate(source, ("levels", label), key=True), hint=hint)
