"""What README.md shows is what happens: its sessions are run as printed, in a folder of their own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ci_jobs import git
from policybrief.cli import main
from word_files import paragraph, picture, png, with_header
from word_files import run as words

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ELIDED = "…"
"""In a session of the README: anything, on one line; alone on a line, any number of lines."""

_FENCED = re.compile(r"^```(console|diff)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """(command, output) of each `$ ` line, and ("edit FILE", difference) of each diff, in their order."""
    for kind, file, body in _FENCED.findall(text):
        if kind == "diff":
            yield f"edit {file}", body
            continue
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def pattern(output: str) -> str:
    """A regular expression for what is printed, in which an ellipsis stands for anything."""
    lines = []
    for line in output.rstrip("\n").split("\n"):
        if line.strip() == ELIDED:
            lines.append(r"(?:.*\n)*?.*")
        else:
            lines.append(".*?".join(re.escape(part) for part in line.split(ELIDED)))
    return r"\n".join(lines) + r"\n*"


def edit(file: str, difference: str) -> None:
    """Make the change that a diff block shows; the lines must stand in the file."""
    before, after = (
        "".join(line[1:] + "\n" for line in difference.splitlines() if line.startswith(sign)) for sign in "-+"
    )
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(before) == 1, (file, before)
    Path(file).write_text(text.replace(before, after), encoding="utf-8")


def run(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, *words = shlex.split(command)
    match name:
        case "edit":
            edit(words[0], output)
        case "cd":
            monkeypatch.chdir(words[0])
        case "git":
            git(Path.cwd(), *words)
        case "brief":
            result = CliRunner().invoke(main, words)
            assert re.fullmatch(pattern(output), result.output), f"$ {command}\n{result.output}"
        case _:
            pytest.fail(f"the README runs '{name}', which this test does not know")


def test_the_sessions_of_the_readme_run_as_printed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    logo = ("rId1", "image", "media/logo.png")
    letterhead = with_header(paragraph(picture() + words("Ministry of Roads")), logo, logo=png())
    (tmp_path / "letterhead.docx").write_bytes(letterhead)
    found = [*sessions(README)]
    assert sum(command.startswith("brief ") for command, _ in found) >= 8
    for command, output in found:
        run(command, output, monkeypatch)


def test_a_session_that_is_not_true_is_noticed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        run("brief init demo", "Created something else/\n", monkeypatch)


def test_an_ellipsis_stands_for_anything_and_nothing_else_does():
    assert re.fullmatch(pattern("4 files in … s\n"), "4 files in 0.7 s\n")
    assert not re.fullmatch(pattern("4 files in … s\n"), "5 files in 0.7 s\n")
    assert re.fullmatch(pattern("a\n  …\nb"), "a\nx\ny\nb")
    assert not re.fullmatch(pattern("a\nb"), "a\nx\nb")


def test_the_readme_is_short_and_opens_with_what_the_program_does():
    assert README.count("\n") < 300
    assert README.index("docs/minister.png") < README.index("make briefs") < README.index("brief init")


@pytest.mark.parametrize("name", main.list_commands(None))  # type: ignore[arg-type]
def test_every_command_is_described_in_the_guide_to_commands(name):
    guide = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`brief {name}" in guide
