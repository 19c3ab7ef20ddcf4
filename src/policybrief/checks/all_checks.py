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
    fairness,
    known_dates,
    language,
    length,
    numbers,
    omitted_records,
    options,
    passages,
    positions,
    pronouns,
    reasons,
    speakers,
    support,
    terms,
    withdrawal,
    wording,
)
from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import Corpus
from policybrief.records import Edition, EditionWaiver, Waiver
from policybrief.rules import EDITION_RULES


def check_edition(checked: Checked) -> tuple[Diagnostic, ...]:
    """All open points of one edition in the order of the rules, without those that are waived."""
    points = (point for check in CHECKS for point in check(checked))
    return tuple(excused(points, edition=checked.edition, corpus=checked.corpus))


def excused(points: Iterable[Diagnostic], *, edition: Edition, corpus: Corpus) -> Iterator[Diagnostic]:
    """`points` without those that their record, or the brief, is excused from on the edition's day.

    Where the waiver has run out, the point's hint says so.
    """
    for point in points:
        waiver = _waiver(point, edition, corpus)
        if waiver is None:
            yield point
        elif waiver.until is not None and waiver.until < edition.as_of:
            message = f"its waiver ended on {waiver.until}"
            yield replace(point, hint=f"{message}; {point.hint}" if point.hint else message)


def _waiver(point: Diagnostic, edition: Edition, corpus: Corpus) -> Waiver | EditionWaiver | None:
    """The waiver of the point's rule that holds longest: of its record, or in the brief's file; or None."""
    waivers: list[Waiver | EditionWaiver] = []
    if point.code in EDITION_RULES:
        waivers += [w for w in edition.brief.waive if w.covers(point.code, edition.audience.name)]
    elif point.record and (record := corpus.get(point.record)):
        waivers += [w for w in record.waive if w.rule == point.code]
    return max(waivers, key=lambda w: w.until or date.max, default=None)


CHECKS: tuple[Check, ...] = (
    *edition.CHECKS,
    *known_dates.CHECKS,
    *clearance.CHECKS,
    *withdrawal.CHECKS,
    *omitted_records.CHECKS,
    *brief_lists.CHECKS,
    *support.CHECKS,
    *reasons.CHECKS,
    *numbers.CHECKS,
    *passages.CHECKS,
    *evidence.CHECKS,
    *fairness.CHECKS,
    *positions.CHECKS,
    *speakers.CHECKS,
    *options.CHECKS,
    *wording.CHECKS,
    *pronouns.CHECKS,
    *language.CHECKS,
    *length.CHECKS,
    *terms.CHECKS,
)
