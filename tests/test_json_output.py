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
    "diff": {
        "change": str,
        "record": str,
        "fate": str,
        "why": str,
        "figures": list,
        "added": list,
        "removed": list,
        "changed": list,
        "moved": list,
        "before": str,
        "after": str,
    },
    "recall": {
        "edition": str,
        "number": str,
        "version": int,
        "on": str,
        "held_by": list,
        "updated": list,
        "recalled": str,
        "bears": bool,
        "records": list,
    },
    "verify": {
        "file": str,
        "edition": str,
        "number": str,
        "version": int,
        "on": str,
        "bytes": str,
        "current": bool,
        "recalled": str,
        "later": list,
        "moved": list,
        "added": list,
        "gone": list,
        "reworded": bool,
        "unmade": str,
    },
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


AFTER_ISSUE = ("diff", "recall", "verify")
"""Commands about an issued edition, and about what has changed since."""


def issue_and_correct() -> None:
    edition = "bridge minister en"
    run = CliRunner().invoke
    assert run(main, ["clear", "--by", "head", "--yes", "--edition", edition]).exit_code == 0
    assert run(main, ["issue", edition, "--to", "Office", "--approved-by", "head"]).exit_code == 0
    records = Path("briefs/records/bridge.yaml")
    text = records.read_text("utf-8")
    assert "about 6200" in text
    records.write_text(text.replace("about 6200", "about 7100"), encoding="utf-8")


def asked(command: str) -> list[str]:
    more = {
        "due": ["--on", "2026-11-30"],
        "omissions": ["bridge"],
        "trace": ["crossings-2025"],
        "release": ["out/bridge/ministry/bridge-minister-en.pdf", "--audience", "minister"],
        "diff": ["bridge minister"],
        "verify": ["out/issued/bridge/ministry/bridge-minister-en-v1.pdf"],
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
    if command in ("release", "omissions", *AFTER_ISSUE):
        Path("templates/ministry/template.yaml").write_text("name: City\n")
    if command == "release":
        CliRunner().invoke(main, ["build", "minister"])
    if command in AFTER_ISSUE:
        issue_and_correct()
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
