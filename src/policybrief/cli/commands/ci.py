"""`brief ci`: one daily job for all briefs, written for GitHub, GitLab or cron, and kept up to date."""

from __future__ import annotations

import click

from policybrief.daily_jobs.daily_job import SERVICES, DailyJob, daily_job
from policybrief.daily_jobs.job_files import Choices
from policybrief.daily_jobs.next_steps import next_steps
from policybrief.editions import open_workspace


@click.command("ci")
@click.argument("service", type=click.Choice(SERVICES))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if the committed job is out of date.")
@click.option("--at", metavar="HH:MM", help="Time of day, in the project's time zone; default: 05:17.")
@click.option(
    "--keep", type=click.IntRange(1, 400), metavar="DAYS", help="How many days bundles are kept; default: 90."
)
@click.option("--python", metavar="VERSION", help="Python version for the job; default: 3.12.")
@click.option(
    "--install",
    metavar="COMMAND",
    help="Command that installs policybrief; default: from where you installed it.",
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
    """Create one daily job for all briefs: GitHub, GitLab or cron.

    The job checks the project, builds what is due that day or what a merge request changes, lists the
    changes in each edition, and keeps one bundle of files for each audience. It commits nothing, except
    when a person asks it to issue an edition: then it commits the ledger entry to a branch. Run the
    command again after changing audiences; your options are kept.

    \b
      brief ci github      .github/workflows/briefs.yml
      brief ci gitlab      .gitlab/briefs.yml, included by .gitlab-ci.yml
      brief ci cron        ci/briefs.sh, and the line for crontab
    """
    workspace = open_workspace()
    job = daily_job(service, Choices(at, keep, python, install), workspace)
    if check:
        ctx.exit(_check(job))
    stale, unincluded = job.stale, job.unincluded
    job.write()
    for path, _ in job.texts:
        click.echo(f"{'Wrote' if path in stale else 'Up to date:'} {path}")
    if unincluded:
        _include(job)
    for line in next_steps(job, workspace):
        click.echo(line)


def _check(job: DailyJob) -> int:
    """The exit code: 1 if the job in the repository differs, or is not included."""
    for path in job.stale:
        click.echo(f"{path} is out of date. Update it: brief ci {job.service}")
    if job.unincluded:
        click.echo(f".gitlab-ci.yml does not include {job.path}.")
    if not job.stale and not job.unincluded:
        click.echo(f"{', '.join(path for path, _ in job.texts)}: up to date.")
    return int(bool(job.stale) or job.unincluded)


def _include(job: DailyJob) -> None:
    if job.include():
        click.echo("Wrote .gitlab-ci.yml, which includes it")
        return
    click.echo("Add this to .gitlab-ci.yml (to the list under include:, if there is one):")
    click.echo(f"  include:\n    - local: {job.path}")
