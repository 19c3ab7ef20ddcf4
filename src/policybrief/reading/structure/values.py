"""One plain value → a typed value, with a diagnostic at the place of every fault."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from policybrief.diagnostics import Diagnostic
from policybrief.reading.structure.flaws import Flawed, as_diagnostics
from policybrief.reading.structure.structurer import Structurer
from policybrief.reading.yaml import Keys, YamlFile, inline_comments

T = TypeVar("T")


@lru_cache(maxsize=1)
def plain_structurer() -> Structurer:
    """The structurer without short forms."""
    return Structurer()


def structure_value(
    cls: type[T],
    value: Any,
    *,
    source: YamlFile,
    keys: Keys = (),
    language: str = "en",
    structurer: Structurer | None = None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """`value`, which stands at `keys` of `source`, as a `cls`; None if it has any fault."""
    structurer = structurer or plain_structurer()
    made = structurer.converter(cls)(value, language)
    cuts = cut_texts(cls, source=source, keys=keys, structurer=structurer)
    if isinstance(made, Flawed):
        return None, (*as_diagnostics(made.flaws, source, keys), *cuts)
    return (None if cuts else made), cuts


def cut_texts(cls: Any, *, source: YamlFile, keys: Keys, structurer: Structurer) -> tuple[Diagnostic, ...]:
    """The texts of a value of this type that a comment on their line cuts short."""
    depth = len(keys)
    return tuple(
        fault
        for place, fault in inline_comments(source)
        if place[:depth] == keys and structurer.reads_text(cls, place[depth:])
    )
