"""Sources and strength: what is unsourced, one-sided, cannot be judged, or claims more than it has."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import cited_sources
from policybrief.records import (
    Fact,
    Option,
    Position,
    Reasoned,
    Recommendation,
    Record,
    Risk,
    Source,
    Sourced,
    bases_of,
)
from policybrief.selection import FIRM

_FOR = frozenset({"supports", "supports_if"})
_AGAINST = frozenset({"opposes", "opposes_if"})


def check_sourced(checked: Checked) -> Iterator[Diagnostic]:
    """A statement without a source, or analysis of ours without grounds."""
    for record in checked.records():
        whole = checked.corpus.get(record.id) or record
        if isinstance(whole, Sourced) and not whole.source and not bases_of(whole):
            message = f"{record.kind} {record.id} names no source"
            yield checked.point(record, "unsourced", message, "write source: ID, and where in it")
        elif isinstance(whole, Reasoned) and not isinstance(whole, Option) and not bases_of(whole):
            message = f"{record.kind} {record.id} does not say what it is based on"
            yield checked.point(record, "unsourced", message, "write rests_on: and the ids of its grounds")


def check_both_sides(checked: Checked) -> Iterator[Diagnostic]:
    """A recommendation that is based on one side's positions on its option while the other side is known.

    The other side counts as weighed if one of its positions is among the grounds of the recommendation or
    of a risk of the option.
    """
    for record in checked.records():
        if not isinstance(record, Recommendation) or record.ask not in FIRM:
            continue
        grounds = {r.id for r in checked.basis(record)}
        for option in record.option:
            sides = _sides(checked, option)
            weighed = grounds | _grounds_of_risks(checked, option)
            for side, other in (sides, sides[::-1]):
                if side & grounds and other and not other & weighed:
                    message = (
                        f"recommendation {record.id} is based on one side's positions on option {option}; "
                        f"{len(other)} of the other side are not considered"
                    )
                    hint = "add one of them to rests_on, here or in a risk of the option"
                    yield checked.point(record, "one-sided-support", message, hint, "rests_on")


def check_judged(checked: Checked) -> Iterator[Diagnostic]:
    """A shown fact that cannot be judged: its credibility is graded 6, or each of its sources F."""
    for record in checked.records():
        if isinstance(record, Fact) and (reason := _cannot_be_judged(checked, record)):
            hint = (
                "find a source that can be judged, or say in the text whose claim it is and waive this rule"
            )
            yield checked.point(record, "source-not-judged", f"fact {record.id}: {reason}", hint)


def check_public_source(checked: Checked) -> Iterator[Diagnostic]:
    """A statement for the public none of whose sources the public can get."""
    if not checked.for_public:
        return
    for record in checked.records():
        if isinstance(record, Sourced):
            cited = checked.selection.having(cited_sources(record, checked.corpus))
            if cited and not any(isinstance(s, Source) and s.public for s in cited):
                message = (
                    f"{record.kind} {record.id} is shown to the public, but none of its sources is public"
                )
                hint = "add a public source, or leave the record out for this audience"
                yield checked.point(record, "no-public-source", message, hint, "source")


def check_strength(checked: Checked) -> Iterator[Diagnostic]:
    """A recommendation that commits the reader and names a weak ground among those it is based on."""
    for record in checked.records():
        if not isinstance(record, Recommendation) or record.ask not in FIRM:
            continue
        weak = [
            (r, reason) for r in checked.selection.grounds(bases_of(record)) if (reason := _weak(checked, r))
        ]
        if weak:
            ground, reason = weak[0]
            message = f"recommendation {record.id} asks to {record.ask}; it is based on {ground.id}, {reason}"
            hint = "ask to discuss or note, find better evidence, or remove a ground that it does not need"
            yield checked.point(record, "overstated-recommendation", message, hint, "rests_on")


def _sides(checked: Checked, option: str) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the selected positions for and against an option."""
    stances = [
        (p.id, s.stance) for p in checked.selection.of(Position) for s in p.stance if s.option == option
    ]
    return (
        frozenset(position for position, stance in stances if stance in _FOR),
        frozenset(position for position, stance in stances if stance in _AGAINST),
    )


def _grounds_of_risks(checked: Checked, option: str) -> frozenset[str]:
    risks = (risk for risk in checked.selection.of(Risk) if option in risk.option)
    return frozenset(ground for risk in risks for ground in bases_of(risk))


def _cannot_be_judged(checked: Checked, fact: Fact) -> str:
    """Why a fact cannot be judged; "" if it can. F and 6 do not mean "bad".

    What is worked out is as good as the worst fact in it.
    """
    parts = (checked.corpus.get(part) for part in fact.rests_on)
    for part in parts:
        if isinstance(part, Fact) and (reason := _cannot_be_judged(checked, part)):
            return f"of {part.id}, from which it is worked out, {reason}"
    if fact.grade == "6":
        return "whether it is true cannot be judged (6)"
    cited = checked.selection.having(tuple(c.id for c in fact.source))
    grades = {s.grade for s in cited if isinstance(s, Source)}
    return "the reliability of its source cannot be judged (F)" if grades == {"F"} else ""


def _weak(checked: Checked, ground: Record) -> str:
    """Why a ground cannot carry a firm recommendation; "" if it can."""
    if not isinstance(ground, Fact):
        return ""
    for part in map(checked.corpus.get, ground.rests_on):
        if part is not None and (reason := _weak(checked, part)):
            return f"worked out from {part.id}, {reason}"
    if ground.grade in ("4", "5"):
        return "a fact graded doubtful or improbable"
    return "a fact that cannot be judged" if _cannot_be_judged(checked, ground) else ""


CHECKS: tuple[Check, ...] = (
    check_sourced,
    check_both_sides,
    check_judged,
    check_public_source,
    check_strength,
)
