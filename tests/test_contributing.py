"""CONTRIBUTING.md, followed: each chapter's steps on a copy of the program, and what is printed then."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHAPTERS = dict(re.findall(r"^## (Add .+?)\n(.*?)(?=^## Add |\Z)", PAGE, re.M | re.S))
STEP = re.compile(
    r"(?:(?P<verb>[Ww]rite|[Ii]n)\s`(?P<path>[\w./-]+)`"
    r"(?:,\s(?P<where>after|before|in\splace\sof)\s`(?P<anchor>[^`]+)`|,\s(?P<end>at\sthe\send))?:\n\n"
    r"(?P<fence>`{3,})\w+\n(?P<text>.*?)^(?P=fence)$)|"
    r"(?:^```console\n(?P<commands>.*?)^```$)",
    re.M | re.S,
)


class Reader:
    """Somebody who follows a chapter: what they write, where they are, and what they see."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = self.folder = checkout

    def follow(self, chapter: str) -> int:
        """Take every step of the chapter, and count the lines that were to be printed."""
        printed = 0
        for step in STEP.finditer(chapter):
            if step["commands"] is not None:
                printed += self.run_all(step["commands"])
            else:
                self.write(step)
        return printed

    def write(self, step: re.Match[str]) -> None:
        """Write a file, or put the lines of a step where they belong."""
        path, text = self.folder / step["path"], step["text"]
        if step["verb"].lower() == "write":
            assert not path.exists(), f"{path} exists"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if step["end"]:
            path.write_text("".join(lines) + text, encoding="utf-8")
            return
        [at] = [number for number, line in enumerate(lines) if line.startswith(step["anchor"])]
        first, behind = {"after": (at + 1, at + 1), "before": (at, at)}.get(step["where"], (at, at + 1))
        lines[first:behind] = [text]
        path.write_text("".join(lines), encoding="utf-8")

    def run_all(self, commands: str) -> int:
        """Run each line that begins with `$`; what stands below it must be printed."""
        output, expected = "", 0
        for line in commands.splitlines():
            if line.startswith("$ "):
                output = self.run(*shlex.split(line[2:]))
            else:
                shown = " ".join(output.split())
                assert " ".join(line.split()) in shown, f"{line!r} is not printed:\n{output}"
                expected += 1
        return expected

    def run(self, program: str, *words: str) -> str:
        """What a command prints."""
        if program == "cd":
            self.folder /= words[0]
            return ""
        ours = {"brief": [sys.executable, "-m", "policybrief"], "python": [sys.executable]}
        command = [*ours.get(program, [program]), *words]
        environment = os.environ | {"PYTHONPATH": str(self.checkout / "src"), "COLUMNS": "200"}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        output = done.stdout + done.stderr
        assert "internal-fault" not in output, output
        assert "Traceback" not in output, output
        assert done.returncode in (0, 1), output
        return output


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the page changes, compiled as far as it is here, and of the tests that it runs."""
    for folder in ("src", "docs", "tests/cases/checks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in ("pyproject.toml", "tests/small.py", "tests/test_checks_cases.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_there_is_a_chapter_for_everything_that_is_added_often() -> None:
    assert list(CHAPTERS) == [
        "Add a check",
        "Add a section",
        "Add a kind of record",
        "Add a language",
        "Add an output format",
    ]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_steps_of_a_chapter_can_be_followed(chapter: str, checkout: Path) -> None:
    assert "```" not in STEP.sub("", CHAPTERS[chapter]), "a block without words that say where it belongs"
    assert Reader(checkout).follow(CHAPTERS[chapter]) > 0


def test_the_commands_of_the_first_hour_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"^make ([a-z]+)", PAGE, re.M)) <= targets
    links = re.findall(r"\]\(([\w/.-]+)[)#]", STEP.sub("", PAGE))
    assert [path for path in links if not (ROOT / path).exists()] == []
