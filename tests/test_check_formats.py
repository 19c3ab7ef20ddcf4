"""The formats of `brief check` for other programs, and the pages of the rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import BaseModel
from sarif_pydantic import Sarif

from policybrief.checks.rule_pages import page
from policybrief.cli import main
from policybrief.cli.terminal.machine_formats import (
    as_github,
    as_gitlab,
    as_sarif,
    path_in_repository,
)
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.gate import Discretion
from policybrief.rules import RULES
from small import project_at

SECRET = "Marmalade stocks are low"
DOSSIER = f"""
facts:
  stocks: {{text: {SECRET}., source: "open-report, page 4", review_by: 2022-09-01}}
judgements:
  soon: {{text: Marmalade may run out., confidence: low, rests_on: [stocks]}}
"""
BRIEF = """
title: Stocks
as_of: 2022-10-01
audiences: [officials]
languages: {default: [en]}
status_quo: [stocks]
"""
FOUND = (
    Diagnostic("stale-fact", "fact a is old", Span("briefs/a b.yaml", 3, 5, 4), Severity.OPEN, record="a"),
    Diagnostic("stale-fact", "fact a is old", Span("briefs/a b.yaml", 9, 5, 4), Severity.OPEN, record="a"),
    Diagnostic("unknown-field", "'a long text' is 'odd'", Span("x.yaml", 1, 1), remedy=("text: secret",)),
    Diagnostic("page-limit", "100 % too long:\nyes", None, Severity.OPEN, hint="cut, and cut"),
    Diagnostic("low-contrast", "too pale", Span("<base>/template.yaml", 4, 1), Severity.NOTE),
    Diagnostic("leak", "record a", None, Severity.LEAK),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project_at(tmp_path, DOSSIER, brief=BRIEF)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner().invoke(main, ["check", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout


def unknown_fields(model: Any, at: str = "") -> list[str]:
    """Keys that the standard's own model does not know."""
    if isinstance(model, BaseModel):
        extra = [f"{at}.{key}" for key in model.model_extra or {} if key != "$schema"]
        return extra + [
            k for n in type(model).model_fields for k in unknown_fields(getattr(model, n), f"{at}.{n}")
        ]
    if isinstance(model, list):
        return [key for entry in model for key in unknown_fields(entry, at)]
    return []


def test_sarif_is_of_its_standard(project: Path) -> None:
    log = json.loads(run("--format", "sarif"))
    assert log["version"] == "2.1.0"
    known = {".runs.columnKind"}  # SARIF 2.1.0, clause 3.14.17; the model leaves it out
    assert set(unknown_fields(Sarif.model_validate(log))) == known


def test_sarif_has_each_rule_with_its_page_and_each_result_at_its_place(project: Path) -> None:
    (one,) = json.loads(run("--format", "sarif"))["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in one["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in one["results"])
    vague = next(rule for rule in rules if rule["id"] == "vague-likelihood")
    assert vague["help"]["markdown"].startswith("# vague-likelihood\n")
    assert vague["shortDescription"]["text"].startswith("A judgement uses “may”")
    stale = next(result for result in one["results"] if result["ruleId"] == "stale-fact")
    place = stale["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "briefs/records/demo.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 3, "endColumn": 9}
    assert stale["level"] == "warning"
    assert "demo base officials en" in stale["properties"]["editions"]


def test_under_strict_open_points_are_errors_for_every_program(project: Path) -> None:
    levels = {r["level"] for r in json.loads(run("--strict", "--format", "sarif"))["runs"][0]["results"]}
    assert levels == {"error"}
    assert {entry["severity"] for entry in json.loads(run("--strict", "--format", "gitlab"))} == {"critical"}
    assert all(line.startswith("::error ") for line in run("--strict", "--format", "github").splitlines())


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github"])
def test_what_other_programs_get_quotes_no_record(project: Path, form: str) -> None:
    said = run("--format", form)
    assert "stale-fact" in said
    assert "Marmalade" not in said


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github"])
def test_a_text_that_could_not_be_read_is_not_quoted_either(project: Path, form: str) -> None:
    path = project / "briefs" / "records" / "demo.yaml"
    path.write_text(
        f"facts:\n  stocks: {{text: yes, known: {SECRET}, source: open-report}}\n", encoding="utf-8"
    )
    said = run("--format", form)
    assert "bad-date" in said
    assert "Marmalade" not in said


@pytest.mark.parametrize("form", ["text", "json", "sarif", "gitlab", "github"])
def test_a_format_is_the_same_every_time(project: Path, form: str) -> None:
    assert run("--format", form) == run("--format", form)


def test_gitlab_gets_a_fingerprint_a_finding_that_survives_a_move() -> None:
    report = json.loads(as_gitlab(FOUND, within="", strict=False))
    marks = [entry["fingerprint"] for entry in report]
    assert len(set(marks)) == len(FOUND)
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(report[0])
    moved = (
        Diagnostic("stale-fact", "fact a is old", Span("briefs/a b.yaml", 7, 1), Severity.OPEN, record="a"),
    )
    assert json.loads(as_gitlab(moved, within="", strict=False))[0]["fingerprint"] == marks[0]
    assert [entry["severity"] for entry in report] == [
        "minor",
        "minor",
        "critical",
        "minor",
        "info",
        "blocker",
    ]


def test_github_gets_one_escaped_line_a_finding() -> None:
    lines = [*as_github(FOUND, within="work/", strict=False)]
    assert (
        lines[0]
        == "::warning file=work/briefs/a b.yaml,line=3,col=5,endColumn=9,title=stale-fact::Fact a is old"
    )
    assert lines[3] == (
        "::warning file=work/policybrief.yaml,line=1,col=1,endColumn=2,title=page-limit"
        "::100 %25 too long:%0Ayes; cut, and cut"
    )
    assert [line.split(" ")[0] for line in lines[2:]] == ["::error", "::warning", "::notice", "::error"]


def test_sarif_writes_paths_as_addresses_from_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "our work").mkdir()
    within = path_in_repository(tmp_path / "our work")
    assert within == "our work/"
    assert path_in_repository(tmp_path) == ""
    log = json.loads(as_sarif(FOUND, editions={}, within=within, version="1.0.0", strict=False))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "our%20work/briefs/a%20b.yaml"


def test_a_fault_of_reading_loses_its_quoted_text_and_its_remedy() -> None:
    hushed = Discretion().in_report(FOUND[2])
    assert (hushed.message, hushed.remedy) == ("'…' is 'odd'", ())


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_page_that_says_why_how_to_fix_and_how_to_waive(code: str) -> None:
    found = page(code)
    assert found is not None
    heads = re.findall(r"^#+ (.*)$", found.text, re.MULTILINE)
    assert heads[:1] == [code]
    assert heads[1:] == ["Why", "How to fix it", "How to waive it"]
    assert found.says.endswith(".")
    assert f"- rule: {code}" in found.text


def test_no_page_is_without_a_rule() -> None:
    pages = {path.stem for path in (Path(__file__).parents[1] / "docs" / "checks").glob("*.md")}
    assert pages == {*RULES, "README"}


def test_the_list_of_rules_leads_to_every_page() -> None:
    listed = (Path(__file__).parents[1] / "docs" / "checks" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[([\w-]+)\]\(\1\.md\)", listed, re.MULTILINE) == list(RULES)


def test_explain_prints_the_page_outside_a_project_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = page("stale-fact")
    assert found is not None
    assert run("--explain", "stale-fact").strip() == found.text.strip()


def test_explain_knows_what_was_meant(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--explain", "stale-facts"])
    assert result.exit_code == 2
    assert "did you mean 'stale-fact'?" in result.output
