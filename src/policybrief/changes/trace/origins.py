"""Where words of an edition come from: records and their sources, or whatever else supplies the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.changes.trace.word_search import PassageMatch, find_words, plain_words
from policybrief.document import Document, Note, plain_text, walk
from policybrief.languages import Text, serves
from policybrief.records import Cited, Record, bases_of

if TYPE_CHECKING:
    from policybrief.editions import Workspace
    from policybrief.project.corpus import Corpus
    from policybrief.records import Edition
    from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class WordOrigins:
    """The passages that say the words, or come near to them; or who else supplies the words."""

    matches: tuple[PassageMatch, ...]
    supplier: str = ""
    """The brief's file, or a label of the template."""

    @property
    def in_edition(self) -> bool:
        """True if the edition says the words, and not only something near to them."""
        return bool(self.supplier) or any(match.kind != "near" for match in self.matches)


def origins_of(text: str, document: Document, edition: Edition, workspace: Workspace) -> WordOrigins:
    """The passages of `document` that say `text`, or who else supplies the words."""
    matches = find_words(text, document)
    if any(match.passage.record for match in matches if match.kind != "near"):
        return WordOrigins(tuple(match for match in matches if match.passage.record))
    words = " ".join(plain_words(text))
    template = workspace.template(edition.template)
    return WordOrigins(matches, _in_brief(words, edition) or _in_labels(words, template, edition.language))


def matches_by_record(matches: Sequence[PassageMatch]) -> tuple[tuple[PassageMatch, ...], ...]:
    """The hits of each record and field, the order of the first kept."""
    groups: dict[tuple[str, str], list[PassageMatch]] = {}
    for match in matches:
        groups.setdefault((match.passage.record, match.passage.field), []).append(match)
    return tuple(map(tuple, groups.values()))


def sources_of(record: Record, document: Document, corpus: Corpus) -> list[tuple[Cited, str]]:
    """The places in sources on which a record rests, also through others, with the mark of each source."""
    marks: dict[str, str] = {}
    for node in walk(document):
        if isinstance(node, Note):
            marks.setdefault(node.target.removeprefix("source."), node.mark)
            marks.setdefault(plain_text(node.content), node.mark)
    cited = dict.fromkeys(_cited(record, corpus, {record.id}))
    marked = [entry for entry in cited if entry.id in marks] or [*cited]
    return [(entry, marks.get(entry.id, "")) for entry in marked]


def _cited(record: Record, corpus: Corpus, seen: set[str]) -> Iterator[Cited]:
    yield from getattr(record, "source", ())
    for name in bases_of(record):
        ground = corpus.get(name)
        if ground is not None and name not in seen:
            seen.add(name)
            yield from _cited(ground, corpus, seen)


def _in_brief(words: str, edition: Edition) -> str:
    """The file of the brief, if a field of it has the words."""
    brief = edition.brief
    overrides = brief.overrides(edition.audience.name)
    for name in ("title", "question", "short", "series", "licence"):
        versions = (*getattr(overrides, name, Text()).versions, *getattr(brief, name).versions)
        if any(words in " ".join(plain_words(version)) for _, version in versions):
            return f"The {name} of the brief contains it: {brief.path}"
    return ""


def _in_labels(words: str, template: Template | None, language: str) -> str:
    """The label of the template that is these words."""
    for labels in template.words if template else ():
        if serves(labels.language, language):
            for key, label in labels.labels:
                if words and words == " ".join(plain_words(label)):
                    return f"The label '{key}' of the template contains it: labels/{labels.language}.yaml"
    return ""
