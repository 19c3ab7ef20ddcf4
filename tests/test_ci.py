"""The daily job: valid for each service, up to date or refused, and run over three simulated weeks."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from ci_jobs import SETTINGS, GitHub, GitLab, at, brief, city_in, environment, git, push, record, write
from policybrief.cli import main
from policybrief.daily_jobs import install_command
from policybrief.ledger import read_ledger
from tiers import thorough


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = city_in(tmp_path)
    monkeypatch.chdir(root)
    monkeypatch.setattr(install_command, "_origin", lambda: origin_at("1f" * 20))
    return root


def origin_at(commit: str) -> dict:
    """What pip notes of a repository at a commit."""
    return {"url": "https://git.example.org/p.git", "vcs_info": {"vcs": "git", "commit_id": commit}}


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


def test_a_job_is_out_of_date_when_audiences_the_zone_or_the_program_change(city: Path, monkeypatch) -> None:
    for service in ("github", "gitlab", "cron"):
        assert "out of date" in brief("ci", service, "--check", code=1)
        brief("ci", service)
        assert "up to date" in brief("ci", service, "--check")
        assert "Up to date" in brief("ci", service)
    write(city, "policybrief.yaml", SETTINGS.replace("[minister, public]", "[minister, partner]"))
    brief("ci", "github", "--check", code=1)
    brief("ci", "gitlab", "--check", code=1)
    brief("ci", "github")
    monkeypatch.setattr(install_command, "_origin", lambda: origin_at("2e" * 20))
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


@thorough
def test_a_fact_that_goes_stale_is_said_of_the_edition_that_shows_it(city: Path, tmp_path: Path) -> None:
    record(city, "ferry", checked="2026-10-10")
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    service.schedule(at(date(2026, 11, 5)))
    assert service.schedule(at(date(2026, 11, 9))).code == 0
    thursday = service.schedule(at(date(2026, 11, 12)))
    assert thursday.code == 0
    assert all("now open: stale-fact ferry-toll" in row for row in thursday.table)
    assert len(thursday.table) == 2


def test_a_run_that_fails_is_red_says_why_and_is_made_good(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    service.schedule(at(date(2026, 11, 6)))
    good = (city / "briefs/records/bridge.yaml").read_text()
    write(city, "briefs/records/bridge.yaml", good.replace("bridge-audit, p", "bridge-audti, p"))
    push(city)
    monday = service.schedule(at(date(2026, 11, 9)))
    assert monday.code == 1
    assert "did you mean 'bridge-audit'" in monday.log
    assert monday.bundles == {}
    write(city, "briefs/records/bridge.yaml", good)
    push(city)
    tuesday = service.schedule(at(date(2026, 11, 10)))
    assert tuesday.bundles.keys() == {"briefs-minister", "briefs-public"}


def test_a_request_shows_what_it_changes_and_its_faults_at_their_lines(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    git(city, "switch", "--quiet", "-c", "figure")
    record(city, "canal", number=300)
    push(city)
    ran = service.request("2026-11-03T09:00:00Z", "figure")
    assert (ran.code, len(ran.table)) == (0, 2)
    assert all("| canal |" in row and "~ canal-toll" in row for row in ran.table)
    assert ran.bundles["briefs-public"] == ["canal-public-en.docx", "canal-public-en.pdf"]
    assert "300" not in ran.summary, "texts of records stay in the records"
    write(city, "briefs/canal.yaml", "titel: The canal\n")
    push(city)
    ran = service.request("2026-11-03T10:00:00Z", "figure")
    assert ran.code == 1
    assert "::error file=briefs/canal.yaml,line=1,col=1" in ran.log


def test_two_weeks_by_cron(city: Path, tmp_path: Path) -> None:
    brief("ci", "cron")
    push(city)
    server = tmp_path / "server"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "remote.git"), str(server))
    bundles = tmp_path / "bundles"

    def night(day: str) -> subprocess.CompletedProcess[str]:
        clock = tmp_path / "bin" / "date"  # the script asks the system for the time, not SOURCE_DATE_EPOCH
        clock.parent.mkdir(exist_ok=True)
        clock.write_text(f"#!/bin/sh\necho {day}T03:17:00Z\n")
        clock.chmod(0o755)
        env = environment(f"{day}T03:17:00Z", clock.parent) | {"BUNDLES": str(bundles)}
        return subprocess.run([server / "ci/briefs.sh"], env=env, capture_output=True, text=True, check=False)

    first = night("2026-11-02")
    assert (first.returncode, first.stderr) == (0, "")
    assert "| bridge |" in first.stdout
    assert (bundles / "2026-11-02/public/bridge/base/bridge-public-en.pdf").is_file()
    record(city, "bridge", number=120)
    push(city, "2026-11-04T10:00:00Z")
    monday = night("2026-11-09").stdout
    assert "| ferry |" in monday, "what was due on a Thursday when the server was off"
    assert "~ bridge-toll" in monday
    quiet = night("2026-11-17")  # the brief of the 16th, a holiday, is as it was
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", ""), "cron mails whatever is printed"
    write(city, "briefs/bridge.yaml", "titel: x\n")
    push(city, "2026-11-17T10:00:00Z")
    broken = night("2026-11-18")
    assert broken.returncode == 1
    assert "unknown-field" in broken.stderr
    assert git(server, "status", "--porcelain") == ""


# ---- issuing ---------------------------------------------------------------------------------------


def test_a_person_may_have_an_edition_issued_and_only_the_ledger_is_committed(
    city: Path, tmp_path: Path
) -> None:
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    inputs = {
        "to": "Mayor's Office; Treasury",
        "cleared_by": "legal adviser, 2026-11-02, no objection; finance",
    }
    ran = service.dispatch("2026-11-03T09:00:00Z", issue="canal public en", **inputs)
    assert ran.code == 0, ran.log
    assert ran.bundles == {"briefs-issued": ["canal-public-en-v1.docx", "canal-public-en-v1.pdf"]}
    assert service.asked.read_text() == "pr create --fill --base main --head issue-1\n"
    git(city, "fetch", "--quiet")
    changed = git(city, "diff", "--name-only", "origin/main", "origin/issue-1").splitlines()
    assert len(changed) == 2
    assert all(path.startswith("briefs/issued/canal/base-public-en/") for path in changed)
    assert "Asked for by officer" in git(city, "log", "-1", "--format=%B", "origin/issue-1")
    git(city, "merge", "--quiet", "origin/issue-1")
    [event] = read_ledger(city)[0].issues()
    assert event.to == ("Mayor's Office", "Treasury")
    assert [step.by for step in event.chain] == ["legal adviser", "finance"]
    git(city, "push", "--quiet", "origin", "HEAD")
    again = service.dispatch("2026-11-04T09:00:00Z", issue="canal public en", to="Treasury")
    assert again.code == 0
    assert "unchanged since version 1" in again.log
    assert "issue-2" not in git(city, "ls-remote", "origin")


def test_what_is_open_is_not_issued_by_a_job_either(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    text = (city / "briefs/records/canal.yaml").read_text()
    write(city, "briefs/records/canal.yaml", re.sub(r"(?m)^ *cleared: .*\n", "", text))
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    ran = service.dispatch("2026-11-03T09:00:00Z", issue="canal public en", to="Treasury")
    assert ran.code == 1
    assert "not-cleared" in ran.log
    assert "issue-" not in git(city, "ls-remote", "origin")


def test_a_person_may_have_an_edition_issued_on_gitlab(city: Path, tmp_path: Path) -> None:
    brief("ci", "gitlab", "--install", "brief --version")
    push(city)
    git(tmp_path / "remote.git", "config", "receive.advertisePushOptions", "true")
    service = GitLab(tmp_path, tmp_path / "remote.git")
    wanted = {"ISSUE": "canal public en", "TO": "Treasury"}
    untold = service.pipeline("web", "2026-11-03T09:00:00Z", **wanted)
    assert (untold.code, untold.jobs) == (1, ["briefs-issue"])
    assert "BRIEFS_TOKEN" in untold.log
    ran = service.pipeline("web", "2026-11-03T09:00:00Z", **wanted, BRIEFS_TOKEN="secret")
    assert ran.code == 0, ran.log
    assert ran.bundles == {"briefs-issued": ["canal-public-en-v1.docx", "canal-public-en-v1.pdf"]}
    git(city, "fetch", "--quiet")
    git(city, "merge", "--quiet", "origin/issue-2")
    assert read_ledger(city)[0].issues()[0].to == ("Treasury",)
    assert service.pipeline("web", "2026-11-04T09:00:00Z").jobs == ["briefs", "briefs-for"]


@thorough
def test_a_ledger_that_is_not_whole_makes_the_daily_run_red(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    brief("issue", "canal public en", "--to", "Treasury")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    assert service.schedule(at(date(2026, 11, 3))).code == 0
    git(city, "rm", "--quiet", "-r", "briefs/issued")
    push(city)
    ran = service.schedule(at(date(2026, 11, 4)))
    assert ran.code == 1
    assert "ledger-lost" in ran.log


def test_an_officer_brings_the_ledger_into_a_protected_branch_by_the_commands_of_the_guide(
    city: Path, tmp_path: Path
) -> None:
    push(city)
    brief("issue", "canal public en", "--to", "Treasury")
    guide = (Path(__file__).parents[1] / "docs/issuing.md").read_text(encoding="utf-8")
    section = guide.partition("## Bring the ledger into a protected branch")[2]
    commands = section.partition("```\n")[2].partition("```")[0].strip().splitlines()
    assert len(commands) == 4
    for line in commands:
        words = shlex.split(line)
        assert words[0] == "git"
        git(city, *words[1:])
    assert git(city, "status", "--porcelain") == ""
    changed = git(city, "diff", "--name-only", "origin/main", "origin/issue-nato-support").splitlines()
    assert len(changed) == 2
    assert all(path.startswith("briefs/issued/") for path in changed)


# ---- against a commit ------------------------------------------------------------------------------


def test_a_shallow_clone_is_told_what_to_set(city: Path, tmp_path: Path, monkeypatch) -> None:
    push(city)
    record(city, "canal", number=300)
    push(city)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path / 'remote.git'}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    for commit in ("HEAD~1", git(city, "rev-parse", "HEAD~1").strip()):
        said = brief("build", "--changed", "--against", commit, code=2)
        assert "fetch-depth: 0" in said
        assert "GIT_DEPTH: 0" in said
    Path("runs").write_text(f"2026-11-02T03:17:00Z {git(city, 'rev-parse', 'HEAD~1')}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1794200000")  # 9 November
    assert "fetch-depth: 0" in brief("build", "--due", "--runs", "runs", code=2)


def test_only_what_differs_is_built_and_nothing_else_is_touched(city: Path) -> None:
    push(city)
    brief("build")
    assert brief("build", "--changed", "--against", "HEAD") == "No edition differs from HEAD.\n"
    record(city, "canal", number=300)
    said = brief("build", "--changed", "--against", "HEAD", "--bundles", "kept")
    assert "canal-public-en" in said
    assert "bridge" not in said
    assert Path("out/bridge/base/bridge-public-en.pdf").is_file()
    assert sorted(path.name for path in Path("kept").iterdir()) == ["minister", "public"]
    assert "no commit 'nowhere'" in brief("build", "--against", "nowhere", code=2)
    brief("build", "--changed", code=2)
    brief("build", "--due", "--runs", "runs", "--against", "HEAD", code=2)
    Path("runs").write_text("yesterday\n")
    assert "runs, line 1" in brief("build", "--due", "--runs", "runs", code=2)


def test_a_new_title_is_a_change_and_another_day_is_none(city: Path, monkeypatch) -> None:
    push(city)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793600000")
    assert "No edition differs" in brief("build", "--changed", "--against", "HEAD")
    write(city, "briefs/canal.yaml", "title: Our canal\nquestion: What now?\nbottom_line: [canal-toll]\n")
    brief("build", "--changed", "--against", "HEAD", "--summary", "changed.md")
    assert Path("changed.md").read_text().count("| wording or layout |") == 2
    Path("changed.md").unlink()
    git(city, "mv", "briefs/canal.yaml", "briefs/water.yaml")
    write(
        city,
        "briefs/water.yaml",
        "title: The canal\nquestion: What now?\nbottom_line: [canal-toll]\ntopics: [canal]\n",
    )
    brief("build", "--changed", "--against", "HEAD", "--summary", "changed.md")
    assert Path("changed.md").read_text().count("| new |") == 2


def test_the_hook_for_pre_commit_names_a_command_and_the_files_of_a_project() -> None:
    root = Path(__file__).parents[1]
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    name, *words = hook["entry"].split()
    assert (name, hook["pass_filenames"]) == ("brief", False)
    assert main.get_command(None, words[0]) is not None  # type: ignore[arg-type]
    ours = git(root, "ls-files", "briefs", "templates", "policybrief*.yaml").split()
    assert ours
    assert all(re.search(hook["files"], path) for path in [*ours, "papers/briefs/a.yaml"])
    assert not re.search(hook["files"], "README.md")
