"""A kind of record that no module knows fails closed: its words reach nobody who may not see its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from outlets import OUTLETS, Found, Office, everything_that_goes_out
from own_kinds import FIGURE, KINDS, WORD, Account, Remark, plant_own_kinds
from planted import edit
from policybrief.gate import withheld
from policybrief.languages import Text
from policybrief.project import read_project
from policybrief.project.corpus import known_on
from policybrief.records import KINDS as KNOWN
from policybrief.selection import choice, hidden_from
from tiers import THOROUGH
from word_search import find

SECRET = frozenset({"secret-words", "secret-thought", "secret-extract", "secret-rumour", "secret-echo"})
PLANTED = (WORD, *(str(FIGURE + more) for more in (0, 7, 14)))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    for plural, kind in KINDS.items():
        monkeypatch.setitem(KNOWN, plural, kind)
    monkeypatch.chdir(tmp_path)
    plant_own_kinds(tmp_path)
    return Office(tmp_path)


def test_no_word_of_an_own_kind_with_a_red_source_reaches_an_outsider(office: Office) -> None:
    went_out = [*what_goes_out(office)]
    assert leaks(went_out) == []
    paper, *_ = papers(went_out, "public", "docx")
    assert [*find(["The bridge hums at night"], paper.content, paper.place)], "what is open is shown"
    ours = (office.root / "out/demo/house/demo-officials-en.docx").read_bytes()
    assert [*find([WORD], ours, "officials")], "what is hidden is hidden from outsiders alone"


def test_the_gate_stops_a_paper_for_outsiders_that_shows_an_own_kind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "_barred", lambda *_: "")
    built = [*run("build", office)]
    assert "leak[leak]" in built[0].content
    assert not papers(built, "public", "docx")
    assert leaks(built) == []


def test_the_selection_and_the_gate_hide_the_same_records_of_own_kinds(office: Office) -> None:
    loaded = read_project(office.root)
    for reader in loaded.project.audiences:
        hidden = hidden_from(reader, loaded.corpus, loaded.project)
        closed = withheld(loaded.corpus.records, reader, loaded.project)
        assert hidden & SECRET == closed & SECRET == (frozenset() if reader.internal else SECRET)


def test_the_gate_closes_a_record_whose_entries_of_no_known_meaning_name_a_closed_one(office: Office) -> None:
    loaded = read_project(office.root)
    opened = loaded.corpus.get("open-words")
    assert isinstance(opened, Account)
    mixed = replace(opened, id="mixed-words", remarks=(Remark("hid-option", Text()),))
    public = loaded.project.audiences[0]
    closed = withheld((*loaded.corpus.records, mixed), public, loaded.project)
    assert "mixed-words" in closed
    assert "open-words" not in closed


def test_a_record_of_no_base_is_known_no_earlier_than_what_it_cites(office: Office) -> None:
    corpus = read_project(office.root).corpus
    rumour = corpus.get("secret-rumour")
    assert rumour
    assert str(known_on(rumour, corpus)) == "2022-08-01"


def what_goes_out(office: Office) -> Iterator[Found]:
    """Papers, logs, comparisons, copies and text; all that there is if thorough."""
    if THOROUGH:
        yield from everything_that_goes_out(office)
        return
    for name in ("build", "check", "issue"):
        yield from run(name, office)
    edit(office.root)
    for name in ("diff", "recall", "export", "show"):
        yield from run(name, office)


def leaks(found: list[Found]) -> list[str]:
    """Where a planted word is."""
    return [f"{word} in {part}" for one in found for word, part in find(PLANTED, one.content, one.place)]


def papers(found: list[Found], reader: str, suffix: str) -> list[Found]:
    start = f"out/demo/house/demo-{reader}-"
    return [one for one in found if one.place.startswith(start) and one.place.endswith(suffix)]


def run(name: str, office: Office) -> Iterator[Found]:
    outlet = OUTLETS[name]
    assert not isinstance(outlet, str)
    return outlet(office)
