"""`brief template new`: a folder that builds at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.templates import read_template


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert brief("init", "demo").exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_new_template_reads_without_a_fault_and_builds_at_once(project: Path) -> None:
    said = brief("template", "new", "roads")
    assert said.exit_code == 0
    template, faults = read_template("roads", project)
    assert faults == ()
    assert template is not None
    assert template.chain == ("roads", "base")
    settings = project / "policybrief.yaml"
    settings.write_text(settings.read_text("utf-8").replace("template: ministry", "template: roads"), "utf-8")
    assert brief("build", "--audience", "minister").exit_code == 0
    assert (project / "out/bridge/roads/bridge-minister-en.docx").is_file()


def test_every_commented_line_of_the_starter_may_be_uncommented(project: Path) -> None:
    assert brief("template", "new", "roads").exit_code == 0
    path = project / "templates/roads/template.yaml"
    intro, _, rest = path.read_text("utf-8").partition("\n\n")
    lines = [
        line.removeprefix("# ") for line in rest.splitlines() if not line.startswith("# What an audience")
    ]
    path.write_text("\n".join([intro, *lines]), "utf-8")
    template, faults = read_template("roads", project)
    assert faults == ()
    assert template is not None
    assert (template.look.word_font, template.number_prefix) == ("Calibri", "AB")


@pytest.mark.parametrize("name", ["Roads", "../roads", "a b", "-roads", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(project: Path, name: str) -> None:
    result = brief("template", "new", "--", name)
    assert result.exit_code == 2
    assert "small letters, digits and hyphens" in result.output


@pytest.mark.parametrize("name", ["ministry", "base"])
def test_a_name_that_is_taken_changes_nothing(project: Path, name: str) -> None:
    before = sorted(project.rglob("*"))
    result = brief("template", "new", name)
    assert result.exit_code == 2
    assert f"There is a template '{name}' already" in result.output
    assert sorted(project.rglob("*")) == before
