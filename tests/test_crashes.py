"""A build that is killed, starved or raced leaves whole files, and the next run is right."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.editions.manifest import read_manifest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

BUILD = [sys.executable, "-m", "policybrief", "build", "--jobs", "1"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "demo"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


@pytest.fixture
def expected(project: Path) -> dict[str, str]:
    run(project)
    wanted = files(project)
    subprocess.run(["rm", "-rf", "out", ".brief"], cwd=project, check=True)
    return wanted


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def run(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(BUILD, cwd=project, capture_output=True, text=True, check=False)


def files(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (project / "out").rglob("*")
        if path.is_file()
    }


def moments() -> Iterator[float]:
    """Seconds after the start, spread over the time that a build takes."""
    chance = random.Random(7)
    started = time.monotonic()
    subprocess.run([*BUILD, "--help"], capture_output=True, check=True)
    least = time.monotonic() - started
    for share in range(8):
        yield least * (0.8 + share * 0.5 + chance.random() * 0.3)


def test_a_build_killed_at_any_moment_leaves_whole_files_and_loses_none(
    project: Path, expected: dict[str, str]
) -> None:
    stopped = 0
    for moment in moments():
        subprocess.run(["rm", "-rf", "out", ".brief/fresh.json"], cwd=project, check=True)
        process = subprocess.Popen(BUILD, cwd=project, stdout=subprocess.DEVNULL)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        stopped += process.wait() == -signal.SIGKILL
        whole = {name: sha for name, sha in files(project).items() if not name.endswith(".part")}
        assert whole.items() <= expected.items()
        assert run(project).returncode == 0
        assert files(project) == expected, "no .part, no .edited, nothing missing"
    assert stopped, "no build was killed before its end"


def test_a_file_claimed_by_a_build_that_was_killed_is_not_taken_for_an_edit(
    project: Path, expected: dict[str, str]
) -> None:
    """Killed after a file was put there and before the manifest was written."""
    name = next(iter(expected))
    (project / name).parent.mkdir(parents=True)
    (project / name).write_bytes(b"of the killed build")
    sha = hashlib.sha256(b"of the killed build").hexdigest()
    claims = f"from policybrief.build.claims import *; Claims(Path('.'), {{}}).claim({name!r}, {sha!r})"
    subprocess.run([sys.executable, "-c", f"{claims}; os._exit(9)"], cwd=project, check=False)
    with (project / ".brief" / "claims").open("a") as cut:
        cut.write(sha[:20])
    assert run(project).returncode == 0
    assert files(project) == expected
    assert not (project / ".brief" / "claims").exists()


def test_a_disk_that_is_full_keeps_the_files_of_before(project: Path, expected: dict[str, str]) -> None:
    run(project)
    text = (project / "briefs/bridge.yaml").read_text("utf-8")
    (project / "briefs/bridge.yaml").write_text(text.replace("title:", "title: New ", 1), "utf-8")
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); {RUN}"
    ended = subprocess.run(
        [sys.executable, "-c", limited, "build", "--jobs", "1"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert "File too large" in " ".join(ended.stdout.split())
    assert "Traceback" not in ended.stderr
    assert files(project) == expected
    assert run(project).returncode == 0
    assert set(files(project)) == set(expected)
    assert files(project) != expected


RUN = "runpy.run_module('policybrief', run_name='__main__')"


def test_a_replace_that_fails_keeps_the_files_of_before(
    project: Path, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: object, target: object) -> None:
        raise OSError(5, "Input/output error")

    run(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail)
        append(project / "briefs/bridge.yaml", "number: B 7\n")
        ended = CliRunner().invoke(main, ["build", "--jobs", "1"])
    assert ended.exit_code == 3, ended.output
    assert "Input/output error" in ended.output
    assert files(project) == expected
    assert set(read_manifest(project)) == set(expected)
    assert run(project).returncode == 0


def test_two_builds_at_once_end_as_one_would(project: Path, expected: dict[str, str]) -> None:
    both = [subprocess.Popen(BUILD, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert files(project) == expected
    assert set(read_manifest(project)) == set(expected)
    assert "edited by hand" not in "".join(said)
