"""No slip of the pen in a project deletes the papers of earlier builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main

PROJECT = "policybrief.yaml"
BRIEF = "briefs/bridge.yaml"
TEMPLATE = "templates/ministry/template.yaml"

SLIPS = [
    # file, what is there ("": at its end), what is typed instead, code of the fault
    (PROJECT, "template: ministry", "template: minstry", "unknown-template"),
    (PROJECT, "template: ministry", 'template: ""', "unknown-template"),
    (PROJECT, "template: ministry", "template: [ministry]", "list-as-text"),
    (PROJECT, "template: ministry", "tmplate: ministry", "unknown-field"),
    (PROJECT, "audiences: [minister, officials]", "audiences: [minster, officials]", "unknown-audience"),
    (PROJECT, "audiences: [minister, officials]", "audience: [minister]", "unknown-field"),
    (PROJECT, "languages: [en]", "languages: [en_GB]", "bad-language"),
    (PROJECT, "languages: [en]", "languages: []", "no-language"),
    (PROJECT, "format: 1", "format: 2", "unknown-format"),
    (BRIEF, "", "templates: [minstry]", "unknown-template"),
    (BRIEF, "", 'templates: ["", ministry]', "unknown-template"),
    (BRIEF, "", "audiences: [minster]", "unknown-audience"),
    (BRIEF, "", "languages: {minister: [fr]}", "unknown-language"),
    (BRIEF, "", "form: corection", "bad-choice"),
    (BRIEF, "", "topics: [brigde]", "unknown-topic"),
    (BRIEF, "", "note: [", "unclosed-bracket"),
    (TEMPLATE, "", "extends: bas", "unknown-template"),
    (TEMPLATE, "", "outline: {minister: [botom-line]}", "unknown-section"),
    (TEMPLATE, "", "audiences: {minister: {hiden: true}}", "unknown-field"),
    (TEMPLATE, "", "note: [", "unclosed-bracket"),
]
OTHER = "title: Another brief\ntopics: [bridge]\naudiences: [officials]\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with its papers."""
    root = tmp_path_factory.mktemp("built") / "demo"
    run = CliRunner()
    assert run.invoke(main, ["init", str(root)]).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert run.invoke(main, ["build"]).exit_code == 0
    return root


@pytest.fixture
def demo(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with a second brief that can be built whatever happens to the first."""
    root = Path(shutil.copytree(built, tmp_path / "demo"))
    (root / "briefs/other.yaml").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def papers(root: Path) -> set[str]:
    return {path.name for path in (root / "out").rglob("bridge-*.*")}


@pytest.mark.parametrize(("file", "right", "wrong", "code"), SLIPS)
def test_a_slip_is_a_fault_at_its_line_and_deletes_no_paper(demo: Path, file, right, wrong, code) -> None:
    before, path = papers(demo), demo / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong) if right else f"{text}{wrong}\n", encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1 if right else text.count("\n") + 1
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert f"[{code}]" in result.output
    assert f"{file}:{line}:" in result.output
    assert papers(demo) == before


@pytest.mark.parametrize("name", ["bridge.yml", "bridge.YAML"])
def test_a_brief_that_is_not_read_for_its_name_loses_no_paper(demo: Path, name: str) -> None:
    before = papers(demo)
    (demo / BRIEF).rename(demo / "briefs" / name)
    result = CliRunner().invoke(main, ["build"])
    assert f"briefs/{name}:1:1: note[not-read]" in result.output
    assert papers(demo) == before


def test_a_template_that_is_renamed_loses_no_paper(demo: Path) -> None:
    before = papers(demo)
    (demo / "templates/ministry").rename(demo / "templates/house")
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert "did you mean" in result.output or "there are:" in result.output
    assert papers(demo) == before


def test_a_brief_that_is_deleted_loses_its_papers(demo: Path) -> None:
    (demo / BRIEF).unlink()
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    assert papers(demo) == set()
