"""What the log of a job may say: no word that somebody typed, no name of what not everybody may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from ci_jobs import write
from outlets import OUTLETS, Office
from planted import Planting, plant
from policybrief.cli.public_logs import Discretion, discretion
from policybrief.diagnostics import Diagnostic
from policybrief.project import read_project
from word_search import find

FAULTY = """
facts:
  WORD-one:
    text: 4815162342
    marking: WORD
    likelyhood: WORD
    WORD: some
    number: WORD per cent
    source: [WORD, "open-report, p. 1"]
    topics: [WORD, {WORD: WORD}]
    cleared: WORD, on Monday
    since: WORD
  two-facts: {text: "They {WORD} it", source: "WORD, p. 1", number: 4815162342, marking: TLP:RED}
WORDs:
  any: WORD
positions:
  said: {holder: WORD, text: T., stance: {keep: perhaps WORD}, source: "open-report, WORD", marking: TLP:RED}
risks:
  falls: {text: T., likelihood: WORD, impact: 4815162342, marking: TLP:RED}
  stands: {text: T., likelihood: "keep' don't WORD 'keep", impact: 3, option: keep, rests_on: open-fact}
options:
  rated: {title: T., ratings: {cost: "WORD, because", WORD: better}, marking: TLP:RED}
recommendations:
  asks: {text: WORD it., releasable_to: [WORD], audiences: [WORD], waive: [{rule: WORD, by: WORD, why: T.}]}
"""


@pytest.mark.parametrize("broken", ["", "  - WORD: [WORD\n", "WORD: &WORD *WORD\n", "\tWORD\n"])
def test_a_fault_of_reading_tells_a_log_no_word_that_somebody_typed(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plant(tmp_path, Planting())
    office = Office(tmp_path)
    text = (FAULTY + broken).replace("WORD", "zqvworble")
    write(tmp_path, "briefs/records/faulty.yaml", text)
    write(
        tmp_path,
        "briefs/records/open.uk.yaml",
        "facts: {zqvworble: {text: zqvworble}, open-fact: zqvworble}\n",
    )
    assert "zqvworble" in office.desk("check", "--all")
    for name in ("build", "check"):
        run = OUTLETS[name]
        assert not isinstance(run, str)
        for outlet in run(office):
            assert [*find(["zqvworble", "4815162342"], outlet.content, outlet.place)] == []


def test_ids_in_a_sentence_are_hashes_where_they_stand_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, Planting())
    loaded = read_project(tmp_path)
    assert discretion(loaded) == Discretion()
    monkeypatch.setenv("CI", "true")
    hush = discretion(loaded)
    assert hush.words("fact open-fact rests on hid-fact, not on hid-facts") == (
        f"fact open-fact rests on {hush.name('hid-fact')}, not on hid-facts"
    )
    assert hush.name("open-fact") == "open-fact"
    assert hush.name("hid-fact").startswith("#")
    assert hush.name("gone-long-ago").startswith("#")
    assert hush.tells("open-fact")
    assert not hush.tells("hid-criterion")


def test_a_finding_of_a_rule_keeps_its_words_and_a_fault_of_reading_its_sentence() -> None:
    hush = Discretion(on=True)
    rule = Diagnostic("off-scale-term", "judgement a says 'may', which is not on the yardstick")
    fault = Diagnostic("bad-number", "'4.8 per cent' is not a number", remedy=("number: 4.8",))
    assert hush.of(rule).message == rule.message
    assert (hush.of(fault).message, hush.of(fault).remedy) == ("'…' is not a number", ())
    assert Discretion().of(fault) == fault
