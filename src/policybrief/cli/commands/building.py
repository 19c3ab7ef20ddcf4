"""The work of `brief build`: editions made and written, a line each, and what is wrong or open at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.commands.build import Narrowed
from policybrief.cli.commands.changes import add_summary, bundle, changes_in, since
from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.report import all_found, exit_code, say_faults, tally
from policybrief.diagnostics import Refusal, Severity, counted
from policybrief.editions import Built, Crew, Outcome, Result, build, folder_of
from policybrief.editions.due_briefs import due_briefs, nothing_due
from policybrief.editions.wanted import file_of
from policybrief.editions.workspace import Workspace, open_workspace
from policybrief.files.names import composed
from policybrief.gate.public_logs import Discretion
from policybrief.project.inputs import Kept, Remembered
from policybrief.writers.text import as_lines

if TYPE_CHECKING:
    from policybrief.records import Edition
    from policybrief.selection.filter import EditionFilter


def run(
    names: tuple[str, ...],
    narrowed: Narrowed,
    *,
    options: EditionFilter,
    formats: tuple[str, ...],
    out: Path | None,
    crew: Crew,
    strict: bool,
    explain: bool,
    fingerprint: str,
) -> tuple[int, Remembered | None]:
    """The exit code, and what is to be remembered of a build in which nothing was broken.

    Raises:
        Refusal: a name matches nothing.
    """
    started = time.monotonic()
    workspace = open_workspace(names, options=options)
    _refuse_unread(names, workspace)
    editions = workspace.editions()
    _refuse_nothing(editions, workspace)
    if narrowed.due:
        due = {
            found.brief.name
            for found in due_briefs(workspace, since=since(workspace, narrowed), on=workspace.today)
        }
        editions = tuple(edition for edition in editions if edition.brief.name in due)
    if formats:
        editions = tuple(replace(edition, formats=formats) for edition in editions)
    changes = changes_in(editions, workspace, narrowed)
    if narrowed.changed:
        editions = tuple(change.edition for change in changes if change.word != "unchanged")
    if not editions and not narrowed.plain:
        return _nothing_to_build(workspace, narrowed, strict=strict), None
    target = out.resolve() if out else workspace.loaded.root / "out"
    with progress(len(editions), "Building") as step:
        say = _teller(editions, target, explain=explain, hush=workspace.discretion())
        built = build(
            workspace,
            editions,
            out=target,
            whole=workspace.selected.whole and not formats and narrowed.plain,
            report=lambda result: step(say(result)),
            waiting=lambda: step(["Another build is running in this project; waiting for it to end."], 0),
            crew=crew,
            explain=explain,
        )
    _say_end(workspace, built, target, time.monotonic() - started)
    if narrowed.summary:
        add_summary(narrowed.summary, built.results, changes, workspace=workspace, narrowed=narrowed)
    if narrowed.bundles:
        bundle(narrowed.bundles, built.results, below=target)
    code = exit_code(all_found(workspace, built.results), built.results, strict=strict)
    return code, _to_remember(workspace, built, editions, fingerprint)


def _to_remember(
    workspace: Workspace, built: Built, editions: Sequence[Edition], fingerprint: str
) -> Remembered | None:
    """None if anything was broken: its faults must be said again."""
    found = all_found(workspace, built.results)
    locked = any(file.locked for result in built.results for file in result.files)
    if locked or any(r.outcome not in (Outcome.CLEAN, Outcome.OPEN) for r in built.results):
        return None
    if any(d.severity is Severity.ERROR for d in found):
        return None
    of_today = any(edition.brief.as_of is None and not edition.rehearsal for edition in editions)
    points = [d for d in found if d.severity is Severity.OPEN]
    return Remembered(
        fingerprint,
        tuple(Kept(*file) for file in built.files),
        f"{counted(len(editions), 'edition')}, {counted(len(built.files), 'file')}"
        + (f", {_drafts(built)}: {tally(found)} (in full: brief check --all)" if points else ""),
        clock=workspace.loaded.project.time_zone if of_today else "",
        day=workspace.today.isoformat() if of_today else "",
        open=bool(points),
    )


def _nothing_to_build(workspace: Workspace, narrowed: Narrowed, *, strict: bool) -> int:
    """The exit code where nothing is due or changed: 1 if something could not be read: it might have been."""
    found = tuple(d for d in all_found(workspace, ()) if d.severity is Severity.ERROR)
    say_faults(workspace, found)
    if narrowed.changed:
        said = f"No edition differs from {narrowed.against}."
    else:
        said = nothing_due(workspace, on=workspace.today)
    click.echo(said)
    if narrowed.summary:
        add_summary(narrowed.summary, (), (), workspace=workspace, narrowed=narrowed, said=said)
    return exit_code(found, (), strict=strict)


def _drafts(built: Built) -> str:
    drafts = sum(r.outcome is Outcome.OPEN for r in built.results)
    some = f"{drafts} of {len(built.results)} editions " if drafts < len(built.results) else ""
    return f"{some}marked DRAFT"


def _refuse_unread(names: tuple[str, ...], workspace: Workspace) -> None:
    """Ends the command with the faults of the project if a brief that is named cannot be read."""
    unread = {composed(Path(d.span.path).stem) for d in workspace.loaded.diagnostics if d.span}
    errors = any(d.severity is Severity.ERROR for d in workspace.loaded.diagnostics)
    if workspace.strange and (unread.intersection(names) or (errors and not workspace.loaded.briefs)):
        say_faults(workspace, all_found(workspace, ()))
        raise click.exceptions.Exit(1)


def _refuse_nothing(editions: Sequence[Edition], workspace: Workspace) -> None:
    """Ends the command if the project makes no edition at all, though all of it could be read.

    Raises:
        Refusal: so it is.
    """
    errors = any(d.severity is Severity.ERROR for d in workspace.loaded.diagnostics)
    if not editions and not errors:
        raise Refusal("There is nothing to build: no file briefs/NAME.yaml with a title.")


def _teller(
    editions: Sequence[Edition], out: Path, *, explain: bool, hush: Discretion
) -> Callable[[Result], list[str]]:
    """Turns a result into its line, below a line for each new folder."""
    width = max((len(edition.stem) for edition in editions), default=0)
    folder = ""

    def lines(result: Result) -> list[str]:
        nonlocal folder
        if result.outcome is Outcome.BROKEN:
            return []  # the faults come first, then who is concerned
        place = _short(out / folder_of(result.edition)) + "/"
        head = [] if place == folder else [place]
        folder = place
        line = f"  {result.edition.stem:<{width}}  {_said(result, hush)}"
        return [*head, line, *_beside(result), *(f"    {why}" for why in _why(result, hush) if explain)]

    return lines


def _said(result: Result, hush: Discretion) -> str:
    match result.outcome:
        case Outcome.LEAK:
            return click.style("not written: it would show more than its reader may see", fg="red")
        case Outcome.FAILED if not result.files:
            return click.style("failed", fg="red")
    names = " ".join(f.path.suffix for f in result.files)
    draft = click.style("draft", fg="yellow") if result.outcome is Outcome.OPEN else "final"
    signs = (("+", result.change.added), ("-", result.change.removed))
    change = " ".join(f"{sign} {hush.name(record)}" for sign, records in signs for record in records)
    change = f"{result.change.word}{': ' if change else ''}{change}"
    room = 80 - 2 - len(result.edition.stem) - 2 - 10 - 2 - 8 - 2 - 5 - 2
    change = change if len(change) <= max(room, 20) else change[: max(room, 20) - 1] + "…"
    return f"{names:<10}  {counted(result.pages, 'page'):<8}  {draft}  {change}"


def _why(result: Result, hush: Discretion) -> Iterator[str]:
    """Why the files were or were not written again, with the lines of the document that differ."""
    before, now = result.change.documents
    if not result.files:
        return
    if now is None:
        yield "the same document, template and program as before"
    elif before is None:
        yield "nothing is known of a document of before"
    elif before == now:
        yield "the same document as before; the template or the program has changed"
    elif hush.on:
        yield "another document than before; CI is set, so its words are not shown"
    else:
        old, new = (tuple(as_lines(document, width=72)) for document in (before, now))
        yield from [line.rstrip() for line in unified_diff(old, new, n=0, lineterm="")][2:]


def _beside(result: Result) -> list[str]:
    kept = [f"    edited by hand, kept as {_short(f.kept)}" for f in result.files if f.kept]
    locked = [
        f"    {f.locked.name} is open in another program: close it there and build again.\n"
        f"    Until then the new version is {f.path.name}"
        for f in result.files
        if f.locked
    ]
    return [*kept, *locked]


def _say_end(workspace: Workspace, built: Built, out: Path, seconds: float) -> None:
    found = all_found(workspace, built.results)
    if any(r.outcome is not Outcome.BROKEN for r in built.results):
        click.echo()
    say_faults(workspace, found)
    for path in built.removed:
        click.echo(f"Removed {_short(path)}: no edition wants it any more.")
    for path in built.set_aside:
        click.echo(f"Kept {_short(path)}: edited by hand, and no edition wants it any more.")
    files = sum(len(result.files) for result in built.results)
    unwritten = [r for r in built.results if r.outcome not in (Outcome.CLEAN, Outcome.OPEN)]
    end = f"{counted(files, 'file')} in {seconds:.1f} s" if files else "Nothing was written"
    end += f", {_drafts(built)}" if any(r.outcome is Outcome.OPEN for r in built.results) else ""
    click.echo(f"{end}: {tally(found)}." if found else f"{end}.")
    kept = {result.edition.name: _standing((result,), out) for result in unwritten}
    if unwritten and files:
        click.echo("Not written:")
        for name, standing in kept.items():
            click.echo(f"  {name}{f': {standing}' if standing else ''}")
    elif any(kept.values()):
        standing = _standing(unwritten, out)
        click.echo(f"{standing[0].upper()}{standing[1:]}.")


def _standing(unwritten: Sequence[Result], out: Path) -> str:
    """What `out` still holds of these editions from an earlier build, and of when; "" if nothing."""
    paths = [out / file_of(r.edition, form) for r in unwritten for form in r.edition.formats]
    times = [path.stat().st_mtime for path in paths if path.is_file()]
    if not times:
        return ""
    last = datetime.fromtimestamp(max(times))
    when = f"{last:%H:%M}" if last.date() == datetime.now().date() else f"{last:%Y-%m-%d}"
    return f"the files of {when} still stand in {_short(out)}/"


def _short(path: Path) -> str:
    """`path` from the working folder where that is shorter, with slashes."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = str(path)
    return Path(min(near, str(path), key=len)).as_posix()
