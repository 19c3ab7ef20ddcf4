"""A build that is killed, starved or raced leaves whole files, and the next run is right."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.editions import Manifest
from tiers import sampled

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

BUILD = [sys.executable, "-m", "policybrief", "build", "bridge", "minister", "--jobs", "1"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The starter project before its first build, and the files that a build leaves."""
    root = tmp_path_factory.mktemp("crashes") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root.parent)
        assert CliRunner().invoke(main, ["init", "demo"]).exit_code == 0
        patch.chdir(root)
        build()
    expected = files(root)
    for folder in ("out", ".brief"):
        shutil.rmtree(root / folder)
    return root, expected


@pytest.fixture
def project(built: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = shutil.copytree(built[0], tmp_path / "demo")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def expected(built: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return built[1]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def build() -> None:
    result = CliRunner().invoke(main, BUILD[3:])
    assert result.exit_code == 0, result.output


def files(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (project / "out").rglob("*")
        if path.is_file()
    }


def listed(project: Path) -> set[str]:
    """Paths from the root of all files that the manifest knows."""
    return {file.path for entry in Manifest(project) for file in entry.files}


STOPPED = """
import os, runpy, signal, sys

allowed, root, changes = int(sys.argv.pop(1)), os.getcwd() + os.sep, 0
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.utime")

def see(event, arguments):
    global changes
    if event == "open" and arguments[2] & WRITES or event in CHANGES:
        if os.path.abspath(os.fsdecode(str(arguments[0]))).startswith(root):
            if changes == allowed:
                os.kill(os.getpid(), signal.SIGKILL)
            changes += 1

sys.addaudithook(see)
try:
    runpy.run_module("policybrief", run_name="__main__")
finally:
    print(changes, file=sys.stderr)
"""
"""Runs `brief`, which is killed when it has changed as many files and folders of the project as allowed."""


def stopped_after(changes: int, project: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", STOPPED, str(changes), *BUILD[3:]]
    return subprocess.run(program, cwd=project, capture_output=True, text=True, check=False)


def cleared(project: Path) -> None:
    subprocess.run(["rm", "-rf", "out", ".brief"], cwd=project, check=True)


def test_a_build_killed_between_any_two_changes_of_files_leaves_whole_files_and_loses_none(
    project: Path, expected: dict[str, str]
) -> None:
    all_changes = int(stopped_after(-1, project).stderr.split()[-1])
    assert all_changes > 2 * len(expected)
    for changes in sampled(range(all_changes), count=3):
        cleared(project)
        assert stopped_after(changes, project).returncode == -signal.SIGKILL
        whole = {name: sha for name, sha in files(project).items() if not name.endswith(".part")}
        assert whole.items() <= expected.items()
        build()
        assert files(project) == expected, "no .part, no .edited, nothing missing"


def test_a_file_claimed_by_a_build_that_was_killed_is_not_taken_for_an_edit(
    project: Path, expected: dict[str, str]
) -> None:
    """Killed after a file was put there and before the manifest was written."""
    name = next(iter(expected))
    (project / name).parent.mkdir(parents=True)
    (project / name).write_bytes(b"of the killed build")
    sha = hashlib.sha256(b"of the killed build").hexdigest()
    claims = "from policybrief.editions.claims import *; "
    claims += f"Claims(Path('.'), Manifest(Path('.'))).claim({name!r}, {sha!r})"
    killed = subprocess.run(
        [sys.executable, "-c", f"import os; {claims}; os._exit(9)"], cwd=project, check=False
    )
    assert killed.returncode == 9
    with (project / ".brief" / "claims").open("a") as cut:
        cut.write(sha[:20])
    build()
    assert files(project) == expected
    assert not (project / ".brief" / "claims").exists()


def test_a_disk_that_is_full_keeps_the_files_of_before(project: Path, expected: dict[str, str]) -> None:
    build()
    text = (project / "briefs/bridge.yaml").read_text("utf-8")
    (project / "briefs/bridge.yaml").write_text(text.replace("title:", "title: New ", 1), "utf-8")
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); {RUN}"
    ended = subprocess.run(
        [sys.executable, "-c", limited, *BUILD[3:]],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert "File too large" in " ".join(ended.stdout.split())
    assert "Traceback" not in ended.stderr
    assert files(project) == expected
    build()
    assert set(files(project)) == set(expected)
    assert files(project) != expected


RUN = "runpy.run_module('policybrief', run_name='__main__')"


def test_a_replace_that_fails_keeps_the_files_of_before(
    project: Path, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: object, target: object) -> None:
        raise OSError(5, "Input/output error")

    build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail)
        append(project / "briefs/bridge.yaml", "number: B 7\n")
        ended = CliRunner().invoke(main, BUILD[3:])
    assert ended.exit_code == 3, ended.output
    assert "Input/output error" in ended.output
    assert files(project) == expected
    assert listed(project) == set(expected)
    build()


def test_two_builds_at_once_end_as_one_would(project: Path, expected: dict[str, str]) -> None:
    both = [subprocess.Popen(BUILD, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert files(project) == expected
    assert listed(project) == set(expected)
    assert "edited by hand" not in "".join(said)
