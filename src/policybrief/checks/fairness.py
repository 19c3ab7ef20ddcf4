"""Rules of fairness to the reader: both sides of an option, and the most serious risk of what is advised."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import stands
from policybrief.records import Option, Position, Recommendation, Record, Risk
from policybrief.sections import score
from policybrief.selection import FIRM, barred

_SIDES = {"supporting": ("supports", "supports_if"), "opposing": ("opposes", "opposes_if")}


def check_one_sided(checked: Checked) -> Iterator[Diagnostic]:
    """A paper that shows one side of an option alone, or recommends it without its most serious risk.

    Asked is what its reader may see: what no section prints, and what the brief leaves out for this audience.
    """
    may_show = (*checked.selection.records, *_left_out_for_reader(checked))
    positions = [record for record in may_show if isinstance(record, Position)]
    for option in checked.selection.of(Option):
        yield from _without_a_side(checked, option, positions)
    for option in _advised(checked):
        risks = _most_serious(checked, option, may_show)
        if risks and not any(checked.shows(risk.id) for risk in risks):
            yield _point(checked, option, "risk", "recommends it without its most serious risk", risks)


def _advised(checked: Checked) -> tuple[Option, ...]:
    """The options that a shown recommendation asks the reader to take."""
    requests = [r for r in checked.records() if isinstance(r, Recommendation) and r.ask in FIRM]
    taken = {option for recommendation in requests for option in recommendation.option}
    return tuple(option for option in checked.selection.of(Option) if option.id in taken)


def _most_serious(checked: Checked, option: Option, records: tuple[Record, ...]) -> tuple[Risk, ...]:
    """The risks of `option` among `records` than which none is more serious."""
    scale = checked.project.yardstick
    risks = [record for record in records if isinstance(record, Risk) and option.id in record.option]
    highest = max((score(risk, scale) for risk in risks), default=0)
    return tuple(risk for risk in risks if score(risk, scale) == highest)


def _without_a_side(checked: Checked, option: Option, positions: list[Position]) -> Iterator[Diagnostic]:
    sides = {side: _on(option, words, positions) for side, words in _SIDES.items()}
    for side, other in (("supporting", "opposing"), ("opposing", "supporting")):
        is_shown = any(checked.shows(position.id) for position in sides[side])
        missing = tuple(sides[other])
        if is_shown and missing and not any(checked.shows(position.id) for position in missing):
            fault = f"shows {side} positions on it, but no {other} one"
            yield _point(checked, option, other, fault, missing)


def _on(option: Option, words: tuple[str, ...], positions: list[Position]) -> list[Position]:
    return [p for p in positions if any(s.option == option.id and s.stance in words for s in p.stance)]


def _left_out_for_reader(checked: Checked) -> Iterator[Record]:
    """What the brief leaves out for this audience alone, and this audience may read."""
    reader, corpus = checked.edition.audience, checked.corpus

    def admits(record: Record) -> bool:
        return not record.withdrawn and not barred(record, reader, corpus, checked.project)

    for record in map(corpus.get, checked.edition.brief.overrides(reader.name).leave_out):
        if record and stands(record, corpus, admits):
            yield record


def _point(
    checked: Checked, option: Option, side: str, fault: str, missing: tuple[Record, ...]
) -> Diagnostic:
    reader, names = checked.edition.audience.name, ", ".join(record.id for record in missing)
    message = f"the paper for {reader} is one-sided about option {option.id}: it {fault}"
    hint = f"show {names} in a section of its outline, or waive this in the brief with a reason"
    values = {"label": "titled.one-sided-copy", "reason": f"one-sided-{side}"}
    values["title"] = checked.title(option, printed=True)
    return checked.point_of_brief("one-sided-copy", message, hint, record=option.id, values=values)


CHECKS: tuple[Check, ...] = (check_one_sided,)
