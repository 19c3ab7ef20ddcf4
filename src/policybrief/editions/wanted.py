"""Which editions are asked for: brief × template × audience × language, narrowed by the names given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from policybrief.diagnostics import Diagnostic, Span
from policybrief.project.inputs import PROJECT_FILE
from policybrief.reading.yaml import locate
from policybrief.records import Audience, Brief, Edition
from policybrief.templates import Template, list_templates, read_template

if TYPE_CHECKING:
    from policybrief.project import Loaded


@dataclass(frozen=True, slots=True)
class Asked:
    """Names given on the command line; an empty tuple asks for all."""

    briefs: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    """A day makes the build a rehearsal."""

    @property
    def whole(self) -> bool:
        """True if nothing narrows the build."""
        return not (self.briefs or self.templates or self.audiences or self.languages)


@dataclass(frozen=True, slots=True)
class House:
    """A template that a brief names: None if it cannot be used, with the faults found in it."""

    name: str
    template: Template | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_houses(loaded: Loaded, *, also: Iterable[str] = (), words: Iterable[str] = ()) -> tuple[House, ...]:
    """The templates that the briefs name, and those of `also`, each read once.

    Where `words` of a command name some of them (by name, or in the path of a file), only those are read.
    """
    names = dict.fromkeys(name for brief in loaded.briefs for name in _templates(brief, loaded))
    parts = {part for word in words for part in word.replace("\\", "/").split("/")}
    parts -= {brief.name for brief in loaded.briefs}
    names = {name: None for name in names if name in parts} or names
    names |= dict.fromkeys(also)
    return tuple(_house(name, loaded) for name in names)


def editions_of(
    loaded: Loaded, *, houses: Sequence[House], asked: Asked, today: date
) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
    """The editions asked for, in the order of the briefs; and a fault for each name that matches nothing.

    A template that hides an audience makes no edition for it.
    """
    every = tuple(_editions(loaded, houses=houses, as_of=asked.as_of, today=today))
    faults = tuple(_unmatched(asked, every, loaded))
    return (() if faults else tuple(e for e in every if _is_asked(e, asked))), faults


def said_in(words: Sequence[str], every: Sequence[Edition]) -> tuple[Asked, tuple[Diagnostic, ...]]:
    """What `nato-support minister uk`, or the path of a file in `out/`, asks for.

    Each word is the name of a brief, template, audience or language, in any order.
    """
    asked, faults = Asked(), []
    for word in (part for given in words for part in _unfolded(given, every)):
        for field, names in _names(every).items():
            if word in names:
                added: dict[str, Any] = {field: (*getattr(asked, field), word)}
                asked = replace(asked, **added)
                break
        else:
            known = [name for names in _names(every).values() for name in names]
            faults.append(_unknown("brief, template, audience or language", word, known))
    return asked, tuple(faults)


def folder_of(edition: Edition) -> PurePath:
    """The folder in `out/` of an edition: `<brief>/<template>`, for a rehearsal below one of its own."""
    folder = PurePath(edition.brief.name, edition.template)
    return PurePath(f"as-of-{edition.as_of}") / folder if edition.rehearsal else folder


def _house(name: str, loaded: Loaded) -> House:
    template, faults = read_template(name, loaded.root)
    if template is None:
        at = _naming(name, loaded)
        faults = tuple(f if f.span or f.code != "unknown-template" else replace(f, span=at) for f in faults)
    return House(name, template, faults)


def _naming(template: str, loaded: Loaded) -> Span | None:
    """Where a brief, or the project for all, names a template."""
    briefs = {brief.path for brief in loaded.briefs if template in brief.templates}
    for source in loaded.sources:
        named = source.value.get("templates") if isinstance(source.value, dict) else None
        if source.path in briefs and named:
            return locate(source, ("templates",), word=template)
    settings = next((source for source in loaded.sources if source.path == PROJECT_FILE), None)
    return locate(settings, ("template",)) if settings else None


def _editions(
    loaded: Loaded, *, houses: Sequence[House], as_of: date | None, today: date
) -> Iterator[Edition]:
    templates = {house.name: house.template for house in houses}
    for brief in loaded.briefs:
        day = as_of or brief.as_of or today
        for name in _templates(brief, loaded):
            template = templates.get(name)
            for audience in _audiences(brief, loaded):
                if template is None or template.outline(audience.name, brief.form) is not None:
                    for language in _languages(brief, audience.name, loaded):
                        yield Edition(brief, name, audience, language, day, rehearsal=as_of is not None)


def _templates(brief: Brief, loaded: Loaded) -> tuple[str, ...]:
    return brief.templates or (loaded.project.template,)


def _audiences(brief: Brief, loaded: Loaded) -> tuple[Audience, ...]:
    project = loaded.project
    return tuple(found for name in _named(brief, loaded) if (found := project.audience(name)))


def _named(brief: Brief, loaded: Loaded) -> tuple[str, ...]:
    """The audiences that a brief goes to."""
    project = loaded.project
    return brief.audiences or project.default_audiences or tuple(a.name for a in project.audiences)


def _languages(brief: Brief, audience: str, loaded: Loaded) -> tuple[str, ...]:
    named = dict(brief.languages)
    return named.get(audience) or named.get("default") or loaded.project.languages


def _names(editions: Iterable[Edition]) -> dict[str, tuple[str, ...]]:
    """Field of `Asked` → the names that editions have there, first come first."""
    rows = [(e.brief.name, e.template, e.audience.name, e.language) for e in editions]
    fields = ("briefs", "templates", "audiences", "languages")
    return {field: tuple(dict.fromkeys(row[place] for row in rows)) for place, field in enumerate(fields)}


def _is_asked(edition: Edition, asked: Asked) -> bool:
    return (
        edition.brief.name in (asked.briefs or (edition.brief.name,))
        and edition.template in (asked.templates or (edition.template,))
        and edition.audience.name in (asked.audiences or (edition.audience.name,))
        and edition.language in (asked.languages or (edition.language,))
    )


def _unmatched(asked: Asked, every: Sequence[Edition], loaded: Loaded) -> Iterator[Diagnostic]:
    """A fault for a name that no edition has; for names that no edition has together, one for all."""
    found = False
    for field, names in _names(every).items():
        for name in getattr(asked, field):
            if name not in names:
                found = True
                yield _unused(field, name, loaded) or _unknown(_ONE[field], name, names)
    if not found and not asked.whole and not any(_is_asked(edition, asked) for edition in every):
        given = [*asked.briefs, *asked.templates, *asked.audiences, *asked.languages]
        yield Diagnostic(
            "no-such-edition", f"no edition is {' '.join(given)}", hint="see: brief list editions"
        )


def _unused(field: str, name: str, loaded: Loaded) -> Diagnostic | None:
    """The fault that something exists and no brief asks for it; None if it does not exist."""
    known = {
        "templates": list_templates(loaded.root),
        "audiences": tuple(audience.name for audience in loaded.project.audiences),
        "languages": loaded.project.languages,
    }
    if name not in known.get(field, ()):
        return None
    if field == "audiences" and any(name in _named(brief, loaded) for brief in loaded.briefs):
        said = f"no template makes anything for the audience '{name}'"
        return Diagnostic("no-outline", said, hint="see: brief template check")
    said = f"no brief is made for the {_ONE[field]} '{name}'"
    hint = f"add it under {field}: in the brief, or in policybrief.yaml for all briefs"
    if field == "templates":
        hint = f"add it under templates: in the brief, or write template: {name} into policybrief.yaml"
    return Diagnostic(f"unused-{_ONE[field]}", said, hint=hint)


_ONE = {"briefs": "brief", "templates": "template", "audiences": "audience", "languages": "language"}


def _unfolded(given: str, every: Sequence[Edition]) -> tuple[str, ...]:
    """The names that the path of a written file stands for; `given` itself if it is no such path."""
    path = Path(given.replace("\\", "/"))
    for edition in every:
        stem = path.name.removesuffix(path.suffix) if path.suffix else path.name
        if stem == edition.stem and path.parent.name == edition.template:
            return (edition.brief.name, edition.template, edition.audience.name, edition.language)
    return (given,)


def _unknown(what: str, name: str, known: Sequence[str]) -> Diagnostic:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(known)}" if known else ""
    return Diagnostic(f"unknown-{what.split(',')[0]}", f"no {what} is called '{name}'", hint=hint)
