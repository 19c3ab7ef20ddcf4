"""Lists of readers, and who excuses what and why, are never empty."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main

DOSSIER = "briefs/records/bridge.yaml"
FACT = "    text: The deck of the bridge has to be renewed by 2029.\n"
WAIVER = "waive: [{rule: page-limit, by: head, why: asked for}]\n"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("starter") / "demo"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    return root


@pytest.fixture
def demo(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(starter, tmp_path / "demo"))
    monkeypatch.chdir(root)
    return root


def errors_with(path: str, old: str, new: str) -> list[tuple[str, str, str]]:
    """(code, file, line) of each error once `old` is `new` in the file."""
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)["records"]
    return [(d["code"], d["path"], d["line"]) for d in found if d["severity"] == "error"]


@pytest.mark.parametrize("field", ["audiences", "releasable_to", "marking"])
def test_a_restriction_to_nobody_is_no_release_to_everybody(demo: Path, field: str) -> None:
    assert errors_with(DOSSIER, FACT, f"{FACT}    {field}: []\n") == [("empty-field", DOSSIER, 55)]


def test_the_marking_of_a_project_is_not_an_empty_list(demo: Path) -> None:
    found = errors_with("policybrief.yaml", "marking: TLP:AMBER ", "marking: [] ")
    assert found == [("empty-field", "policybrief.yaml", 7)]


@pytest.mark.parametrize(("old", "new"), [("by: head", 'by: ""'), ("why: asked for", 'why: "\u00a0"')])
def test_nobody_waives_a_rule_without_a_name_and_a_reason(demo: Path, old: str, new: str) -> None:
    path = "briefs/bridge.yaml"
    assert errors_with(path, "title: ", f"{WAIVER}title: ") == []
    assert errors_with(path, old, new) == [("empty-field", path, 2)]
    Path(path).write_text("title: The toll\nquestion: What now?\n", encoding="utf-8")
    waived = WAIVER.replace("page-limit", "not-cleared").replace(old, new)
    assert errors_with(DOSSIER, FACT, f"{FACT}    {waived}") == [("empty-field", DOSSIER, 55)]
