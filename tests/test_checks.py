"""Rules over an edition: each has a case that must fire and one that must not."""

import pytest

from policybrief.checks import Checked, check_edition
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

CLEAN = """
cleared: 2022-09-01, head of unit
facts:
  income:
    text: The toll brought in money.
    known: 2022-08-01
    source: open-report, page 4
criteria: {effect: Effect, speed: Speed}
options:
  as-now: {title: Continue as now, baseline: true}
  close: {title: Close it, ratings: {effect: "better, fewer cars", speed: "same, no change"}}
  widen: {title: Widen it, ratings: {effect: "same, no fewer", speed: "better, two lanes"}}
judgements:
  cheaper: {text: Closing costs less., confidence: moderate, rests_on: [income]}
"""
BRIEF = "title: The bridge\nbottom_line: [cheaper]\nstatus_quo: [income]\n"


def examined(loaded, *, as_of="2022-10-01", language="en"):
    edition = edition_of(loaded, "officials", as_of=as_of, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    template = base_template(loaded.root)
    made = compose(edition, selection, project=loaded.project, template=template)
    return check_edition(Checked(edition, loaded.project, loaded.corpus, selection, made.document, template))


def codes(tmp_path, dossier, *, as_of="2022-10-01", language="en", brief=BRIEF):
    loaded = project_at(tmp_path, dossier, brief=brief)
    return {(p.code, p.record) for p in examined(loaded, as_of=as_of, language=language)}


def test_a_clean_edition_has_no_open_points(tmp_path):
    assert codes(tmp_path, CLEAN) == set()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("cleared: 2022-09-01, head of unit\n", "", ("not-cleared", "income")),
        (', speed: "same, no change"', "", ("missing-rating", "close")),
        (", baseline: true", "", ("baseline", "as-now")),
        ("confidence: moderate, ", "", ("missing-confidence", "cheaper")),
        ("known: 2022-08-01", "known: 2022-08-01\n    review_by: 2022-09-30", ("stale-fact", "income")),
        ("known: 2022-08-01", "known: 2022-08-01\n    until: 2022~", ("uncertain-date", "income")),
    ],
)
def test_each_rule_fires_on_its_fault(tmp_path, old, new, expected):
    as_of = "2022-10-01"
    assert old in CLEAN
    assert expected in codes(tmp_path, CLEAN.replace(old, new), as_of=as_of)


def test_a_fact_goes_stale_after_the_project_s_months(tmp_path):
    assert ("stale-fact", "income") not in codes(tmp_path, CLEAN, as_of="2023-02-01")
    assert ("stale-fact", "income") in codes(tmp_path / "b", CLEAN, as_of="2023-02-02")


def test_a_checked_fact_is_fresh_again(tmp_path):
    checked = CLEAN.replace(
        "known: 2022-08-01", "known: 2022-08-01\n    checked: 2023-01-15, statistics office"
    )
    assert ("stale-fact", "income") not in codes(tmp_path, checked, as_of="2023-02-02")


def test_what_is_not_translated_is_an_open_point_of_that_language_only(tmp_path):
    assert ("missing-translation", "income") in codes(tmp_path, CLEAN, language="uk")


BARE = """
cleared: 2022-09-01, head of unit
options:
  as-now: {title: Continue as now, baseline: true}
"""


def test_an_edition_without_one_statement_has_nothing_to_say(tmp_path):
    assert ("nothing-to-say", "") in codes(tmp_path, CLEAN, as_of="2021-01-01")


def test_options_alone_are_nothing_to_say(tmp_path):
    assert ("nothing-to-say", "") in codes(tmp_path, BARE, brief="title: The bridge\n")


def test_one_fact_is_something_to_say(tmp_path):
    assert ("nothing-to-say", "") not in codes(
        tmp_path, CLEAN.partition("criteria:")[0], brief="title: The bridge\n"
    )


def test_the_remedy_of_an_uncleared_record_is_a_command_to_type(tmp_path):
    loaded = project_at(tmp_path, CLEAN.replace("cleared: 2022-09-01, head of unit\n", ""), brief=BRIEF)
    points = [point for point in examined(loaded) if point.code == "not-cleared"]
    assert points
    assert {point.hint for point in points} == {f"brief clear {point.record} --by WHO" for point in points}
