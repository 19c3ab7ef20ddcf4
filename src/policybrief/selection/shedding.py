"""What may be left out of an edition that is too long, in which order, and the selection without it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from policybrief.records import Position, Record, Risk
from policybrief.selection.selection import SHED, Selection

_PRIORITIES = ("must", "should", "could")


@dataclass(frozen=True, slots=True)
class Step:
    """One record to be shed: it moves to the annex, or is left out."""

    record: str
    to_annex: bool = False


def steps(
    selection: Selection,
    *,
    body: Collection[str],
    annexes: Collection[str],
    must_stay: Collection[str],
    count_annexes: bool,
    gravity: Callable[[Risk], int],
    listed: Collection[str] = (),
) -> tuple[Step, ...]:
    """What may be shed of an edition, in the order in which it goes.

    `body` and `annexes` are the ids shown there, `must_stay` those that stay besides `priority: must`, what
    the texts of others name, and the strongest position on each side of every option. `could` goes before
    `should`, of each what the brief does not have `listed` before what it has, and then the latest in its
    file first; among risks of one priority the least serious. What an annex shows moves there; where annexes
    count, it is left out if need be.
    """
    must = {
        *must_stay,
        *_balance(selection, {*body, *annexes}),
        *_named_in_texts(selection, {*body, *annexes}),
    }
    may_go = [r for r in reversed(selection.records) if r.can_be_shed and r.id not in must]
    may_go = [record for record in may_go if record.priority != "must"]
    may_go.sort(key=lambda record: (_rank(record), record.id in listed))
    risks = (r for r in may_go if isinstance(r, Risk))
    by_gravity = iter(sorted(risks, key=lambda risk: (_rank(risk), gravity(risk))))
    may_go = [next(by_gravity) if isinstance(r, Risk) else r for r in may_go]
    first = [Step(r.id, to_annex=r.id in annexes) for r in may_go if r.id in body]
    then = [Step(r.id) for r in may_go if r.id in annexes] if count_annexes else []
    return (*first, *then)


def _rank(record: Record) -> int:
    """How late a record goes: the least important first."""
    return -_PRIORITIES.index(record.priority)


def shed(selection: Selection, taken: Sequence[Step], *, shown: Collection[str]) -> Selection:
    """`selection` after the steps `gone`; what `shown` does not name takes nobody's place."""
    if not taken:
        return selection
    out = {step.record for step in taken if not step.to_annex}
    behind = {r.id for r in selection.records if r.can_be_shed and r.id not in shown}
    return replace(
        selection,
        left_out=(*selection.left_out, *((r.id, SHED) for r in selection.records if r.id in out)),
        unlisted=frozenset(out | behind),
        annexed=frozenset(step.record for step in taken if step.to_annex and step.record not in out),
    )


def _named_in_texts(selection: Selection, shown: Collection[str]) -> Iterator[str]:
    """What the texts of shown records name in braces: words that lead to it are left there."""
    yield from (
        mention.id for record in selection.records if record.id in shown for mention in record.mentions
    )


def _balance(selection: Selection, shown: Collection[str]) -> Iterator[str]:
    """The strongest position for and the strongest against each option on which any is shown.

    One without a condition is stronger than one with; then the one of higher priority, then the first in its
    file. A holder's last word stays too, where an earlier one is shown.
    """
    positions = [p for p in selection.of(Position) if p.id in shown]
    for option in dict.fromkeys(s.option for p in positions for s in p.stance):
        for side in (("supports", "supports_if"), ("opposes", "opposes_if")):
            strengths = [
                (side.index(s.stance), _PRIORITIES.index(p.priority), p.id)
                for p in positions
                for s in p.stance
                if s.option == option and s.stance in side
            ]
            if strengths:
                yield min(strengths, key=lambda strength: strength[:2])[2]
    holders = [p.holder for p in positions]
    yield from (p.id for p in positions if holders.count(p.holder) > 1)
