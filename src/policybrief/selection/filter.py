"""Which editions a command selects, by the names of briefs, templates, audiences and languages, and a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.records import Brief, Edition, Project

Names = Mapping[str, tuple[str, ...]]
"""Field of an `EditionFilter` → the names that there are."""

SINGULAR = {"briefs": "brief", "templates": "template", "audiences": "audience", "languages": "language"}


@dataclass(frozen=True, slots=True)
class EditionFilter:
    """Names of which an edition must have one of each sort; an empty tuple admits all."""

    briefs: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    """A day makes each edition a rehearsal."""

    @staticmethod
    def of(edition: Edition) -> EditionFilter:
        """The filter that admits this edition alone, on whatever day."""
        brief, template, audience, language = _names_of(edition)
        return EditionFilter((brief,), (template,), (audience,), (language,))

    @property
    def whole(self) -> bool:
        """True if no name narrows it."""
        return not any(names for _, names in self.names())

    def admits(self, edition: Edition) -> bool:
        """True if the edition has one of the names of each sort."""
        pairs = zip(self.names(), _names_of(edition), strict=True)
        return all(not names or name in names for (_, names), name in pairs)

    def names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(field, names) for each sort of name."""
        for field in SINGULAR:
            yield field, getattr(self, field)

    def with_names(self, other: EditionFilter) -> EditionFilter:
        """The filter with the names of both, and its own day."""
        both: dict[str, Any] = {field: (*names, *getattr(other, field)) for field, names in self.names()}
        return EditionFilter(**both, as_of=self.as_of)


ALL = EditionFilter()
"""Every edition, as of its own day."""


def parse_names(words: Iterable[str], names: Names) -> tuple[EditionFilter, tuple[Diagnostic, ...]]:
    """What `nato-support minister uk`, or the path of a file in `out/`, selects, and a fault a strange word.

    Each word is the name of a brief, template, audience or language, in any order; one that could be several
    of these is the first.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    faults = []
    for word in (part for argument in words for part in _parts(argument, names)):
        field = next((field for field, group in names.items() if word in group), "")
        if field:
            chosen[field] = (*chosen.get(field, ()), word)
        else:
            all_names = [name for group in names.values() for name in group]
            faults.append(unknown_name("brief, template, audience or language", word, all_names))
    return EditionFilter(**dict[str, Any](chosen)), tuple(faults)


def known_names(project: Project, briefs: Sequence[Brief]) -> Names:
    """The names that a word of a command can be, whether or not an edition has them together."""
    templates = [name for brief in briefs for name in brief.templates or (project.template,)]
    languages = [code for brief in briefs for _, codes in brief.languages for code in codes]
    return {
        "briefs": tuple(brief.name for brief in briefs),
        "templates": tuple(dict.fromkeys(templates)),
        "audiences": tuple(audience.name for audience in project.audiences),
        "languages": tuple(dict.fromkeys((*project.languages, *languages))),
    }


def names_in(editions: Iterable[Edition]) -> Names:
    """The names that editions have, first come first."""
    rows = [_names_of(edition) for edition in editions]
    return {field: tuple(dict.fromkeys(row[place] for row in rows)) for place, field in enumerate(SINGULAR)}


def unknown_name(sort: str, name: str, names: Sequence[str]) -> Diagnostic:
    """The fault that nothing of this sort has the name, with what may have been meant."""
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}" if names else ""
    return Diagnostic(f"unknown-{sort.split(',')[0]}", f"there is no {sort} called '{name}'", hint=hint)


def _names_of(edition: Edition) -> tuple[str, str, str, str]:
    return edition.brief.name, edition.template, edition.audience.name, edition.language


def _parts(word: str, names: Names) -> Sequence[str]:
    """The names in one word: those of the edition whose file it is the path of, or one between two spaces."""
    path = PurePath(word.replace("\\", "/"))
    if path.parent.name in names["templates"]:
        stem = path.name.removesuffix(path.suffix) if path.suffix else path.name
        for brief, audience, language in _in_stem(stem, names):
            return brief, path.parent.name, audience, language
    return [word] if path.suffix else word.split() or [word]


def _in_stem(stem: str, names: Names) -> Iterator[tuple[str, str, str]]:
    """The brief, audience and language that the name of a file can be made of: see `Edition.stem`."""
    for audience in names["audiences"]:
        for language in names["languages"]:
            brief = stem.removesuffix(f"-{audience}-{language}")
            if brief != stem and brief in names["briefs"]:
                yield brief, audience, language
