"""What one audience must not see: an own reading of markings, groups, audiences and withdrawals.

Nothing here is shared with what chooses the records of an edition: a mistake there must not hide itself here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policybrief.gate.named_records import NamedRecords, named_records
from policybrief.records import Actor, Audience, Criterion, Project, Record, Source

_NOWHERE = -1


def withheld(records: Iterable[Record], audience: Audience, project: Project) -> frozenset[str]:
    """Ids of the records that `audience` must not see, whatever brief and day it reads of.

    Besides what is withdrawn, addressed to others, marked above its clearance or not releasable to its
    groups: what rests on such records alone, what speaks with the words of any, and actors that only such
    records name.
    """
    every = {record.id: record for record in records}
    named = {record.id: named_records(record, every) for record in every.values()}
    closed = {i for i, record in every.items() if not _open_to(audience, record, named, every, project)}
    grown = True
    while grown:
        more = {i for i, others in named.items() if i not in closed and _falls(others, closed)}
        closed |= more
        grown = bool(more)
    actors = {i for i, record in every.items() if isinstance(record, Actor)}
    return frozenset(closed | _named_only_by(closed, named, actors))


def restricted(records: Iterable[Record], project: Project) -> frozenset[str]:
    """Ids of the records that not everybody may see: where many read, nobody names them.

    Everybody is cleared for the lowest level of each scheme, and in no group or audience that a record names.
    """
    every = tuple(records)
    everybody = Audience("", tuple(scheme.levels[0].label for scheme in project.schemes if scheme.levels))
    closed = withheld(every, everybody, project)
    criteria = {record.id for record in every if isinstance(record, Criterion)}
    named = {record.id: named_records(record, criteria) for record in every}
    return closed | _named_only_by(closed, named, criteria)


def labels_of(record: Record, every: Mapping[str, Record], project: Project) -> tuple[str, ...]:
    """All labels that bind `record`: its own, and those of what it cites and quotes, or of the project."""
    return _labels(record, _NamedInEach(every), every, project, frozenset())


class _NamedInEach(dict[str, NamedRecords]):
    """Record → what it names, found when it is asked for."""

    def __init__(self, every: Mapping[str, Record]) -> None:
        self.every = every

    def __missing__(self, record: str) -> NamedRecords:
        self[record] = named_records(self.every[record], self.every)
        return self[record]


def _labels(
    record: Record,
    named: Mapping[str, NamedRecords],
    every: Mapping[str, Record],
    project: Project,
    above: frozenset[str],
) -> tuple[str, ...]:
    """The labels of a record; `above` are those that quote it, so that a circle of quotations ends."""
    if isinstance(record, Source):
        own = {_scheme_of(label, project) for label in record.marking}
        return (
            *record.marking,
            *(label for label in project.marking if _scheme_of(label, project) not in own),
        )
    inherited: list[str] = []
    others = named[record.id]
    for name in (*(others.cited if project.inherit_markings else ()), *others.quoted):
        other = every.get(name)
        if other is None:
            inherited += project.marking
        elif name not in above and not isinstance(other, Actor | Criterion):
            inherited += _labels(other, named, every, project, above | {record.id})
    inherited = inherited or [*project.marking]
    if record.marking and record.lowered_by:  # in the schemes that were typed, and in no other
        typed = {_scheme_of(label, project) for label in record.marking}
        inherited = [label for label in inherited if _scheme_of(label, project) not in typed]
    return (*record.marking, *inherited)


def _open_to(
    audience: Audience,
    record: Record,
    named: Mapping[str, NamedRecords],
    every: Mapping[str, Record],
    project: Project,
) -> bool:
    if record.withdrawn is not None:
        return False
    readers = {*record.audiences, *getattr(record, "to", ())}
    if readers and audience.name not in readers:
        return False
    if not _releasable(audience, record, named[record.id], every):
        return False
    if isinstance(record, Actor | Criterion):
        return True
    labels = _labels(record, named, every, project, frozenset())
    return bool(labels) and all(_cleared(label, audience, project) for label in labels)


def _releasable(
    audience: Audience, record: Record, others: NamedRecords, every: Mapping[str, Record]
) -> bool:
    """True if the originator's groups admit the audience; a statement is bound by its sources' groups too."""
    if record.consent:
        return True
    bounds = [record.releasable_to]
    sources = [every.get(name) for name in (*others.cited, *others.quoted)]
    bounds += [s.releasable_to for s in sources if s is not None and not s.consent]
    return all(not bound or not set(bound).isdisjoint(audience.groups) for bound in bounds)


def _scheme_of(label: str, project: Project) -> str:
    return next((s.name for s in project.schemes if label in [entry.label for entry in s.levels]), "")


def _cleared(label: str, audience: Audience, project: Project) -> bool:
    for scheme in project.schemes:
        order = [level.label for level in scheme.levels]
        if label in order:
            reach = max((order.index(held) for held in audience.clearance if held in order), default=_NOWHERE)
            return order.index(label) <= reach
    return False


def _falls(others: NamedRecords, closed: set[str]) -> bool:
    """True if what a record quotes is closed, or nothing is open of what it cites or rests on."""
    if not closed.isdisjoint(others.quoted):
        return True
    return any(group and closed.issuperset(group) for group in (others.cited, *others.grounds))


def _named_only_by(closed: Iterable[str], named: Mapping[str, NamedRecords], ids: set[str]) -> set[str]:
    """Those of `ids` that closed records name, and no open one."""
    gone = {*closed}
    hidden: set[str] = set()
    shown: set[str] = set()
    for i, others in named.items():
        if others.quoted or others.spoken_of:
            (hidden if i in gone else shown).update(others.quoted, others.spoken_of)
    return (hidden & ids) - shown
