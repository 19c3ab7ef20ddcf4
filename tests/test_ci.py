"""The daily job: valid for each service, up to date or refused, and run over three simulated weeks."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from ci_jobs import GitHub, git
from policybrief.cli import main

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


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
        write(root, f"briefs/{name}.yaml", f"title: The {name}\nquestion: What now?\n{line}")
        record(root, name)
    monkeypatch.chdir(root)
    return root


def brief(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


def push(root: Path, when: str = "2026-11-01T12:00:00Z") -> None:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Work", when=when)
    git(root, "push", "--quiet", "origin", "HEAD")


# ---- what is written -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "schema", "paths"),
    [
        ("github", "vendor.github-workflows", [".github/workflows/briefs.yml"]),
        ("gitlab", "vendor.gitlab-ci", [".gitlab/briefs.yml", ".gitlab-ci.yml"]),
    ],
)
@pytest.mark.parametrize("inside", [".", "papers"])
def test_the_job_fits_the_published_schema_of_its_service(
    city: Path, monkeypatch, service: str, schema: str, paths: list[str], inside: str
) -> None:
    if inside != ".":
        (city / inside).mkdir()
        for name in ("policybrief.yaml", "briefs"):
            (city / name).rename(city / inside / name)
        monkeypatch.chdir(city / inside)
        paths = [path.replace("/briefs.yml", f"/briefs-{inside}.yml") for path in paths]
    brief("ci", service, "--install", "pip install 'policybrief @ git+https://example.org/p.git' # \"ours\"")
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*checker, *paths], cwd=city, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_job_is_out_of_date_when_audiences_the_zone_or_the_version_change(city: Path, monkeypatch) -> None:
    for service in ("github", "gitlab", "cron"):
        assert "out of date" in brief("ci", service, "--check", code=1)
        brief("ci", service)
        assert "up to date" in brief("ci", service, "--check")
        assert "Up to date" in brief("ci", service)
    write(city, "policybrief.yaml", SETTINGS.replace("[minister, public]", "[minister, partner]"))
    brief("ci", "github", "--check", code=1)
    brief("ci", "gitlab", "--check", code=1)
    brief("ci", "github")
    monkeypatch.setattr("policybrief.__version__", "99.0")
    brief("ci", "github", "--check", code=1)


def test_options_of_the_last_time_are_kept(city: Path) -> None:
    brief("ci", "github", "--at", "04:30", "--keep", "14", "--install", "pip install 'x y'")
    first = Path(".github/workflows/briefs.yml").read_text()
    assert 'cron: "30 4 * * *"' in first
    assert "timezone: Europe/Kyiv" in first
    brief("ci", "github")
    assert Path(".github/workflows/briefs.yml").read_text() == first
    brief("ci", "github", "--keep", "15")
    assert Path(".github/workflows/briefs.yml").read_text() == first.replace("14", "15")
    assert "not a time of day" in brief("ci", "github", "--at", "25:00", code=2)


def test_gitlab_is_told_its_schedule_by_an_exact_call(city: Path) -> None:
    git(city, "remote", "set-url", "origin", "git@gitlab.city.example:policy/briefs.git")
    said = brief("ci", "gitlab", "--at", "06:05")
    assert '"https://gitlab.city.example/api/v4/projects/policy%2Fbriefs/pipeline_schedules"' in said
    assert '--form "ref=main" --form "cron=5 6 * * *"' in said
    assert '"cron_timezone=Europe/Kyiv"' in said
    write(city, ".gitlab-ci.yml", "test: {script: [make]}\n")
    assert "- local: .gitlab/briefs.yml" in brief("ci", "gitlab")
    assert "does not include" in brief("ci", "gitlab", "--check", code=1)


def test_outside_of_a_repository_the_remedy_is_said(city: Path) -> None:
    (city / ".git").rename(city.parent / "gone")
    assert "git init" in brief("ci", "github", code=2)


# ---- what it does ----------------------------------------------------------------------------------

FIRST = date(2026, 11, 2)
"""A Monday."""


def at(day: date) -> str:
    return f"{day}T03:17:00Z"


def test_three_weeks_on_github(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    seen = {}
    for number in range(21):
        day = FIRST + timedelta(number)
        match f"{day:%m-%d}":
            case "11-04":  # shown on Monday only; nobody hears of it before
                record(city, "bridge", number=120)
                push(city, at(day))
            case "11-12":  # the runner is down on a Thursday
                continue
        seen[f"{day:%m-%d}"] = service.schedule(at(day))
    assert {day: ran.log for day, ran in seen.items() if ran.code} == {}
    kept = {day: sorted(ran.bundles) for day, ran in seen.items() if ran.bundles}
    assert list(kept) == ["11-02", "11-05", "11-09", "11-13", "11-17", "11-19"]
    assert all(bundles == ["briefs-minister", "briefs-public"] for bundles in kept.values())
    assert seen["11-09"].bundles["briefs-public"] == [
        f"bridge-public-en.{suffix}" for suffix in ("docx", "pdf")
    ]
    assert "~ bridge-toll" in seen["11-09"].table[0]
    assert "Nothing has changed" in seen["11-13"].summary
