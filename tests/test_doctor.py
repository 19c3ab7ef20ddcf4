"""What `brief doctor` finds on a healthy machine, and on machines that lack something."""

from __future__ import annotations

import json
import os
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from ci_jobs import git
from policybrief.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "demo"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    git(root, "init", "--quiet")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"])
    return root


def findings(*, code: int = 0) -> dict[str, dict[str, str]]:
    """Each thing that was looked at; of several of one name the worst."""
    result = CliRunner().invoke(main, ["doctor", "--format", "json"])
    assert result.exit_code == code, result.output
    records = json.loads(result.stdout)["records"]
    order = ["ok", "warning", "broken"]
    return {r["check"]: r for r in sorted(records, key=lambda record: order.index(record["state"]))}


def test_a_healthy_machine_is_all_ok_and_left_as_it_was(project: Path) -> None:
    before = sorted(project.rglob("*"))
    found = findings()
    assert {name: r["state"] for name, r in found.items()} == dict.fromkeys(found, "ok")
    wanted = {
        "policybrief",
        "Python",
        "libraries",
        "fonts",
        "time zone",
        "git",
        "write access",
        "encoding",
        "PATH",
        "reportlab settings",
    }
    assert found.keys() == wanted
    assert sorted(project.rglob("*")) == before
    text = CliRunner().invoke(main, ["doctor"])
    assert text.exit_code == 0
    assert all(name in text.output for name in wanted)


def test_settings_of_reportlab_from_outside_are_reported(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("RL_pdfComments", "1")
    found = findings()["reportlab settings"]
    assert (found["state"], found["found"]) == ("warning", "RL_pdfComments")
    (tmp_path / ".reportlab_settings").write_text("pdfComments = 1\n")
    found = findings()["reportlab settings"]
    assert ".reportlab_settings" in found["found"]
    assert "as Python" in found["remedy"]


def test_a_font_that_is_cut_is_broken(project: Path, monkeypatch) -> None:
    monkeypatch.setattr(
        "policybrief.writers.pdf.faces.family", lambda name: (_ for _ in ()).throw(OSError("cut"))
    )
    assert findings(code=3)["fonts"]["state"] == "broken"


def test_a_library_that_is_missing_or_does_not_load_is_broken(project: Path, monkeypatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "citeproc-py":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    said = findings(code=3)["libraries"]["found"]
    assert "citeproc-py is not installed" in said
    assert "pikepdf cannot be loaded" in said


def test_a_time_zone_or_a_clock_that_cannot_be_read_is_broken(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    assert "SOURCE_DATE_EPOCH" in findings(code=3)["time zone"]["found"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    import zoneinfo

    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    assert findings(code=3)["time zone"]["remedy"] == "pip install tzdata"


def test_a_folder_that_cannot_be_written_is_broken(project: Path) -> None:
    (project / "out").write_text("a file where the folder should be")
    assert findings(code=3)["write access"]["found"].startswith(str(project / "out"))


def test_git_is_wanted_but_not_needed(project: Path, tmp_path: Path, monkeypatch) -> None:
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "Work")
    git(project, "commit", "--quiet", "--allow-empty", "-m", "More")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{project}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert "fetch-depth: 0" in findings()["git"]["remedy"]
    (project / ".git").rename(project / "gone")
    monkeypatch.chdir(project)
    assert "git init" in findings()["git"]["remedy"]
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert findings()["git"]["state"] == "warning"


def test_a_repository_of_another_user_has_its_remedy(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own switch for its own tests
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert "safe.directory" in findings()["git"]["remedy"]
    said = CliRunner().invoke(main, ["build", "--changed", "--against", "HEAD"])
    assert said.exit_code == 2
    assert "safe.directory" in said.output


def test_a_command_that_is_not_on_the_path_is_a_warning(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "python -m policybrief" in findings()["PATH"]["remedy"]


def test_outside_of_a_project_it_looks_at_the_machine_alone(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "write access" in findings()
