"""What one audience must not see: an own reading of markings, groups, audiences and withdrawals.

Nothing here is shared with what chooses the records of an edition: a mistake there must not hide itself here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from policybrief.gate.named_records import NamedRecords, named_records
from policybrief.records import Actor, Audience, Criterion, Project, Quoting, Record, Source

_NOWHERE = -1


def withheld(records: Iterable[Record], audience: Audience, project: Project) -> frozenset[str]:
    """Ids of the records that `audience` must not see, whatever brief and day it reads of."""
    return Restrictions(records, project).withheld(audience)


def restricted(records: Iterable[Record], project: Project) -> frozenset[str]:
    """Ids of the records that not everybody may see: where many read, nobody names them."""
    return Restrictions(records, project).restricted()


class _Bounds(NamedTuple):
    """What restricts one record; many have the same."""

    withdrawn: bool
    readers: frozenset[str]
    groups: tuple[tuple[str, ...], ...]
    """Of each the reader must be in one."""
    labels: frozenset[str] | None
    """None: it bears none and needs none."""
    for_our_house: bool = False
    """Prose that names no evidence."""


class Restrictions:
    """What restricts each record, read off all of them once for all audiences."""

    def __init__(self, records: Iterable[Record], project: Project) -> None:
        self.every = {record.id: record for record in records}
        self.project = project
        self._named = {record.id: named_records(record, self.every) for record in self.every.values()}
        self._schemes = {
            level.label: scheme.name for scheme in reversed(project.schemes) for level in scheme.levels
        }
        self._labels: dict[str, tuple[str, ...]] = {}

    def withheld(self, audience: Audience) -> frozenset[str]:
        """Ids of the records that `audience` must not see, whatever brief and day it reads of.

        Besides what is withdrawn, addressed to others, marked above its clearance or not releasable to its
        groups: what is based on such records alone, what speaks with the words of any, and actors
        that only such records name.
        """
        cleared = _cleared_labels(audience, self.project)
        are_open = {bounds: _are_open(bounds, audience, cleared) for bounds in {*self._bounds.values()}}
        closed = {i for i, bounds in self._bounds.items() if not are_open[bounds]}
        grown = bool(closed)
        while grown:
            more = {i for i, others in self._named.items() if i not in closed and _falls(others, closed)}
            closed |= more
            grown = bool(more)
        actors = {i for i, record in self.every.items() if isinstance(record, Actor)}
        return frozenset(closed | _named_only_by(closed, self._named, actors))

    def restricted(self) -> frozenset[str]:
        """Ids of the records that not everybody may see.

        Everybody is cleared for the lowest level of each scheme, and in no group or audience that a record
        names.
        """
        lowest = (scheme.levels[0].label for scheme in self.project.schemes if scheme.levels)
        closed = self.withheld(Audience("", tuple(lowest)))
        criteria = {i for i, record in self.every.items() if isinstance(record, Criterion)}
        named = {i: named_records(record, criteria) for i, record in self.every.items()} if closed else {}
        return closed | _named_only_by(closed, named, criteria)

    def labels(self, record: Record) -> tuple[str, ...]:
        """All labels that bind `record`: its own, those of what it cites and quotes, or of the project."""
        if record.id not in self._labels:
            self._labels[record.id] = self._found_labels(record, frozenset())
        return self._labels[record.id]

    def _found_labels(self, record: Record, above: frozenset[str]) -> tuple[str, ...]:
        """As `labels`; `above` are the records that quote it, so that a circle of quotations ends."""
        if isinstance(record, Source):
            own = self._schemes_of(record.marking)
            return (
                *record.marking,
                *(label for label in self.project.marking if self._schemes.get(label, "") not in own),
            )
        inherited = [*self._inherited(record, above)] or [*self.project.marking]
        if record.marking and record.lowered_by:  # in the schemes that were typed, and in no other
            typed = self._schemes_of(record.marking)
            inherited = [label for label in inherited if self._schemes.get(label, "") not in typed]
        return (*record.marking, *inherited)

    def _inherited(self, record: Record, above: frozenset[str]) -> Iterator[str]:
        others = self._named[record.id]
        for name in (*(others.cited if self.project.inherit_markings else ()), *others.quoted):
            other = self.every.get(name)
            if other is None:
                yield from self.project.marking
            elif isinstance(other, Source):  # it quotes nothing
                yield from self.labels(other)
            elif name not in above and not isinstance(other, Actor | Criterion):
                yield from self._found_labels(other, above | {record.id})

    def _schemes_of(self, labels: Iterable[str]) -> set[str]:
        return {self._schemes.get(label, "") for label in labels}

    @cached_property
    def _bounds(self) -> dict[str, _Bounds]:
        return {record.id: self._bounds_of(record) for record in self.every.values()}

    def _bounds_of(self, record: Record) -> _Bounds:
        labelled = not isinstance(record, Actor | Criterion)
        return _Bounds(
            record.withdrawn is not None,
            frozenset((*record.audiences, *getattr(record, "to", ()))),
            () if record.consent else tuple(self._groups(record)),
            frozenset(self.labels(record)) if labelled else None,
            isinstance(record, Quoting) and not self._named[record.id].quoted,
        )

    def _groups(self, record: Record) -> Iterator[tuple[str, ...]]:
        """The originator's groups; a statement is bound by its sources' groups too."""
        if record.releasable_to:
            yield record.releasable_to
        others = self._named[record.id]
        for name in (*others.cited, *others.quoted):
            other = self.every.get(name)
            if other is not None and other.releasable_to and not other.consent:
                yield other.releasable_to


def _are_open(bounds: _Bounds, audience: Audience, cleared: frozenset[str]) -> bool:
    """True if an audience that is cleared for these labels may read what is bound so."""
    if bounds.withdrawn or (bounds.readers and audience.name not in bounds.readers):
        return False
    if bounds.for_our_house and not audience.internal:
        return False
    if any(set(groups).isdisjoint(audience.groups) for groups in bounds.groups):
        return False
    return bounds.labels is None or (bool(bounds.labels) and bounds.labels <= cleared)


def _cleared_labels(audience: Audience, project: Project) -> frozenset[str]:
    """The labels of all schemes up to the highest that the audience holds in each."""
    cleared: set[str] = set()
    ranked: set[str] = set()
    for scheme in project.schemes:
        order = [level.label for level in scheme.levels]
        reach = max((order.index(held) for held in audience.clearance if held in order), default=_NOWHERE)
        cleared |= {*order[: reach + 1]} - ranked  # a label counts in the first scheme that has it
        ranked |= {*order}
    return frozenset(cleared)


def _falls(others: NamedRecords, closed: set[str]) -> bool:
    """True if what a record quotes is closed, or nothing is open of what it cites or is based on."""
    if not closed.isdisjoint(others.quoted):
        return True
    return any(group and closed.issuperset(group) for group in (others.cited, *others.grounds))


def _named_only_by(closed: Iterable[str], named: Mapping[str, NamedRecords], ids: set[str]) -> set[str]:
    """Those of `ids` that closed records name, and no open one."""
    gone = {*closed}
    if not gone:
        return set()
    hidden: set[str] = set()
    shown: set[str] = set()
    for i, others in named.items():
        if others.quoted or others.spoken_of:
            (hidden if i in gone else shown).update(others.quoted, others.spoken_of)
    return (hidden & ids) - shown
