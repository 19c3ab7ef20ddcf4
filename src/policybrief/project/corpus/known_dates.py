"""Since when a record's content is known, and whether that leaves a day open."""

from __future__ import annotations

from datetime import date

from policybrief.dates import StatedDate
from policybrief.project.corpus.index import Corpus
from policybrief.records import Bond, Record, Sourced, ids_named
from policybrief.records import Source as SourceRecord


def known_on(record: Record, corpus: Corpus) -> StatedDate | None:
    """When the record's content became known: as stated, else the latest date of issue of its sources.

    What is worked out from facts became known with the last of them.

    A month or year counts from its first day. None where nothing is stated, or the kind has no such date.
    """
    dates = _known_dates(record, corpus)
    return max(dates, key=lambda stated: (stated.earliest(), stated.latest()), default=None)


def is_known(record: Record, corpus: Corpus, day: date) -> bool:
    """True unless the record became known after `day`; a month or year counts from its first day."""
    return all(stated.earliest() <= day for stated in _known_dates(record, corpus))


def is_later(record: Record, corpus: Corpus, day: date) -> bool:
    """True if the record became known after `day` by a date to the day; a month or year may be a slip."""
    dates = _known_dates(record, corpus)
    return any(stated.precision == "day" and stated.earliest() > day for stated in dates)


def open_period(record: Record, corpus: Corpus, day: date) -> StatedDate | None:
    """The month or year in whose course the record became known, where `day` lies within it; else None.

    On its last day the period is over: whatever became known in it is known.
    """
    within = (s for s in _known_dates(record, corpus) if s.earliest() <= day < s.latest())
    return next(within, None)


def _known_dates(
    record: Record, corpus: Corpus, above: frozenset[str] = frozenset()
) -> tuple[StatedDate, ...]:
    """The date that the record states, else those of all its sources, and of the facts in its calculation.

    `above` are those that are worked out from it, so that a circle ends.
    """
    if isinstance(record, SourceRecord):
        return (record.issued,) if record.issued else ()
    stated: StatedDate | None = getattr(record, "known", None)
    if stated:
        return (stated,)
    cited = (corpus.get(name) for name in ids_named(record, Bond.CITED))
    dates = tuple(s.issued for s in cited if isinstance(s, SourceRecord) and s.issued)
    if not isinstance(record, Sourced):
        return dates
    parts = (corpus.get(name) for name in ids_named(record, Bond.QUOTED) if name not in above)
    inside = above | {record.id}
    return (*dates, *(day for part in parts if part for day in _known_dates(part, corpus, inside)))
