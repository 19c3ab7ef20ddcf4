"""What a brief and the settings say in words of their own: translated, and built again where they change."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs_on_paper import HEAD
from policybrief.cli import main
from policybrief.project import read_project
from small import project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  wear: {text: The UK deck is worn., source: "open-report, page 5"}
"""
WORDS = """particulars:
  Lead committee: Roads and Bridges
  "Next: step": [A vote, A debate]
  Year: 2022
abbreviations:
  UK: United Kingdom
  OECD: {words: Organisation, known: yes}
audiences: [officials]
"""
SETTINGS = "abbreviations: {EU: European Union}\n"


def run(*words: str) -> str:
    result = CliRunner().invoke(main, [*words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_translator_gets_them_and_what_is_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_at(tmp_path, DOSSIER, brief=HEAD + WORDS, settings=SETTINGS)
    monkeypatch.chdir(tmp_path)
    run("translate", "uk")
    for name in ("briefs/demo.uk.yaml", "policybrief.uk.yaml"):
        path = tmp_path / name
        path.write_text(re.sub(r"^(\s*)# ?", r"\1", path.read_text("utf-8"), flags=re.M), "utf-8")
    loaded = read_project(tmp_path)
    assert [d for d in loaded.diagnostics if d.severity.name == "ERROR"] == []
    (brief,) = loaded.briefs
    texts = [text for each in brief.particulars for text in (each.name, *each.values)]
    assert [text.in_language("uk") for text in texts] == [(text.original(), "uk") for text in texts]
    assert [each.words.has("uk") for each in brief.abbreviations] == [True, False]
    assert [each.words.has("uk") for each in loaded.project.abbreviations] == [True]
    assert "nothing" in run("translate", "uk").lower() or "complete" in run("translate", "uk").lower()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("briefs/demo.yaml", "Roads and Bridges", "Roads"),
        ("briefs/demo.yaml", "UK: United Kingdom", "UK: Kingdom"),
        ("briefs/demo.yaml", "audiences:", "officials: {paragraphs: numbered}\naudiences:"),
        ("policybrief.yaml", "abbreviations: {", "abbreviations: {deck: roadway, "),
    ],
)
def test_a_change_makes_the_paper_anew_and_none_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str
) -> None:
    project_at(tmp_path, DOSSIER, brief=HEAD + WORDS, settings=SETTINGS)
    monkeypatch.chdir(tmp_path)
    run("build")
    paper = next((tmp_path / "out").rglob("demo-officials-en.docx"))
    before = paper.read_bytes()
    run("build")
    assert paper.read_bytes() == before
    file = tmp_path / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    run("build")
    assert paper.read_bytes() != before
