"""Which briefs of the project are due on a day, or were since the last run that went well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Refusal, Severity
from policybrief.editions.workspace import Workspace
from policybrief.schedules import Due, due_days

if TYPE_CHECKING:
    from policybrief.records import Brief
    from policybrief.schedules import Schedule

YEARS = (1900, 2199)
"""The first and the last year whose days schedules are asked for."""
FAR = 400
"""Days to look ahead for the next day of a schedule: more than a year, for those that come once in it."""


@dataclass(frozen=True, slots=True)
class DueBrief:
    """A brief and its schedule, the last of its days that are due, and earlier ones that were missed."""

    brief: Brief
    schedule: Schedule
    due: Due
    missed: tuple[date, ...] = ()


def due_briefs(workspace: Workspace, *, since: date | None, on: date) -> tuple[DueBrief, ...]:
    """The briefs with a schedule that are due on `on` or were due after `since`; by default on that day only.

    Raises:
        Refusal: `since` lies after `on`, or a day is centuries away.
    """
    if not YEARS[0] <= on.year <= YEARS[1]:
        raise Refusal(f"{on} is outside the range of schedules: write a day from {YEARS[0]} to {YEARS[1]}.")
    first = day_of(since, workspace) if since else on - timedelta(1)
    if first > on:
        raise Refusal(f"--since {first} is after {on}, the day to build for.")
    first = max(first, date(YEARS[0] - 1, 12, 31))
    due_now = []
    for brief in workspace.loaded.briefs:
        if brief.schedule is not None:
            days = [*due_days(brief.schedule, since=first, on=on, holidays=workspace.loaded.project.holidays)]
            if days:
                due_now.append(DueBrief(brief, brief.schedule, days[-1], tuple(due.day for due in days[:-1])))
    return tuple(due_now)


def next_due(workspace: Workspace, *, after: date) -> DueBrief | None:
    """The brief that is due next after that day, or None if none is within `FAR` days."""
    coming = []
    for brief in workspace.loaded.briefs:
        if brief.schedule is not None:
            until, off = after + timedelta(FAR), workspace.loaded.project.holidays
            due = next(due_days(brief.schedule, since=after, on=until, holidays=off), None)
            coming += [DueBrief(brief, brief.schedule, due)] if due else []
    return min(coming, key=lambda one: one.due.day, default=None)


def schedule_faults(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """Errors in the files that say what is due: the project's and those of the briefs."""
    return tuple(fault for fault in workspace.loaded.diagnostics if _says_what_is_due(fault))


def _says_what_is_due(fault: Diagnostic) -> bool:
    if fault.severity is not Severity.ERROR:
        return False
    return fault.span is None or PurePosixPath(fault.span.path).parent.as_posix() in (".", "briefs")


def nothing_due(workspace: Workspace, *, on: date) -> str:
    """The sentence that nothing is due on that day, and what is next; with less certainty after faults."""
    if schedule_faults(workspace):
        return "Nothing is due according to the schedules that can be read."
    if not any(brief.schedule for brief in workspace.loaded.briefs):
        return (
            "Nothing is due: no brief has a schedule. Add one to a brief, for example schedule: every Monday"
        )
    following = next_due(workspace, after=on)
    after = f" Next: {following.brief.name}, {following.due.day:%Y-%m-%d}." if following else ""
    return f"Nothing is due on {on:%Y-%m-%d}.{after}"


def day_of(moment: date, workspace: Workspace) -> date:
    """The day of a moment in the project's time zone."""
    if not isinstance(moment, datetime):
        return moment
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(workspace.loaded.project.time_zone)
    return (moment if moment.tzinfo is None else moment.astimezone(zone)).date()
