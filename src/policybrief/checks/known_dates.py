"""Rules of dates that leave open whether something is known, or holds, on the day of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import cited_sources, open_period
from policybrief.records import Record, Source, Sourced


def check_known_within_period(checked: Checked) -> Iterator[Diagnostic]:
    """A month or year that leaves open whether what the paper shows, or is based on, was known on its day.

    Where a record states no `known` of its own, the date is that of its source: the point is about that.
    """
    dated: dict[str, Record] = {}
    for record in _statements(checked):
        if open_period(record, checked.corpus, checked.edition.as_of):
            sources = (checked.corpus.get(source) for source in cited_sources(record, checked.corpus))
            for one in (record,) if record.known else sources:
                if one is not None:
                    dated[one.id] = one
    for one in dated.values():
        stated = open_period(one, checked.corpus, checked.edition.as_of)
        if stated is not None:
            yield _within(checked, one, stated)


def _statements(checked: Checked) -> Iterator[Sourced]:
    """The facts and positions that are shown, and the selected ones on which what is shown is based."""
    for record in checked.records():
        if isinstance(record, Sourced):
            yield record
            continue
        for below in checked.evidence(record):
            selected = checked.selection.get(below.id)  # without the sources that its reader may not see
            if isinstance(selected, Sourced):
                yield selected


def _within(checked: Checked, record: Record, stated: StatedDate) -> Diagnostic:
    day = checked.edition.as_of
    if isinstance(record, Source):
        name, subject = "issued", f"source {record.id} is dated {stated}"
        hint = "write the day in issued:, or in each record that cites it known: and the day"
    else:
        name, subject = "known", f"{record.kind} {record.id} became known in {stated}"
        hint = "write the day in known:"
    message = f"{subject}: whether it was known on {day} is unclear ({checked.title(record)})"
    values = {
        "label": "titled.known-within-period",
        "title": checked.title(record, printed=True),
        "date": checked.stated(stated),
    }
    values["day"] = checked.stated(StatedDate(day.year, day.month, day.day))
    return checked.point(record, "known-within-period", message, hint, name, values=values)


def check_uncertain(checked: Checked) -> Iterator[Diagnostic]:
    """A statement that holds on the day only if its uncertain date is read widely."""
    for record in checked.records():
        if record.id in checked.selection.uncertain:
            day = checked.edition.as_of
            message = (
                f"{record.kind} {record.id} applies on {day} only if its uncertain dates are read generously"
            )
            hint = "say in the text until when it is known to apply"
            yield checked.point(record, "uncertain-date", message, hint)


CHECKS: tuple[Check, ...] = (check_known_within_period, check_uncertain)
