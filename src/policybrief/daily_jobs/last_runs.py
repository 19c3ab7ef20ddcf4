"""Runs of a daily job that went well, a time and a commit a line: when, and what each brief was then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Refusal
from policybrief.editions.due_briefs import FAR, YEARS, day_of
from policybrief.editions.workspace import Workspace
from policybrief.schedules import due_days

if TYPE_CHECKING:
    from policybrief.schedules import Schedule


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A run that went well: its day in the project's time zone, and the commit that it built."""

    day: date
    commit: str


def read_runs(path: Path, workspace: Workspace) -> tuple[Run, ...]:
    """The runs that the file names, earliest first; none if it is empty or not there.

    Raises:
        Refusal: a line is no time and commit.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    runs: list[Run] = []
    for number, line in enumerate(lines, 1):
        words = line.split()
        try:
            moment, commit = words
            runs.append(Run(day_of(datetime.fromisoformat(moment), workspace), commit))
            if not YEARS[0] <= runs[-1].day.year <= YEARS[1]:
                raise ValueError
        except (ValueError, OverflowError):
            if not words:
                continue
            said = "a time and a commit are expected: 2026-01-05T05:17:00Z 1a2b3c4"
            raise Refusal(f"{path.name}, line {number}: {said}") from None
    return tuple(sorted(set(runs)))


def made_by(schedule: Schedule, runs: Sequence[Run], *, holidays: Collection[date]) -> Run | None:
    """The run that made what the schedule asked for last; None if no run did, or nobody knows.

    It is the first one on or after that day: a run that failed is made good by the next.
    """
    if not runs:
        return None
    until = runs[-1].day
    days = [*due_days(schedule, since=until - timedelta(FAR), on=until, holidays=holidays)]
    if not days or (runs[0].day > days[-1].day):
        return None
    return next(run for run in runs if run.day >= days[-1].day)
