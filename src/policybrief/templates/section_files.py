"""Section files: Markdown, with settings of the section in its first lines where it has any."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.structure import described, structure_value
from policybrief.reading.yaml import decoded, read_yaml, unseen_in_words
from policybrief.templates.template import SectionFile

Read = tuple[SectionFile, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a section file can set between two lines `---` at its head."""

    always: bool = False


def read_section(name: str, path: str, content: bytes) -> Read:
    """The section in a file, and what is wrong with its first lines."""
    text, fault = decoded(path, content)
    if fault:
        return SectionFile(name, path, text), (fault,)
    if unseen := unseen_in_words(path, text):
        return SectionFile(name, path, ""), unseen
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if not _COMMENT.fullmatch(line)), 0)
    if lines[first].rstrip() != _FENCE:
        return SectionFile(name, path, text), ()
    last = next((n for n, line in enumerate(lines) if n > first and line.rstrip() == _FENCE), 0)
    if not last:
        place, message = Span(path, first + 1, 1, 3), "the settings of this section do not end"
        hint = "write a line --- below them, or delete this one: a section cannot have horizontal rules"
        return SectionFile(name, path, ""), (Diagnostic("open-settings", message, place, hint=hint),)
    settings, faults = _settings(path, "\n" * (first + 1) + "\n".join(lines[first + 1 : last]))
    body = "\n".join([*lines[:first], *([""] * (last + 1 - first)), *lines[last + 1 :]])
    return SectionFile(name, path, body, settings.always), faults


_FENCE = "---"
_COMMENT = re.compile(r"\s*|\{#.*#\}\s*")
"""What may be before settings: empty lines, and the comment that `brief template copy` writes."""


def _settings(path: str, text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    source, faults = read_yaml(path, text.encode())
    if source is None or source.value is None:
        return Settings(), faults
    if not isinstance(source.value, dict):
        message = f"settings of a section are expected here, not {described(source.value)}"
        line = next(number for number, words in enumerate(text.split("\n"), 1) if words.strip())
        hint = "write  always: yes  or delete the lines from --- to ---"
        return Settings(), (*faults, Diagnostic("not-settings", message, Span(path, line, 1), hint=hint))
    settings, more = structure_value(Settings, source.value, source=source, keys=())
    return settings or Settings(), (*faults, *more)
