"""Braces in the title and the question of a brief, where nothing is printed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import Brief

_BRACES = re.compile(r"(\{([a-z][a-z0-9-]*)[^{}]*\})")
"""Braces as they are typed, and the name in them."""
_HEADINGS = ("title", "question")


def braces_in_headings(brief: Brief, corpus: Corpus, source: YamlFile) -> Iterator[Diagnostic]:
    """The braces of a title or question that name a record: they would be printed as they are typed."""
    for keys, words in _headings(brief):
        for written, name in _BRACES.findall(words):
            if corpus.get(name) is not None:
                message = f"a heading has no room for a mark or a link, and '{keys[-1]}' is one"
                hint = f"write it in words instead of {written}"
                yield Diagnostic("braces-in-heading", message, locate(source, keys, word=written), hint=hint)


def _headings(brief: Brief) -> Iterator[tuple[tuple[str, ...], str]]:
    """(keys, words) of each title and question of the brief and of its parts for one audience."""
    yield from (((name,), getattr(brief, name).original()) for name in _HEADINGS)
    for only in brief.for_audience:
        yield from (((only.audience, name), getattr(only, name).original()) for name in _HEADINGS)
