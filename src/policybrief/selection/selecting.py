"""Which records one audience may and should read as of one day, and why the others were left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from policybrief.project.corpus import Corpus, effective_marking, fallen, interval, is_known
from policybrief.records import (
    LISTS,
    NEED_NO_CLEARANCE,
    Actor,
    Audience,
    Brief,
    Criterion,
    Edition,
    Fact,
    Judgement,
    Line,
    Option,
    Position,
    Project,
    Recommendation,
    Record,
    Risk,
    Source,
    state_of,
)
from policybrief.selection.option_letters import lettered
from policybrief.selection.restrictions import barred as _barred
from policybrief.selection.restrictions import unmarked
from policybrief.selection.selected import FELL, OF_TIME, REPLACED, R, Selection, successor


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
    reasons |= dict.fromkeys(fallen(corpus, [*reasons]), FELL)
    _give_way(corpus, reasons)
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    used = set(_used(shown))
    records = tuple(_trimmed(r, reasons) for r in shown if r.id in used)
    dropped = (r for r in corpus.records if reasons.get(r.id) in (*OF_TIME, FELL))
    return Selection(
        records,
        tuple(reasons.items()),
        frozenset(r.id for r in records if _only_uncertain(r, corpus, edition.as_of)),
        tuple((r.id, effective_marking(r, corpus, project)) for r in (*records, *dropped) if not unmarked(r)),
        lapsed=frozenset(r.id for r in records if r.cleared and corpus.has_lapsed(r.id)),
        letters=_letters(edition, asked, records, corpus, project),
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
        reason = "withdrawn" if record.withdrawn else _barred(record, audience, corpus, project)
        if reason:
            reasons[record.id] = reason
        elif not is_known(record, corpus, as_of):
            reasons[record.id] = "not-yet-known"
        elif not drafts and state_of(record) == "draft" and not isinstance(record, NEED_NO_CLEARANCE):
            reasons[record.id] = "not-cleared"
    reasons |= dict.fromkeys(fallen(corpus, [*reasons]), FELL)
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    used = set(_used(shown))
    return tuple(_trimmed(record, reasons) for record in shown if record.id in used)


def hidden_from(audience: Audience, corpus: Corpus, project: Project) -> frozenset[str]:
    """Ids of the records that `audience` may read in no edition; a withdrawal alone hides none here."""
    closed = [record.id for record in corpus.records if _barred(record, audience, corpus, project)]
    return frozenset((*closed, *fallen(corpus, closed)))


def _asked(edition: Edition, corpus: Corpus) -> frozenset[str]:
    """Ids that the brief names for this edition, and of what takes a place in it, whatever their topic."""
    brief, only = edition.brief, edition.brief.overrides(edition.audience.name)
    lists = (brief.listed(name, edition.audience.name) for name in LISTS)
    asked = {i for ids in (*lists, only.must) for i in ids}
    newer = [(record.replaces, record.id) for record in corpus.records if record.replaces]
    found = -1
    while found != len(asked):  # a successor may have one of its own
        found = len(asked)
        asked.update(new for old, new in newer if old in asked or _on_topic(corpus.get(old), brief))
    return frozenset(asked)


def _letters(
    edition: Edition, asked: frozenset[str], records: tuple[Record, ...], corpus: Corpus, project: Project
) -> tuple[tuple[str, ...], ...]:
    """Ids of options in the order of their letters; whatever is shown has one."""
    letters = lettered(edition, _options(edition.brief, asked, corpus), corpus, project)
    placed = {option for ids in letters for option in ids}
    return (*letters, *((r.id,) for r in records if isinstance(r, Option) and r.id not in placed))


def _options(brief: Brief, asked: frozenset[str], corpus: Corpus) -> Iterator[Option]:
    """The options that the brief is about, whether or not an edition may show them."""
    for option in corpus.of(Option):
        if (option.id in asked or _on_topic(option, brief)) and option.id not in brief.leave_out:
            yield option


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


def _reason_of_time(record: Record, corpus: Corpus, as_of: date) -> str:
    if not is_known(record, corpus, as_of):
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
            reasons.setdefault(record.replaces, f"{REPLACED}{record.id}")


def _trimmed(record: Record, reasons: dict[str, str]) -> Record:
    """The record without what it says of withheld ones: sources, stances, ratings, options, bases."""

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if i not in reasons)

    def grounds(ids: tuple[str, ...]) -> tuple[str, ...]:
        return kept(tuple(dict.fromkeys(successor(i, reasons) for i in ids)))

    match record:
        case Fact():
            return _with(record, source=tuple(c for c in record.source if c.id not in reasons))
        case Position():
            sources = tuple(c for c in record.source if c.id not in reasons)
            stances = tuple(s for s in record.stance if s.option not in reasons)
            return _with(record, source=sources, stance=stances)
        case Option():
            ratings = tuple(r for r in record.ratings if r.criterion not in reasons)
            return _with(record, rests_on=grounds(record.rests_on), ratings=ratings)
        case Judgement() | Line():
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
