"""An option's letter means the same in all papers of a brief, and changes for no option that disappears."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.records import Option
from policybrief.sections import letter, number_records
from policybrief.selection import select
from small import edition_of, project_at

DOSSIER = """
facts:
  early: {text: One., source: 'open-report, page 1'}
  short: {text: Two., source: 'open-report, page 1', until: 2022-09-30}
  later: {text: Three., source: 'open-report, page 1', known: 2022-11-03}
options:
  first: {title: First, SECRET, rests_on: [early]}
  second: {title: Second, GROUND}
  third: {title: Third, SUCCESSOR}
  as-now: {title: As now, baseline: yes}
"""
FREE = {"SECRET, ": "", ", GROUND": "", ", SUCCESSOR": ""}
SETTINGS = "audiences: [minister, officials, partner]\n"


def letters(folder: Path, audience: str = "officials", *, brief: str = "", **changes: str) -> dict[str, str]:
    """Option → its letter, of those that the edition shows."""
    dossier = DOSSIER
    for old, new in {**FREE, **changes}.items():
        dossier = dossier.replace(old, new)
    loaded = project_at(folder, dossier, settings=SETTINGS, brief=f"title: Demo\nquestion: What?\n{brief}")
    selection = select(edition_of(loaded, audience), loaded.corpus, loaded.project)
    numbers = number_records(selection, loaded.project.yardstick)
    return {option.id: numbers[option.id] for option in selection.of(Option)}


def test_the_baseline_comes_first_then_the_order_of_the_file(tmp_path: Path) -> None:
    assert letters(tmp_path) == {"as-now": "A", "first": "B", "second": "C", "third": "D"}


@pytest.mark.parametrize(
    "change",
    [
        {", GROUND": ", rests_on: [short]"},
        {", GROUND": ", withdrawn: '2022-09-01, unlawful'"},
    ],
)
def test_an_option_that_disappears_leaves_its_letter_free(tmp_path: Path, change: dict[str, str]) -> None:
    assert letters(tmp_path, **change) == {"as-now": "A", "first": "B", "third": "D"}


def test_an_option_that_nobody_knew_yet_holds_no_letter(tmp_path: Path) -> None:
    assert letters(tmp_path, **{", GROUND": ", rests_on: [later]"}) == {
        "as-now": "A",
        "first": "B",
        "third": "C",
    }


def test_an_option_takes_over_the_letter_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    found = letters(tmp_path, **{", SUCCESSOR": ", replaces: first"})
    assert found == {"as-now": "A", "third": "B", "second": "C"}


CLOSED = {"SECRET": "marking: TLP:RED"}
OPEN = {
    f"title: {title}": f"title: {title}, marking: TLP:CLEAR, lowered_by: 'head, agreed'"
    for title in ("Second", "Third", "As now")
}


def test_a_reader_meets_no_gap_where_an_option_is_not_for_them(tmp_path: Path) -> None:
    found = {name: letters(tmp_path / name, name, **CLOSED, **OPEN) for name in ("minister", "partner")}
    assert found["partner"] == {"as-now": "A", "second": "B", "third": "C"}
    assert found["minister"] == {**found["partner"], "first": "D"}


def test_what_the_brief_leaves_out_for_one_audience_is_counted_for_none(tmp_path: Path) -> None:
    brief = "partner: {leave_out: [second]}\n"
    found = {name: letters(tmp_path / name, name, brief=brief, **OPEN) for name in ("officials", "partner")}
    assert found["partner"] == {"as-now": "A", "third": "B"}
    assert found["officials"] == {"as-now": "A", "third": "B", "first": "C", "second": "D"}


def test_an_option_left_out_of_the_whole_brief_holds_no_letter(tmp_path: Path) -> None:
    assert letters(tmp_path, brief="leave_out: [first]\n") == {"as-now": "A", "second": "B", "third": "C"}


def test_no_two_options_have_the_same_letter() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]
