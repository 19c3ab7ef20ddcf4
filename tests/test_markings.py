"""Markings: order, the highest of several, who may see what; yardsticks of likelihood."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief import markings
from policybrief.yardsticks import YARDSTICKS, Yardstick, yardstick

TLP = markings.labels(["tlp"])
LABELS = st.lists(st.sampled_from([*markings.labels(), "COSMIC"]), max_size=4)


def test_tlp_has_its_labels_in_order() -> None:
    assert TLP == ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


@pytest.mark.parametrize(("lower", "higher"), list(itertools.combinations(TLP, 2)))
def test_a_reader_sees_up_to_the_clearance_and_no_further(lower: str, higher: str) -> None:
    assert markings.may_see([lower], [higher])
    assert markings.may_see([higher], [higher])
    assert not markings.may_see([higher], [lower])


@pytest.mark.parametrize(
    ("labels", "clearance"),
    [
        ((), ("TLP:RED",)),
        (("TLP:PURPLE",), ("TLP:RED",)),
        (("tlp:clear",), ("TLP:RED",)),
        (("TLP:CLEAR", "SECRET"), ("TLP:RED",)),
        (("TLP:CLEAR",), ()),
        (("TLP:CLEAR",), ("TOP SECRET",)),
        (("TLP:CLEAR",), ("TLP:ANYTHING",)),
    ],
)
def test_what_is_unmarked_unknown_or_of_another_scheme_is_denied(
    labels: tuple[str, ...], clearance: tuple[str, ...]
) -> None:
    assert not markings.may_see(labels, clearance)


def test_a_scheme_that_the_project_does_not_use_gives_nobody_clearance() -> None:
    assert markings.may_see(["OFFICIAL"], ["SECRET"], ["gscp"])
    assert not markings.may_see(["OFFICIAL"], ["SECRET"], ["tlp"])


def test_the_highest_label_of_each_scheme_is_kept() -> None:
    given_labels = ["OFFICIAL", "TLP:GREEN", "TLP:AMBER", "SECRET", "TLP:CLEAR"]
    assert markings.highest(given_labels) == ("TLP:AMBER", "SECRET")
    assert markings.highest([]) == ()


def test_an_unknown_label_is_never_dropped() -> None:
    assert markings.highest(["TLP:RED", "COSMIC"]) == ("TLP:RED", "COSMIC")


@given(LABELS, LABELS, st.lists(st.sampled_from(markings.labels()), max_size=3))
def test_who_may_see_several_things_may_see_each(a: list[str], b: list[str], clearance: list[str]) -> None:
    together = markings.highest([*a, *b])
    if a and b:
        both = markings.may_see(a, clearance) and markings.may_see(b, clearance)
        assert markings.may_see(together, clearance) == both


@given(LABELS)
def test_taking_the_highest_twice_changes_nothing(labels: list[str]) -> None:
    once = markings.highest(labels)
    assert markings.highest(once) == once
    assert markings.highest(reversed(labels))[:2] == once[:2] or "COSMIC" in labels


def test_lower_is_told_per_scheme() -> None:
    assert markings.is_lower(["TLP:GREEN"], ["TLP:AMBER"])
    assert markings.is_lower(["SECRET"], ["TLP:CLEAR"])
    assert not markings.is_lower(["TLP:RED"], ["TLP:AMBER"])
    assert not markings.is_lower(["TLP:AMBER"], ["TLP:AMBER"])


def test_a_label_has_its_look_and_an_unknown_one_is_still_shown() -> None:
    red = markings.level("TLP:RED")
    assert (red.colour, red.ground, red.position) == ("#FF2B2B", "#000000", "right")
    assert markings.level("SECRET").position == "centre"
    assert markings.level("COSMIC").label == "COSMIC"


def test_every_label_belongs_to_one_scheme() -> None:
    assert len(set(markings.labels())) == len(markings.labels())


@pytest.mark.parametrize("stick", YARDSTICKS, ids=lambda stick: stick.name)
def test_a_yardstick_rises_and_no_words_stand_twice(stick: Yardstick) -> None:
    found = yardstick(stick.name)
    assert found is not None
    assert len(found.bands) == 7
    assert all(band.low < band.high for band in found.bands)
    assert all(a.high <= b.low for a, b in itertools.pairwise(found.bands))
    assert len(set(found.known())) == len(found.known())
    assert [found.rank(band.words) for band in found.bands] == [1, 2, 3, 4, 5, 6, 7]


def test_words_of_the_same_band_have_one_rank_and_others_none() -> None:
    found = yardstick("icd203")
    assert found is not None
    assert found.rank("probable") == found.rank("likely") == 5
    with pytest.raises(ValueError, match="'could' is not on the yardstick icd203"):
        found.rank("could")
    assert yardstick("gut") is None
