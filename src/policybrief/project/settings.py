"""`policybrief.yaml` → the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief import markings
from policybrief.diagnostics import Diagnostic
from policybrief.languages import Text, is_known_tag, is_right_to_left, language_name, suggested_tag
from policybrief.markings import Restriction, Scheme
from policybrief.project.abbreviation_lists import keyed_abbreviation, not_abbreviations
from policybrief.project.scheme_files import read_scheme, scheme_names
from policybrief.reading.structure import (
    Flawed,
    Structurer,
    as_diagnostics,
    cut_texts,
    described,
    did_you_mean,
    flawed,
)
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import Abbreviation, Audience, Project
from policybrief.yardsticks import Yardstick

FORMAT = 1
"""The format of a project's files that this version reads."""

BUILT_IN: tuple[Audience, ...] = (
    Audience("minister", ("TLP:AMBER+STRICT",), internal=True, returns_edits=True),
    Audience("committee", ("TLP:AMBER",), returns_edits=True),
    Audience("officials", ("TLP:AMBER+STRICT",), internal=True, returns_edits=True),
    Audience("partner", ("TLP:GREEN",)),
    Audience("public", ("TLP:CLEAR",)),
)
"""Readers that every project has unless it lists its own as a map."""


@dataclass(frozen=True, slots=True)
class Months:
    """A span of whole months. Short form: `6 months`."""

    count: int


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """`policybrief.yaml` without its audiences and criteria, which have two forms each."""

    organisation: Text
    marking: Restriction
    """Of whatever nobody marked otherwise."""
    format: int = FORMAT
    languages: tuple[str, ...] = ("en",)
    """The first is the one that records are written in."""
    time_zone: str = "UTC"
    template: str = "base"
    schemes: tuple[str, ...] = ("tlp",)
    """Marking schemes side by side: built in, or files in markings/."""
    inherit_markings: bool = True
    """Whether facts and positions take the highest marking of their sources."""
    yardstick: str = "icd203"
    holidays: tuple[date, ...] = ()
    """Days on which no brief is due: what falls on one moves to the next working day."""
    captures: str = ""
    review_after: Months = Months(6)
    abbreviations: tuple[Abbreviation, ...] = ()
    """Short form → words, spelt out at the first use in a paper."""
    formats: tuple[str, ...] = ()
    """In which papers are made; if left out, in Word and as PDF."""


@dataclass(frozen=True, slots=True)
class AudienceFile:
    """An audience as a project lists it."""

    clearance: tuple[str, ...] = ()
    internal: bool | None = None
    returns_edits: bool | None = None
    """Whether they send Word files back with their edits; if left out, those who read our analysis do."""
    groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    """In which their papers are made; if left out, in those of the project."""


@lru_cache(maxsize=1)
def _structurer() -> Structurer:
    short = {Months: _months, Abbreviation: not_abbreviations}
    return Structurer(short=short, keyed={Abbreviation: keyed_abbreviation}, figures=frozenset({Months}))


def _months(value: Any, language: str) -> Any:
    match = re.fullmatch(r"(\d+) (month|year)s?", value.strip()) if isinstance(value, str) else None
    if match is None:
        return flawed("bad-period", f"{described(value)} is not a period", "write '6 months' or '1 year'")
    return Months(int(match[1]) * (12 if match[2] == "year" else 1))


def structure_project(
    source: YamlFile, *, root: Path | None = None
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The project that a file describes, and what is wrong with it; None if it cannot be used.

    Marking schemes of its own are read from `markings/` below `root`.
    """
    value = source.value
    if not isinstance(value, dict):
        message = f"the project's settings are expected here, not {described(value)}"
        hint = "write at least: organisation: … and marking: TLP:AMBER"
        return None, (Diagnostic("not-a-project", message, locate(source, ()), hint=hint),)
    if (fault := _other_format(value.get("format", FORMAT), source)) is not None:
        return None, (fault,)
    rest = {key: value[key] for key in value if key not in ("audiences", "criteria")}
    made = _structurer().converter(ProjectFile)(rest, _first_language(value))
    cuts = cut_texts(ProjectFile, source=source, keys=(), structurer=_structurer())
    audiences, default, faults = _audiences(value.get("audiences"), source)
    if isinstance(made, Flawed):
        return None, (*as_diagnostics(made.flaws, source, ()), *cuts, *faults)
    schemes, wrong = _schemes(made, source, root)
    project = _project(made, schemes, audiences, default)
    faults = (*cuts, *faults, *wrong, *_check(project, made, source, whole=not wrong))
    return (None if faults else project), faults


def _other_format(written: Any, source: YamlFile) -> Diagnostic | None:
    """The fault that the project is of another format, in which the same words may mean something else."""
    if type(written) is not int or written == FORMAT:
        return None
    message = f"this version of policybrief reads format {FORMAT}, but the project states format {written}"
    hint = f"write 'format: {FORMAT}'" if written < FORMAT else "install a newer version of policybrief"
    return Diagnostic("unknown-format", message, locate(source, ("format",)), hint=hint)


def _first_language(value: dict[Any, Any]) -> str:
    languages = value.get("languages")
    first = languages[0] if isinstance(languages, list) and languages else languages
    return first if isinstance(first, str) else "en"


def _schemes(
    made: ProjectFile, source: YamlFile, root: Path | None
) -> tuple[tuple[Scheme, ...], tuple[Diagnostic, ...]]:
    """The schemes that the project names, and the faults of their files; no label is in two of them."""
    schemes: list[Scheme] = []
    faults: list[Diagnostic] = []
    for n, name in enumerate(dict.fromkeys(made.schemes)):
        reading = read_scheme(name, root)
        if reading is None:
            hint = did_you_mean(name, scheme_names(root)) or "write it as markings/<name>.yaml"
            message = f"there is no marking scheme called '{name}'"
            faults.append(Diagnostic("unknown-scheme", message, locate(source, ("schemes", n)), hint=hint))
            continue
        faults.extend(reading[1])
        if reading[0] is None:
            continue
        for label in set(markings.labels(schemes)).intersection(markings.labels([reading[0]])):
            message = f"'{label}' is in two schemes of the project, so it is ambiguous"
            span, hint = locate(source, ("schemes", n)), "rename it in one of them"
            faults.append(Diagnostic("double-label", message, span, hint=hint))
        schemes.append(reading[0])
    return tuple(schemes), tuple(faults)


def _project(
    made: ProjectFile, schemes: tuple[Scheme, ...], audiences: tuple[Audience, ...], default: tuple[str, ...]
) -> Project:
    return Project(
        organisation=made.organisation,
        format=made.format,
        languages=made.languages,
        time_zone=made.time_zone,
        template=made.template,
        marking=markings.highest(made.marking, schemes),
        schemes=schemes,
        inherit_markings=made.inherit_markings,
        yardstick=Yardstick(made.yardstick),  # its file is read by the reader of the folder
        audiences=audiences,
        default_audiences=default,
        holidays=tuple(sorted(set(made.holidays))),
        captures=made.captures,
        review_after=made.review_after.count,
        abbreviations=made.abbreviations,
        formats=made.formats,
    )


Audiences = tuple[tuple[Audience, ...], tuple[str, ...], tuple[Diagnostic, ...]]


def _audiences(value: Any, source: YamlFile) -> Audiences:
    """All audiences, the names of those that a brief goes to by default, and faults."""
    names = tuple(a.name for a in BUILT_IN)
    if value is None:
        return BUILT_IN, names, ()
    if isinstance(value, dict):
        return _own_audiences(value, source)
    listed = value if isinstance(value, list) else [value]
    faults = tuple(
        Diagnostic(
            "unknown-audience",
            f"there is no built-in audience called '{name}'",
            locate(source, ("audiences", n)),
            hint=did_you_mean(str(name), names),
        )
        for n, name in enumerate(listed)
        if name not in names
    )
    return BUILT_IN, tuple(str(name) for name in listed), faults


def _own_audiences(value: dict[Any, Any], source: YamlFile) -> Audiences:
    built_in = {a.name: a for a in BUILT_IN}
    audiences: list[Audience] = []
    faults: list[Diagnostic] = []
    for name, stated in value.items():
        made = _structurer().converter(AudienceFile)({} if stated is None else stated, "en")
        if isinstance(made, Flawed):
            faults.extend(as_diagnostics(made.flaws, source, ("audiences", str(name))))
            continue
        base = built_in.get(name, Audience(str(name)))
        internal = base.internal if made.internal is None else made.internal
        edits = (base.returns_edits or internal) if made.returns_edits is None else made.returns_edits
        clearance = made.clearance or base.clearance
        audiences.append(
            replace(
                base,
                clearance=clearance,
                internal=internal,
                returns_edits=edits,
                groups=made.groups,
                formats=made.formats,
            )
        )
    return tuple(audiences), tuple(a.name for a in audiences), tuple(faults)


def _check(project: Project, made: ProjectFile, source: YamlFile, *, whole: bool) -> Iterator[Diagnostic]:
    def fault(code: str, message: str, hint: str, *keys: str | int) -> Diagnostic:
        return Diagnostic(code, message, locate(source, keys), hint=hint)

    if whole:
        yield from _check_labels(project, made, source)
    if not made.languages:
        yield fault("no-language", "the project has no language", "write: languages: [en]", "languages")
    for n, code in enumerate(made.languages):
        if not is_known_tag(code):
            meant = suggested_tag(code)
            hint = f"did you mean '{meant}'?" if meant else "write en, uk, de, de-AT …"
            yield fault("bad-language", f"'{code}' is not a language code", hint, "languages", n)
        elif is_right_to_left(code):
            message = (
                f"papers cannot be written in {language_name(code)} yet, because it runs from right to left"
            )
            hint = "remove it from 'languages'; texts in other languages may quote it"
            yield fault("right-to-left-language", message, hint, "languages", n)
    if not _is_time_zone(made.time_zone):
        yield fault(
            "unknown-time-zone",
            f"there is no time zone called '{made.time_zone}'",
            "write Europe/Kyiv, UTC …",
            "time_zone",
        )


def _is_time_zone(name: str) -> bool:
    if name == "UTC":
        return True
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # slow to import

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _check_labels(project: Project, made: ProjectFile, source: YamlFile) -> Iterator[Diagnostic]:
    listed = markings.labels(project.schemes)
    named = [("marking", made.marking)]
    own = isinstance(source.value.get("audiences"), dict)
    named += [(a.name, a.clearance) for a in project.audiences if own]
    for name, labels in named:
        keys = ("marking",) if name == "marking" else ("audiences", name, "clearance")
        for label in labels:
            if label not in listed:
                hint = did_you_mean(label, listed) or f"the markings are: {', '.join(listed)}"
                span = locate(source, keys, word=label)
                yield Diagnostic("unknown-marking", f"there is no marking called '{label}'", span, hint=hint)
