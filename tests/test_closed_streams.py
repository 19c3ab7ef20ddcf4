"""Every command without standard streams, as services start it, and into a pipe that nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from tiers import sampled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="closes streams with a shell of POSIX")

WORDS = {
    "new": ("fact", "--dossier", "bridge"),
    "show": ("bridge", "minister"),
    "list": ("records",),
    "diff": ("bridge", "minister", "--against", "HEAD"),
    "trace": ("bridge", "minister", "toll"),
    "omissions": ("bridge",),
    "verify": ("--ledger",),
    "ci": ("cron",),
    "export": ("records.sqlite",),
    "completion": ("bash",),
}
"""What some commands are called with; the others run without further words, if only to refuse that."""

CLOSED = {"stdout": ">&-", "stderr": "2>&-", "stdin": "<&-", "all": "<&- >&- 2>&-"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("closed") / "demo"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    return root


def call(project: Path, redirection: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A `brief` command in a shell, its own streams redirected."""
    script = f'"$@" {redirection}'
    command = ["sh", "-c", script, "sh", sys.executable, "-m", "policybrief", *words]
    return subprocess.run(command, cwd=project, capture_output=True, stdin=subprocess.DEVNULL, check=False)


def usual(project: Path, *words: str) -> int:
    """The exit code of a command with all its streams, run in this process."""
    with chdir(project):
        return CliRunner().invoke(main, words).exit_code


COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_needs_no_stream(project: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    words = (name, *WORDS.get(name, ()))
    expected = usual(project, *words)
    if name in ("export", "ci"):  # the second call finds the file of the first
        expected = usual(project, *words)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)  # as Python starts where they are closed
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit) as ended:
        main([*words])
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()
    assert ended.value.code == expected


@pytest.mark.parametrize("name", sampled(COMMANDS, count=5))
def test_a_command_ends_as_usual_whatever_streams_are_closed(project: Path, name: str) -> None:
    words = (name, *WORDS.get(name, ()))
    usual(project, *words)
    expected = usual(project, *words)
    for redirection in (CLOSED["stdout"], CLOSED["all"]):
        ended = call(project, redirection, *words)
        assert ended.returncode == expected, (redirection, ended)
        assert b"Traceback" not in ended.stderr
        assert b"policybrief has" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("redirection", CLOSED.values(), ids=CLOSED)
def test_a_fault_is_found_without_streams(tmp_path: Path, redirection: str) -> None:
    root = tmp_path / "demo"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    with (root / "briefs/bridge.yaml").open("a", encoding="utf-8") as file:
        file.write("audience: [minster]\n")
    assert call(root, redirection, "check").returncode == 1
    if redirection == CLOSED["all"]:
        assert call(root, redirection, "build").returncode == 1
        assert call(root, redirection, "biuld").returncode == 2


@pytest.mark.parametrize("closed", sampled([*CLOSED], count=2))
def test_papers_are_whole_when_no_stream_is_open(project: Path, closed: str) -> None:
    out = project / f"papers without {closed}"
    assert call(project, CLOSED[closed], "build", "--out", str(out)).returncode == 0
    for paper in out.rglob("*.*"):
        assert paper.read_bytes()[:4] in (b"%PDF", b"PK\3\4")
    assert len([*out.rglob("*.pdf")]) == len([*out.rglob("*.docx")]) > 1


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        ("stdout", ("list", "records")),
        ("stdout", ("check", "--all")),
        ("stdout", ("schema",)),
        ("stdout", ("--help",)),
        ("stderr", ("check", "--all")),
    ],
    ids=str,
)
def test_output_into_a_pipe_that_nobody_reads_ends_quietly(project: Path, stream: str, words) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    target = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: writing}
    command = [sys.executable, "-m", "policybrief", *words]
    ended = subprocess.run(command, cwd=project, check=False, **target)
    os.close(writing)
    assert not ended.stderr
    assert ended.returncode == (1 if stream == "stdout" else 0)


def test_a_fault_that_cannot_be_reported_ends_quietly(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "policybrief", "biuld"]
    ended = subprocess.run(command, cwd=project, check=False, stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    assert (ended.returncode, ended.stdout) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_a_fault_of_the_machine(project: Path) -> None:
    ended = call(project, "> /dev/full", "list", "records")
    assert (ended.returncode, ended.stderr) == (3, b"Error: No space left on device\n")
    assert call(project, "> /dev/full 2>&1", "list", "records").returncode == 3
