"""`brief ci`: one daily job for all briefs, written for GitHub, GitLab or cron, and kept up to date."""

from __future__ import annotations

import hashlib
import re
import shlex
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from policybrief.daily_jobs.installing import install_command
from policybrief.daily_jobs.jobs import Choices, Job, jobs_for
from policybrief.daily_jobs.telling import next_steps
from policybrief.diagnostics import Refusal
from policybrief.editions.workspace import Workspace, open_workspace
from policybrief.project.history import NoHistory, top_of

SERVICES = ("github", "gitlab", "cron")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the job goes: the top of the repository, the project's folder in it, and a name for both."""

    top: Path
    folder: str

    @property
    def name(self) -> str:
        """`briefs`, with the folder of a project that does not stand at the top.

        Services and shells take it without quotes: ASCII letters, digits, dots and hyphens; a hash of the
        folder keeps two folders apart that differ in other characters only.
        """
        if self.folder == ".":
            return "briefs"
        joined = self.folder.replace("/", "-")
        plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
        plain = re.sub(r"[^\w.-]+", "-", plain)
        if plain != joined:
            plain += "-" + hashlib.sha256(self.folder.encode()).hexdigest()[:6]
        return f"briefs-{plain}"


@click.command("ci")
@click.argument("service", type=click.Choice(SERVICES))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the committed job is out of date.")
@click.option("--at", metavar="HH:MM", help="When it runs, in the project's time zone; else at 05:17.")
@click.option(
    "--keep", type=click.IntRange(1, 400), metavar="DAYS", help="How long bundles are kept; else 90."
)
@click.option("--python", metavar="VERSION", help="The Python that it runs on; else 3.12.")
@click.option(
    "--install", metavar="COMMAND", help="How it installs policybrief; else from where you have it."
)
@click.pass_context
def command(
    ctx: click.Context,
    service: str,
    *,
    check: bool,
    at: str | None,
    keep: int | None,
    python: str | None,
    install: str | None,
) -> None:
    """Write one daily job for all briefs: GitHub, GitLab, cron.

    It checks, builds what is due that day or what a request changes, says what has changed in which edition,
    and keeps one bundle for each audience. It commits nothing; where a person asks it to issue an edition,
    the entry in the ledger, to a branch. Call it again after audiences have changed: options are kept.

    \b
      brief ci github      .github/workflows/briefs.yml
      brief ci gitlab      .gitlab/briefs.yml, included by .gitlab-ci.yml
      brief ci cron        ci/briefs.sh, and the line for crontab
    """
    workspace = open_workspace()
    place = _place(workspace)
    jobs = jobs_for(service, place.name)
    choices = _chosen(place, jobs, Choices(at, keep, python, install))
    how = choices.install or install_command(service, top=place.top)
    wanted = {
        job.path: job.text(choices, folder=place.folder, workspace=workspace, name=place.name, install=how)
        for job in jobs
    }
    stale = [path for path, text in wanted.items() if _standing(place.top / path) != text]
    missing = service == "gitlab" and not _is_included(place, jobs[0])
    if check:
        for path in stale:
            click.echo(f"{path} is out of date. Write it again: brief ci {service}")
        if missing:
            click.echo(f".gitlab-ci.yml does not include {jobs[0].path}.")
        if not stale and not missing:
            click.echo(f"{', '.join(wanted)}: up to date.")
        ctx.exit(int(bool(stale or missing)))
    for path, text in wanted.items():
        _write(place.top / path, text, executable=path.endswith(".sh"))
        click.echo(f"{'Wrote' if path in stale else 'Up to date:'} {path}")
    if missing:
        _include(place, jobs[0])
    for line in next_steps(
        service, workspace=workspace, top=place.top, choices=choices, name=place.name, path=jobs[0].path
    ):
        click.echo(line)


def _place(workspace: Workspace) -> Place:
    """The repository around the project.

    Raises:
        Refusal: there is none, or git does not trust it.
    """
    try:
        top = top_of(workspace.loaded.root)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None
    folder = workspace.loaded.root.resolve().relative_to(top.resolve()).as_posix()
    if "${{" in folder or not folder.isprintable():
        raise Refusal(f"no job can be written for a folder called {folder!r}; rename it")
    return Place(top, folder)


def _chosen(place: Place, jobs: tuple[Job, ...], given: Choices) -> Choices:
    """What was typed, completed by what the job of before was written with.

    Raises:
        Refusal: the time cannot be read.
    """
    before = Choices()
    for line in _standing(place.top / jobs[0].path).splitlines()[:3]:
        if line.startswith("# Written by: brief ci "):
            with suppress(ValueError):  # somebody edited it
                before = Choices.read(shlex.split(line)[6:])
    chosen = given.over(before)
    if "\n" in (chosen.install or "") + (chosen.python or ""):
        raise Refusal("--install and --python are one line each; join commands by &&.")
    try:
        _ = chosen.cron
    except ValueError:
        raise Refusal(f"'{chosen.at}' is not a time of day; write --at 05:17") from None
    return chosen


def _standing(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(path: Path, text: str, *, executable: bool) -> None:
    from policybrief.files.writing import write_atomically

    write_atomically(path, text.encode())
    if executable:
        path.chmod(0o755)


def _is_included(place: Place, job: Job) -> bool:
    return job.path in _standing(place.top / ".gitlab-ci.yml")


def _include(place: Place, job: Job) -> None:
    """Have a new `.gitlab-ci.yml` include the job; in one that stands, the officer adds the line."""
    main = place.top / ".gitlab-ci.yml"
    if main.is_file():
        click.echo("Add this to .gitlab-ci.yml, to the list under include: if there is one:")
        click.echo(f"  include:\n    - local: {job.path}")
        return
    _write(main, f"include:\n  - local: {job.path}\n", executable=False)
    click.echo("Wrote .gitlab-ci.yml, which includes it")
