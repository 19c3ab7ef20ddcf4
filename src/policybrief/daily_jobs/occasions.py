"""What a build without a person makes: what is due, or differs from a commit or the last run of a job."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.changes import EditionDifference, compare_editions
from policybrief.diagnostics import Refusal
from policybrief.editions import FAR, YEARS, Workspace, day_of, due_briefs, workspace_at
from policybrief.project.history import NoHistory, common_commit, has_commit
from policybrief.schedules import due_days

if TYPE_CHECKING:
    from policybrief.records import Edition
    from policybrief.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a build is run; without any reason, of all that was named."""

    due: bool = False
    """Only what is due, today or on a day after `since`."""
    since: date | None = None
    runs: Path | None = None
    """A file with the runs of a daily job that went well: instead of `since` and `against`."""
    against: str = ""
    """A commit: editions are compared with those in it …"""
    changed: bool = False
    """… and only those that differ are built."""


def editions_for(
    occasion: Occasion, editions: Sequence[Edition], workspace: Workspace
) -> tuple[tuple[Edition, ...], tuple[EditionDifference, ...]]:
    """Those of the editions that the occasion asks for, and how they differ from what they were.

    Raises:
        Refusal: a list of runs cannot be read, or git does not know the commit or not enough of the history.
    """
    if occasion.due:
        due = due_briefs(workspace, since=_last_day(occasion, workspace), on=workspace.today)
        names = {brief.brief.name for brief in due}
        editions = [edition for edition in editions if edition.brief.name in names]
    changes = _changes(editions, workspace, occasion)
    if occasion.changed:
        editions = [change.edition for change in changes if change.word != "unchanged"]
    return tuple(editions), changes


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
            expected = "a time and a commit are expected: 2026-01-05T05:17:00Z 1a2b3c4"
            raise Refusal(f"{path.name}, line {number}: {expected}") from None
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


def _last_day(occasion: Occasion, workspace: Workspace) -> date | None:
    """The day of the last run that went well: that stated, or the last of those listed."""
    if occasion.since or not occasion.runs:
        return occasion.since
    return max((run.day for run in read_runs(occasion.runs, workspace)), default=None)


def _changes(
    editions: Sequence[Edition], workspace: Workspace, occasion: Occasion
) -> tuple[EditionDifference, ...]:
    """How each edition differs from what it was at the commit named, or when its brief was last made.

    None of an edition that was not made before.

    Raises:
        Refusal: git does not know the commit, or not enough of the history.
    """
    try:
        if occasion.against:
            day = day_of(occasion.since, workspace) if occasion.since else workspace.today
            commit = common_commit(workspace.loaded.root, occasion.against)
            return _against(editions, Run(day, commit), workspace)
        return tuple(_since_last_made(editions, workspace, occasion.runs) if occasion.runs else ())
    except NoHistory as fault:
        raise Refusal(str(fault)) from None


def _since_last_made(
    editions: Sequence[Edition], workspace: Workspace, runs: Path
) -> Iterator[EditionDifference]:
    past, last = read_runs(runs, workspace), {}
    for edition in editions:
        if edition.brief.schedule and edition.brief.name not in last:
            off = workspace.loaded.project.holidays
            last[edition.brief.name] = made_by(edition.brief.schedule, past, holidays=off)
    for run in dict.fromkeys(last.values()):
        if run is not None and has_commit(workspace.loaded.root, run.commit):
            yield from _against([e for e in editions if last.get(e.brief.name) == run], run, workspace)


def _against(editions: Sequence[Edition], run: Run, workspace: Workspace) -> tuple[EditionDifference, ...]:
    with workspace_at(run.commit, workspace, today=run.day) as before:
        return compare_editions(editions, before=before, now=workspace)
