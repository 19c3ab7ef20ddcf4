"""The lines of `brief build`: one for each edition, then what is wrong or open, and what was written."""

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

from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.report import all_diagnostics, exit_code, print_diagnostics, tally
from policybrief.daily_jobs.summaries import add_summary
from policybrief.diagnostics import Refusal, Severity, counted, is_broken
from policybrief.editions import (
    BuildResult,
    EditionOutcome,
    EditionResult,
    RememberedBuild,
    Workers,
    WrittenFile,
    build,
    file_of,
    folder_of,
    manifest_files,
    nothing_due,
)
from policybrief.files.names import composed
from policybrief.writers.text import as_lines

if TYPE_CHECKING:
    from policybrief.daily_jobs.occasions import Occasion
    from policybrief.editions import Workspace
    from policybrief.gate import Discretion
    from policybrief.records import Edition


def refuse_unread(names: Sequence[str], workspace: Workspace) -> None:
    """End the command with the errors of the project if a brief that is named cannot be read."""
    unread = {composed(Path(d.span.path).stem) for d in workspace.loaded.diagnostics if d.span}
    unreadable = is_broken(workspace.loaded.diagnostics) and not workspace.loaded.briefs
    if workspace.unknown_words and (unreadable or unread.intersection(names)):
        print_diagnostics(workspace, all_diagnostics(workspace, ()))
        raise click.exceptions.Exit(1)


def editions_in(workspace: Workspace, formats: tuple[str, ...]) -> tuple[Edition, ...]:
    """The editions that the command selects, in the formats named, or in those of their audiences.

    Raises:
        Refusal: a name matches nothing, or a project without errors makes no edition at all.
    """
    editions = workspace.editions()
    if not editions and not is_broken(workspace.loaded.diagnostics):
        raise Refusal("There is nothing to build: no file briefs/NAME.yaml has a title.")
    return tuple(replace(edition, formats=formats) for edition in editions) if formats else editions


def print_nothing_to_build(
    workspace: Workspace, occasion: Occasion, *, summary: Path | None, strict: bool
) -> int:
    """The exit code if nothing is due or changed: 1 if something that might be could not be read."""
    errors = tuple(d for d in all_diagnostics(workspace, ()) if d.severity is Severity.ERROR)
    print_diagnostics(workspace, errors)
    sentence = nothing_due(workspace, on=workspace.today)
    if occasion.changed:
        sentence = f"No edition differs from {occasion.against}."
    click.echo(sentence)
    if summary:
        add_summary(summary, [sentence], workspace)
    return exit_code(errors, (), strict=strict)


def build_and_print(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    out: Path,
    whole: bool,
    workers: Workers,
    explain: bool,
) -> BuildResult:
    """The build of `editions`; prints a line for each as it finishes, and a summary."""
    started = time.monotonic()
    with progress(len(editions), "Building") as step:
        lines = lines_of_results(editions, out, explain=explain, discretion=workspace.discretion())
        built = build(
            workspace,
            editions,
            out=out,
            whole=whole,
            report=lambda result: step(lines(result)),
            waiting=lambda: step(["Another build is running in this project; waiting for it to finish."], 0),
            workers=workers,
            explain=explain,
        )
    print_end(workspace, built, out, seconds=time.monotonic() - started)
    return built


def build_to_remember(
    workspace: Workspace, built: BuildResult, editions: Sequence[Edition], inputs: str
) -> RememberedBuild | None:
    """The build with the fingerprint of its inputs.

    None if anything was broken, because errors are repeated.
    """
    diagnostics = all_diagnostics(workspace, built.results)
    locked = any(file.locked for result in built.results for file in result.files)
    if locked or is_broken(diagnostics) or any(not result.outcome.written for result in built.results):
        return None
    of_today = any(edition.brief.as_of is None and not edition.rehearsal for edition in editions)
    is_open = any(d.severity is Severity.OPEN for d in diagnostics)
    words = f"{counted(len(editions), 'edition')}, {counted(len(built.files), 'file')}"
    words += f", {_drafts(built)}: {tally(diagnostics)} (in full: brief check --all)" if is_open else ""
    manifest = manifest_files(workspace.loaded.root, (edition.brief.name for edition in editions))
    return RememberedBuild(
        inputs,
        tuple(WrittenFile(*file) for file in (*built.files, *manifest)),
        words,
        time_zone=workspace.loaded.project.time_zone if of_today else "",
        day=workspace.today.isoformat() if of_today else "",
        open=is_open,
    )


def lines_of_results(
    editions: Sequence[Edition], out: Path, *, explain: bool, discretion: Discretion
) -> Callable[[EditionResult], list[str]]:
    """A function from a result to its line, below a line for each new folder; with reasons if `explain`."""
    width = max((len(edition.stem) for edition in editions), default=0)
    folder = ""

    def lines(result: EditionResult) -> list[str]:
        nonlocal folder
        if result.outcome is EditionOutcome.BROKEN:
            return []  # the errors come first, then the editions concerned
        place = _short(out / folder_of(result.edition)) + "/"
        head = [] if place == folder else [place]
        folder = place
        line = f"  {result.edition.stem:<{width}}  {_result(result, discretion)}"
        return [
            *head,
            line,
            *_kept_and_locked(result),
            *(f"    {why}" for why in _reasons(result, discretion) if explain),
        ]

    return lines


def print_end(workspace: Workspace, built: BuildResult, out: Path, *, seconds: float) -> None:
    """Print what is wrong or open, what was removed, and how much was written."""
    diagnostics = all_diagnostics(workspace, built.results)
    if any(r.outcome is not EditionOutcome.BROKEN for r in built.results):
        click.echo()
    print_diagnostics(workspace, diagnostics)
    for path in built.removed:
        click.echo(f"Removed {_short(path)}: no edition needs it any more.")
    for path in built.set_aside:
        click.echo(f"Kept {_short(path)}: edited by hand, although no edition needs it any more.")
    files = sum(len(result.files) for result in built.results)
    unwritten = [r for r in built.results if not r.outcome.written]
    end = f"{counted(files, 'file')} in {seconds:.1f} s" if files else "Nothing was written"
    end += f", {_drafts(built)}" if any(r.outcome is EditionOutcome.OPEN for r in built.results) else ""
    click.echo(f"{end}: {tally(diagnostics)}." if diagnostics else f"{end}.")
    earlier = {result.edition.name: _earlier_files((result,), out) for result in unwritten}
    if unwritten and files:
        click.echo("Not written:")
        for name, files_of_name in earlier.items():
            click.echo(f"  {name}{f': {files_of_name}' if files_of_name else ''}")
    elif any(earlier.values()):
        sentence = _earlier_files(unwritten, out)
        click.echo(f"{sentence[0].upper()}{sentence[1:]}.")


def _drafts(built: BuildResult) -> str:
    """ "12 of 48 editions marked DRAFT"."""
    number = sum(r.outcome is EditionOutcome.OPEN for r in built.results)
    some = f"{number} of {len(built.results)} editions " if number < len(built.results) else ""
    return f"{some}marked DRAFT"


def _result(result: EditionResult, discretion: Discretion) -> str:
    match result.outcome:
        case EditionOutcome.LEAK:
            return click.style("not written: it would show more than its readers may see", fg="red")
        case EditionOutcome.FAILED if not result.files:
            return click.style("failed", fg="red")
    names = " ".join(f.path.suffix for f in result.files)
    draft = click.style("draft", fg="yellow") if result.outcome is EditionOutcome.OPEN else "final"
    signs = (("+", result.change.added), ("-", result.change.removed))
    change = " ".join(f"{sign} {discretion.name(record)}" for sign, records in signs for record in records)
    change = f"{result.change.word}{': ' if change else ''}{change}"
    room = 80 - 2 - len(result.edition.stem) - 2 - 10 - 2 - 8 - 2 - 5 - 2
    change = change if len(change) <= max(room, 20) else change[: max(room, 20) - 1] + "…"
    return f"{names:<10}  {counted(result.pages, 'page'):<8}  {draft}  {change}"


def _reasons(result: EditionResult, discretion: Discretion) -> Iterator[str]:
    """Why the files were or were not written again, with the lines of the document that differ."""
    before, now = result.change.documents
    if not result.files:
        return
    if now is None:
        yield "the same document, template and program as before"
    elif before is None:
        yield "no earlier document is known"
    elif before == now:
        yield "the same document as before; the template or the program has changed"
    elif discretion.on:
        yield "the document has changed; CI is set, so its words are not shown"
    else:
        old, new = (tuple(as_lines(document, width=72)) for document in (before, now))
        yield from [line.rstrip() for line in unified_diff(old, new, n=0, lineterm="")][2:]


def _kept_and_locked(result: EditionResult) -> list[str]:
    kept = [f"    edited by hand, kept as {_short(f.kept)}" for f in result.files if f.kept]
    locked = [
        f"    {f.locked.name} is open in another program: close it there and build again.\n"
        f"    Until then the new version is {f.path.name}"
        for f in result.files
        if f.locked
    ]
    return [*kept, *locked]


def _earlier_files(unwritten: Sequence[EditionResult], out: Path) -> str:
    """What `out` still holds of these editions from an earlier build, and from when; "" if nothing."""
    paths = [out / file_of(r.edition, form) for r in unwritten for form in r.edition.formats]
    times = [path.stat().st_mtime for path in paths if path.is_file()]
    if not times:
        return ""
    last = datetime.fromtimestamp(max(times))
    when = f"{last:%H:%M}" if last.date() == datetime.now().date() else f"{last:%Y-%m-%d}"
    return f"the files of {when} are still in {_short(out)}/"


def _short(path: Path) -> str:
    """`path` from the working folder where that is shorter, with slashes."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = str(path)
    return Path(min(near, str(path), key=len)).as_posix()
