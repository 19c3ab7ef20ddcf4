"""What one reader may read today, whatever the edition, and a document of another day cut to it."""

from __future__ import annotations

from datetime import date

from policybrief.document import Document
from policybrief.document.differences import named_in, without
from policybrief.project.corpus import Corpus
from policybrief.records import Audience, Project
from policybrief.selection.choice import readable


def closed_to(audience: Audience, corpus: Corpus, project: Project) -> frozenset[str]:
    """Ids of the records of which `audience` may read nothing today: withdrawn, marked too high, …"""
    may_read = readable(corpus, project, audience=audience, as_of=date.max, drafts=True)
    return frozenset(record.id for record in corpus.records) - {record.id for record in may_read}


def as_read_today(
    document: Document, audience: Audience, corpus: Corpus, project: Project
) -> tuple[Document, tuple[str, ...]]:
    """The document without all that `audience` may no longer read, and the records that it had words of.

    Whatever shows two documents beside each other shows each of them so. A record that is no longer known may
    have had any marking: its words are left out too.
    """
    return without_closed(document, closed_to(audience, corpus, project), corpus)


def without_closed(
    document: Document, closed: frozenset[str], corpus: Corpus
) -> tuple[Document, tuple[str, ...]]:
    """The document without what it says about `closed` and unknown records, and those it had words of."""
    unknown = {record for record in named_in(document) if corpus.get(record) is None}
    return without(document, closed | unknown)
