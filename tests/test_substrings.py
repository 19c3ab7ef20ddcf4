"""Every place of every wanted text is found, whatever their lengths and wherever they overlap."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.gate.substrings import Match, Substrings


@pytest.fixture(scope="module", autouse=True, params=["ahocorasick-rs", "Python alone"])
def _search(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test runs with the extra `fast`, and as if it were not installed: only the speed may differ."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "Python alone":
            patch.setitem(sys.modules, "ahocorasick_rs", None)
        else:
            assert find_spec("ahocorasick_rs"), "the tests need the extra 'fast'"
        yield


def one_by_one(texts: list[str], text: str) -> set[Match]:
    """The places as somebody finds them who tries every text at every letter."""
    return {
        (number, at, at + len(wanted))
        for number, wanted in enumerate(texts)
        for at in range(len(text))
        if text.startswith(wanted, at)
    }


LETTERS = st.text("abв", max_size=90)


@st.composite
def searches(draw: st.DrawFn) -> tuple[list[str], str]:
    """A text, and texts of which most are parts of it."""
    text = draw(LETTERS)
    begins = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=8))
    parts = [text[at : at + length] for at, length in begins]
    others = draw(st.lists(st.text("abв", min_size=1, max_size=20), max_size=4))
    return sorted({part for part in (*parts, *others) if part}), text


@given(searches())
def test_the_places_are_those_that_trying_every_letter_finds(search: tuple[list[str], str]) -> None:
    texts, text = search
    places = Substrings(texts).places(text)
    assert len(places) == len(set(places))
    assert set(places) == one_by_one(texts, text)
    assert places == sorted(places, key=lambda match: (match[2], match[1]))


@pytest.mark.parametrize("length", range(1, 40))
def test_a_text_of_any_length_is_found_wherever_it_begins(length: int) -> None:
    wanted = "".join(chr(ord("a") + n % 26) for n in range(length))
    search = Substrings([wanted, "zyx" * 9])
    for at in range(24):
        assert (0, at, at + length) in search.places("-" * at + wanted + "-" * 3)
        assert search.places("-" * at + wanted[:-1]) == []


def test_it_travels_to_another_process() -> None:
    search = pickle.loads(pickle.dumps(Substrings(["toll", "the-toll-of-the-bridge"])))
    assert search.places("the-toll-of-the-bridge") == [(0, 4, 8), (1, 0, 22)]
