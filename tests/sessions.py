"""Terminal sessions of the README and the guides: read out of the page, and run as printed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ci_jobs import git
from policybrief.cli import main

ELIDED = "…"
"""In a session: anything, on one line; alone on a line, any number of lines."""

_FENCED = re.compile(r"^```(console|diff|yaml|markdown)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """Each step of a page in its order.

    (command, output) of each `$ ` line; ("edit FILE", difference) of each diff; ("write FILE", text) of other
    blocks that name a file. Blocks without a file are examples and no steps.
    """
    for kind, file, body in _FENCED.findall(text):
        if kind == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield command, output
        elif file:
            yield ("edit" if kind == "diff" else "write") + f" {file}", body


def pattern(output: str) -> str:
    """A regular expression for what is printed, in which an ellipsis stands for anything."""
    lines = []
    for line in output.rstrip("\n").split("\n"):
        if line.strip() == ELIDED:
            lines.append(r"[\s\S]*?")
        else:
            lines.append(".*?".join(re.escape(part) for part in line.split(ELIDED)))
    return r"\n".join(lines) + r"\n*"


def edit(file: str, difference: str) -> None:
    """Make the change that a diff block shows; its lines must occur in the file exactly once."""
    before, after = (
        "".join(line[1:] + "\n" for line in difference.splitlines() if line[0] in kept)
        for kept in (" -", " +")
    )
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(before) == 1, (file, before)
    Path(file).write_text(text.replace(before, after), encoding="utf-8")


def write(file: str, text: str) -> None:
    """Write a new file, or add the text to the end of one."""
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.read_text(encoding="utf-8") + "\n" if path.exists() else ""
    path.write_text(there + text, encoding="utf-8")


def run(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one step; what a command prints must be what the page shows."""
    name, *words = shlex.split(command)
    match name:
        case "edit":
            edit(words[0], output)
        case "write":
            write(words[0], output)
        case "cd":
            monkeypatch.chdir(words[0])
        case "git":
            git(Path.cwd(), *words)
        case "brief":
            printed = CliRunner().invoke(main, words).output.replace("\N{NO-BREAK SPACE}", " ")
            assert re.fullmatch(pattern(output), printed), f"$ {command}\n{printed}"
        case _:
            pytest.fail(f"the page runs '{name}', which this test does not know")
