"""Which records one audience may and should read as of one day, and why the others were left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from policybrief.briefs import Audience, Brief, Edition, Project
from policybrief.corpus import Corpus, effective_marking, fallen, interval, known_on, releasable
from policybrief.markings import may_see
from policybrief.records import (
    NEED_NO_CLEARANCE,
    Actor,
    Criterion,
    Fact,
    Judgement,
    Line,
    Option,
    Position,
    Recommendation,
    Record,
    Risk,
    Source,
    state_of,
)

R = TypeVar("R", bound=Record)

SHEDDABLE = (Fact, Position, Risk, Judgement, Line)
"""Kinds that may be shed; without an option or what is asked, it would be another brief."""

_REPLACED = "replaced-by "
"""Begins the reason of what gave way; the id of its successor follows."""

_PRIORITIES = ("must", "should", "could")


@dataclass(frozen=True, slots=True)
class Selection:
    """The records of one edition in the order of the corpus, and (id, reason) of those left out."""

    records: tuple[Record, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    uncertain: frozenset[str] = frozenset()
    """Records that hold on the day only if an uncertain date is read widely."""
    markings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(id, effective marking) of each record that carries one."""
    unlisted: frozenset[str] = frozenset()
    """Shed, or not to step into the place of what was: no list shows them, what rests on them still does."""
    annexed: frozenset[str] = frozenset()
    """Shed from the body: only annexes list them."""
    changed: frozenset[str] = frozenset()
    """Records that are no longer the text that was cleared."""
    _by_id: dict[str, Record] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {record.id: record for record in self.records})

    def get(self, record_id: str) -> Record | None:
        """The record, if it is shown to this audience."""
        return self._by_id.get(record_id)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All selected records of one kind that may be listed."""
        return tuple(r for r in self.records if isinstance(r, kind) and r.id not in self.unlisted)

    def having(self, ids: tuple[str, ...]) -> tuple[Record, ...]:
        """The selected ones among `ids` that may be listed, in the order given."""
        return self.grounds(tuple(i for i in ids if i not in self.unlisted))

    def current(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """`ids`, each as it is or as that of the record that has taken its place; none twice."""
        reasons = dict(self.left_out)
        return tuple(dict.fromkeys(_successor(i, reasons) for i in ids))

    def grounds(self, ids: tuple[str, ...]) -> tuple[Record, ...]:
        """The selected ones among `ids`, in the order given, also those that were shed."""
        return tuple(self._by_id[i] for i in ids if i in self._by_id)

    def whole(self) -> Selection:
        """The selection as it was before anything was shed."""
        return replace(self, unlisted=frozenset(), annexed=frozenset())

    def body(self) -> Selection:
        """What the sections before the annexes may list."""
        return replace(self, unlisted=self.unlisted | self.annexed)

    def shed(self) -> tuple[Record, ...]:
        """The records that were left out for length, in the order of the corpus."""
        gone = {record for record, reason in self.left_out if reason == SHED}
        return tuple(r for r in self.records if r.id in gone)


SHED = "shed"
"""The reason of what was left out for length."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record to be shed: it moves to the annex, or is left out."""

    record: str
    to_annex: bool = False


def select(edition: Edition, corpus: Corpus, project: Project) -> Selection:
    """The records for `edition`: on its topics, readable by its audience, true and known on its day.

    What a record cannot stand without (a position's holder, at least one source of a fact or position, at
    least one basis of our analysis that names any) must be selected too, or it is left out as well.
    """
    reasons: dict[str, str] = {}
    asked = _asked(edition, corpus)
    for record in corpus.records:
        reason = _reason(record, edition, asked, corpus, project)
        if reason:
            reasons[record.id] = reason
    _give_way(corpus, reasons)
    gone = [record for record, reason in reasons.items() if not reason.startswith(_REPLACED)]
    reasons |= dict.fromkeys(fallen(corpus, gone), "rests-on-withheld")
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    used = set(_used(shown))
    records = tuple(_trimmed(r, reasons) for r in shown if r.id in used)
    return Selection(
        records,
        tuple(reasons.items()),
        frozenset(r.id for r in records if _only_uncertain(r, corpus, edition.as_of)),
        tuple((r.id, effective_marking(r, corpus, project)) for r in records if not _unmarked(r)),
        changed=frozenset(r.id for r in records if r.cleared and corpus.has_changed(r.id)),
    )


def readable(
    corpus: Corpus, project: Project, *, audience: Audience, as_of: date, drafts: bool = False
) -> tuple[Record, ...]:
    """The records that `audience` may read, whatever the brief, without what they say of others.

    Left out besides: what nobody may know yet on that day, what is not cleared unless `drafts` are admitted,
    and names, sources and criteria that nothing readable rests on.
    """
    reasons: dict[str, str] = {}
    for record in corpus.records:
        known = known_on(record, corpus)
        reason = "withdrawn" if record.withdrawn else _barred(record, audience, corpus, project)
        if reason:
            reasons[record.id] = reason
        elif known and known.latest() > as_of:
            reasons[record.id] = "not-yet-known"
        elif not drafts and state_of(record) == "draft" and not isinstance(record, NEED_NO_CLEARANCE):
            reasons[record.id] = "not-cleared"
    reasons |= dict.fromkeys(fallen(corpus, [*reasons]), "rests-on-withheld")
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    used = set(_used(shown))
    return tuple(_trimmed(record, reasons) for record in shown if record.id in used)


def steps(
    selection: Selection,
    *,
    body: Collection[str],
    annexes: Collection[str],
    kept: Collection[str],
    count_annexes: bool,
    gravity: Callable[[Risk], int],
) -> tuple[Step, ...]:
    """What may be shed of an edition, in the order in which it goes.

    `body` and `annexes` are the ids shown there, `kept` those that must stay besides `priority: must` and the
    strongest position on each side of every option. `could` goes before `should`, and of each the latest in
    its file first; among risks of one priority the least grave. What an annex shows moves there; where
    annexes count, it is left out if need be.
    """
    must = {*kept, *_balance(selection, {*body, *annexes})}
    rank: dict[str, int] = {"could": 0, "should": 1}
    may_go = [
        r
        for r in reversed(selection.records)
        if isinstance(r, SHEDDABLE) and r.id not in must and r.priority in rank
    ]
    may_go.sort(key=lambda record: rank[record.priority])
    places = [n for n, record in enumerate(may_go) if isinstance(record, Risk)]
    risks = [record for record in may_go if isinstance(record, Risk)]
    risks.sort(key=lambda risk: (rank[risk.priority], gravity(risk)))
    for place, risk in zip(places, risks, strict=True):
        may_go[place] = risk
    first = [Step(r.id, to_annex=r.id in annexes) for r in may_go if r.id in body]
    then = [Step(r.id) for r in may_go if r.id in annexes] if count_annexes else []
    return (*first, *then)


def shed(selection: Selection, gone: Sequence[Step], *, shown: Collection[str]) -> Selection:
    """`selection` after the steps `gone`; what `shown` does not name takes nobody's place."""
    if not gone:
        return selection
    out = {step.record for step in gone if not step.to_annex}
    behind = {r.id for r in selection.records if isinstance(r, SHEDDABLE) and r.id not in shown}
    return replace(
        selection,
        left_out=(*selection.left_out, *((r.id, SHED) for r in selection.records if r.id in out)),
        unlisted=frozenset(out | behind),
        annexed=frozenset(step.record for step in gone if step.to_annex and step.record not in out),
    )


def _balance(selection: Selection, shown: Collection[str]) -> Iterator[str]:
    """The strongest position for and the strongest against each option on which any is shown.

    One without a condition is stronger than one with; then the one of higher priority, then the first in its
    file. A holder's last word stays too, where an earlier one is shown.
    """
    positions = [p for p in selection.of(Position) if p.id in shown]
    for option in dict.fromkeys(s.option for p in positions for s in p.stance):
        for side in (("supports", "supports_if"), ("opposes", "opposes_if")):
            held = [
                (side.index(s.stance), _PRIORITIES.index(p.priority), p.id)
                for p in positions
                for s in p.stance
                if s.option == option and s.stance in side
            ]
            if held:
                yield min(held, key=lambda strength: strength[:2])[2]
    holders = [p.holder for p in positions]
    yield from (p.id for p in positions if holders.count(p.holder) > 1)


def _asked(edition: Edition, corpus: Corpus) -> frozenset[str]:
    """Ids that the brief names for this edition, and of what takes a place in it, whatever their topic."""
    brief, only = edition.brief, edition.brief.overrides(edition.audience.name)
    named = (brief.bottom_line, brief.status_quo, brief.key_figures, brief.why_now)
    asked = {i for ids in (*named, only.bottom_line, only.must) for i in ids}
    newer = [(record.replaces, record.id) for record in corpus.records if record.replaces]
    found = -1
    while found != len(asked):  # a successor may have one of its own
        found = len(asked)
        asked.update(new for old, new in newer if old in asked or _on_topic(corpus.get(old), brief))
    return frozenset(asked)


def _on_topic(record: Record | None, brief: Brief) -> bool:
    return record is not None and not set(record.topics).isdisjoint(brief.topics)


def _reason(record: Record, edition: Edition, asked: frozenset[str], corpus: Corpus, project: Project) -> str:
    """Why `record` is not for this edition, looking at it alone; "" if it is."""
    brief, only = edition.brief, edition.brief.overrides(edition.audience.name)
    shared = isinstance(record, Source | Actor | Criterion)
    if record.withdrawn:
        return "withdrawn"
    if not shared and record.id not in asked and not _on_topic(record, brief):
        return "other-topic"
    if record.id in brief.leave_out or record.id in only.leave_out:
        return "left-out-by-brief"
    return _barred(record, edition.audience, corpus, project) or _reason_of_time(
        record, corpus, edition.as_of
    )


def _barred(record: Record, audience: Audience, corpus: Corpus, project: Project) -> str:
    """Why `audience` may not read `record` in any edition; "" if it may."""
    if not _addressed(record, audience.name):
        return "other-audience"
    labels = effective_marking(record, corpus, project)
    if not _unmarked(record) and not may_see(labels, audience.clearance, project.schemes):
        return "marking"
    return "" if releasable(record, audience.groups, corpus, project) else "not-releasable"


def _unmarked(record: Record) -> bool:
    """True for the kinds that carry no marking of their own: names and yardsticks."""
    return isinstance(record, Actor | Criterion)


def _addressed(record: Record, audience: str) -> bool:
    named = (*record.audiences, *(record.to if isinstance(record, Recommendation) else ()))
    return not named or audience in named


def _reason_of_time(record: Record, corpus: Corpus, as_of: date) -> str:
    known = known_on(record, corpus)
    if known and known.latest() > as_of:
        return "not-yet-known"
    span = interval(record, corpus)
    if span.start and span.start.earliest() > as_of:
        return "not-yet-true"
    if span.end and span.end.latest() < as_of:
        return "no-longer-true"
    return ""


def _only_uncertain(record: Record, corpus: Corpus, as_of: date) -> bool:
    span = interval(record, corpus)
    late_start = span.start and span.start.latest() > as_of
    early_end = span.end and span.end.earliest() < as_of and not span.end.exact
    return bool(late_start or early_end)


def _give_way(corpus: Corpus, reasons: dict[str, str]) -> None:
    """A replaced record gives way, but only to a successor that is itself selected.

    A source or actor does not: what was said in it or by it was not said in another.
    """
    for record in corpus.records:
        if record.replaces == record.id or isinstance(record, Source | Actor):
            continue
        if record.replaces and record.id not in reasons:
            reasons.setdefault(record.replaces, f"{_REPLACED}{record.id}")


def _trimmed(record: Record, reasons: dict[str, str]) -> Record:
    """The record without what it says of withheld ones: sources, stances, options, bases."""

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if i not in reasons)

    def grounds(ids: tuple[str, ...]) -> tuple[str, ...]:
        return kept(tuple(dict.fromkeys(_successor(i, reasons) for i in ids)))

    match record:
        case Fact():
            return _with(record, source=tuple(c for c in record.source if c.id not in reasons))
        case Position():
            sources = tuple(c for c in record.source if c.id not in reasons)
            stances = tuple(s for s in record.stance if s.option not in reasons)
            return _with(record, source=sources, stance=stances)
        case Option() | Judgement() | Line():
            return _with(record, rests_on=grounds(record.rests_on))
        case Risk():
            return _with(
                record,
                rests_on=grounds(record.rests_on),
                option=kept(record.option),
                answered_by=kept(record.answered_by),
            )
        case Recommendation():
            return _with(record, rests_on=grounds(record.rests_on), option=kept(record.option))
        case _:
            return record


def _with(record: R, **changes: Any) -> R:
    """The record with these fields; itself where each is as before."""
    if all(kept == getattr(record, name) for name, kept in changes.items()):
        return record
    return replace(record, **changes)


def _successor(record: str, reasons: dict[str, str]) -> str:
    """The record that has taken the place of this one, or its own id."""
    while (reason := reasons.get(record, "")).startswith(_REPLACED):
        record = reason.removeprefix(_REPLACED)
    return record


def _used(records: tuple[Record, ...]) -> Iterator[str]:
    """Ids of what is on topic, and of the sources, actors and criteria that it names."""
    for record in records:
        match record:
            case Source() | Actor() | Criterion():
                continue
            case Fact():
                yield from (cited.id for cited in record.source)
            case Position():
                yield record.holder
                yield from (record.speaks_for,) if record.speaks_for else ()
                yield from (cited.id for cited in record.source)
            case Option():
                yield from (rating.criterion for rating in record.ratings)
        yield record.id
