"""`brief build`: says at once that nothing changed; otherwise leaves the work to `building`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.completion import complete_briefs
from policybrief.cli.terminal.since import since_option
from policybrief.project.inputs import Remembered, find_root, fingerprint, remember, remembered, stand
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.editions import Crew


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the options narrow a build to."""

    due: bool = False
    """Only what is due, today or on a day after `since`."""
    since: date | None = None
    runs: Path | None = None
    """A file with the runs of a daily job that went well: instead of `since` and `against`."""
    against: str = ""
    """A commit: what differs from it is said …"""
    changed: bool = False
    """… or nothing else is built."""
    summary: Path | None = None
    """A file in Markdown, to which what was done is added."""
    bundles: Path | None = None
    """A folder that gets a copy of what was built, a folder for each audience."""

    @property
    def plain(self) -> bool:
        """True if the files of the project alone decide what is built and said."""
        return not (self.due or self.runs or self.against or self.changed or self.summary or self.bundles)


@click.command("build")
@click.argument("names", metavar="[BRIEF]...", nargs=-1, shell_complete=complete_briefs)
@click.option("--template", "templates", multiple=True, metavar="NAME", help="Only this template.")
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this audience.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(tuple(WRITERS)), help="Only this format."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Another folder than out/.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As it was known that day.")
@click.option("--due", is_flag=True, help="Only briefs whose schedule names today: brief due.")
@since_option
@click.option(
    "--runs",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Runs that went well, a time and a commit a line: for --due.",
)
@click.option("--changed", is_flag=True, help="Only editions that differ from those --against a commit.")
@click.option(
    "--against", metavar="COMMIT", default="", help="Say what has changed since a commit, tag or branch."
)
@click.option(
    "--summary", type=click.Path(path_type=Path, dir_okay=False), help="Add a table in Markdown to this file."
)
@click.option(
    "--bundles",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also copy the files to DIR/AUDIENCE/.",
)
@click.option("--strict", is_flag=True, help="Exit 1 if points are open.")
@click.option("--verify", is_flag=True, help="Check the files of before byte by byte, not by their size.")
@click.option("--explain", is_flag=True, help="Say of each file why it was or was not written again.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes to use.")
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
    """Write the briefs in Word and PDF to out/.

    BRIEF is the name of a brief; further names narrow the build, in any order:

    \b
      brief build
      brief build nato-support minister uk
      brief build --audience minister --format pdf
      brief build --as-of 2022-10-01         a rehearsal, in out/as-of-2022-10-01/
      brief build --due                      what its schedule asks for today
      brief build --changed --against main   what differs from another branch

    A format that is not made by default (text) stays once you have asked for it. Drafts are written too, and
    say so on every page. A file that you edited in out/ is kept beside the new
    one as NAME.edited.docx. Where nothing has changed since, nothing is done.
    """
    if (due and as_of) or ((since or runs) and not due):
        raise click.UsageError("--due goes without --as-of, and --since and --runs only with --due.")
    if runs and against:
        raise click.UsageError("--runs names commits itself: it goes without --against.")
    if changed and (due or as_of or not against):
        raise click.UsageError("--changed goes with --against COMMIT, and without --due and --as-of.")
    day = as_of.date() if as_of else None
    wanted = tuple(name for name in WRITERS if name in formats)
    narrowed = Narrowed(due, since, runs, against, changed, summary, bundles)
    root = find_root(Path.cwd())
    words = [f"template={name}" for name in templates]
    words += [f"audience={name}" for name in audiences]
    words += [f"language={name}" for name in languages]
    asked = (*names, *words, f"as-of={day or ''}", *wanted, _from(root, out) if root and out else "")
    now = _fingerprint(root) if root else ""
    before = remembered(root, asked) if root and narrowed.plain else None
    if root and before and _is_fresh(before, now) and stand(root, before.files, verify=verify):
        click.echo(f"Up to date: {before.said}.")
        if explain:
            click.echo("No file of the project, of this program or of its libraries has changed since.")
        ctx.exit(int(strict and before.open))

    from policybrief.cli.commands.building import run
    from policybrief.selection.filter import EditionFilter

    code, left = run(
        names,
        narrowed,
        options=EditionFilter((), templates, audiences, languages, day),
        formats=wanted,
        out=out,
        crew=_crew(jobs, scheduler),
        strict=strict,
        explain=explain,
        fingerprint=now,
    )
    if root and now and left and narrowed.plain:
        remember(root, asked, left)
    ctx.exit(code)


def _fingerprint(root: Path) -> str:
    """That of the project's files; "" if one cannot be read, so that nothing counts as fresh."""
    try:
        return fingerprint(root)
    except OSError:
        return ""


def _is_fresh(before: Remembered, now: str) -> bool:
    """True if the inputs are those of then, and the day too where a brief is of today."""
    if before.fingerprint != now:
        return False
    if not before.clock:
        return True
    from policybrief.dates import today

    return before.day == today(before.clock).isoformat()


def _from(root: Path, out: Path) -> str:
    """`out` from the root with slashes, as it is on another drive (Windows)."""
    try:
        return Path(os.path.relpath(out, root)).as_posix()
    except ValueError:
        return out.resolve().as_posix()


def _crew(jobs: int, scheduler: str) -> Crew:
    if scheduler:
        from policybrief.editions.cluster import Cluster

        return Cluster(scheduler)
    from policybrief.editions import Processes

    return Processes(jobs)
