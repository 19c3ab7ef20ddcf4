"""A risk names its options, its level says how it follows, and its mitigation belongs to its own options."""

from __future__ import annotations

from pathlib import Path

import pytest

from test_options_on_paper import DOSSIER, composed, project, words

HEAD = "outline: {officials: [%s]}\nannexes: {officials: []}\n"


@pytest.mark.parametrize("section", ["gravest-risks", "risks"])
def test_the_mitigation_stands_for_the_options_that_carry_the_risk(tmp_path: Path, section: str) -> None:
    reported = words(composed(project(tmp_path, house=HEAD % section), "officials"))
    assert "Option B Close" in reported
    assert "Open the ring road first.\n" in reported
    assert "Does not arise under A As now and C Widen." in reported
    assert "A As now and C Widen: Open" not in reported


@pytest.mark.parametrize(
    ("language", "derived", "elsewhere"),
    [
        ("en", "ikely × major = 4 × 4 = 16", "Does not arise under A As now and C Widen."),
        ("uk", "мовірно × великий = 4 × 4 = 16", "Без цього ризику: A Як тепер і C Розширити."),
    ],
)
@pytest.mark.parametrize("section", ["gravest-risks", "risks"])
def test_each_level_says_how_it_follows(
    tmp_path: Path, language: str, derived: str, elsewhere: str, section: str
) -> None:
    reported = words(composed(project(tmp_path, house=HEAD % section), "officials", language=language))
    assert derived in reported
    assert elsewhere in reported


def test_an_option_that_carries_the_risk_is_not_said_to_avoid_it(tmp_path: Path) -> None:
    dossier = DOSSIER.replace("answered_by: [as-now, widen]", "answered_by: [close, widen]")
    reported = words(composed(project(tmp_path, dossier=dossier, house=HEAD % "risks"), "officials"))
    assert "Does not arise under C Widen." in reported


def test_a_map_without_a_register_has_a_legend_with_the_options(tmp_path: Path) -> None:
    section = {"only-map": "# {{ label('risks') }}\n\n{{ risk_map() }}\n"}
    reported = words(composed(project(tmp_path, house=HEAD % "only-map", sections=section), "officials"))
    assert "The town is jammed. (B Close)" in reported
    whole = words(composed(project(tmp_path / "whole", house=HEAD % "risks"), "officials"))
    assert "(B Close)" not in whole
    assert "Numbers in bold refer to the risk register." in whole
    assert "register" not in reported
    assert "Likelihood: ICD 203 bands" in reported


def test_a_withheld_option_is_named_by_no_risk(tmp_path: Path) -> None:
    dossier = DOSSIER.replace("title: Widen", "marking: TLP:RED, title: Widen")
    reported = words(composed(project(tmp_path, dossier=dossier), "minister"))
    assert "Does not arise under A As now." in reported
    assert "Widen" not in reported


def test_what_says_nothing_of_mitigation_has_a_dash(tmp_path: Path) -> None:
    bare = "  bare: {text: The deck breaks., likelihood: likely, impact: 5, option: close}\njudgements:\n"
    dossier = DOSSIER.replace("judgements:\n", bare)
    reported = words(composed(project(tmp_path, dossier=dossier, house=HEAD % "gravest-risks"), "officials"))
    assert "\n–\n" in reported


MANY = "".join(
    f"  other-{n}: {{text: Other risk {n}., likelihood: likely, impact: 5, option: widen}}\n"
    for n in range(3)
)


@pytest.mark.parametrize(("ask", "shown"), [("agree", True), ("decide", True), ("note", False)])
def test_the_most_serious_risk_of_what_is_recommended_is_shown_below_the_three_highest(
    tmp_path: Path, ask: str, shown: bool
) -> None:
    dossier = DOSSIER.replace("judgements:\n", f"{MANY}judgements:\n").replace(
        "    text: Agree to close the bridge.\n", f"    text: It should close.\n    ask: {ask}\n"
    )
    reported = words(composed(project(tmp_path, dossier=dossier)))
    assert all(f"Other risk {n}." in reported for n in range(3))
    assert ("The town is jammed." in reported) is shown
