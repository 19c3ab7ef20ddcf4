"""A template as its rules look at it, with the project that uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.yaml import YamlFile, locate
from policybrief.templates.folders import Folder
from policybrief.templates.layers import Layer
from policybrief.templates.template import SectionFile, Template


@dataclass(frozen=True, slots=True)
class Design:
    """What the rules look at: a template, the folders it is made of, and the project that uses it."""

    template: Template
    layers: tuple[Layer, ...]
    """Its own folder first, `base` last."""
    languages: tuple[str, ...]
    audiences: tuple[str, ...]

    @property
    def folder(self) -> Folder:
        """The template's own folder."""
        return self.layers[0][0]

    @property
    def settings(self) -> YamlFile:
        """The template's own `template.yaml`."""
        return self.layers[0][2]

    def place(self, *keys: str) -> Span:
        """Where the first of `keys` that any folder of the project sets stands; else the first line."""
        for key in keys:
            for folder, _, source in self.layers:
                if not folder.built_in and isinstance(source.value, dict) and key in source.value:
                    return locate(source, (key,))
        return Span(self.settings.path, 1, 1)

    def sections_in_use(self) -> Iterator[SectionFile]:
        named = {name for o in self.template.outlines for name in (*o.sections, *o.annexes)}
        named |= {name for _, sections in self.template.forms for name in sections}
        return (section for section in self.template.sections if section.name in named)

    def outline_place(self, audience: str) -> Span:
        source = self.settings
        for part in ("outline", "audiences", "annexes"):
            if isinstance(source.value, dict) and audience in (source.value.get(part) or {}):
                return locate(source, (part, audience), key=True)
        return Span(source.path, 1, 1)


Rule = Callable[[Design], Iterator[Diagnostic]]
