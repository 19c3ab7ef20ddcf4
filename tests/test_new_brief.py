"""`brief new brief` starts a brief that builds once it has records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.project import read_project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").exit_code == 0
    return tmp_path


def run(*words: str, typed: str | None = None):
    return CliRunner().invoke(main, words, input=typed)


def test_a_brief_is_started_with_a_title_and_a_question(root: Path) -> None:
    done = run("new", "brief", "--title", "Night buses: what they cost", "--question", "Should they run?")
    assert done.exit_code == 0, done.output
    assert "Written briefs/night-buses-what.yaml." in done.output
    run("new", "fact", "--dossier", "night-buses-what", "--text", "They run.", "--source", "audit-2026, p. 1")
    loaded = read_project(root)
    assert [d for d in loaded.diagnostics if d.severity.value == "error"] == []
    brief = next(b for b in loaded.briefs if b.name == "night-buses-what")
    assert brief.title.original() == "Night buses: what they cost"
    assert brief.question.original() == "Should they run?"


def test_every_field_that_the_file_shows_as_a_comment_is_one(root: Path) -> None:
    run("new", "brief", "--title", "Trams", "--id", "bridge-2")
    path = root / "briefs" / "bridge-2.yaml"
    text = re.sub(r"^# (?=[a-z_]+:( |$)|  )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("topics: [bridge-2]", "topics: [bridge]"), encoding="utf-8")
    assert "key_messages: []\n" in text
    assert "particulars:\n  Next step" in text
    codes = {d.code for d in read_project(root).diagnostics if d.span and "bridge-2" in d.span.path}
    assert "unknown-field" not in codes


def test_asked_for_it_takes_title_question_and_name(root: Path) -> None:
    done = run("new", "brief", typed="Trams\nDo they pay?\ntrams-2026\n")
    assert done.exit_code == 0, done.output
    assert (root / "briefs" / "trams-2026.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "brief", "--text", "T"), "A brief has no --text"),
        (("new", "brief", "--question", "Q?"), "Missing for a brief: --title"),
        (("new", "brief", "--title", "T", "--dossier", "bridge"), "no part of a dossier"),
        (("new", "brief", "--title", "T", "--id", "bridge"), "'bridge' is already in use"),
        (("new", "brief", "--title", "T", "--id", "B!"), "not an id"),
        (("new", "fact", "--question", "Q?"), "A fact has no --question"),
    ],
)
def test_what_it_cannot_take_is_refused_and_nothing_is_written(root: Path, words, said: str) -> None:
    before = sorted(root.rglob("*"))
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.output
    assert sorted(root.rglob("*")) == before
