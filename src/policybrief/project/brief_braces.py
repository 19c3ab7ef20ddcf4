"""Braces in the texts of a brief, where nothing is printed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.languages import Text
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import Brief

_BRACES = re.compile(r"(\{([a-z][a-z0-9-]*)[^{}]*\})")
"""Braces as they are typed, and the name in them."""


def braces_in_brief(brief: Brief, corpus: Corpus, source: YamlFile) -> Iterator[Diagnostic]:
    """The braces that name a record in a text of the brief: they would be printed as they are typed."""
    for keys, text in _texts(brief):
        for written, name in dict.fromkeys(
            found for _, words in text.versions for found in _BRACES.findall(words)
        ):
            if corpus.get(name) is not None:
                message = f"a brief prints its texts as they are, and '{keys[-1]}' is one"
                hint = f"write it in words instead of {written}"
                yield Diagnostic("braces-in-heading", message, locate(source, keys, word=written), hint=hint)


def _texts(value: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """(keys, text) of every text in a brief, those for one audience below its name."""
    if isinstance(value, Text):
        yield keys, value
    elif isinstance(value, tuple):
        for one in value:
            audience = getattr(one, "audience", "") if keys == ("for_audience",) else ""
            yield from _texts(one, (audience,) if audience else keys)
    elif is_dataclass(value):
        for f in fields(value):
            below = (*keys, f.name) if not keys or keys[0] not in _PARTS else keys
            yield from _texts(getattr(value, f.name), below)


_PARTS = ("particulars", "corrected", "abbreviations", "waive")
"""Fields that hold parts: a fault in one is shown at the field."""
