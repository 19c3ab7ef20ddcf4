"""What a record cannot stand without, and what falls with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from policybrief.project.corpus.index import Corpus
from policybrief.records import NEEDED, Bond, Record, Reference, groups_of_grounds, ids_named, references


def needs(record: Record) -> tuple[Reference, ...]:
    """(field, id) of each record that `record` needs, in the order of its fields."""
    return references(record, *NEEDED)


def cited_sources(record: Record, corpus: Corpus) -> tuple[str, ...]:
    """Ids of the sources that a statement cites, or that the facts do from which it is worked out."""
    return tuple(dict.fromkeys(_cited_sources(record, corpus, {record.id})))


def _cited_sources(record: Record, corpus: Corpus, visited: set[str]) -> Iterator[str]:
    yield from ids_named(record, Bond.CITED)
    for name in ids_named(record, Bond.QUOTED):
        part = corpus.get(name)
        if part is not None and name not in visited:
            visited.add(name)
            yield from _cited_sources(part, corpus, visited)


def resting_on(corpus: Corpus, record_id: str) -> tuple[Record, ...]:
    """The records that need this one, directly or through others, without those that were withdrawn."""
    dependents, waiting = {record_id}, [record_id]
    while waiting:
        named = waiting.pop()
        for record in corpus.referring_to(named):
            if (
                record.id not in dependents
                and not record.withdrawn
                and named in (i for _, i in needs(record))
            ):
                dependents.add(record.id)
                waiting.append(record.id)
    return tuple(record for record in corpus.records if record.id in dependents and record.id != record_id)


def fallen(corpus: Corpus, gone: Collection[str], *, unlisted: Collection[str] = ()) -> tuple[str, ...]:
    """Ids of the records that have nothing left to stand on without those `gone`, and are none of them.

    What is `unlisted` is still a ground; only what prints words of it cannot stand without.
    A fact or position stands on any of its sources, a position on its holder and whom it speaks for, our
    analysis on any of its grounds, a risk or recommendation also on any of its options, what quotes on all
    that it quotes; what names none stands by itself.
    """
    without = set(gone)
    fallen_ids: dict[str, None] = {}
    falling = bool(without or unlisted)
    while falling:
        more = [
            r.id
            for r in corpus.records
            if r.id not in without and not (_stands(r, without) and not _quotes(r, unlisted))
        ]
        fallen_ids |= dict.fromkeys(more)
        without.update(more)
        falling = bool(more)
    return tuple(fallen_ids)


def stands(
    record: Record,
    corpus: Corpus,
    admits: Callable[[Record], bool],
    *,
    settled: dict[str, bool] | None = None,
) -> bool:
    """True if `admits` lets the record pass, and of each group of its grounds one that stands itself.

    `settled` holds what was found before under the same condition. Records in a circle support each other,
    and a ground that could not be read counts as there, as it does for `fallen`.
    """
    settled = {} if settled is None else settled
    if record.id not in settled:
        settled[record.id] = admits(record)
        settled[record.id] = settled[record.id] and all(
            any(not (found := corpus.get(i)) or stands(found, corpus, admits, settled=settled) for i in group)
            for group in groups_of_grounds(record)
        )
    return settled[record.id]


def _quotes(record: Record, others: Collection[str]) -> bool:
    return bool(others) and any(name in others for name in ids_named(record, Bond.QUOTED))


def _stands(record: Record, without: Collection[str]) -> bool:
    """True if one of each group of its grounds is left."""
    return not any(all(ground in without for ground in group) for group in groups_of_grounds(record))
