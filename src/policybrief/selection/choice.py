"""Which records one audience may and should read as of one day, and why the others were left out."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from policybrief.project.corpus import Corpus, effective_marking, fallen, interval, is_known
from policybrief.records import (
    KINDS,
    LISTS,
    Addressed,
    Audience,
    Bond,
    Brief,
    Edition,
    Ids,
    Named,
    Option,
    Project,
    Record,
    reference_fields,
    state_of,
)
from policybrief.selection.option_letters import lettered
from policybrief.selection.restrictions import barred as _barred
from policybrief.selection.selection import (
    FELL,
    OF_TIME,
    OTHER_TEMPLATE,
    OTHER_TOPIC,
    REPLACED,
    Selection,
    successor,
)


def select(edition: Edition, corpus: Corpus, project: Project) -> Selection:
    """The records for `edition`: on its topics, readable by its audience, true and known on its day.

    What a record cannot stand without (a position's holder, at least one source of a fact or position, at
    least one basis of our analysis that names any) must be selected too, or it is left out as well.
    """
    reasons: dict[str, str] = {}
    named = _asked(edition, corpus)
    for record in corpus.records:
        reason = _reason(record, edition, named, corpus, project)
        if reason:
            reasons[record.id] = reason
    reasons = _with_what_falls(corpus, reasons)
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    needed = set(_used(shown))
    records = tuple(_trimmed(r, reasons) for r in shown if r.id in needed)
    dropped = (r for r in corpus.records if reasons.get(r.id) in (*OF_TIME, FELL))
    return Selection(
        records,
        tuple(reasons.items()),
        frozenset(r.id for r in records if _only_uncertain(r, corpus, edition.as_of)),
        tuple((r.id, effective_marking(r, corpus, project)) for r in (*records, *dropped) if r.bears_marking),
        lapsed=frozenset(r.id for r in records if r.cleared and corpus.has_lapsed(r.id)),
        letters=_letters(edition, named, records, corpus, project),
    )


def readable(
    corpus: Corpus, project: Project, *, audience: Audience, as_of: date, drafts: bool = False
) -> tuple[Record, ...]:
    """The records that `audience` may read, whatever the brief, without what they say about others.

    Left out besides: what nobody may know yet on that day, what is not cleared unless `drafts` are admitted,
    and names, sources and criteria that nothing readable is based on.
    """
    reasons: dict[str, str] = {}
    for record in corpus.records:
        reason = "withdrawn" if record.withdrawn else _barred(record, audience, corpus, project)
        if reason:
            reasons[record.id] = reason
        elif not is_known(record, corpus, as_of):
            reasons[record.id] = "not-yet-known"
        elif not drafts and state_of(record) == "draft" and not isinstance(record, Named):
            reasons[record.id] = "not-cleared"
    reasons |= dict.fromkeys(fallen(corpus, [*reasons]), FELL)
    shown = tuple(record for record in corpus.records if record.id not in reasons)
    needed = set(_used(shown))
    return tuple(_trimmed(record, reasons) for record in shown if record.id in needed)


def hidden_from(audience: Audience, corpus: Corpus, project: Project) -> frozenset[str]:
    """Ids of the records that `audience` may read in no edition; a withdrawal alone hides none here."""
    closed = [record.id for record in corpus.records if _barred(record, audience, corpus, project)]
    return frozenset((*closed, *fallen(corpus, closed)))


def _asked(edition: Edition, corpus: Corpus) -> frozenset[str]:
    """Ids that the brief names for this edition, and of what takes a place in it, whatever their topic."""
    brief, only = edition.brief, edition.brief.overrides(edition.audience.name)
    lists = (brief.listed(name, edition.audience.name) for name in LISTS)
    named = {i for ids in (*lists, only.must) for i in ids}
    newer = [(record.replaces, record.id) for record in corpus.records if record.replaces]
    count = -1
    while count != len(named):  # a successor may have one of its own
        count = len(named)
        named.update(new for old, new in newer if old in named or _on_topic(corpus.get(old), brief))
    return frozenset(named)


def _letters(
    edition: Edition, named: frozenset[str], records: tuple[Record, ...], corpus: Corpus, project: Project
) -> tuple[tuple[str, ...], ...]:
    """Ids of options in the order of their letters; whatever is shown has one."""
    letters = lettered(edition, _options(edition.brief, named, corpus), corpus, project)
    placed = {option for ids in letters for option in ids}
    return (*letters, *((r.id,) for r in records if isinstance(r, Option) and r.id not in placed))


def _options(brief: Brief, named: frozenset[str], corpus: Corpus) -> Iterator[Option]:
    """The options that the brief is about, whether or not an edition may show them."""
    for option in corpus.of(Option):
        if (option.id in named or _on_topic(option, brief)) and option.id not in brief.leave_out:
            yield option


def _on_topic(record: Record | None, brief: Brief) -> bool:
    return record is not None and not set(record.topics).isdisjoint(brief.topics)


def _reason(record: Record, edition: Edition, named: frozenset[str], corpus: Corpus, project: Project) -> str:
    """Why `record` is not for this edition, looking at it alone; "" if it is."""
    brief, only = edition.brief, edition.brief.overrides(edition.audience.name)
    if record.withdrawn:
        return "withdrawn"
    if not isinstance(record, Named) and record.id not in named and not _on_topic(record, brief):
        return OTHER_TOPIC
    if record.id in brief.leave_out or record.id in only.leave_out:
        return "left-out-by-brief"
    if reason := _barred(record, edition.audience, corpus, project):
        return reason
    if isinstance(record, Addressed) and record.templates and edition.template not in record.templates:
        return OTHER_TEMPLATE
    return _reason_of_time(record, corpus, edition.as_of)


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


def _with_what_falls(corpus: Corpus, reasons: dict[str, str]) -> dict[str, str]:
    """The reasons of what is gone, with those of what falls with it or gives way to a newer record.

    What prints the number or the words of a record that gave way falls too: the newer one may say something
    else in their place.
    """
    elsewhere = {i for i, reason in reasons.items() if reason == OTHER_TEMPLATE}
    while True:
        gone = [i for i in reasons if i not in elsewhere]
        found = reasons | dict.fromkeys(fallen(corpus, gone, unlisted=elsewhere), FELL)
        _give_way(corpus, found)
        replaced = {i for i, reason in found.items() if reason.startswith(REPLACED)}
        printing = [r.id for r in corpus.records if r.id not in found and _prints_words_of(r, replaced)]
        if not printing:
            return found
        reasons = reasons | dict.fromkeys(printing, FELL)


def _prints_words_of(record: Record, others: Set[str]) -> bool:
    return any(mention.prints_words and mention.id in others for mention in record.mentions)


def _give_way(corpus: Corpus, reasons: dict[str, str]) -> None:
    """A replaced record gives way, but only to a successor that is itself selected."""
    for record in corpus.records:
        if record.replaces == record.id or not record.gives_way:
            continue
        if record.replaces and record.id not in reasons:
            reasons.setdefault(record.replaces, f"{REPLACED}{record.id}")


def _trimmed(record: Record, reasons: dict[str, str]) -> Record:
    """The record without what it says about withheld ones: sources, stances, ratings, options, bases."""
    changes: dict[str, Any] = {}
    for reference in reference_fields(type(record)):
        value = getattr(record, reference.name)
        if not value or reference.bond is Bond.BEFORE or reasons.keys().isdisjoint(reference.ids(value)):
            continue
        if reference.name == "rests_on" or reference.bond is Bond.REASON:
            value = tuple(dict.fromkeys(successor(ground, reasons) for ground in value))
        elif reference.name == "mentions":
            value = tuple(replace(mention, id=successor(mention.id, reasons)) for mention in value)
        changes[reference.name] = (
            tuple(one for one in value if reasons.keys().isdisjoint(reference.ids((one,))))
            if reference.many
            else None
        )
    return replace(record, **changes) if changes else record


def _used(records: tuple[Record, ...]) -> Iterator[str]:
    """Ids of what is on topic, and of the sources, actors and criteria that it names."""
    for record in records:
        if not isinstance(record, Named):
            yield record.id
            kind: Any = type(record)
            for name, ids in _fields_of_names(kind):
                if value := getattr(record, name):
                    yield from ids(value)


@cache
def _fields_of_names(cls: Any) -> tuple[tuple[str, Ids], ...]:
    """The fields in which a record says who speaks, where it is written, by what it compares."""
    named = {kind.kind for kind in KINDS.values() if issubclass(kind, Named)}
    return tuple(
        (reference.name, reference.ids)
        for reference in reference_fields(cls)
        if reference.bond is Bond.QUOTED or (reference.kinds and named.issuperset(reference.kinds))
    )
