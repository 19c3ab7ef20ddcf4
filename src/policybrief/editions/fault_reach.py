"""Which faults of the project stop which edition: those in what it is made of, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.files.names import composed
from policybrief.project.yaml_files import TRANSLATION
from policybrief.records import Edition

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


def blocking_faults(
    editions: Sequence[Edition], *, loaded: LoadedProject
) -> tuple[tuple[Diagnostic, ...], ...]:
    """For each edition the errors of reading that stop it.

    A fault in the project file stops all; one in a brief, that brief; one in a translation, editions in that
    language; one in a dossier, the briefs that take a topic of that file or a record that it broke.
    """
    errors = tuple(d for d in loaded.diagnostics if d.severity is Severity.ERROR)
    if not errors:
        return ((),) * len(editions)
    reach = _Reach(loaded)
    return tuple(tuple(d for d in errors if reach.stops(d, edition)) for edition in editions)


class _Reach:
    """How far the faults of each file reach, gathered in one pass over the corpus."""

    def __init__(self, loaded: LoadedProject) -> None:
        self.topics_in: dict[str, set[str]] = {}
        """Path of a dossier → topics of its records that were read."""
        self.in_need: set[str] = set()
        """Topics of records that name a record which could not be read."""
        corpus = loaded.corpus
        for record in corpus.records:
            source = corpus.source_of(record.id)
            if source is not None:
                self.topics_in.setdefault(composed(source.path), set()).update(record.topics)
            if corpus.broken and any(named in corpus.broken for _, named in corpus.references(record)):
                self.in_need.update(record.topics)

    def stops(self, fault: Diagnostic, edition: Edition) -> bool:
        """True if `edition` needs what `fault` names."""
        if fault.span is None:
            return True
        path = PurePosixPath(composed(fault.span.path))
        stem, language = path.stem, ""
        if (match := TRANSLATION.fullmatch(stem)) and fault.code != "no-original":  # which may be a dossier
            stem, language = match[1], match[2]
        if language and language != edition.language:
            return False
        original = path.with_name(stem + path.suffix).as_posix()
        if path.parent.as_posix() == "briefs":
            return original == composed(edition.brief.path)
        if "records" not in path.parent.parts:
            return True
        topics = edition.brief.topics or (edition.brief.name,)
        in_file = self.topics_in.get(original)
        return in_file is None or stem in topics or not (in_file | self.in_need).isdisjoint(topics)
