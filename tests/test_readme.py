"""What README.md and the guides show is what happens: their sessions are run as printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policybrief.cli import main
from sessions import edit, pattern, run, sessions, write

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = {
    path.stem.removeprefix("guide-"): path.read_text("utf-8") for path in (ROOT / "docs").glob("guide-*.md")
}
PAGES = {"README": README, **GUIDES}


@pytest.mark.parametrize("page", PAGES)
def test_the_sessions_of_a_page_run_as_printed(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    steps = [*sessions(PAGES[page])]
    assert sum(command.startswith("brief ") for command, _ in steps) >= 6
    for command, output in steps:
        run(command, output, monkeypatch)


@pytest.mark.parametrize("page", ["tracing"])
def test_the_sessions_of_a_reference_page_run_in_the_examples(page, tmp_path, monkeypatch):
    for name in ("briefs", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "policybrief.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    steps = [*sessions((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))]
    assert steps
    for command, output in steps:
        run(command, output, monkeypatch)


def test_each_reader_has_a_guide_and_the_readme_leads_to_it():
    assert sorted(GUIDES) == ["designer", "engineer", "policy-officer"]
    assert all(f"docs/guide-{reader}.md" in README for reader in GUIDES)


def test_a_session_that_is_not_true_is_noticed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        run("brief init demo", "Created something else/\n", monkeypatch)


def test_an_edit_keeps_the_lines_around_it_and_a_block_is_added_at_the_end(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("a.yaml", "one: 1\ntwo: 2\n")
    edit("a.yaml", " one: 1\n-two: 2\n+two: 3\n")
    write("a.yaml", "three: 3\n")
    assert Path("a.yaml").read_text("utf-8") == "one: 1\ntwo: 3\n\nthree: 3\n"
    with pytest.raises(AssertionError):
        edit("a.yaml", "-four: 4\n+four: 5\n")


def test_an_ellipsis_stands_for_anything_and_nothing_else_does():
    assert re.fullmatch(pattern("4 files in … s\n"), "4 files in 0.7 s\n")
    assert not re.fullmatch(pattern("4 files in … s\n"), "5 files in 0.7 s\n")
    assert re.fullmatch(pattern("a\n  …\nb"), "a\nx\ny\nb")
    assert not re.fullmatch(pattern("a\nb"), "a\nx\nb")


def test_the_readme_is_short_and_opens_with_what_the_program_does():
    assert README.count("\n") < 200
    assert README.index("docs/ministries.png") < README.index("make briefs") < README.index("brief init")


def test_the_readme_repeats_the_measurements_of_the_page_on_benchmarks():
    speed = README.partition("## Speed")[2]
    figures = re.findall(r"\d+\.\d+", speed)
    measured = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert len(figures) == 6
    assert [figure for figure in figures if not re.search(rf"\| {re.escape(figure)}\b", measured)] == []


@pytest.mark.parametrize("name", main.list_commands(None))  # type: ignore[arg-type]
def test_every_command_is_described_in_the_guide_to_commands(name):
    guide = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`brief {name}" in guide
