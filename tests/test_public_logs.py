"""What the log of a job may say: no word that somebody typed, no name of what not everybody may see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import policybrief
from ci_jobs import write
from outlets import OUTLETS, Office
from planted import Planting, plant
from policybrief.diagnostics import Diagnostic
from policybrief.gate import Aliases, Discretion, discretion
from policybrief.project import LoadedProject, read_project
from small import clear_as_at_head
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


def discretion_of(loaded: LoadedProject, *, public_log: bool) -> Discretion:
    broken = loaded.corpus.broken
    return discretion(loaded.corpus.records, loaded.project, broken=broken, public_log=public_log)


def test_ids_in_a_sentence_are_hashes_where_they_stand_whole(tmp_path: Path) -> None:
    plant(tmp_path, Planting())
    loaded = read_project(tmp_path)
    assert discretion_of(loaded, public_log=False) == Discretion()
    public = discretion_of(loaded, public_log=True)
    assert public.words("fact open-fact is based on hid-fact, not on hid-facts") == (
        f"fact open-fact is based on {public.name('hid-fact')}, not on hid-facts"
    )
    assert public.name("open-fact") == "open-fact"
    assert public.name("hid-fact").startswith("#")
    assert public.name("gone-long-ago").startswith("#")
    assert public.may_quote("open-fact")
    assert not public.may_quote("hid-criterion")


def test_a_finding_of_a_rule_keeps_its_words_and_a_fault_of_reading_its_sentence() -> None:
    public = Discretion(on=True, named=frozenset({"a"}))
    rule = Diagnostic("off-scale-term", "judgement a says 'may', which is not on the yardstick", record="a")
    fault = Diagnostic("bad-number", "'4.8 per cent' is not a number", remedy=("number: 4.8",))
    assert public.of(rule).message == rule.message
    assert (public.of(fault).message, public.of(fault).remedy) == ("'…' is not a number", ())
    assert Discretion().of(fault) == fault


MISJUDGED = """
judgements:
  doubtful:
    {text: It is very unlikely that they leave., likelihood: likely, rests_on: [open-fact], marking: TLP:RED,
     waive: [{rule: likelihood-mismatch, by: Zqvworble, why: T., until: 2020-01-01}]}
"""


def test_of_a_restricted_record_a_log_tells_the_rule_and_none_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plant(tmp_path, Planting())
    write(
        tmp_path, "briefs/records/misjudged.yaml", f"cleared: 2022-09-01, head\ntopics: [open]\n{MISJUDGED}"
    )
    clear_as_at_head(tmp_path)
    office = Office(tmp_path)
    at_the_desk = office.desk("check", "--all")
    assert "likelihood-mismatch" in at_the_desk
    for name in ("check", "build", "issue"):
        run = OUTLETS[name]
        assert not isinstance(run, str)
        reported = [o for o in run(office) if o.kind != "desk"]
        assert [hit for o in reported for hit in find(["doubtful", "zqvworble"], o.content, o.place)] == []
        for outlet in (o for o in reported if isinstance(o.content, str)):
            assert "likely" not in outlet.content
            assert "80 %" not in outlet.content
    monkeypatch.setenv("CI", "true")
    public = discretion_of(read_project(tmp_path), public_log=True)
    point = Diagnostic("likelihood-mismatch", "judgement doubtful states 'remote'", None, record="doubtful")
    assert (
        public.of(point).message
        == f"record {public.name('doubtful')} does not follow the rule likelihood-mismatch"
    )


def test_an_alias_cannot_be_worked_out_from_the_id(tmp_path: Path) -> None:
    plant(tmp_path, Planting())
    records = read_project(tmp_path).corpus.records
    known = Aliases(records)
    assert known.of("hid-fact") == Aliases(records).of("hid-fact") != Aliases(records[1:]).of("hid-fact")
    assert re.fullmatch("#[0-9a-f]{8}", known.of("hid-fact"))


def test_one_module_asks_whether_a_log_is_public() -> None:
    modules = Path(policybrief.__file__).parent.rglob("*.py")
    asking = [path.name for path in modules if re.search(r"environ.*[\"']CI[\"']", path.read_text("utf-8"))]
    assert asking == ["public_logs.py"]
