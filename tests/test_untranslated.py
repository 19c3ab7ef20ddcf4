"""Commented lines for translators: what they say is what the record says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.project import read_project
from policybrief.project.missing_translations import untranslated_words, with_comments
from policybrief.reading.yaml import read_yaml
from small import project_at


@pytest.mark.parametrize(
    "words",
    ["null", "1e5", "It is over: now", "See https://example.org/" + "long-" * 20 + "address for more"],
)
def test_words_read_back_as_they_are_when_the_comment_marks_are_taken_away(
    tmp_path: Path, words: str
) -> None:
    dossier = f'lines:\n  safe: {{text: The bridge is watched., if_asked: "{words}"}}\n'
    record = project_at(tmp_path, dossier).corpus.get("safe")
    assert record is not None
    added = with_comments("", [("lines", record, "0")], language="uk")
    source, faults = read_yaml("a.yaml", re.sub(r"^(\s*)# ", r"\1", added.text, flags=re.M).encode())
    assert source is not None, faults
    assert source.value["lines"]["safe"]["if_asked"].strip() == words


SHARED = ("open-report", "closed-cable")
FULL = """
sources:
  survey: {title: Survey, short: S., publisher: Press, genre: Paper, lacks: page, issued: 2022-08}
actors: {ann: {name: Ann, affiliation: Town hall, short: Town}}
criteria: {speed: {title: Speed, text: How fast.}}
facts:
  toll: {text: "It is {number} euros.", short: it, number: {value: 4, unit: euros}, source: "survey, page 1"}
  part: {text: "It is {number} %.", number: {value: 4, unit: "%"}, source: ["survey, p. 1", "survey, p. 2"]}
positions:
  view:
    holder: ann
    text: Close it.
    plain: Close.
    stance: {close: supports if it is safe, keep: opposes}
    source: {id: survey, locator: page 3}
    withdrawn: 2022-09-01, she took it back
options:
  keep: {title: Keep it, baseline: true, cost: {pays_for: Paint}}
  close:
    title: Close it
    ratings: {speed: "better, immediately"}
    cost: {amount: {value: 3, unit: euros}, pays_for: Signs, falls_due: Immediately}
recommendations:
  agree: {text: Agree to close it., option: close, by: "2022-11-01, the budget"}
"""


def test_what_a_translator_gets_reads_without_a_fault_and_leaves_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_at(tmp_path, FULL)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["translate", "uk"]).exit_code == 0
    path = tmp_path / "briefs/records/demo.uk.yaml"
    path.write_text(re.sub(r"^(\s*)# ", r"\1", path.read_text("utf-8"), flags=re.M), "utf-8")
    loaded = read_project(tmp_path)
    assert loaded.diagnostics == ()
    assert [r.id for r in loaded.corpus.records if r.id not in SHARED and untranslated_words(r, "uk")] == []
    again = CliRunner().invoke(main, ["translate", "uk"]).output
    assert "demo.uk.yaml: nothing is missing" in again
