"""The exported part of a corpus: its records, the marking of each, and a description of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from policybrief.markings import highest
from policybrief.project.corpus import Corpus, effective_marking
from policybrief.records import (
    Audience,
    Brief,
    Criterion,
    FieldUse,
    Option,
    Project,
    Record,
    State,
    names_for,
    state_of,
)


@dataclass(frozen=True, slots=True)
class EditionCopy:
    """An edition as it was last built, and the records that it shows."""

    name: str
    brief: str
    template: str
    audience: str
    language: str
    as_of: str
    pages: int
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusCopy:
    """Everything that an export writes: what is not in it is in no file that is made of it."""

    organisation: str
    language: str
    """In which texts are shown in the tables of a kind; `texts` has all languages."""
    records: tuple[Record, ...]
    markings: tuple[tuple[str, tuple[str, ...]], ...]
    """(id, labels that hold for the record); names and criteria carry none."""
    states: tuple[tuple[str, State], ...]
    highest: tuple[str, ...]
    """The labels that hold for the whole."""
    audience: str = ""
    """For whom it is; "" if it is a copy of everything."""
    briefs: tuple[tuple[str, str, str], ...] = ()
    """(name, title, question)."""
    editions: tuple[EditionCopy, ...] = ()


def whole_copy(
    corpus: Corpus, project: Project, *, briefs: Iterable[Brief], editions: Iterable[EditionCopy]
) -> CorpusCopy:
    """A copy of everything but notes for colleagues, for our own house."""
    records = tuple(replace(record, note="") if record.note else record for record in corpus.records)
    briefs_words = _words_of(briefs, project.languages[0])
    return _copy(records, corpus, project, briefs=briefs_words, editions=editions)


def copy_for(
    audience: Audience,
    records: Iterable[Record],
    corpus: Corpus,
    project: Project,
    *,
    briefs: Iterable[Brief],
    editions: Iterable[EditionCopy],
) -> CorpusCopy:
    """A copy for one audience of the `records` that it may read, without what only we need to know of them.

    Of briefs and editions those that were made for it. Whom we write for besides, how a record is kept, its
    topics (names of our files) and citation key stay with us; grades, ratings, judgements and what to avoid
    do if the audience is not of our house.
    """
    bare = [_bare(r, audience) for r in records if audience.internal or not r.house_only]
    trimmed = tuple(_compared(bare))
    own = tuple(edition for edition in editions if edition.audience == audience.name)
    theirs = [brief for brief in briefs if brief.name in {edition.brief for edition in own}]
    briefs_words = _words_of(theirs, project.languages[0], audience=audience.name)
    copy = _copy(trimmed, corpus, project, briefs=briefs_words, editions=own)
    return replace(copy, audience=audience.name)


def _copy(
    records: tuple[Record, ...],
    corpus: Corpus,
    project: Project,
    *,
    briefs: tuple[tuple[str, str, str], ...],
    editions: Iterable[EditionCopy],
) -> CorpusCopy:
    originals = [(r.id, original) for r in records if (original := corpus.get(r.id)) is not None]
    labels = tuple(
        (name, effective_marking(record, corpus, project))
        for name, record in originals
        if record.bears_marking
    )
    highest_labels = highest(
        [label for _, own in labels for label in own] or project.marking, project.schemes
    )
    states = tuple((name, state_of(record)) for name, record in originals)
    named = {name for name, _, _ in briefs}
    language = project.languages[0]
    organisation = project.organisation.in_language(language)[0]
    own_editions = tuple(edition for edition in editions if edition.brief in named)
    return CorpusCopy(
        organisation, language, records, labels, states, highest_labels, "", briefs, own_editions
    )


def _bare(record: Record, audience: Audience) -> Record:
    """The record without what keeps or restricts it, for others also without what only our house reads."""
    for_us = () if audience.internal else (FieldUse.HOUSE,)
    gone = names_for(type(record), FieldUse.KEEPING, FieldUse.BOUND, *for_us)
    changes: dict[str, Any] = {
        f.name: f.default for f in fields(record) if f.name in gone and f.default is not MISSING
    }
    return replace(record, **changes)


def _compared(records: list[Record]) -> Iterator[Record]:
    """The records with ratings by criteria that go out too, and criteria by which something is rated."""
    criteria = {record.id for record in records if isinstance(record, Criterion)}
    rated = {one.criterion for r in records if isinstance(r, Option) for one in r.ratings}
    for record in records:
        if isinstance(record, Option):
            yield replace(record, ratings=tuple(one for one in record.ratings if one.criterion in criteria))
        elif not isinstance(record, Criterion) or record.id in rated:
            yield record


def _words_of(
    briefs: Iterable[Brief], language: str, *, audience: str = ""
) -> tuple[tuple[str, str, str], ...]:
    def words() -> Iterator[tuple[str, str, str]]:
        for brief in briefs:
            only = brief.overrides(audience)
            title, question = only.title or brief.title, only.question or brief.question
            yield brief.name, title.in_language(language)[0], question.in_language(language)[0]

    return tuple(words())
