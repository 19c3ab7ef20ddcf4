"""The guides in docs/ name what exists: commands, options, links and their places, YAML that reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from policybrief.cli import main
from policybrief.reading.yaml import read_yaml

ROOT = Path(__file__).parents[1]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in GUIDES]

_FENCED = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`(brief [^`]+)`")
_OPTION = re.compile(r"(?<=\s)--?[a-z][a-z-]*")


def calls(text: str) -> Iterator[str]:
    """Every call of `brief` in a guide, in its code blocks and inside its sentences; without comments."""
    for _, body in _FENCED.findall(text):
        for line in re.sub(r" \\\n\s*", " ", body).splitlines():
            command = line.strip().removeprefix("$ ")
            if command.startswith("brief "):
                yield command.split("  ")[0].split(" # ")[0]
    yield from (" ".join(found.split()) for found in _SPAN.findall(_FENCED.sub("", text)))


def faults(call: str) -> Iterator[str]:
    """What a call names and does not exist: a command, or an option of it."""
    command: click.Command = main
    for word in call.split()[1:]:
        if not isinstance(command, click.Group) or not re.fullmatch(r"[a-z-]+", word) or word.startswith("-"):
            break
        below = command.get_command(click.Context(command), word)
        if below is None:
            yield f"no command '{word}'"
            return
        command = below
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    plain = re.sub(r'"[^"]*"', '""', call)
    yield from (f"no option {name}" for name in _OPTION.findall(plain) if name not in {*known, "--help"})


def anchors(text: str) -> set[str]:
    """The names by which a link finds the headings of a page."""
    heads = re.findall(r"^#+ (.*)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_call_in_a_guide_names_commands_and_options_that_exist(path: Path) -> None:
    for call in calls(path.read_text(encoding="utf-8")):
        assert [*faults(call)] == [], call


def test_a_call_that_does_not_exist_is_noticed() -> None:
    assert [*faults("brief biuld")] == ["no command 'biuld'"]
    assert [*faults("brief build --audiences minister")] == ["no option --audiences"]
    assert [*faults("brief template chek")] == ["no command 'chek'"]
    assert [*faults('brief ci gitlab --install "pip install --no-index x"')] == []
    assert [*calls("Say `brief build --due`.\n```\n$ brief due  # today\n```\n")] == [
        "brief due",
        "brief build --due",
    ]


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_link_in_a_guide_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#:\s]*)(?:#([^)\s]+))?\)", _FENCED.sub("", text)):
        there = path.parent / target if target else path
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{target}#{anchor}"


@pytest.mark.parametrize("path", GUIDES, ids=NAMES)
def test_every_piece_of_yaml_in_a_guide_reads(path: Path) -> None:
    for kind, body in _FENCED.findall(path.read_text(encoding="utf-8")):
        if kind == "yaml":
            source, found = read_yaml(path.name, body.encode())
            assert source is not None, (body, found)
            assert found == (), body
