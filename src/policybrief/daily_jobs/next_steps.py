"""What is left to do by hand after a job was written, and what a service cannot read from a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from policybrief.daily_jobs.daily_job import DailyJob
from policybrief.editions import Workspace


def next_steps(job: DailyJob, workspace: Workspace) -> Iterator[str]:
    """The lines to print."""
    if not any(brief.schedule for brief in workspace.loaded.briefs):
        yield (
            "No brief has a schedule yet. Add a line to each scheduled brief, such as: schedule: every Monday"
        )
    match job.service:
        case "github":
            yield "Next:  commit it and push it to the default branch: GitHub runs schedules only there"
        case "gitlab":
            yield "Next:  commit it and push it. GitLab does not keep schedules in files: create one,"
            yield "once, under Build > Pipeline schedules > New schedule, or with an API token:"
            yield from _call(job, workspace.loaded.project.time_zone)
        case "cron":
            yield "Next: commit it, and add this line with crontab -e on the machine that runs it:"
            folder = os.path.dirname(sys.executable)
            yield f'  {job.choices.cron} PATH="{folder}:$PATH" {(job.top / job.path).as_posix()}'


def _call(job: DailyJob, time_zone: str) -> Iterator[str]:
    host, project = _remote(job.top)
    yield '  curl --request POST --header "PRIVATE-TOKEN: $TOKEN" \\'
    branch, cron = _branch(job.top), job.choices.cron
    yield f'    --form "description={job.name}" --form "ref={branch}" --form "cron={cron}" \\'
    yield f'    --form "cron_timezone={time_zone}" \\'
    yield f'    "https://{host}/api/v4/projects/{quote(project, safe="")}/pipeline_schedules"'


def _remote(top: Path) -> tuple[str, str]:
    """Host and project of the repository's origin; examples if it has none."""
    url = _git(top, "remote", "get-url", "origin")
    match = re.search(r"(?:@|://(?:[^@/]*@)?)([^:/@]+)(?::\d+)?[:/](.+?)(?:\.git)?/?$", url)
    return (match[1], match[2]) if match else ("gitlab.example.org", "group/project")


def _branch(top: Path) -> str:
    """The default branch of the origin, or the one that is checked out."""
    head = _git(top, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    return head or _git(top, "branch", "--show-current") or "main"


def _git(top: Path, *words: str) -> str:
    run = subprocess.run(["git", *words], cwd=top, capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else ""
