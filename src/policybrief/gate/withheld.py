"""What one audience must not see: an own reading of markings, groups, audiences and withdrawals.

Nothing here is shared with what chooses the records of an edition: a mistake there must not hide itself here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policybrief.records import (
    Actor,
    Audience,
    Criterion,
    Fact,
    Option,
    Position,
    Project,
    Recommendation,
    Record,
    Risk,
    Source,
)

_NOWHERE = -1


def withheld(records: Iterable[Record], audience: Audience, project: Project) -> frozenset[str]:
    """Ids of the records that `audience` must not see, whatever brief and day it reads of.

    Besides what is withdrawn, addressed to others, marked above its clearance or not releasable to its
    groups: what rests on such records alone, and actors that only such records name.
    """
    every = {record.id: record for record in records}
    closed = {record.id for record in every.values() if not _open_to(audience, record, every, project)}
    grown = True
    while grown:
        more = {r.id for r in every.values() if r.id not in closed and _rests_on(r, closed)}
        closed |= more
        grown = bool(more)
    return frozenset(closed | _unnamed_actors(every, closed))


def restricted(records: Iterable[Record], project: Project) -> frozenset[str]:
    """Ids of the records that not everybody may see: where many read, nobody names them.

    Everybody is cleared for the lowest level of each scheme, and in no group or audience that a record names.
    """
    every = tuple(records)
    everybody = Audience("", tuple(scheme.levels[0].label for scheme in project.schemes if scheme.levels))
    closed = withheld(every, everybody, project)
    options = [record for record in every if isinstance(record, Option)]
    rated = {rating.criterion for option in options for rating in option.ratings}
    told = {rating.criterion for option in options if option.id not in closed for rating in option.ratings}
    return closed | (rated - told)


def labels_of(record: Record, every: Mapping[str, Record], project: Project) -> tuple[str, ...]:
    """All labels that bind `record`: its own, and those of its sources or of the project."""
    if isinstance(record, Source):
        own = {_scheme_of(label, project) for label in record.marking}
        return (
            *record.marking,
            *(label for label in project.marking if _scheme_of(label, project) not in own),
        )
    inherited: list[str] = []
    if isinstance(record, Fact | Position) and project.inherit_markings:
        for cited in record.source:
            source = every.get(cited.id)
            inherited += project.marking if source is None else labels_of(source, every, project)
    inherited = inherited or [*project.marking]
    if record.marking and record.lowered_by:  # in the schemes that were typed, and in no other
        typed = {_scheme_of(label, project) for label in record.marking}
        inherited = [label for label in inherited if _scheme_of(label, project) not in typed]
    return (*record.marking, *inherited)


def _open_to(audience: Audience, record: Record, every: Mapping[str, Record], project: Project) -> bool:
    if record.withdrawn is not None:
        return False
    named = {*record.audiences, *getattr(record, "to", ())}
    if named and audience.name not in named:
        return False
    if not _releasable(audience, record, every):
        return False
    if isinstance(record, Actor | Criterion):
        return True
    labels = labels_of(record, every, project)
    return bool(labels) and all(_cleared(label, audience, project) for label in labels)


def _releasable(audience: Audience, record: Record, every: Mapping[str, Record]) -> bool:
    """True if the originator's groups admit the audience; a statement is bound by its sources' groups too."""
    if record.consent:
        return True
    bounds = [record.releasable_to]
    if isinstance(record, Fact | Position):
        cited = [every.get(c.id) for c in record.source]
        bounds += [s.releasable_to for s in cited if isinstance(s, Source) and not s.consent]
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


def _rests_on(record: Record, closed: set[str]) -> bool:
    """True if nothing that the reader may know of holds `record` up."""
    if isinstance(record, Fact | Position):
        if isinstance(record, Position) and closed.intersection((record.holder, record.speaks_for or "")):
            return True
        return bool(record.source) and all(cited.id in closed for cited in record.source)
    bases: list[tuple[str, ...]] = [getattr(record, "rests_on", ())]
    if isinstance(record, Risk | Recommendation):
        bases.append(record.option)
    return any(basis and closed.issuperset(basis) for basis in bases)


def _unnamed_actors(every: Mapping[str, Record], closed: set[str]) -> set[str]:
    """Actors that positions name, but none that this audience may see."""
    positions = [record for record in every.values() if isinstance(record, Position)]
    named = {actor for p in positions for actor in (p.holder, p.speaks_for) if actor}
    shown = {actor for p in positions if p.id not in closed for actor in (p.holder, p.speaks_for) if actor}
    return named - shown
