"""`brief build`: the files of editions in `out/`, or one line if nothing has changed since the last build."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.completion import complete_briefs
from policybrief.cli.terminal.since import since_option
from policybrief.editions import (
    RememberedBuild,
    is_fresh,
    remember_build,
    remembered_build,
)
from policybrief.project.inputs import find_root, fingerprint
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.editions import Workers


@click.command("build")
@click.argument("names", metavar="[BRIEF]...", nargs=-1, shell_complete=complete_briefs)
@click.option("--template", "templates", multiple=True, metavar="NAME", help="Only this template.")
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this audience.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(tuple(WRITERS)), help="Only this format."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Write to this folder instead of out/."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Build from what was known on this day.",
)
@click.option("--due", is_flag=True, help="Only briefs scheduled for today: see brief due.")
@since_option
@click.option(
    "--runs",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File of successful runs (one time and commit per line), used by --due.",
)
@click.option("--changed", is_flag=True, help="Only editions that differ from those at --against COMMIT.")
@click.option(
    "--against", metavar="COMMIT", default="", help="Show what has changed since a commit, tag or branch."
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Append a summary table in Markdown to this file.",
)
@click.option(
    "--bundles",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also copy the files to DIR/AUDIENCE/.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are open points.")
@click.option("--verify", is_flag=True, help="Compare existing files byte by byte instead of by size.")
@click.option("--explain", is_flag=True, help="Show why each file was or was not rewritten.")
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Number of processes to use."
)
@click.option("--scheduler", metavar="URL", default="", help="Build on a Dask cluster: tcp://host:8786.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    *,
    templates: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    as_of: datetime | None,
    due: bool,
    since: date | None,
    runs: Path | None,
    changed: bool,
    against: str,
    summary: Path | None,
    bundles: Path | None,
    strict: bool,
    verify: bool,
    explain: bool,
    jobs: int,
    scheduler: str,
) -> None:
    """Build the briefs as Word and PDF files in out/.

    BRIEF is the name of a brief. Add the names of templates, audiences or languages, in any order, to
    narrow the build:

    \b
      brief build
      brief build nato-support minister uk
      brief build --audience minister --format pdf
      brief build --as-of 2022-10-01         a rehearsal, in out/as-of-2022-10-01/
      brief build --due                      the briefs scheduled for today
      brief build --changed --against main   only what differs from another branch

    A format that is not built by default (text) is kept up to date once you have asked for it. Drafts are
    written too, and are marked as drafts on every page. If you edited a file in out/, your copy is kept
    beside the new one as NAME.edited.docx. If nothing has changed, nothing is written.
    """
    if (due and as_of) or ((since or runs) and not due):
        raise click.UsageError("--due cannot be combined with --as-of; --since and --runs need --due.")
    if runs and against:
        raise click.UsageError("--runs already names commits, so it cannot be combined with --against.")
    if changed and (due or as_of or not against):
        raise click.UsageError(
            "--changed needs --against COMMIT and cannot be combined with --due or --as-of."
        )
    day = as_of.date() if as_of else None
    only_formats = tuple(name for name in WRITERS if name in formats)
    unattended = bool(due or runs or against or changed or summary or bundles)
    root = None if unattended else find_root(Path.cwd())
    arguments = (
        *names,
        *(f"template={name}" for name in templates),
        *(f"audience={name}" for name in audiences),
        *(f"language={name}" for name in languages),
        *(f"as-of={day or ''}", *only_formats, _from(root, out) if root and out else ""),
    )
    inputs = _fingerprint(root) if root else ""
    last = remembered_build(root, arguments) if root else None
    if root and last and is_fresh(last, root, inputs=inputs, verify=verify):
        ctx.exit(_say_up_to_date(last, explain=explain, strict=strict))

    from policybrief.cli.terminal import build_report
    from policybrief.cli.terminal.report import all_diagnostics, exit_code
    from policybrief.daily_jobs.occasions import Occasion, editions_for
    from policybrief.daily_jobs.summaries import add_summary, bundle, summary_of
    from policybrief.editions import open_workspace
    from policybrief.selection import EditionFilter

    workspace = open_workspace(names, options=EditionFilter((), templates, audiences, languages, day))
    build_report.refuse_unread(names, workspace)
    occasion = Occasion(due, since, runs, against, changed)
    editions = build_report.editions_in(workspace, only_formats)
    editions, changes = editions_for(occasion, editions, workspace)
    if not editions and unattended:
        ctx.exit(build_report.print_nothing_to_build(workspace, occasion, summary=summary, strict=strict))
    target = out.resolve() if out else workspace.loaded.root / "out"
    built = build_report.build_and_print(
        workspace,
        editions,
        out=target,
        whole=workspace.selected.whole and not only_formats and not unattended,
        workers=_workers(jobs, scheduler),
        explain=explain,
    )
    if summary:
        lines = summary_of(built.results, changes, against=against, discretion=workspace.discretion())
        add_summary(summary, lines, workspace)
    if bundles:
        bundle(bundles, built.results, below=target)
    done = build_report.build_to_remember(workspace, built, editions, inputs)
    if root and inputs and done:
        with suppress(OSError):  # then the next build looks again
            remember_build(root, arguments, done)
    ctx.exit(exit_code(all_diagnostics(workspace, built.results), built.results, strict=strict))


def _say_up_to_date(last: RememberedBuild, *, explain: bool, strict: bool) -> int:
    """The exit code of a build with nothing to do."""
    click.echo(f"Up to date: {last.summary}.")
    if explain:
        click.echo("No file of the project, of this program or of its libraries has changed since then.")
    return int(strict and last.open)


def _fingerprint(root: Path) -> str:
    """That of the project's files; "" if one cannot be read, so that nothing counts as fresh."""
    try:
        return fingerprint(root)
    except OSError:
        return ""


def _from(root: Path, out: Path) -> str:
    """`out` from the root with slashes, as it is on another drive (Windows)."""
    try:
        return Path(os.path.relpath(out, root)).as_posix()
    except ValueError:
        return out.resolve().as_posix()


def _workers(jobs: int, scheduler: str) -> Workers:
    if scheduler:
        from policybrief.editions import Cluster

        return Cluster(scheduler)
    from policybrief.editions import Processes

    return Processes(jobs)
