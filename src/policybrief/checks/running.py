"""All rules over one edition, and the waivers by which records are excused from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from policybrief.checks import (
    brief_lists,
    clearance,
    edition,
    evidence,
    known_dates,
    language,
    length,
    numbers,
    omitted_records,
    options,
    positions,
    speakers,
    support,
    terms,
    withdrawal,
    wording,
)
from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import Waiver


def check_edition(checked: Checked) -> tuple[Diagnostic, ...]:
    """All open points of one edition in the order of the rules, without those that are waived."""
    return tuple(excused(checked, (point for check in CHECKS for point in check(checked))))


def excused(checked: Checked, points: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """`points` without those that their record is excused from on the edition's day.

    Where the waiver has run out, the point's hint says so.
    """
    for point in points:
        waiver = _waiver(checked, point)
        if waiver is None:
            yield point
        elif not _holds(waiver, checked.edition.as_of):
            said = f"its waiver ended on {waiver.until}"
            yield replace(point, hint=f"{said}; {point.hint}" if point.hint else said)


def _waiver(checked: Checked, point: Diagnostic) -> Waiver | None:
    """The record's waiver of the point's rule that holds longest, or None."""
    record = checked.corpus.get(point.record) if point.record else None
    waivers = [w for w in record.waive if w.rule == point.code] if record else []
    return max(waivers, key=lambda w: w.until or date.max, default=None)


def _holds(waiver: Waiver, day: date) -> bool:
    return waiver.until is None or day <= waiver.until


CHECKS: tuple[Check, ...] = (
    *edition.CHECKS,
    *known_dates.CHECKS,
    *clearance.CHECKS,
    *withdrawal.CHECKS,
    *omitted_records.CHECKS,
    *brief_lists.CHECKS,
    *support.CHECKS,
    *numbers.CHECKS,
    *evidence.CHECKS,
    *positions.CHECKS,
    *speakers.CHECKS,
    *options.CHECKS,
    *wording.CHECKS,
    *language.CHECKS,
    *length.CHECKS,
    *terms.CHECKS,
)
