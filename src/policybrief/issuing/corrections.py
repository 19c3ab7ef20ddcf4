"""A correction note for those who hold an issued edition: a brief of its own, drafted as files of YAML."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policybrief.issuing.affected_papers import AffectedEdition
from policybrief.issuing.bounds import Bounds, Restrictions
from policybrief.issuing.correction_sentences import Sentence, correction_sentences
from policybrief.issuing.registry import Registry
from policybrief.issuing.reissue import as_issued, edition_today
from policybrief.languages import format_day
from policybrief.ledger import read_document
from policybrief.selection import Selection

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class DraftNote:
    """The files of a drafted note, by their paths from the root, and the name of its brief."""

    name: str
    files: tuple[tuple[str, str], ...]


def draft_note(edition: AffectedEdition, registry: Registry) -> DraftNote | None:
    """The note on one issued edition, in its language; None if its reader saw nothing that has changed.

    It repeats no word of a record that its reader may no longer see, and of one that was withdrawn only how
    it begins.
    """
    issued = edition.issued
    template = registry.workspace.template(issued.series.template)
    then = read_document(registry.root, issued)
    if template is None or then is None:
        return None
    now, selection = _today(edition, registry)
    sentences = correction_sentences(edition, then, now, selection, registry)
    if not sentences:
        return None
    note = _Note(edition, registry, template, then, sentences, Restrictions(registry.loaded))
    languages = [registry.loaded.project.languages[0]]
    if issued.series.language not in languages:
        languages.append(issued.series.language)
    return DraftNote(note.name, tuple(file for language in languages for file in note.files(language)))


def _today(affected: AffectedEdition, registry: Registry) -> tuple[Document | None, Selection]:
    """What the edition would say as of today, and which records it would be made of."""
    edition = edition_today(affected.issued.series, registry)
    if edition is None:
        return None, Selection(())
    edition = replace(edition, as_of=registry.workspace.today)
    result, _ = as_issued(edition, affected.issued, registry)
    return (result.made.document, result.made.selection) if result.made else (None, Selection(()))


@dataclass(frozen=True, slots=True)
class _Note:
    """One note on its way to files."""

    edition: AffectedEdition
    registry: Registry
    template: Template
    then: Document
    sentences: tuple[Sentence, ...]
    restrictions: Restrictions

    @property
    def name(self) -> str:
        """ "correction-nato-support-minister-en-2022-1"."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.edition.issued.number.lower()).strip("-")
        return f"correction-{plain}"[:54].rstrip("-")

    def files(self, language: str) -> Iterator[tuple[str, str]]:
        """The brief and its dossier in the language of writing, or their translations."""
        first = language == self.registry.loaded.project.languages[0]
        suffix = ".yaml" if first else f".{language}.yaml"
        records = f"briefs/records/{self.name}{suffix}"
        yield f"briefs/{self.name}{suffix}", "\n".join([*self.brief(language, first=first), ""])
        yield records, "\n".join([*self.dossier(language, first=first), ""])

    def brief(self, language: str, *, first: bool) -> Iterator[str]:
        issued, words = self.edition.issued, self.words(language)
        series, ids = issued.series, ", ".join(f"{self.name}-{n}" for n in range(1, len(self.sentences) + 1))
        if first:
            today = self.registry.workspace.today
            yield f"# A draft by brief recall of {today}: check every sentence, then clear and issue it."
            yield f"# For: {', '.join(self.edition.holders or self.edition.updated)}"
        yield f"title: {_quoted(words('title', title=self.then.meta.title))}"
        numbers = {"number": issued.number, "version": str(issued.version)}
        yield f"question: {_quoted(words('question', date=format_day(issued.on, language), **numbers))}"
        if first:
            yield f"audiences: [{series.audience}]"
            yield f"templates: [{series.template}]"
            yield f"languages: {{default: [{series.language}]}}"
            yield "form: correction"
            yield f"status_quo: [{ids}]"

    def dossier(self, language: str, *, first: bool) -> Iterator[str]:
        issued, words = self.edition.issued, self.words(language)
        title = {"title": self.then.meta.title, "number": issued.number, "version": str(issued.version)}
        source = f"{self.name}-issued"
        yield "sources:"
        yield f"  {source}:"
        yield f"    title: {_quoted(words('source', **title))}"
        if first:
            marks = ", ".join(_quoted(mark.label) for mark in self.then.meta.marks)
            yield f"    author: {_quoted(self.then.meta.organisation)}"
            yield f"    issued: {issued.on}"
            yield from ([f"    marking: [{marks}]"] if marks else [])
            yield "    generated: yes"
        yield "facts:"
        for number, sentence in enumerate(self.sentences, 1):
            yield f"  {self.name}-{number}:"
            yield from _block("text", self.text(sentence, language))
            if first:
                yield from self.restrictions_of(sentence)
            place = self.place(sentence)
            yield f"    source: {_quoted(f'{source}, {place}' if first else place)}"

    def restrictions_of(self, sentence: Sentence) -> Iterator[str]:
        """Every bound of the records that it quotes, so that nobody reads their words here alone."""
        for name, value in self.bounds(sentence).fields():
            listed = value if isinstance(value, str) else [*value]
            yield f"    {name}: {json.dumps(listed, ensure_ascii=False)}"
        yield "    generated: yes"

    def bounds(self, sentence: Sentence) -> Bounds:
        """The restrictions on what the note says about one record."""
        return self.restrictions.of(
            sentence.quotes,
            reader=self.edition.issued.series.audience,
            paper=tuple(mark.label for mark in self.then.meta.marks),
            marking=sentence.marked,
        )

    def place(self, sentence: Sentence) -> str:
        """The part of the paper that it was in; what has no heading was in the paper."""
        return sentence.section or self.then.meta.title

    def text(self, sentence: Sentence, language: str) -> str:
        """What the note says about one record."""
        marks = self.template.label("quotes", language)
        opening, closing = marks[0], marks[-1]
        quoted = {
            name: f"{opening}{words}{closing}"
            for name, words in (
                ("then", sentence.then),
                ("now", sentence.now),
                ("section", self.place(sentence)),
            )
            if words
        }
        return self.words(language)(sentence.label, **quoted, marking=sentence.marking)

    def words(self, language: str) -> Callable[..., str]:
        """The labels of correction notes in a language."""
        return lambda key, **values: self.template.label(f"correction.{key}", language, **values)


def _quoted(words: str) -> str:
    """A scalar that YAML reads as these words, whatever signs they hold."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _block(key: str, words: str) -> Iterator[str]:
    """A folded block, in which nothing needs quoting."""
    yield f"    {key}: >"
    plain = " ".join(words.split())
    for line in textwrap.wrap(plain, 90, break_long_words=False, break_on_hyphens=False):
        yield f"      {line}"
