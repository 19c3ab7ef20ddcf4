"""Yardsticks of likelihood: the built-in ones, those of a project, and what is wrong with one."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from policybrief.project import read_project
from policybrief.project.yardstick_files import structure_yardstick, yardstick_names, yardstick_path
from policybrief.reading.yaml import read_yaml
from policybrief.yardsticks import BUILT_IN, Yardstick

NAMES = sorted(path.stem for path in BUILT_IN.glob("*.yaml"))

OWN = """
title: Our own words
bands:
  - {low: 0, high: 30, words: {en: [not expected], uk: [не очікуємо]}}
  - {low: 30, high: 70, words: {en: [open], uk: [відкрито]}}
  - {low: 70, high: 100, words: {en: [expected], uk: [очікуємо]}}
"""


def built_in(name: str) -> Yardstick:
    path = yardstick_path(name, Path("/nowhere"))
    assert path is not None
    source, faults = read_yaml(path.name, path.read_bytes())
    assert source is not None, faults
    assert not faults
    scale, wrong = structure_yardstick(name, source)
    assert scale is not None, wrong
    return scale


@pytest.mark.parametrize("name", NAMES)
def test_a_yardstick_rises_and_no_words_stand_twice(name: str) -> None:
    found = built_in(name)
    assert len(found.bands) == 7
    assert all(band.low < band.high for band in found.bands)
    assert all((a.low, a.high) < (b.low, b.high) for a, b in itertools.pairwise(found.bands))
    assert len(set(found.known())) == len(found.known())
    assert [found.rank(band.words) for band in found.bands] == [1, 2, 3, 4, 5, 6, 7]
    assert [found.column(band.words) for band in found.bands] == [1, 1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_band_is_called_off_the_scale(name: str) -> None:
    found = built_in(name)
    for language, words in (*found.off_scale, *found.vague):
        forms = {form for band in found.bands for row in band.rows_in(language) for form in row}
        assert forms.isdisjoint(words)


@pytest.mark.parametrize("name", NAMES)
def test_every_band_has_words_in_every_language_of_the_labels(name: str) -> None:
    for band in built_in(name).bands:
        assert {language for language, _ in band.rows} == {"en", "uk", "de", "fr", "pl"}


def test_words_of_the_same_band_have_one_rank_and_others_none() -> None:
    found = built_in("icd203")
    assert found.rank("probable") == found.rank("likely") == 5
    assert found.words_in("remote", "uk") == "майже неможливо"
    assert found.words_in("probable", "en") == "probable"
    with pytest.raises(ValueError, match="'could' is not on the yardstick icd203"):
        found.rank("could")


def written(folder: Path, text: str, *, name: str = "ours") -> Path:
    (folder / "yardsticks").mkdir()
    (folder / "policybrief.yaml").write_text(
        f"organisation: Office\nmarking: TLP:AMBER\nyardstick: {name}\n", encoding="utf-8"
    )
    (folder / "yardsticks" / "ours.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_project_may_bring_a_yardstick_of_its_own(tmp_path: Path) -> None:
    loaded = read_project(written(tmp_path, OWN))
    assert not loaded.diagnostics
    scale = loaded.project.yardstick
    assert scale.known() == ("not expected", "open", "expected")
    assert [scale.column(words) for words in scale.known()] == [1, 3, 5]
    assert scale.words_in("open", "uk") == "відкрито"
    assert yardstick_names(tmp_path) == ("ours", "icd203", "ipcc", "phia")


def test_its_file_is_one_of_those_that_were_read(tmp_path: Path) -> None:
    loaded = read_project(written(tmp_path, OWN))
    assert "yardsticks/ours.yaml" in [source.path for source in loaded.sources]


def test_an_unknown_yardstick_is_named_with_what_was_meant(tmp_path: Path) -> None:
    found = read_project(written(tmp_path, OWN, name="our")).diagnostics
    assert [(d.code, str(d.span), d.hint) for d in found] == [
        ("unknown-yardstick", "policybrief.yaml:3:12", "did you mean 'ours'?")
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("low: 30, high: 70", "low: 70, high: 30", "5:11", "70 to 30 is not a range in per cent"),
        ("low: 30, high: 70", "low: 0, high: 20", "5:5", "is not above"),
        ("[expected]", "[open]", "6:33", "'open' also names another band"),
        ("{en: [open], uk: [відкрито]}", "{}", "5:32", "a band needs words"),
    ],
)
def test_a_yardstick_that_cannot_be_used_says_where(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    assert old in OWN
    found = read_project(written(tmp_path, OWN.replace(old, new))).diagnostics
    assert found
    fault = next(d for d in found if said in d.message)
    assert fault.code == "bad-yardstick"
    assert str(fault.span) == f"yardsticks/ours.yaml:{place}"


def test_one_band_is_no_yardstick(tmp_path: Path) -> None:
    single = "title: One\nbands: [{low: 0, high: 100, words: {en: [always]}}]\n"
    assert [d.code for d in read_project(written(tmp_path, single)).diagnostics] == ["bad-yardstick"]
