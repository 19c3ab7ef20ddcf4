"""The copies of a brief beside each other: what each leaves out, what that hides, whether figures agree."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.changes.trace import (
    Copy,
    differing_figures,
    in_no_section,
    one_sided,
    records_of,
    shown_nowhere,
)
from policybrief.cli import main
from policybrief.document import Document, Meta, Origin, Paragraph, Section, Span, Str
from policybrief.languages import read_number
from policybrief.project import LoadedProject
from small import edition_of, project_at

DOSSIER = """
cleared: 2022-01-01, head of unit
actors:
  union: Harbour Union
  crown: {name: The Crown, kind: state}
facts:
  ferries: {text: "The city runs {number} ferries.", number: 1200, source: "open-report, page 2"}
positions:
  for-it:
    {holder: union, text: The union wants it., stance: {repair: supports}, source: "open-report, page 4"}
  against-it:
    {holder: crown, text: The crown opposes it., stance: {repair: opposes}, source: "closed-cable, page 5"}
options:
  as-now: {title: Continue as now, baseline: yes}
  repair: {title: Repair the quay}
risks:
  sinks: {text: A ferry sinks., option: repair, likelihood: unlikely, impact: 3}
recommendations:
  agree-repair: {text: Agree to repair the quay., option: repair}
"""


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedProject:
    brief = "title: Demo\nquestion: What now?\nas_of: 2022-10-01\naudiences: [officials, public]\n"
    return project_at(tmp_path, DOSSIER, brief=brief)


def copy_of(
    loaded: LoadedProject,
    audience: str,
    *shown: str,
    language: str = "en",
    field: str = "text",
    words: str = "Said.",
) -> Copy:
    """A copy that shows these records, each with the same words."""
    paragraphs = tuple(
        Paragraph((Span((Str(words),), origin=Origin(record, field, language)),)) for record in shown
    )
    document = Document(Meta("Demo", language, "Office", ""), (Section((Str("All"),), paragraphs, id="all"),))
    edition = edition_of(loaded, audience, language=language)
    left = tuple((r.id, "marking") for r in loaded.corpus.records if r.id not in shown)
    return Copy(edition, document, frozenset(shown), frozenset(), left)


def reported(loaded: LoadedProject, *copies: Copy) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (one.copy.edition.audience.name, one.about, one.lacking, one.missing)
        for one in one_sided(copies, loaded.corpus)
    ]


def test_a_copy_that_shows_one_side_of_an_option_only_is_told(loaded: LoadedProject) -> None:
    whole = copy_of(loaded, "officials", "for-it", "against-it")
    half = copy_of(loaded, "public", "for-it")
    assert reported(loaded, whole, half) == [("public", "repair", "opposing positions", ("against-it",))]
    other_half = copy_of(loaded, "public", "against-it")
    assert reported(loaded, whole, other_half) == [("public", "repair", "supporting positions", ("for-it",))]


def test_a_copy_that_shows_neither_side_or_a_side_that_nobody_opposes_is_not_one_sided(
    loaded: LoadedProject,
) -> None:
    whole = copy_of(loaded, "officials", "for-it", "against-it")
    assert reported(loaded, whole, copy_of(loaded, "public", "ferries")) == []
    assert reported(loaded, copy_of(loaded, "officials", "for-it"), copy_of(loaded, "public", "for-it")) == []


def test_a_recommendation_without_the_risks_that_another_copy_shows_is_one_sided(
    loaded: LoadedProject,
) -> None:
    whole = copy_of(loaded, "officials", "agree-repair", "sinks")
    half = copy_of(loaded, "public", "agree-repair")
    assert reported(loaded, whole, half) == [("public", "repair", "risks", ("sinks",))]


def test_a_recommendation_without_the_most_serious_risk_that_another_copy_shows_is_one_sided(
    tmp_path: Path,
) -> None:
    more = "  burns: {text: A ferry burns., option: repair, likelihood: likely, impact: 5}\n"
    loaded = project_at(tmp_path, DOSSIER.replace("risks:\n", "risks:\n" + more))
    copies = (
        copy_of(loaded, "officials", "agree-repair", "sinks", "burns"),
        copy_of(loaded, "minister", "agree-repair", "sinks"),
    )
    found = one_sided(copies, loaded.corpus, scale=loaded.project.yardstick)
    assert [(one.copy, one.about, one.lacking, one.missing) for one in found] == [
        (copies[1], "repair", "most serious risk", ("burns",))
    ]


def test_what_no_section_prints_and_what_no_copy_shows_are_told_apart(loaded: LoadedProject) -> None:
    selected = frozenset({"ferries", "for-it", "repair", "union"})
    whole = replace(copy_of(loaded, "officials", "for-it"), selected=selected, left_out=())
    other = replace(copy_of(loaded, "public", "ferries"), selected=selected, left_out=(("for-it", "shed"),))
    assert in_no_section(whole, loaded.corpus) == ("ferries", "repair")
    assert in_no_section(other, loaded.corpus) == ("repair",)
    assert shown_nowhere((whole, other), loaded.corpus) == ("repair",)


@pytest.mark.parametrize(
    ("one", "other", "language", "differ"),
    [
        ("It runs 1,200 ferries.", "Має 1\u00a0200 поромів.", "uk", False),
        ("It runs 1,200 ferries.", "Має 1\u00a0100 поромів.", "uk", True),
        ("It runs 1,200 ferries.", "It runs 1,000 ferries.", "en", True),
        ("It runs 1,200 ferries on 3 lines.", "It runs 1,200 ferries.", "en", False),
        ("It ran 1,200 ferries on 5 May 2022.", "It ran 1,200 ferries in 2021.", "en", False),
        ("It runs 1.5 ferries.", "Має 1,5 порома.", "uk", False),
    ],
)
def test_figures_are_compared_by_value_and_dates_are_none(
    loaded: LoadedProject, one: str, other: str, language: str, differ: bool
) -> None:
    copies = [
        copy_of(loaded, "officials", "ferries", words=one),
        copy_of(loaded, "public", "ferries", language=language, words=other),
    ]
    assert [found.record for found in differing_figures(copies)] == (["ferries"] if differ else [])


def test_plain_words_that_round_a_figure_are_told_with_both_forms(loaded: LoadedProject) -> None:
    [found] = differing_figures(
        [
            copy_of(loaded, "officials", "ferries", words="It runs 1,195 ferries."),
            copy_of(loaded, "public", "ferries", field="plain", words="It runs 1,200 ferries."),
        ]
    )
    assert [(int(values[0]), len(names)) for values, names in found.forms] == [(1195, 1), (1200, 1)]


def test_records_on_other_topics_are_not_listed(loaded: LoadedProject) -> None:
    copy = copy_of(loaded, "officials", "for-it")
    off_topic = replace(copy, left_out=(("ferries", "other-topic"), ("against-it", "marking")))
    assert [record.id for record in records_of([off_topic], loaded.corpus)] == ["for-it", "against-it"]


@pytest.mark.parametrize(
    ("figure", "language", "value"),
    [
        ("1,200", "en", "1200"),
        ("1\u00a0200", "uk", "1200"),
        ("1 200,5", "uk", "1200.5"),
        ("1.200", "de", "1200"),
        ("x", "en", None),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(figure: str, language: str, value: str | None) -> None:
    found = read_number(figure, language)
    assert (None if found is None else f"{found:f}") == value


# ---- the command ------------------------------------------------------------------------------------


def brief(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


@pytest.fixture
def here(loaded: LoadedProject, monkeypatch: pytest.MonkeyPatch) -> LoadedProject:
    monkeypatch.chdir(loaded.root)
    return loaded


def test_each_copy_says_how_many_it_shows_and_leaves_out(here: LoadedProject) -> None:
    result = brief("omissions", "demo")
    assert result.exit_code == 0, result.output
    assert "demo, base: 4 copies" in result.output
    assert "public uk" in result.output
    assert "marked too high" in result.output
    assert max(map(len, brief("omissions", "demo", "--all").output.splitlines())) <= 80


def test_the_command_lists_what_no_copy_shows_and_what_no_section_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = "  old: {text: It was new., source: 'open-report, page 1', until: 2021}\n"
    more = "lines: {quiet: {text: The quay is safe.}}\nfacts:\n" + old
    brief_file = "title: Demo\nquestion: What?\nas_of: 2022-10-01\naudiences: [minister, committee]\n"
    project_at(tmp_path, DOSSIER.replace("facts:\n", more), brief=brief_file)
    monkeypatch.chdir(tmp_path)
    output = " ".join(brief("omissions", "demo").output.split())
    assert (
        "Shown nowhere: old (not true any more on that day); quiet" in output or "Shown nowhere: " in output
    )
    assert "quiet" in output.partition("Shown nowhere:")[2]
    assert "old (no longer true" in output.partition("Shown nowhere:")[2]
    assert "In no section of minister: " in output
    assert "ferries" in output.partition("In no section of minister:")[2]


def test_json_has_an_object_a_copy_and_hides_ids_in_continuous_integration(
    here: LoadedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.loads(brief("omissions", "demo", "--format", "json").stdout)["records"]
    assert [(copy["audience"], copy["language"]) for copy in said] == [
        ("officials", "en"),
        ("officials", "uk"),
        ("public", "en"),
        ("public", "uk"),
    ]
    assert {"record": "against-it", "reason": "marking"} in said[2]["left_out"]
    monkeypatch.setenv("CI", "true")
    hidden = brief("omissions", "demo", "--format", "json", "--template", "base")
    assert hidden.exit_code == 0
    assert "against-it" not in hidden.output
    assert "against-it" not in brief("omissions", "demo", "--all").output


def test_strict_ends_with_1_where_a_copy_is_one_sided(
    here: LoadedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert brief("omissions", "demo", "--strict").exit_code == 0
    copies = (
        copy_of(here, "officials", "for-it", "against-it"),
        copy_of(here, "public", "for-it"),
    )
    monkeypatch.setattr("policybrief.changes.trace.omissions.copies_of", lambda *_: (copies, ()))
    result = brief("omissions", "demo", "--strict")
    assert result.exit_code == 1
    assert "public en: on option repair it shows no opposing positions" in " ".join(result.output.split())


def test_a_brief_that_is_not_there_is_refused(here: LoadedProject) -> None:
    assert brief("omissions", "demos").exit_code == 2
