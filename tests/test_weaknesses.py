"""What is weak about the case is a sentence on the decision-maker's paper, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.document import plain_text
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: The toll is five euros., source: "open-report, page 1"}
options:
  as-now: {title: Continue as now, baseline: true}
  close: {title: Close it}
judgements:
  cheaper: {text: Closing costs less than repair., confidence: low, rests_on: [toll]}
  one-report: {text: All this is from one report., confidence: low, rests_on: [toll]}
  apart: {text: The ferry is slow., confidence: low}
recommendations:
  close-it: {text: Agree to close the bridge., option: close, rests_on: [cheaper]}
"""
LOW = {
    "en": "Closing costs less than repair. [1] We have low confidence in this judgement.",
    "uk": "Closing costs less than repair. [1] Упевненість у цьому судженні низька.",
    "de": "Closing costs less than repair. [1] Die Verlässlichkeit dieser Bewertung ist niedrig.",
    "fr": "Closing costs less than repair. [1] Notre degré de confiance dans cette appréciation est faible.",
    "pl": "Closing costs less than repair. [1] Stopień pewności tej oceny jest niski.",
}


def words(folder: Path, audience: str = "minister", *, dossier: str = DOSSIER, language: str = "en") -> str:
    loaded = project_at(folder, dossier)
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    template = base_template(loaded.root)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert document is not None
    return "\n".join(plain_text(block) for block in document.blocks).replace("\u00a0", " ")


@pytest.mark.parametrize("language", [*LOW])
def test_low_confidence_in_a_ground_of_the_advice_is_a_sentence_below_the_decision(
    tmp_path: Path, language: str
) -> None:
    assert LOW[language] in words(tmp_path, language=language)


def test_a_judgement_on_the_same_evidence_counts_and_one_on_other_evidence_does_not(tmp_path: Path) -> None:
    reported = words(tmp_path)
    assert "All this is from one report. [1] We have low confidence" in reported
    assert "The ferry is slow." not in reported


@pytest.mark.parametrize("hidden", ["audiences: [officials]", "marking: TLP:RED"])
def test_a_weakness_that_the_reader_may_not_see_is_not_told(tmp_path: Path, hidden: str) -> None:
    reported = words(tmp_path, dossier=DOSSIER.replace("confidence: low", f"{hidden}, confidence: low"))
    assert "confidence" not in reported
    assert "Closing costs less" not in reported


def test_that_nothing_is_costed_is_told_until_an_option_has_an_amount(tmp_path: Path) -> None:
    said = "Not costed: the sources give no figure for any option."
    assert said in words(tmp_path)
    costed = DOSSIER.replace("{title: Close it}", "{title: Close it, cost: {amount: 400}}")
    assert said not in words(tmp_path / "costed", dossier=costed)
    no_choice = DOSSIER.replace("  close: {title: Close it}\n", "").replace("option: close, ", "")
    assert said not in words(tmp_path / "none", dossier=no_choice)


def test_it_is_told_once_where_a_section_tells_it_too(tmp_path: Path) -> None:
    reported = words(tmp_path, "officials")
    assert "We have low confidence in this judgement" not in reported
    assert "Confidence: low." in reported
