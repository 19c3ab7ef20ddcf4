"""What a record cannot stand without, and what falls with it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from policybrief.project.corpus.index import Corpus, Reference, references
from policybrief.records import Fact, Judgement, Line, Option, Position, Recommendation, Record, Risk

_NEEDED = ("source", "rests_on", "option", "answered_by", "holder", "speaks_for")
"""Fields by which one record needs another; stances and ratings only speak of it."""


def needs(record: Record) -> tuple[Reference, ...]:
    """(field, id) of each record that `record` needs, in the order of its fields."""
    return tuple(reference for reference in references(record) if reference[0] in _NEEDED)


def resting_on(corpus: Corpus, record_id: str) -> tuple[Record, ...]:
    """The records that need this one, directly or through others, without those that were withdrawn."""
    found, waiting = {record_id}, [record_id]
    while waiting:
        named = waiting.pop()
        for record in corpus.referring_to(named):
            if record.id not in found and not record.withdrawn and named in (i for _, i in needs(record)):
                found.add(record.id)
                waiting.append(record.id)
    return tuple(record for record in corpus.records if record.id in found and record.id != record_id)


def fallen(corpus: Corpus, gone: Collection[str]) -> tuple[str, ...]:
    """Ids of the records that have nothing left to stand on without those `gone`, and are none of them.

    A fact or position stands on any of its sources, a position on its holder and whom it speaks for, our
    analysis on any of its grounds, a risk or recommendation also on any of its options; what names none
    stands by itself.
    """
    without = set(gone)
    found: dict[str, None] = {}
    falling = bool(without)
    while falling:
        more = [r.id for r in corpus.records if r.id not in without and not _stands(r, without)]
        found |= dict.fromkeys(more)
        without.update(more)
        falling = bool(more)
    return tuple(found)


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


def groups_of_grounds(record: Record) -> tuple[tuple[str, ...], ...]:
    """Ids in groups: without at least one of each group the record falls."""
    match record:
        case Fact():
            groups: tuple[tuple[str, ...], ...] = (tuple(cited.id for cited in record.source),)
        case Position():
            speaker = (record.speaks_for,) if record.speaks_for else ()
            groups = ((record.holder,), speaker, tuple(cited.id for cited in record.source))
        case Risk() | Recommendation():
            groups = (record.rests_on, record.option)
        case Judgement() | Line() | Option():
            groups = (record.rests_on,)
        case _:
            groups = ()
    return tuple(group for group in groups if group)


def _stands(record: Record, without: Collection[str]) -> bool:
    match record:
        case Fact():
            return any(cited.id not in without for cited in record.source)
        case Position():
            held = record.holder not in without and (record.speaks_for or "") not in without
            return held and any(cited.id not in without for cited in record.source)
        case Risk() | Recommendation():
            return _any_left(record.rests_on, without) and _any_left(record.option, without)
        case Judgement() | Line() | Option():
            return _any_left(record.rests_on, without)
        case _:
            return True


def _any_left(named: tuple[str, ...], without: Collection[str]) -> bool:
    return not named or any(ref not in without for ref in named)
