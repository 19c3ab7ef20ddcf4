"""Facts that we worked out from others: marked, released, known and shown only as all of their parts are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bridge import run
from policybrief.document import Document, dump, plain_text
from policybrief.gate import withheld
from policybrief.project import LoadedProject
from policybrief.project.corpus import effective_marking, fallen, is_known, known_on, releasable
from policybrief.project.json_schema import dossier_schema
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
sources:
  count: {title: A count, issued: 2022-08-15, marking: TLP:CLEAR, type: dataset, grade: B}
facts:
  low: {text: "At worst it brings in {number} euros.", number: 141, source: "open-report, page 1", grade: 2}
  high: {text: "At best it brings in {number} euros.", number: 705, source: "count, page 2", grade: 2}
  middle:
    text: In the middle it brings in {number} euros.
    short: euros in the middle
    number: 423
    worked_out: (141 + 705) / 2
    rests_on: [low, high]
judgements:
  pays: {text: The toll pays for the bridge., confidence: moderate, rests_on: [middle]}
"""
SETTINGS = """
audiences:
  public: {}
  minister: {clearance: "TLP:AMBER", internal: yes}
  officials: {clearance: "TLP:RED", internal: yes, groups: [council]}
"""
BRIEF = """
title: Demo
question: What now?
bottom_line: [pays]
key_figures: [low, middle]
"""


def loaded_at(folder: Path, dossier: str = DOSSIER) -> LoadedProject:
    return project_at(folder, dossier, brief=BRIEF, settings=SETTINGS)


def document_of(loaded: LoadedProject, audience: str = "officials", language: str = "en") -> Document:
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert composed.document is not None
    return composed.document


def words(document: Document) -> str:
    return plain_text(document.blocks).replace("\u00a0", " ")


def test_papers_say_whose_calculation_it_is_with_the_marks_of_its_parts(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    said = words(document_of(loaded))
    assert "In the middle it brings in 423 euros. Own calculation. [1] [2]" in said
    assert "Own calculation: (141 + 705) / 2" in said
    assert "Based on F1, F2" in said
    assert "euros in the middle15 August 2022\nOwn calculation [1] [2]" in words(
        document_of(loaded, "minister")
    )


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Own calculation."),
        ("de", "Eigene Berechnung."),
        ("fr", "Calcul propre."),
        ("pl", "Obliczenie własne."),
        ("uk", "Власний розрахунок."),
    ],
)
def test_it_says_so_in_the_language_of_the_paper(tmp_path: Path, language: str, label: str) -> None:
    assert label in words(document_of(loaded_at(tmp_path), language=language))


def test_it_has_the_highest_marking_of_its_parts_and_goes_with_any_one(tmp_path: Path) -> None:
    loaded = loaded_at(
        tmp_path,
        DOSSIER.replace("issued: 2022-08-15, marking: TLP:CLEAR", "issued: 2022-08-15, marking: TLP:RED"),
    )
    middle, project = loaded.corpus.get("middle"), loaded.project
    assert middle is not None
    assert effective_marking(middle, loaded.corpus, project) == ("TLP:RED",)
    assert {"middle", "pays"} <= {*fallen(loaded.corpus, ["high"])}
    minister = project.audience("minister")
    assert minister is not None
    assert {"high", "middle", "pays"} <= withheld(loaded.corpus.records, minister, project)
    assert "423" not in dump(document_of(loaded, "minister"))
    assert "423" in dump(document_of(loaded, "officials"))


def test_markings_of_parts_count_also_where_those_of_sources_are_not_inherited(tmp_path: Path) -> None:
    dossier = DOSSIER.replace("number: 705,", "number: 705, marking: TLP:RED,")
    loaded = project_at(tmp_path, dossier, brief=BRIEF, settings=SETTINGS + "inherit_markings: no\n")
    middle = loaded.corpus.get("middle")
    assert middle is not None
    assert effective_marking(middle, loaded.corpus, loaded.project) == ("TLP:RED",)


def test_it_goes_only_to_groups_of_every_part(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path, DOSSIER.replace("number: 705,", "number: 705, releasable_to: [council],"))
    middle = loaded.corpus.get("middle")
    assert middle is not None
    assert releasable(middle, ("council",), loaded.corpus)
    assert not releasable(middle, (), loaded.corpus)
    assert "423" not in dump(document_of(loaded, "minister"))


def test_it_is_known_with_the_last_of_its_parts(tmp_path: Path) -> None:
    corpus = loaded_at(tmp_path).corpus
    middle = corpus.get("middle")
    assert middle is not None
    assert str(known_on(middle, corpus)) == "2022-08-15"
    assert not is_known(middle, corpus, date(2022, 8, 14))
    assert is_known(middle, corpus, date(2022, 8, 15))


def test_it_ages_as_its_parts_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefs/demo.yaml").write_text(BRIEF + "as_of: 2023-12-01\n", encoding="utf-8")
    said = " ".join(run("check", "--all", code=None).output.split())
    assert "fact middle was due for review" in said


def test_a_recommendation_on_a_calculation_from_a_doubtful_fact_claims_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = DOSSIER.replace('page 2", grade: 2', 'page 2", grade: 5') + (
        "options:\n  as-now: {title: Continue as now, baseline: true}\n  end: {title: End it}\n"
        "recommendations:\n  keep: {text: Agree to keep it., option: end, rests_on: [middle]}\n"
    )
    loaded_at(tmp_path, dossier)
    monkeypatch.chdir(tmp_path)
    said = " ".join(run("check", "--all", code=None).output.split())
    assert "it is based on middle, worked out from high, a fact graded doubtful or improbable" in said


def test_the_schema_asks_for_a_source_or_a_calculation() -> None:
    def valid(fields: str) -> bool:
        fact = {"text": "It is so."} | json.loads(fields)
        return Draft202012Validator(dossier_schema()).is_valid({"facts": {"one": fact}})

    assert valid('{"source": "report, p. 1"}')
    assert valid('{"worked_out": "1 + 1", "rests_on": ["two"]}')
    assert not valid("{}")
    assert not valid('{"worked_out": "1 + 1"}')
    assert not valid('{"source": "report, p. 1", "worked_out": "1 + 1", "rests_on": ["two"]}')
    assert not valid('{"source": "report, p. 1", "rests_on": ["two"]}')


def test_brief_new_takes_a_calculation_in_place_of_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ("new", "fact", "--dossier", "demo", "--text", "It is {number} a day.", "--number", "2")
    added = run(*words, "--worked-out", "705 / 365", "--rests-on", "high").output
    assert "worked_out: 705 / 365" in added
    assert "Missing for a fact: --source" in run(*words, code=2).output
