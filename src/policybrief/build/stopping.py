"""Which faults of the project stop which edition: those in what it is made of, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from policybrief.briefs import Brief, Edition
from policybrief.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from policybrief.project import Loaded


def stopping(edition: Edition, *, loaded: Loaded) -> tuple[Diagnostic, ...]:
    """The errors of reading that stop `edition`.

    A fault in the project file stops all; one in a brief, that brief; one in a translation, editions in that
    language; one in a dossier, the briefs that take a topic of that file or a record that it broke.
    """
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    return tuple(d for d in errors if _stops(d, edition, loaded)) if errors else ()


def _stops(fault: Diagnostic, edition: Edition, loaded: Loaded) -> bool:
    if fault.span is None:
        return True
    path = PurePosixPath(fault.span.path)
    stem, _, language = path.stem.partition(".")
    if language and language != edition.language:
        return False
    original = path.with_name(stem + path.suffix).as_posix()
    if path.parent.as_posix() == "briefs":
        return original == edition.brief.path
    if "records" not in path.parent.parts:
        return True
    topics = _topics(edition.brief)
    in_file = set(_topics_in(original, loaded))
    return not in_file or stem in topics or not topics.isdisjoint(in_file) or _needs_broken(topics, loaded)


def _topics(brief: Brief) -> frozenset[str]:
    return frozenset(brief.topics or (brief.name,))


def _topics_in(path: str, loaded: Loaded) -> Iterator[str]:
    for record in loaded.corpus.records:
        source = loaded.corpus.source_of(record.id)
        if source is not None and source.path == path:
            yield from record.topics


def _needs_broken(topics: frozenset[str], loaded: Loaded) -> bool:
    """True if a record on one of `topics` names a record that did not read."""
    corpus = loaded.corpus
    return any(
        not topics.isdisjoint(record.topics)
        and any(named in corpus.broken for _, named in corpus.references(record))
        for record in corpus.records
    )
