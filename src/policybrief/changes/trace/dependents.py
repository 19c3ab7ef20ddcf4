"""What is based on a record: directly and through others, what would have no support left, who names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from policybrief.project.corpus import Corpus, fallen, needs
from policybrief.records import Brief, Record


@dataclass(frozen=True, slots=True)
class Dependent:
    """A record that names another one, in which fields, and what is based on it in turn."""

    record: Record
    fields: tuple[str, ...]
    below: tuple[Dependent, ...] = ()


def dependents_of(record: Record, corpus: Corpus) -> tuple[Dependent, ...]:
    """Everything that is based on `record`, directly and through others: a tree in which each stands once."""
    return _dependents(record, corpus, {record.id})


def _dependents(record: Record, corpus: Corpus, placed: set[str]) -> tuple[Dependent, ...]:
    """What only stands beside the record (a rating, a stance) is listed, but not what is based on that."""
    direct: list[tuple[Record, tuple[str, ...]]] = []
    for other in corpus.referring_to(record.id):
        names = [name for name, target in corpus.references(other) if target == record.id]
        fields = tuple(name for name in dict.fromkeys(names) if name != "replaces")
        if fields and other.id not in placed:
            placed.add(other.id)
            direct.append((other, fields))
    return tuple(
        Dependent(
            other,
            fields,
            _dependents(other, corpus, placed) if record.id in (i for _, i in needs(other)) else (),
        )
        for other, fields in direct
    )


def unsupported_without(record: Record, corpus: Corpus) -> tuple[Record, ...]:
    """The records that would have no support left if `record` were withdrawn, in the order of the corpus."""
    gone = fallen(corpus, (record.id,))
    return tuple(other for other in corpus.records if other.id in gone)


def briefs_naming(record: Record, briefs: Iterable[Brief]) -> tuple[tuple[Brief, str], ...]:
    """(brief, field) for each list of a brief that names `record`; of one audience: `minister: must`."""
    naming: list[tuple[Brief, str]] = []
    for brief in briefs:
        naming += [(brief, name) for name in _lists(brief) if record.id in getattr(brief, name)]
        for only in brief.for_audience:
            lists = (name for name in _lists(only) if record.id in getattr(only, name))
            naming += [(brief, f"{only.audience}: {name}") for name in lists]
    return tuple(naming)


_NO_IDS = frozenset({"topics", "audiences", "templates", "languages", "for_audience", "corrected"})


def _lists(value: object) -> tuple[str, ...]:
    """Fields that list ids of records."""
    return tuple(
        f.name
        for f in fields(value)  # type: ignore[arg-type]
        if f.name not in _NO_IDS and isinstance(getattr(value, f.name), tuple)
    )
