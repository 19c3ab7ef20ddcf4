"""Where words of an edition come from: records and their sources, or whatever else supplies the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.changes.trace.finding import Hit, find, words_of
from policybrief.document import Document, Note, plain_text, walk
from policybrief.languages import Text, serves
from policybrief.records import Cited, Record

if TYPE_CHECKING:
    from policybrief.editions.workspace import Workspace
    from policybrief.project.corpus import Corpus
    from policybrief.records import Edition
    from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class WordOrigins:
    """The passages that say the words, or come near to them; or who else supplies the words."""

    hits: tuple[Hit, ...]
    supplier: str = ""
    """The brief's file, or a label of the template."""

    @property
    def in_edition(self) -> bool:
        """True if the edition says the words, and not only something near to them."""
        return bool(self.supplier) or any(hit.match != "near" for hit in self.hits)


def origins_of(text: str, document: Document, edition: Edition, workspace: Workspace) -> WordOrigins:
    """The passages of `document` that say `text`, or who else supplies the words."""
    hits = find(text, document)
    if any(hit.passage.record for hit in hits if hit.match != "near"):
        return WordOrigins(tuple(hit for hit in hits if hit.passage.record))
    words = " ".join(words_of(text))
    template = workspace.template(edition.template)
    return WordOrigins(hits, _in_brief(words, edition) or _in_labels(words, template, edition.language))


def hits_by_record(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """The hits of each record and field, the order of the first kept."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.passage.record, hit.passage.field), []).append(hit)
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
    for name in getattr(record, "rests_on", ()):
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
        if any(words in " ".join(words_of(version)) for _, version in versions):
            return f"The {name} of the brief says that: {brief.path}"
    return ""


def _in_labels(words: str, template: Template | None, language: str) -> str:
    """The label of the template that is these words."""
    for labels in template.words if template else ():
        if serves(labels.language, language):
            for key, label in labels.labels:
                if words and words == " ".join(words_of(label)):
                    return f"The label '{key}' of the template says that: labels/{labels.language}.yaml"
    return ""
