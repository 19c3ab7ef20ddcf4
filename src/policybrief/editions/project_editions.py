"""The editions of a project: brief × template × audience × language, as far as a filter admits them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Span
from policybrief.editions.formats import formats_of
from policybrief.project.inputs import PROJECT_FILE
from policybrief.reading.yaml import locate
from policybrief.records import Audience, Brief, Edition
from policybrief.selection import ALL, SINGULAR, EditionFilter, names_in, unknown_name
from policybrief.templates import Template, list_templates, read_template

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class LoadedTemplate:
    """A template that a brief names: None if it cannot be used, with the faults in it."""

    name: str
    template: Template | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_templates(
    loaded: LoadedProject, *, also: Iterable[str] = (), only: EditionFilter = ALL
) -> tuple[LoadedTemplate, ...]:
    """The templates that the briefs name, and those of `also`, each read once.

    Where `only` names templates, no others are read.
    """
    names = dict.fromkeys(name for brief in loaded.briefs for name in _templates(brief, loaded))
    names = {name: None for name in names if name in only.templates} or names
    names |= dict.fromkeys(also)
    return tuple(_load_template(name, loaded) for name in names)


def editions_of(
    loaded: LoadedProject, *, templates: Sequence[LoadedTemplate], today: date, only: EditionFilter = ALL
) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
    """The editions that `only` admits, as briefs are ordered; a fault for each name that matches nothing.

    A template that hides an audience makes no edition for it.
    """
    every = tuple(_editions(loaded, templates=templates, as_of=only.as_of, today=today))
    faults = tuple(_unmatched(only, every, loaded))
    return (() if faults else tuple(e for e in every if only.admits(e))), faults


def _load_template(name: str, loaded: LoadedProject) -> LoadedTemplate:
    template, faults = read_template(name, loaded.root)
    if template is None:
        at = _naming(name, loaded)
        faults = tuple(f if f.span or f.code != "unknown-template" else replace(f, span=at) for f in faults)
    return LoadedTemplate(name, template, faults)


def _naming(template: str, loaded: LoadedProject) -> Span | None:
    """Where a brief, or the project for all, names a template."""
    briefs = {brief.path for brief in loaded.briefs if template in brief.templates}
    for source in loaded.sources:
        named = source.value.get("templates") if isinstance(source.value, dict) else None
        if source.path in briefs and named:
            return locate(source, ("templates",), word=template)
    settings = next((source for source in loaded.sources if source.path == PROJECT_FILE), None)
    return locate(settings, ("template",)) if settings else None


def _editions(
    loaded: LoadedProject, *, templates: Sequence[LoadedTemplate], as_of: date | None, today: date
) -> Iterator[Edition]:
    by_name = {loaded_template.name: loaded_template.template for loaded_template in templates}
    for brief in loaded.briefs:
        day = as_of or brief.as_of or today
        for name in _templates(brief, loaded):
            template = by_name.get(name)
            for audience in _audiences(brief, loaded):
                if template is None or template.outline(audience.name, brief.form) is not None:
                    for language in _languages(brief, audience.name, loaded):
                        yield Edition(
                            brief,
                            name,
                            audience,
                            language,
                            day,
                            rehearsal=as_of is not None,
                            formats=formats_of(audience, loaded.project),
                        )


def _templates(brief: Brief, loaded: LoadedProject) -> tuple[str, ...]:
    return brief.templates or (loaded.project.template,)


def _audiences(brief: Brief, loaded: LoadedProject) -> tuple[Audience, ...]:
    project = loaded.project
    return tuple(audience for name in _named(brief, loaded) if (audience := project.audience(name)))


def _named(brief: Brief, loaded: LoadedProject) -> tuple[str, ...]:
    """The audiences that a brief goes to."""
    project = loaded.project
    return brief.audiences or project.default_audiences or tuple(a.name for a in project.audiences)


def _languages(brief: Brief, audience: str, loaded: LoadedProject) -> tuple[str, ...]:
    named = dict(brief.languages)
    return named.get(audience) or named.get("default") or loaded.project.languages


def _unmatched(only: EditionFilter, every: Sequence[Edition], loaded: LoadedProject) -> Iterator[Diagnostic]:
    """A fault for a name that no edition has; for names that no edition has together, one for all."""
    known = names_in(every)
    unknown = [(field, name) for field, names in only.names() for name in names if name not in known[field]]
    for field, name in unknown:
        yield _unused(field, name, loaded) or unknown_name(SINGULAR[field], name, known[field])
    if not unknown and not only.whole and not any(only.admits(edition) for edition in every):
        words = " ".join(name for _, names in only.names() for name in names)
        yield Diagnostic("no-such-edition", f"there is no edition {words}", hint="see: brief list editions")


def _unused(field: str, name: str, loaded: LoadedProject) -> Diagnostic | None:
    """The fault that something exists and no brief asks for it; None if it does not exist."""
    names = {
        "templates": list_templates(loaded.root),
        "audiences": tuple(audience.name for audience in loaded.project.audiences),
        "languages": loaded.project.languages,
    }
    if name not in names.get(field, ()):
        return None
    if field == "audiences" and any(name in _named(brief, loaded) for brief in loaded.briefs):
        message = f"no template makes papers for the audience '{name}'"
        return Diagnostic("no-outline", message, hint="see: brief template check")
    message = f"no brief is made for the {SINGULAR[field]} '{name}'"
    hint = f"add it under {field}: in the brief, or in policybrief.yaml for all briefs"
    if field == "templates":
        hint = f"add it under templates: in the brief, or write template: {name} in policybrief.yaml"
    return Diagnostic(f"unused-{SINGULAR[field]}", message, hint=hint)
