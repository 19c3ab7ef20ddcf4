"""A project's history in git, wherever the project is in its repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.cli.terminal.machine_formats import path_in_repository
from policybrief.project.history import SHALLOW, NoHistory, common_commit, project_at, touched_by
from repositories import commit, git

PLACES = {
    "at the top": "demo",
    "in a folder": "mono/demo",
    "two folders down": "mono/papers/demo",
    "with a space and an umlaut": "mono/prö jekt",
    "with signs of a shell": "mono/it's $HOME (2)",
}


def brief(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


IN_TWO_PLACES = pytest.mark.parametrize(
    "project", [PLACES["at the top"], PLACES["with a space and an umlaut"]], ids=ascii, indirect=True
)


@pytest.fixture(params=PLACES.values(), ids=PLACES)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A committed project whose top is `mono`, or itself, with one figure changed since."""
    return changed_project(tmp_path, request.param, monkeypatch)


def changed_project(folder: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = folder / place
    root.parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(root.parent)
    brief("init", root.name)
    top = folder / place.split("/")[0]
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, "Open the records")
    change_figure(root)
    monkeypatch.chdir(root)
    return root


def change_figure(root: Path) -> None:
    records = root / "briefs/records/bridge.yaml"
    records.write_text(records.read_text(encoding="utf-8").replace("9500000", "9800000"), encoding="utf-8")


BUILD_CHANGED = ("build", "--changed", "--against", "HEAD", "--format", "docx", "--jobs", "1")


def assert_change_is_seen(root: Path) -> None:
    reported = brief("diff", "bridge", "officials", "--against", "HEAD")
    assert "9,500,000 → 9,800,000" in reported
    assert "not committed yet" in reported
    assert "bridge-officials-en" in brief(*BUILD_CHANGED)


def test_a_change_is_seen_wherever_the_project_is_in_its_repository(project: Path) -> None:
    assert_change_is_seen(project)
    assert "repository" in brief("doctor")


@IN_TWO_PLACES
def test_a_committed_change_is_seen_in_the_history_alone(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z")
    commit(project, "Correct the cost")
    assert "Correct the cost" in brief("diff", "bridge", "officials", "--against", "HEAD~1")
    assert "No edition differs" in brief(*BUILD_CHANGED)
    assert "No issued edition" in brief("recall", "--since", "HEAD~1")


def test_the_daily_jobs_name_the_folder_so_that_yaml_and_a_shell_understand_it(project: Path) -> None:
    top = Path(git(project, "rev-parse", "--show-toplevel").strip())
    folder = project.relative_to(top).as_posix()
    for service in ("github", "gitlab", "cron"):
        brief("ci", service, "--install", "brief --version")
        assert "up to date" in brief("ci", service, "--check")
    [workflow] = (top / ".github/workflows").iterdir()
    job = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert job["jobs"]["build"]["defaults"]["run"]["working-directory"] == folder
    assert workflow.stem == job["name"]
    assert f"--workflow {workflow.name} " in workflow.read_text(encoding="utf-8")
    included = next(path for path in (top / ".gitlab").iterdir())
    steps = yaml.safe_load(included.read_text(encoding="utf-8"))[f".{included.stem}"]["before_script"]
    [cron] = (top / "ci").iterdir()
    line = next(
        line
        for line in cron.read_text(encoding="utf-8").splitlines()
        if line.startswith("cd ") and "dirname" not in line
    )
    for enter in (steps[-1], line):
        where = subprocess.run(["sh", "-c", f"{enter} && pwd"], cwd=top, capture_output=True, check=True)
        assert os.fsdecode(where.stdout).strip() == str(project)


def test_two_folders_get_jobs_of_different_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ä", "ö"):
        monkeypatch.chdir(tmp_path)
        brief("init", name)
        if not (tmp_path / ".git").exists():
            git(tmp_path, "init", "--quiet")
        monkeypatch.chdir(tmp_path / name)
        brief("ci", "github", "--install", "brief --version")
    assert len([*(tmp_path / ".github/workflows").iterdir()]) == 2


def test_annotations_name_the_path_in_the_repository(project: Path) -> None:
    top = Path(git(project, "rev-parse", "--show-toplevel").strip())
    inside = path_in_repository(project)
    assert (top / inside / "policybrief.yaml").is_file()


@IN_TWO_PLACES
def test_a_linked_work_tree_has_the_same_history(project: Path, tmp_path: Path, monkeypatch) -> None:
    git(project, "stash", "--quiet")
    linked = tmp_path / "linked tree"
    git(project, "worktree", "add", "--quiet", str(linked), "HEAD")
    top = Path(git(project, "rev-parse", "--show-toplevel").strip())
    there = linked / project.relative_to(top)
    change_figure(there)
    monkeypatch.chdir(there)
    assert_change_is_seen(there)


@IN_TWO_PLACES
def test_a_hook_may_name_the_repository_from_another_folder(project: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert_change_is_seen(project)


def test_what_git_answers_is_understood_in_every_language(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    with pytest.raises(NoHistory, match="not in a git repository"):
        common_commit(tmp_path, "HEAD")


def test_a_shallow_clone_of_a_project_in_a_folder_gets_the_remedy(tmp_path: Path, monkeypatch) -> None:
    root = changed_project(tmp_path, "mono/demo", monkeypatch)
    commit(root, "Correct the cost")
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "mono").as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow/demo")
    assert SHALLOW in brief("diff", "bridge", "officials", "--against", "HEAD~1", code=2)
    assert SHALLOW in brief("build", "--changed", "--against", "HEAD~1", code=2)
    assert "shallow" in brief("doctor")


def test_the_files_of_a_commit_are_those_of_the_project_alone(project: Path) -> None:
    (project.parent / "other.txt").write_text("no part of the project")
    commit(project.parent if project.parent.name != project.parts[-2] else project, "More")
    with project_at(project, "HEAD") as folder:
        assert (folder / "policybrief.yaml").is_file()
        assert not (folder / "other.txt").exists()


def test_a_link_out_of_the_project_in_an_earlier_commit_is_no_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = changed_project(tmp_path, "mono/demo", monkeypatch)
    (root / "briefs/outside.yaml").symlink_to("/etc/hosts")
    commit(root, "Link to a file elsewhere")
    assert "cannot be unpacked" in brief("diff", "bridge", "officials", "--against", "HEAD", code=2)


def test_each_line_has_its_commit_whatever_characters_separate_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = changed_project(tmp_path, "mono/demo", monkeypatch)
    note = root / "briefs/note.txt"
    note.write_text("one\u2028two\x0bthree\nfour\n", encoding="utf-8")
    commit(root, "Add a note")
    assert [found and found.subject for found in touched_by(root, "briefs/note.txt")] == ["Add a note"] * 2
