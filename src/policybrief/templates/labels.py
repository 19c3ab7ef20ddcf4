"""The label files of a template folder → words by language; what is wrong with a label, at its place."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import YamlFile, inline_comments, locate, read_yaml
from policybrief.templates.folders import Folder
from policybrief.templates.template import Words

REVIEWED = "reviewed"
"""The key of a label file that is no label: whether somebody has read it whose language it is."""

_NAME = re.compile(r"[a-z]+")


@lru_cache(maxsize=4)
def read_words(
    inherited: tuple[Words, ...], folder: Folder
) -> tuple[tuple[Words, ...], tuple[Diagnostic, ...]]:
    """The words of each language once those of `folder` lie over the inherited ones, and the faults.

    Remembered by what the files say: every template of a project begins with those of `base`.
    """
    words = {each.language: dict(each.labels) for each in inherited}
    reviewed = {each.language: each.reviewed for each in inherited}
    english = words.get("en", {})
    faults: list[Diagnostic] = []
    for language, source, file_faults in label_files(folder):
        faults.extend(file_faults)
        faults.extend(label_faults(source, english))
        value = source.value if isinstance(source.value, dict) else {}
        if REVIEWED in value:
            reviewed[language] = value[REVIEWED] == "yes"
        own = {str(key): label.strip() for key, label in value.items() if isinstance(label, str)}
        own.pop(REVIEWED, None)
        words.setdefault(language, {}).update(own)
    return (
        tuple(
            Words(code, tuple(sorted(labels.items())), reviewed.get(code, True))
            for code, labels in words.items()
        ),
        tuple(faults),
    )


def label_files(folder: Folder) -> Iterator[tuple[str, YamlFile, tuple[Diagnostic, ...]]]:
    """(language, source, faults of reading) of each label file of `folder` that can be read."""
    for language, path, content in folder.under("labels", ".yaml"):
        source, faults = read_yaml(f"{folder.place}/{path}", content)
        yield language, source or YamlFile(f"{folder.place}/{path}", "", None), faults


def label_faults(source: YamlFile, english: dict[str, str]) -> Iterator[Diagnostic]:
    """Labels that are not text, that a comment cuts short, or whose {names} nothing fills in."""
    if source.value is None:
        return
    if not isinstance(source.value, dict):
        hint = "write lines such as  positions: Stakeholder views"
        yield Diagnostic("not-labels", "labels are expected here", locate(source, ()), hint=hint)
        return
    for keys, fault in inline_comments(source):
        if keys != (REVIEWED,):
            yield fault
    for key, label in source.value.items():
        if not isinstance(label, str):
            message = f"label '{key}' is not text; put it in quotes"
            yield Diagnostic("label-not-text", message, locate(source, (key,)))
        elif key == REVIEWED:
            if label not in ("yes", "no"):
                yield Diagnostic("bad-label", "reviewed must be yes or no", locate(source, (key,)))
        elif "{" in label or "}" in label:
            yield from _name_faults(str(key), label, english.get(str(key)), source)


def names_in(label: str) -> tuple[str, ...]:
    """The {names} that a label holds.

    Raises:
        ValueError: a brace has no partner, or holds more than a plain name.
    """
    names = []
    for _, name, form, conversion in string.Formatter().parse(label):
        if name is not None:
            if form or conversion or not _NAME.fullmatch(name):
                raise ValueError(
                    f"'{{{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}'"
                )
            names.append(name)
    return tuple(names)


def _name_faults(key: str, label: str, english: str | None, source: YamlFile) -> Iterator[Diagnostic]:
    try:
        names = names_in(label)
    except ValueError as fault:
        message = (
            f"label '{key}': {fault} is not a name in braces"
            if "{" in str(fault)
            else f"label '{key}': {fault}"
        )
        hint = "write names such as {date}, and no other braces"
        yield Diagnostic("bad-label", message, locate(source, (key,)), hint=hint)
        return
    if english is None:
        return
    known_names = names_in(english)
    for name in names:
        if name not in known_names:
            hint = did_you_mean(name, known_names) or "it can have no name in braces"
            message = f"label '{key}': {{{name}}} cannot be filled in"
            place = _at(locate(source, (key,)), label, name)
            yield Diagnostic("unknown-placeholder", message, place, hint=hint)


def _at(place: Span, label: str, name: str) -> Span:
    """The place of `{name}` in a label that stands on one line."""
    offset = label.find(f"{{{name}}}")
    if "\n" in label or offset < 0 or place.length < len(label):
        return place
    quotes = 1 if place.length > len(label) else 0
    return Span(place.path, place.line, place.column + offset + quotes, len(name) + 2)
