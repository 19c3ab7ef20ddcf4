"""Rules of what drops out of an edition because of a date or of its grounds: nothing goes silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policybrief.checks.checked import LIST_NAMES, Check, Checked
from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import cited_sources, interval, is_later, known_on, stands
from policybrief.records import (
    Option,
    Quoting,
    Recommendation,
    Record,
    Risk,
    groups_of_grounds,
    references,
)
from policybrief.selection import FELL, OF_TIME, OTHER_TEMPLATE, REPLACED, RESTRICTED, SHED, barred

WITHDRAWN = "grounds-withdrawn"
"""The reason that comes without a title: what is based on withdrawn records is as closed as they are."""
_NOT_MISSED = frozenset({"left-out-by-brief", OTHER_TEMPLATE, *RESTRICTED})
"""What falls with such records alone is no point: left out by the brief, or for others to read."""


def check_untimely_in_brief(checked: Checked) -> Iterator[Diagnostic]:
    """What a list of the brief names and its edition cannot show, and what has been replaced by then.

    In the place of what was replaced stands what nobody named. A rehearsal of another day than the brief's
    shows what it shows.
    """
    if checked.edition.rehearsal:
        return
    omitted = _Omitted(checked)
    for name, ids in checked.lists():
        for record in map(checked.corpus.get, ids):
            reason = omitted.reason(record) if record else None
            if record is not None and reason is not None and reason.key != WITHDRAWN:
                yield _of_brief(checked, record, name, reason)
        newer = {r: checked.selection.current((r,))[0] for r in ids}
        replaced = [f"{new} instead of {old}" for old, new in newer.items() if new != old]
        if replaced:
            message = f"{LIST_NAMES[name]} of the brief: a record named there has been replaced"
            hint = (
                f"check that the newer record says what is needed, then name {', '.join(replaced)} in {name}"
            )
            yield checked.point_of_brief("untimely-in-brief", message, hint)


def check_omitted(checked: Checked) -> Iterator[Diagnostic]:
    """What a selected record names, or prose, an option, risk or recommendation, that drops out.

    What a list of the brief names is another rule's.
    """
    if checked.edition.rehearsal:
        return
    dropped = [i for i, reason in checked.selection.left_out if reason in OF_TIME or reason == FELL]
    omitted, listed = _Omitted(checked), {i for _, ids in checked.lists() for i in ids}
    named = omitted.named() if dropped else {}
    for record in map(checked.corpus.get, dropped):
        if record is None or record.id in listed or not (record.id in named or omitted.missed(record)):
            continue
        reason = omitted.reason(record)
        if reason is not None and (reason.key != WITHDRAWN or omitted.missed(record)):
            yield _of_record(checked, record, named.get(record.id, ""), reason)


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a record is not there: the key of a label, the day that decides, and a clause in English."""

    key: str
    clause: str
    day: StatedDate | None = None


@dataclass(frozen=True, slots=True)
class _Omitted:
    """What an edition leaves out, and why; nothing of what its reader may not see."""

    checked: Checked
    reasons: dict[str, str] = field(init=False)
    _open: dict[str, bool] = field(default_factory=dict, init=False)
    _not_withdrawn: dict[str, bool] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        left_out = self.checked.selection.left_out
        dropped = {i: reason for i, reason in left_out if reason != SHED and not reason.startswith(REPLACED)}
        object.__setattr__(self, "reasons", dropped)

    def named(self) -> dict[str, str]:
        """Record that is left out → a selected record that names it."""
        corpus = self.checked.corpus
        selected = [corpus.get(record.id) or record for record in self.checked.selection.records]
        return {
            i: record.id
            for record in reversed(selected)
            for name, i in references(record)
            if name != "replaces" and i in self.reasons
        }

    def missed(self, record: Record) -> bool:
        """True for prose, an option, risk or recommendation that falls with what has no later date."""
        if not isinstance(record, Option | Risk | Recommendation | Quoting):
            return False
        corpus, day = self.checked.corpus, self.checked.edition.as_of
        return self._prints_what_gave_way(record) or any(
            self.reasons[cause.id] not in _NOT_MISSED and not is_later(cause, corpus, day)
            for cause in self._causes(record, set())
        )

    def reason(self, record: Record) -> _Reason | None:
        """Why the edition lacks a record that its reader may see, or None."""
        code, day = self.reasons.get(record.id, ""), self.checked.edition.as_of
        if (code not in OF_TIME and code != FELL) or not self._stands(record, self._open, withdrawn=True):
            return None
        if not self._stands(record, self._not_withdrawn, withdrawn=False):
            ours = self.checked.edition.audience.internal  # others are not to know that there was something
            return _Reason(WITHDRAWN, "everything it is based on was withdrawn") if ours else None
        span = interval(record, self.checked.corpus)
        match code:
            case "not-yet-known" if not self._dated_by_closed_source(record):
                day_known = known_on(record, self.checked.corpus)
                return _Reason(code, f"it became known only later ({day_known})", day_known)
            case "not-yet-true":
                return _Reason(code, f"it applies only from a later day ({span.start})", span.start)
            case "no-longer-true":
                return _Reason(code, f"it no longer applies (end: {span.end})", span.end)
        if code == "not-yet-known":
            return _Reason("grounds-untimely", f"what it is based on was not known on {day}")
        causes = {self.reasons[cause.id] for cause in self._causes(record, set())}
        if causes & {*OF_TIME}:
            return _Reason("grounds-untimely", f"what it is based on was not known or did not apply on {day}")
        if "other-topic" in causes:
            return _Reason("grounds-other-topic", "nothing it is based on is on a topic of the brief")
        if self._prints_what_gave_way(record):
            return _Reason("grounds-replaced", "a record whose number or words it prints has been replaced")
        return None

    def _prints_what_gave_way(self, record: Record) -> bool:
        """True if a newer record has replaced one whose number or words it prints."""
        current = self.checked.selection.current
        return any(m.prints_words and current((m.id,)) != (m.id,) for m in record.mentions)

    def _dated_by_closed_source(self, record: Record) -> bool:
        """True if its day may be that of a source which the reader may not see: that day is not revealed."""
        cited = () if getattr(record, "known", None) else cited_sources(record, self.checked.corpus)
        return any(self.reasons.get(source) in RESTRICTED for source in cited)

    def _stands(self, record: Record, settled: dict[str, bool], *, withdrawn: bool) -> bool:
        """True if the reader might see the record, were it only for the dates; also what was `withdrawn`."""
        project, audience, corpus = self.checked.project, self.checked.edition.audience, self.checked.corpus

        def admits(one: Record) -> bool:
            return (withdrawn or not one.withdrawn) and not barred(one, audience, corpus, project)

        return stands(record, corpus, admits, settled=settled)

    def _causes(self, record: Record, visited: set[str]) -> Iterator[Record]:
        """The records without which this one falls: those at the end of each chain."""
        visited.add(record.id)
        groups = (g for g in groups_of_grounds(record) if all(i in self.reasons for i in g))
        for cause in (self.checked.corpus.get(i) for group in groups for i in group if i not in visited):
            if cause is None:
                continue
            if self.reasons[cause.id] == FELL:
                yield from self._causes(cause, visited)
            else:
                yield cause


def _of_brief(checked: Checked, record: Record, name: str, reason: _Reason) -> Diagnostic:
    message = f"{_called(checked, record)} is listed for {LIST_NAMES[name]} but is left out: {reason.clause}"
    hint = f"remove {record.id} from {name}, or check the dates (known, since, until, issued)"
    values = _values(checked, record, reason)
    return checked.point_of_brief("untimely-in-brief", message, hint, record=record.id, values=values)


def _of_record(checked: Checked, record: Record, namer: str, reason: _Reason) -> Diagnostic:
    message = f"{_called(checked, record)} is left out: {reason.clause}"
    hint = "check the dates (known, since, until, issued) of what it is based on"
    if reason.key == WITHDRAWN:
        hint = f"give it other grounds, or withdraw {record.id}"
    elif reason.key == "grounds-replaced":
        hint = "name the newer record in braces, and check the sentence"
    elif reason.key == "grounds-other-topic":
        hint = "add the topic to the brief (topics:), or name other grounds"
    elif namer:
        hint = f"{namer} names it: check the dates (known, since, until, issued), or remove it there"
    return checked.point(record, "omitted-record", message, hint, values=_values(checked, record, reason))


def _called(checked: Checked, record: Record) -> str:
    return f"{record.kind} {record.id} (“{checked.title(record)}”)"


def _values(checked: Checked, record: Record, reason: _Reason) -> dict[str, str]:
    """For the sentence on the paper; of what fell with something withdrawn it says no title."""
    if reason.key == WITHDRAWN:
        return {"label": "titled.left-out-withdrawn"}
    values = {
        "title": checked.title(record, printed=True),
        "label": "titled.omitted-record",
        "reason": reason.key,
    }
    return {**values, "date": checked.stated(reason.day) if reason.day else ""}


CHECKS: tuple[Check, ...] = (check_untimely_in_brief, check_omitted)
