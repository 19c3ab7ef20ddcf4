"""The records on which an edition rests, as they are when it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from policybrief.ledger import RecordAsIssued
from policybrief.project.corpus import Corpus, effective_marking
from policybrief.records import Bond, Record, bases_of, content_hash, references, translated_words_hash

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition
    from policybrief.project import LoadedProject
    from policybrief.records import Edition, Project
    from policybrief.templates import Template


def records_as_issued(
    edition: Edition, made: MadeEdition, loaded: LoadedProject, template: Template
) -> tuple[RecordAsIssued, ...]:
    """The records that the edition shows, in reading order; then those that these are based on, unseen."""
    from policybrief.checks import Checked, bearing

    assert made.document is not None
    corpus, project = loaded.corpus, loaded.project
    checked = Checked(edition, project, corpus, made.selection, made.document, template)
    bears = bearing(checked)
    shown = [record for name in made.shown if (record := corpus.get(name)) is not None]
    grounds = {ground for name in bears if (r := corpus.get(name)) for ground in _below([r], corpus)}
    return (
        *(record_as_issued(r, corpus, project, edition.language, bears={*bears, *grounds}) for r in shown),
        *(
            record_as_issued(r, corpus, project, edition.language, bears=grounds, unseen=True)
            for name in _below(shown, corpus)
            if name not in made.shown and (r := corpus.get(name)) is not None
        ),
    )


def record_as_issued(
    record: Record,
    corpus: Corpus,
    project: Project,
    language: str,
    *,
    bears: Iterable[str] = (),
    unseen: bool = False,
) -> RecordAsIssued:
    """What the ledger keeps of `record`: no word of it, but all that shows whether it has changed."""
    return RecordAsIssued(
        record.id,
        record.kind,
        content_hash(record),
        effective_marking(record, corpus, project),
        str(getattr(record, "grade", "")),
        bears=record.id in bears,
        replaced_by=next(iter(successors(record.id, corpus)), ""),
        unseen=unseen,
        translation=translated_words_hash(record, language),
    )


def successors(record_id: str, corpus: Corpus) -> tuple[str, ...]:
    """Ids of the records that take the place of one, and were not withdrawn."""
    referring = corpus.referring_to(record_id)
    return tuple(sorted(r.id for r in referring if r.replaces == record_id and not r.withdrawn))


def _below(records: Iterable[Record], corpus: Corpus) -> dict[str, None]:
    """Ids of all that `records` are based on or cite, directly and through others, that can be read."""
    grounds: dict[str, None] = {}
    waiting = [*records]
    while waiting:
        record = waiting.pop()
        cited = (name for _, name in references(record, Bond.CITED))
        for name in (*cited, *bases_of(record)):
            below = corpus.get(name)
            if below is not None and name not in grounds:
                grounds[name] = None
                waiting.append(below)
    return grounds
