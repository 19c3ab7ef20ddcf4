"""What a build without a person leaves for people: a table in Markdown, and a folder for each audience."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Severity, counted
from policybrief.editions import EditionOutcome, EditionResult

if TYPE_CHECKING:
    from policybrief.changes import EditionDifference
    from policybrief.editions import Workspace
    from policybrief.gate import Discretion

_STATES = {
    EditionOutcome.CLEAN: "final",
    EditionOutcome.OPEN: "draft",
    EditionOutcome.BROKEN: "**cannot be built**",
    EditionOutcome.LEAK: "**not written: it would show more than its readers may see**",
    EditionOutcome.FAILED: "**failed**",
}


def add_summary(path: Path, lines: Sequence[str], workspace: Workspace) -> None:
    """Add a heading with the day and `lines` to the file at `path`.

    Raises:
        OSError: the file cannot be written.
    """
    text = "\n".join([f"### Briefs, {workspace.today.isoformat()}", "", *lines])
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{text}\n\n")


def bundle(folder: Path, results: Iterable[EditionResult], *, below: Path) -> None:
    """Copy the files of `results` from `below` to a folder for each audience: none holds those of another.

    Raises:
        OSError: a file cannot be copied.
    """
    for result in results:
        for file in result.files:
            place = folder / result.edition.audience.name / file.path.relative_to(below)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, place)


def summary_of(
    results: Iterable[EditionResult],
    changes: Iterable[EditionDifference],
    *,
    against: str,
    discretion: Discretion,
) -> list[str]:
    """The lines of a table of the editions that have changed, since the commit `against` if one is named.

    Records are named by id, for a public log restricted ones by a hash: their texts are read by fewer people
    than a request or the log of a job.
    """
    by_name = {change.edition.name: change for change in changes}
    rows, same = [], []
    for result in results:
        change = by_name.get(result.edition.name)
        word = change.word if change else result.change.word
        if word == "unchanged" and result.outcome.written:
            same.append(result.edition.name)
        else:
            words = _difference(change, discretion) if change else _rebuilt(result, discretion)
            rows.append(_row(result, words))
    since = f" since {against[:12]}" if against else " since last time" if by_name else ""
    head = (
        f"{counted(len(rows), 'edition has', 'editions have')} changed{since}."
        if rows
        else f"Nothing has changed{since}."
    )
    unchanged = ["", f"Unchanged: {', '.join(same)}."] if same else []
    return [head, *(_table(rows) if rows else ()), *unchanged]


def _table(rows: Sequence[str]) -> tuple[str, ...]:
    return (
        "",
        "| brief | template | reader | language | pages | state | what changed |",
        "|---|---|---|---|--:|---|---|",
        *rows,
    )


def _row(result: EditionResult, words: str) -> str:
    edition = result.edition
    points = sum(d.severity is Severity.OPEN for d in result.diagnostics)
    state = _STATES[result.outcome] + (f", {counted(points, 'open point')}" if points else "")
    cells = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    return f"| {' | '.join(cells)} | {result.pages or ''} | {state} | {words} |"


def _difference(change: EditionDifference, discretion: Discretion) -> str:
    """ "+ toll-2025, − toll-2011, ~ repair-due; now open: stale-fact toll-2011"."""
    signs = (("+", change.added), ("−", change.removed), ("~", change.changed))
    parts = [", ".join(f"{sign} {discretion.name(record)}" for sign, records in signs for record in records)]
    parts += ["wording or layout"] if change.reworded else []
    parts += [f"new open points: {_named(change.opened, discretion)}"] if change.opened else []
    parts += [f"resolved: {_named(change.closed, discretion)}"] if change.closed else []
    return "; ".join(part for part in parts if part) or change.word


def _rebuilt(result: EditionResult, discretion: Discretion) -> str:
    signs = (("+", result.change.added), ("−", result.change.removed))
    came_and_went = (f"{sign} {discretion.name(record)}" for sign, records in signs for record in records)
    return ", ".join(came_and_went) or result.change.word


def _named(points: Iterable[tuple[str, str]], discretion: Discretion) -> str:
    return ", ".join(f"{code} {discretion.name(record)}".strip() for code, record in points)
