"""In which formats the files of an edition are made, as the settings of a project have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.project.inputs import PROJECT_FILE
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import Audience, Project
from policybrief.writers import WRITERS, formats_by_default

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


def formats_of(audience: Audience, project: Project) -> tuple[str, ...]:
    """The formats of papers for `audience`: its own, else the project's, else the default ones."""
    names = audience.formats or project.formats or formats_by_default()
    return tuple(name for name in WRITERS if name in names)


def unknown_formats(loaded: LoadedProject) -> Iterator[Diagnostic]:
    """A fault for each format in the settings that nothing writes, at its place."""
    settings = next((source for source in loaded.sources if source.path == PROJECT_FILE), None)
    project = loaded.project
    for keys, names in (
        (("formats",), project.formats),
        *((("audiences", a.name, "formats"), a.formats) for a in project.audiences),
    ):
        for name in names:
            if name not in WRITERS:
                yield _unknown(name, keys, settings)


def _unknown(name: str, keys: tuple[str, ...], settings: YamlFile | None) -> Diagnostic:
    hint = did_you_mean(name, WRITERS)
    span = locate(settings, keys, word=name) if settings else None
    return Diagnostic("unknown-paper-format", f"papers cannot be written as '{name}'", span, hint=hint)
