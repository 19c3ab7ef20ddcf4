"""What a build that runs by itself leaves: a table of what has changed, and a bundle for each audience."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.changes import EditionDifference, compare_editions
from policybrief.daily_jobs.last_runs import Run, made_by, read_runs
from policybrief.diagnostics import Refusal, Severity, counted
from policybrief.editions import Outcome, Result
from policybrief.editions.due_briefs import day_of
from policybrief.editions.workspace import Workspace, workspace_at
from policybrief.gate.public_logs import Discretion
from policybrief.project.history import NoHistory, common_commit, has_commit

if TYPE_CHECKING:
    from policybrief.cli.commands.build import Narrowed
    from policybrief.records import Edition

STATES = {
    Outcome.CLEAN: "final",
    Outcome.OPEN: "draft",
    Outcome.BROKEN: "**cannot be built**",
    Outcome.LEAK: "**not written: it would show more than its reader may see**",
    Outcome.FAILED: "**failed**",
}


def since(workspace: Workspace, narrowed: Narrowed) -> date | None:
    """The day of the last run that went well: that given, or the last of those listed.

    Raises:
        Refusal: the list cannot be read.
    """
    if narrowed.since or not narrowed.runs:
        return narrowed.since
    return max((run.day for run in read_runs(narrowed.runs, workspace)), default=None)


def changes_in(
    editions: Sequence[Edition], workspace: Workspace, narrowed: Narrowed
) -> tuple[EditionDifference, ...]:
    """How each edition differs from what it was at the commit asked for, or when its brief was last made.

    None of an edition that was not made before.

    Raises:
        Refusal: git does not know the commit, or not enough of the history.
    """
    try:
        if narrowed.against:
            day = day_of(narrowed.since, workspace) if narrowed.since else workspace.today
            commit = common_commit(workspace.loaded.root, narrowed.against)
            return _against(editions, Run(day, commit), workspace)
        return tuple(_since_last_made(editions, workspace, narrowed.runs) if narrowed.runs else ())
    except NoHistory as fault:
        raise Refusal(str(fault)) from None


def add_summary(
    path: Path,
    results: Iterable[Result],
    changes: Iterable[EditionDifference],
    *,
    workspace: Workspace,
    narrowed: Narrowed,
    said: str = "",
) -> None:
    """Add to the file at `path` a heading and a table of the editions that have changed, or `said`.

    Records are named by id, in continuous integration restricted ones by a hash: their texts are read by
    fewer people than a request or the log of a job.

    Raises:
        OSError: the file cannot be written.
    """
    lines = [
        f"### Briefs, {workspace.today.isoformat()}",
        "",
        *(_body(results, changes, narrowed, workspace.discretion()) if not said else [said]),
    ]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n\n")


def bundle(folder: Path, results: Iterable[Result], *, below: Path) -> None:
    """Copy the files of `results` from `below` to a folder for each audience: none holds those of another.

    Raises:
        OSError: a file cannot be copied.
    """
    for result in results:
        for file in result.files:
            place = folder / result.edition.audience.name / file.path.relative_to(below)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, place)


def _since_last_made(
    editions: Sequence[Edition], workspace: Workspace, runs: Path
) -> Iterator[EditionDifference]:
    known, last = read_runs(runs, workspace), {}
    for edition in editions:
        if edition.brief.schedule and edition.brief.name not in last:
            off = workspace.loaded.project.holidays
            last[edition.brief.name] = made_by(edition.brief.schedule, known, holidays=off)
    for run in dict.fromkeys(last.values()):
        if run is not None and has_commit(workspace.loaded.root, run.commit):
            yield from _against([e for e in editions if last.get(e.brief.name) == run], run, workspace)


def _against(editions: Sequence[Edition], run: Run, workspace: Workspace) -> tuple[EditionDifference, ...]:
    with workspace_at(run.commit, workspace, today=run.day) as before:
        return compare_editions(editions, before=before, now=workspace)


def _body(
    results: Iterable[Result], changes: Iterable[EditionDifference], narrowed: Narrowed, hush: Discretion
) -> list[str]:
    known = {change.edition.name: change for change in changes}
    rows, same = [], []
    for result in results:
        change = known.get(result.edition.name)
        word = change.word if change else result.change.word
        if word == "unchanged" and result.outcome in (Outcome.CLEAN, Outcome.OPEN):
            same.append(result.edition.name)
        else:
            rows.append(_row(result, _words(change, hush) if change else _built(result, hush)))
    since = f" since {narrowed.against[:12]}" if narrowed.against else " since last time" if known else ""
    head = (
        f"{counted(len(rows), 'edition has', 'editions have')} changed{since}."
        if rows
        else f"Nothing has changed{since}."
    )
    table = [
        "",
        "| brief | template | reader | language | pages | state | what changed |",
        "|---|---|---|---|--:|---|---|",
        *rows,
    ]
    unchanged = ["", f"Unchanged: {', '.join(same)}."] if same else []
    return [head, *(table if rows else []), *unchanged]


def _row(result: Result, words: str) -> str:
    edition = result.edition
    points = sum(d.severity is Severity.OPEN for d in result.diagnostics)
    state = STATES[result.outcome] + (f", {counted(points, 'open point')}" if points else "")
    cells = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    return f"| {' | '.join(cells)} | {result.pages or ''} | {state} | {words} |"


def _words(change: EditionDifference, hush: Discretion) -> str:
    """ "+ toll-2025, − toll-2011, ~ repair-due; now open: stale-fact toll-2011"."""
    signs = (("+", change.added), ("−", change.removed), ("~", change.changed))
    parts = [", ".join(f"{sign} {hush.name(record)}" for sign, records in signs for record in records)]
    parts += ["wording or layout"] if change.reworded else []
    parts += [f"now open: {_named(change.opened, hush)}"] if change.opened else []
    parts += [f"settled: {_named(change.closed, hush)}"] if change.closed else []
    return "; ".join(part for part in parts if part) or change.word


def _built(result: Result, hush: Discretion) -> str:
    signs = (("+", result.change.added), ("−", result.change.removed))
    came_and_went = (f"{sign} {hush.name(record)}" for sign, records in signs for record in records)
    return ", ".join(came_and_went) or result.change.word


def _named(points: Iterable[tuple[str, str]], hush: Discretion) -> str:
    return ", ".join(f"{code} {hush.name(record)}".strip() for code, record in points)
