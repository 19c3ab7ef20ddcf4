"""What tools read of `--format json`: keys may be added, none may go or change its kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import COMMANDS, main

STABLE = {
    "due": {"brief": str, "path": str, "schedule": str, "day": str, "named": str, "missed": list},
    "doctor": {"check": str, "state": str, "found": str, "remedy": str},
    "check": {
        "severity": str,
        "code": str,
        "message": str,
        "path": str,
        "line": int,
        "column": int,
        "length": int,
        "editions": list,
    },
    "list editions": {
        "brief": str,
        "template": str,
        "audience": str,
        "language": str,
        "as_of": str,
        "written": bool,
        "path": str,
    },
    "list records": {
        "id": str,
        "kind": str,
        "state": str,
        "marking": list,
        "topics": list,
        "place": str,
        "text": str,
    },
    "list templates": {"template": str, "audiences": list, "organisation": str},
    "template check": {"severity": str, "code": str, "message": str, "path": str, "line": int},
    "release": {"released": bool, "sha256": str},
    "trace": {
        "rests": str,
        "record": str,
        "kind": str,
        "fields": list,
        "depth": int,
        "alone": bool,
        "line": int,
    },
    "sources verify": {"source": str, "state": str, "found": list},
    "omissions": {
        "brief": str,
        "template": str,
        "audience": str,
        "language": str,
        "body": list,
        "annexes": list,
        "left_out": list,
        "one_sided": list,
        "figures_differ": list,
    },
}
"""Command → the keys of its first record, with what they hold. Add to this; never take from it."""


def asked(command: str) -> list[str]:
    more = {
        "due": ["--on", "2026-11-30"],
        "omissions": ["bridge"],
        "trace": ["crossings-2025"],
        "release": ["out/bridge/ministry/bridge-minister-en.pdf", "--audience", "minister"],
    }
    return [*command.split(), *more.get(command, []), "--format", "json"]


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "."]).exit_code == 0
    for path, line in (
        ("briefs/bridge.yaml", "schedule: every Monday\n"),
        ("templates/ministry/template.yaml", "x: y\n"),
    ):
        Path(path).write_text(Path(path).read_text("utf-8") + line, encoding="utf-8")


@pytest.mark.parametrize("command", STABLE)
def test_no_key_that_tools_may_read_is_gone(command: str, demo: None) -> None:
    if command in ("release", "omissions"):
        Path("templates/ministry/template.yaml").write_text("name: City\n")
    if command == "release":
        CliRunner().invoke(main, ["build", "minister"])
    said = json.loads(CliRunner().invoke(main, asked(command)).stdout)
    assert said["policybrief"] == 1
    assert isinstance(said["records"], list)
    record = max(said["records"], key=len)
    kinds = {key: type(record.get(key)) for key in STABLE[command]}
    assert kinds == STABLE[command]


def test_every_command_that_prints_json_is_held_to_its_keys() -> None:
    folder = Path(__file__).parents[1] / "src" / "policybrief" / "cli" / "commands"
    printing = {
        path.stem.replace("_", " ")
        for path in folder.glob("*.py")
        if re.search(r"^@.*command\(", path.read_text("utf-8"), re.M)
        and "echo_json(" in path.read_text("utf-8")
    }
    assert printing - {"list"} == {name for name in STABLE if not name.startswith("list ")}
    assert COMMANDS
