"""Which editions a command selects, and that it works that out once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.editions import project_editions
from policybrief.languages import Text
from policybrief.records import Audience, Brief, Edition, Project
from policybrief.selection import EditionFilter, known_names, parse_names
from small import project_at

PROJECT = Project(Text(), languages=("en", "uk"), audiences=(Audience("minister"), Audience("public")))
BRIEFS = tuple(
    Brief(name, f"briefs/{name}.yaml", Text(), templates=("ministry",)) for name in ("bridge", "bridge-toll")
)
NAMES = known_names(PROJECT, BRIEFS)

COMMANDS = {
    "build": ("build", "demo", "minister", "en", "--format", "docx"),
    "check": ("check",),
    "show": ("show", "demo", "minister", "en"),
    "trace": ("trace", "demo", "minister", "en", "The toll"),
    "diff": ("diff", "demo minister en", "demo public en"),
    "omissions": ("omissions", "demo"),
    "issue": ("issue", "demo", "minister", "en", "--to", "Office"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project_at(
        tmp_path,
        "sources: {report: {title: Report, issued: 2022-08-01, marking: TLP:CLEAR}}\n"
        'facts: {toll: {text: "The toll is 4 euro.", source: "report, p. 1"}}\n',
        settings="audiences: {minister: {internal: true}, public: {}}\n",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_resolves_its_selection_once(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, resolve = [], project_editions._editions

    def counted(*arguments: Any, **options: Any) -> Iterator[Edition]:
        calls.append(arguments)
        return resolve(*arguments, **options)

    monkeypatch.setattr(project_editions, "_editions", counted)
    run = CliRunner().invoke(main, COMMANDS[name])
    assert run.exit_code in (0, 1), run.output
    assert len(calls) == (2 if name == "diff" else 1), run.output  # diff: once for each side


def test_the_path_of_a_file_names_its_edition_though_one_brief_begins_like_another() -> None:
    only, faults = parse_names(["out/bridge-toll/ministry/bridge-toll-public-uk.docx"], NAMES)
    assert (only, faults) == (EditionFilter(("bridge-toll",), ("ministry",), ("public",), ("uk",)), ())


def test_a_strange_word_is_a_fault_that_says_what_may_have_been_meant() -> None:
    only, faults = parse_names(["brigde", "uk"], NAMES)
    assert only == EditionFilter(languages=("uk",))
    assert [(fault.code, fault.hint) for fault in faults] == [("unknown-brief", "did you mean 'bridge'?")]


def test_an_audience_to_which_no_brief_goes_is_refused_with_the_place_to_name_it(project: Path) -> None:
    brief = project / "briefs" / "demo.yaml"
    brief.write_text(brief.read_text("utf-8") + "audiences: [public]\n", "utf-8")
    run = CliRunner().invoke(main, ["show", "demo", "minister"])
    assert run.exit_code == 2
    assert "no brief is made for the audience 'minister'; add it under audiences:" in run.output
