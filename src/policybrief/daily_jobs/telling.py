"""What is left to do by hand after a job was written, and what a service cannot read from a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from policybrief.daily_jobs.jobs import Choices
from policybrief.editions.workspace import Workspace


def next_steps(
    service: str, *, workspace: Workspace, top: Path, choices: Choices, name: str, path: str
) -> Iterator[str]:
    """The lines to print."""
    if not any(brief.schedule for brief in workspace.loaded.briefs):
        yield "No brief has a schedule yet: write  schedule: every Monday  into each that has one."
    match service:
        case "github":
            yield "Next:  commit it and push it to the default branch: GitHub runs schedules there only"
        case "gitlab":
            yield "Next:  commit it and push it. GitLab keeps schedules outside of files: create one,"
            yield "once, under Build > Pipeline schedules > New schedule, or with an API token:"
            yield from _call(workspace, top, choices, name)
        case _:
            yield "Next:  commit it, and add this line with  crontab -e  where it shall run:"
            folder = os.path.dirname(sys.executable)
            yield f'  {choices.cron} PATH="{folder}:$PATH" {(top / path).as_posix()}'


def _call(workspace: Workspace, top: Path, choices: Choices, name: str) -> Iterator[str]:
    host, project = _remote(top)
    zone = workspace.loaded.project.time_zone
    yield '  curl --request POST --header "PRIVATE-TOKEN: $TOKEN" \\'
    yield f'    --form "description={name}" --form "ref={_branch(top)}" --form "cron={choices.cron}" \\'
    yield f'    --form "cron_timezone={zone}" \\'
    yield f'    "https://{host}/api/v4/projects/{quote(project, safe="")}/pipeline_schedules"'


def _remote(top: Path) -> tuple[str, str]:
    """Host and project of the repository's origin; examples if it has none."""
    url = _said(top, "remote", "get-url", "origin")
    match = re.search(r"(?:@|://(?:[^@/]*@)?)([^:/@]+)(?::\d+)?[:/](.+?)(?:\.git)?/?$", url)
    return (match[1], match[2]) if match else ("gitlab.example.org", "group/project")


def _branch(top: Path) -> str:
    """The default branch of the origin, or the one that is checked out."""
    head = _said(top, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    return head or _said(top, "branch", "--show-current") or "main"


def _said(top: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=top, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
