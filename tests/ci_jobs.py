"""Runs generated jobs as the services do: steps out of the YAML, in fresh clones of a bare repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from policybrief.cli import main
from small import clear_as_at_head

SETTINGS = """
format: 1
organisation: City of Avenford
marking: TLP:CLEAR
template: base
time_zone: Europe/Kyiv
audiences: [minister, public]
review_after: 1 month
holidays: [2026-11-16]
"""
RECORDS = """
cleared: 2026-10-01, head of unit
sources:
  {name}-audit: {{title: Audit, issued: 2026-10-01, marking: TLP:CLEAR}}
facts:
  {name}-toll:
    text: The {name} brought in {{number}} euros.
    number: {number}
    checked: {checked}, statistics office
    source: {name}-audit, p. 14
"""


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def record(root: Path, name: str, *, number: int = 100, checked: str = "2026-10-31") -> None:
    write(root, f"briefs/records/{name}.yaml", RECORDS.format(name=name, number=number, checked=checked))
    clear_as_at_head(root)


def city_in(tmp_path: Path) -> Path:
    """A clone of a bare repository: a brief of each Monday, one of each Thursday, one without a schedule."""
    remote, root = tmp_path / "remote.git", tmp_path / "city"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(tmp_path, "clone", "--quiet", str(remote), str(root))
    git(root, "switch", "--quiet", "-c", "main")
    write(root, "policybrief.yaml", SETTINGS)
    write(root, ".gitignore", "/out/\n/.brief/\n")
    for name, line in (
        ("bridge", "schedule: every Monday\n"),
        ("ferry", "schedule: every Thursday\n"),
        ("canal", ""),
    ):
        write(
            root,
            f"briefs/{name}.yaml",
            f"title: The {name}\nquestion: What now?\nbottom_line: [{name}-toll]\n{line}",
        )
        record(root, name)
    return root


def brief(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


def push(root: Path, when: str = "2026-11-01T12:00:00Z") -> None:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Work", when=when)
    git(root, "push", "--quiet", "origin", "HEAD")


def at(day: date) -> str:
    """The time of that day's run."""
    return f"{day}T03:17:00Z"


ANSWERS = '#!/bin/sh\nif [ "$1" = pr ]; then echo "$*" >> "$ASKED"; else cat "$RUNS"; fi\n'
"""Replaces `gh`: lists the successful runs, and records the requests that it is asked to open."""
INPUTS = ("since", "issue", "to", "by", "cleared_by", "approved_by", "dissent")


def git(folder: Path, *words: str, when: str = "2026-11-02T00:00:00Z") -> str:
    """What git prints, with a clock and an author of its own."""
    names = {
        f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=os.environ | names | dates,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Ran:
    """How one job ended: its log, its summary, and the files that it kept by name of the bundle."""

    code: int
    log: str
    summary: str = ""
    bundles: dict[str, list[str]] = field(default_factory=dict)
    jobs: list[str] = field(default_factory=list)
    """Names of the jobs that a pipeline ran."""

    @property
    def table(self) -> list[str]:
        """The rows of the table of what has changed."""
        return [line for line in self.summary.splitlines() if line.startswith("| ")][1:]


class GitHub:
    """A repository on GitHub, and the runner of its workflow."""

    def __init__(self, folder: Path, remote: Path, file: str = "briefs.yml") -> None:
        self.folder, self.remote, self.file = folder, remote, file
        self.runs = folder / "runs-that-went-well"
        self.runs.touch()
        self.asked = folder / "requests-asked-for"
        self.count = 0

    def schedule(self, when: str) -> Ran:
        """The daily run."""
        ran, commit = self._run("schedule", when, "HEAD")
        if ran.code == 0:
            self.runs.write_text(f"{when} {commit}\n" + self.runs.read_text())
        return ran

    def request(self, when: str, branch: str) -> Ran:
        """The run for a pull request from `branch` to main: on the merge of both, as GitHub checks it out."""
        return self._run("pull_request", when, branch)[0]

    def dispatch(self, when: str, **inputs: str) -> Ran:
        """The run that a person starts by hand to issue an edition."""
        return self._run("workflow_dispatch", when, "HEAD", "issue", **inputs)[0]

    def _run(self, event: str, when: str, branch: str, name: str = "build", **inputs: str) -> tuple[Ran, str]:
        self.count += 1
        place = self.folder / f"run-{self.count}"
        work, temp, bin = place / "work", place / "temp", place / "bin"
        temp.mkdir(parents=True)
        bin.mkdir()
        (bin / "gh").write_text(ANSWERS)
        (bin / "gh").chmod(0o755)
        env = environment(when, bin) | {
            "GITHUB_EVENT_NAME": event,
            "GITHUB_REPOSITORY": "city/briefs",
            "GITHUB_BASE_REF": "main",
            "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
            "RUNNER_TEMP": str(temp),
            "RUNS": str(self.runs),
            "ASKED": str(self.asked),
            "GITHUB_RUN_ID": str(self.count),
            "GITHUB_ACTOR": "officer",
            "GITHUB_REF_NAME": "main",
        }
        workflow: Any = yaml.safe_load(
            (self._checkout(work, branch) / ".github/workflows" / self.file).read_text()
        )
        job = workflow["jobs"][name]
        inside = job["defaults"]["run"]["working-directory"]
        known = {
            "github.event_name": event,
            "github.token": "secret",
            "runner.temp": str(temp),
            **{f"inputs.{given}": inputs.get(given, "") for given in INPUTS},
        }
        assert [n for n, other in workflow["jobs"].items() if _holds(other["if"], known)] == [name]
        ran = Ran(0, "")
        for step in job["steps"]:
            if not _holds(step.get("if", "true"), known):
                continue
            if "run" in step:
                own = {key: _filled(str(value), known) for key, value in step.get("env", {}).items()}
                done = _bash(_filled(step["run"], known), work / inside, env | own)
                ran.log += f"$ {step['name']}\n{done.stdout}{done.stderr}"
                ran.code = done.returncode
                if ran.code:
                    break
            elif step["uses"].startswith("actions/checkout@"):
                assert step["with"]["fetch-depth"] == 0
            elif step["uses"].startswith("actions/upload-artifact@"):
                path = work / _filled(step["with"]["path"], known)
                kept = sorted(file.name for file in path.rglob("*") if file.is_file())
                ran.bundles |= {step["with"]["name"]: kept} if kept else {}
            else:
                assert step["uses"].startswith("actions/setup-python@")
        ran.summary = _text(place / "summary.md")
        commit = git(work, "rev-parse", "HEAD").strip()
        assert not git(work, "status", "--porcelain"), "a job leaves nothing to commit"
        shutil.rmtree(place)
        return ran, commit

    def _checkout(self, work: Path, branch: str) -> Path:
        git(self.folder, "clone", "--quiet", str(self.remote), str(work))
        if branch != "HEAD":
            git(work, "merge", "--quiet", "--no-edit", f"origin/{branch}")
        return work


class GitLab:
    """A project on GitLab, and the runner of its pipelines, whose cache outlives them."""

    def __init__(self, folder: Path, remote: Path, file: str = ".gitlab/briefs.yml") -> None:
        self.folder, self.remote, self.file = folder, remote, file
        self.cache: dict[str, bytes] = {}
        self.count = 0

    def pipeline(self, source: str, when: str, branch: str = "main", **variables: str) -> Ran:
        """All jobs of one pipeline; `source` is what CI_PIPELINE_SOURCE says, `variables` what is set."""
        self.count += 1
        work = self.folder / f"pipeline-{self.count}"
        git(self.folder, "clone", "--quiet", "--branch", branch, str(self.remote), str(work))
        jobs: dict[str, Any] = yaml.safe_load((work / self.file).read_text())
        env = environment(when) | {
            "CI_PIPELINE_SOURCE": source,
            "CI_PIPELINE_CREATED_AT": when,
            "CI_PROJECT_DIR": str(work),
            "CI_COMMIT_SHA": git(work, "rev-parse", "HEAD").strip(),
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_REF_NAME": branch,
            "CI_PIPELINE_ID": str(self.count),
            "CI_PROJECT_PATH": "city/briefs",
            "CI_SERVER_PROTOCOL": "https",
            "CI_SERVER_HOST": "gitlab.example.org",
            "CI_SERVER_PORT": "443",
            "GITLAB_USER_LOGIN": "officer",
            # what would go to the service goes to the bare repository
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.remote.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://briefs:secret@gitlab.example.org:443/city/briefs.git",
            **variables,
        }
        ran = Ran(0, "")
        for name, job in jobs.items():
            if name.startswith(".") or ran.code:
                continue
            job = jobs[job["extends"]] | job
            if not any(_applies(rule["if"], source, variables) for rule in job["rules"]):
                continue
            ran.jobs.append(name)
            assert job["variables"]["GIT_DEPTH"] == "0"
            for row in _matrix(job):
                self._job(job, work, env | row, ran)
        ran.summary = _text(work / "what-changed.md")
        shutil.rmtree(work)
        return ran

    def _job(self, job: dict[str, Any], work: Path, env: dict[str, str], ran: Ran) -> None:
        cached = job.get("cache", {}).get("paths", [])
        for path in set(cached) & self.cache.keys():
            (work / path).write_bytes(self.cache[path])
        shutil.rmtree(work / "bundles", ignore_errors=True)
        done = _bash("\n".join([*job["before_script"], *job["script"]]), work, env)
        ran.log += done.stdout + done.stderr
        ran.code = ran.code or done.returncode
        if done.returncode == 0:
            self.cache |= {path: (work / path).read_bytes() for path in cached if (work / path).exists()}
        if job["artifacts"].get("name", "").endswith("-issued"):
            [path] = job["artifacts"]["paths"]
            ran.bundles[job["artifacts"]["name"]] = sorted(f.name for f in (work / path).rglob("*.*"))
        if "bundles/" in job["artifacts"]["paths"]:
            kept = sorted(file.name for file in (work / "bundles").rglob("*") if file.is_file())
            ran.bundles |= (
                {job["artifacts"]["name"].replace("$AUDIENCE", env["AUDIENCE"]): kept} if kept else {}
            )


def _applies(rule: str, source: str, variables: dict[str, str]) -> bool:
    """Whether a rule of a job holds; one of a form that we do not know is a fault of the job."""
    found = re.fullmatch(r'\$CI_PIPELINE_SOURCE == "(\w+)"(?: && \$(\w+)( == null)?)?', rule)
    assert found, f"a rule that this runner does not know: {rule}"
    given = found[2] is None or (found[2] in variables) != bool(found[3])
    return found[1] == source and given


def _matrix(job: dict[str, Any]) -> list[dict[str, str]]:
    rows = job.get("parallel", {}).get("matrix", [{}])
    return [{"AUDIENCE": name} for row in rows for name in row.get("AUDIENCE", ())] or [{}]


def environment(when: str, *first: Path) -> dict[str, str]:
    """The environment of a runner whose clock stands at `when`."""
    path = os.pathsep.join([*map(str, first), str(Path(sys.executable).parent), os.environ["PATH"]])
    epoch = int(datetime.fromisoformat(when).astimezone(UTC).timestamp())
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PATH": path, "CI": "true", "SOURCE_DATE_EPOCH": str(epoch)}


def _bash(script: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """As both services run it: `bash -eo pipefail`."""
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


def _filled(text: str, known: dict[str, str]) -> str:
    """`text` with its expressions; one that we do not know is a fault of the job."""
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda match: known[match[1]], text)


def _holds(condition: str, known: dict[str, str]) -> bool:
    if condition == "true":
        return True
    match = re.fullmatch(r"([\w.]+) (==|!=) '([^']*)'", condition)
    assert match, f"a condition that this runner does not know: {condition}"
    return (known[match[1]] == match[3]) == (match[2] == "==")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
