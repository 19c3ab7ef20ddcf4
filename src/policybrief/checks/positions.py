"""Positions: a personal view stays personal, a condition is never dropped, a later word is not ignored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policybrief.checks.checked import Check, Checked
from policybrief.checks.speakers import names_body
from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic
from policybrief.languages import contains_words
from policybrief.project.corpus import is_known, known_on
from policybrief.records import Actor, Position, Stance

_CONDITIONAL = frozenset({"supports_if", "opposes_if"})
_HIDDEN = frozenset({"marking", "other-audience", "rests-on-withheld", "withdrawn", "not-yet-known"})
"""Reasons for which a later position stays unmentioned: this audience must not learn of it, or it is none."""


def check_personal(checked: Checked) -> Iterator[Diagnostic]:
    """A person's view shown as that of a body which the person's affiliation does not name."""
    for record in checked.records():
        if not isinstance(record, Position) or record.speaks_for in (None, record.holder):
            continue
        holder, body = checked.corpus.get(record.holder), checked.corpus.get(record.speaks_for or "")
        if not isinstance(holder, Actor) or not isinstance(body, Actor) or holder.actor != "person":
            continue
        if body.actor == "person" or (holder.affiliation and not names_body(holder.affiliation, body)):
            message = (
                f"position {record.id} of {holder.id} is shown as that of {body.id}, which is not in its "
                "affiliation"
            )
            hint = "delete speaks_for, or waive this rule and say who authorised the statement"
            yield checked.point(record, "personal-as-institutional", message, hint, "speaks_for")


def check_conditions(checked: Checked) -> Iterator[Diagnostic]:
    """A conditional stance whose condition is not stated, or is not printed where the stance is."""
    printed = {(p.section, p.record, p.field): p.words for p in checked.printed}
    for record in checked.records():
        if not isinstance(record, Position):
            continue
        for stance in record.stance:
            if stance.stance not in _CONDITIONAL:
                continue
            field = f"stance.{stance.option}"
            if not stance.condition:
                message = f"position {record.id} is conditional, but the condition is not stated"
                hint = "write supports if … or opposes unless …"
                yield checked.point(record, "dropped-condition", message, hint, "stance", stance.option)
            elif any(
                not _is_stated(stance, record.id, section, printed)
                for section, position, name in printed
                if (position, name) == (record.id, field)
            ):
                message = f"position {record.id} is shown without its condition on option {stance.option}"
                hint = "let the section print the condition beside the stance"
                yield checked.point(record, "dropped-condition", message, hint, "stance", stance.option)


def _is_stated(
    stance: Stance, position: str, section: str, printed: Mapping[tuple[str, str, str], str]
) -> bool:
    """True if the section prints the condition, or words of the position that have it in the same order."""
    if (section, position, f"stance.{stance.option}.condition") in printed:
        return True
    beside = [printed.get((section, position, name), "") for name in ("text", "plain")]
    return any(
        contains_words(words, condition) for words in beside for _, condition in stance.condition.versions
    )


def check_latest(checked: Checked) -> Iterator[Diagnostic]:
    """A shown position whose holder has since spoken on the same option or topic, which is not shown."""
    left_out = dict(checked.selection.left_out)
    for record in checked.records():
        if not isinstance(record, Position):
            continue
        later = [p for p in _later(checked, record) if left_out.get(p.id, "") not in _HIDDEN]
        if later and not any(checked.shows(p.id) for p in later):
            message = f"position {record.id} of {record.holder} is not its latest: {later[0].id} is later"
            hint = "show the later position, or write replaces: in it if it takes the place of this one"
            yield checked.point(record, "superseded-position", message, hint)


def _later(checked: Checked, record: Position) -> list[Position]:
    """Positions of the same holder, in the same name, on the same option or topic, known later by the day."""
    day = _spoken(checked, record)
    if day is None:
        return []
    options, topics = {s.option for s in record.stance}, set(record.topics)
    later = []
    for other in checked.corpus.referring_to(record.holder):
        if not isinstance(other, Position) or other.withdrawn or other.speaks_for != record.speaks_for:
            continue
        spoken = _spoken(checked, other)
        if other.holder != record.holder or spoken is None or spoken.earliest() <= day.earliest():
            continue
        if not is_known(other, checked.corpus, checked.edition.as_of):
            continue
        if options & {s.option for s in other.stance} or topics & set(other.topics):
            later.append(other)
    return later


def _spoken(checked: Checked, position: Position) -> StatedDate | None:
    return position.date or known_on(position, checked.corpus)


CHECKS: tuple[Check, ...] = (check_personal, check_conditions, check_latest)
