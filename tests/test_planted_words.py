"""A word planted in a withheld record and nowhere else is in nothing that leaves the office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from string import ascii_lowercase, digits

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from outlets import (
    AT_THE_DESK,
    OUTLETS,
    Found,
    Office,
    all_commands,
    everything_that_goes_out,
    options_of,
    options_run,
)
from planted import GIVE_WAY, RECORDS, SHOWN, WITHHELD, Planting, is_there, places, plant
from planted_records import HIDDEN, KEEPING, NO_WORDS, WAYS
from policybrief import daily_jobs
from policybrief.gate import PreparedGate, Receipt, Verdict
from policybrief.records import KINDS
from policybrief.selection import choice
from tiers import tries
from word_search import find

_LETTERS = ("abcdefghkmoqvwxyz", "äöüßéøłńśşıİžŽ", "абвгґдеєжзиіїйклмнопрст", "αβγδεζηθλμξπρσς", "აბგდევზთ")
_OF_LETTERS = (
    st.sampled_from(_LETTERS)
    .flatmap(lambda letters: st.text(letters, min_size=7, max_size=40))
    .filter(lambda word: len(set(word)) > 3)
)
_CASED = st.builds(lambda word, cased: cased(word), _OF_LETTERS, st.sampled_from((str, str.upper, str.title)))
_PARTED = st.builds(lambda one, other: f"{one}-{other}", _OF_LETTERS, st.integers(10, 999) | _OF_LETTERS)
WORDS = st.one_of(_CASED, _PARTED, st.sampled_from(("qvz", "жґщ", "ξψω")))
NAMES = st.from_regex(r"[a-z]{2,9}q[a-z0-9]{3,9}z", fullmatch=True, alphabet=ascii_lowercase + digits)
"""Words that may be in ids."""
FIGURES = st.integers(10**10, 10**13).map(str)
KINDS_OF_OUTLETS = frozenset({"paper", "issued", "export", "drafts", "log", "desk"})
MAY_SHOW = {"replaced": frozenset({"export", "drafts"}), "draft": frozenset({"paper", "desk", "drafts"})}
"""An export has what was replaced; a draft paper has what is not cleared, and says that it is a draft."""


JOBS = Path(daily_jobs.__file__).parent
ASIDE = frozenset(
    (
        *("id", "to", "answered_by", "baseline", "raised", "capture"),
        *("review_by", "when", "since", "until", "known"),
    )
)
"""Fields of records that hold an id, an audience, a word of a list, a hash or a date."""


@st.composite
def plantings(draw: st.DrawFn) -> Planting:
    """Words over all places; records that were replaced have words of their own."""
    kept = st.sampled_from(WITHHELD)
    giving_way = kept | st.just("replaced")
    ways = {record: draw(giving_way if kind in GIVE_WAY else kept) for record, kind in RECORDS.items()}
    words, figure = draw(st.lists(WORDS, min_size=3, max_size=5)), draw(FIGURES)
    names, others = (
        draw(st.lists(NAMES, min_size=2, max_size=2)),
        draw(st.lists(WORDS, min_size=1, max_size=2)),
    )
    random = draw(st.randoms(use_true_random=False))
    chosen: dict[str, str] = {}
    for place in places():
        planting = Planting({}, ways)
        replaced = planting.way(place) == "replaced"
        if not is_there(place, planting) or (replaced and place.startswith(("id:", "number"))):
            continue
        if place.startswith("number"):
            chosen[place] = figure
        elif place.startswith("id:") or ":was:" in place:
            chosen[place] = names[1] if replaced else names[0]
        else:
            chosen[place] = random.choice([*others, names[1]] if replaced else [*words, names[0], figure])
    return Planting(chosen, ways)


def forbidden(planting: Planting) -> dict[str, frozenset[str]]:
    """Each planted word → the kinds of outlets that must not have it."""
    found: dict[str, frozenset[str]] = {}
    for place, word in planting.words.items():
        kinds = KINDS_OF_OUTLETS - MAY_SHOW.get(planting.way(place), frozenset())
        found[word] = found.get(word, KINDS_OF_OUTLETS) & kinds
    return found


def leaks(planting: Planting, outlets: Iterable[Found]) -> list[str]:
    """Where a word is that must not be there; the words with their places."""
    kinds = forbidden(planting)
    found = []
    for outlet in outlets:
        wanted = [word for word, barred in kinds.items() if outlet.kind in barred]
        for word, part in find(wanted, outlet.content, outlet.place):
            at = [f"{place} ({planting.way(place)})" for place, own in planting.words.items() if own == word]
            found.append(f"{word!r} in {part}, planted in one of {at[:8]}")
    return found


@dataclass(frozen=True, slots=True)
class Round:
    """A project with planted words, its office, and all that left it."""

    hidden: Planting
    """The words of withheld records; its open records have a word of their own."""
    office: Office
    went_out: tuple[Found, ...]


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> list[Round]:
    """Projects with words drawn for withheld records, and one word that their open records show."""
    shown = dict.fromkeys(["open in Ukrainian", *(f"open:{place}" for place in SHOWN)], "Zqvworble")
    made: list[Round] = []

    @given(plantings())
    @settings(
        max_examples=tries(1),
        database=None,
        phases=(Phase.generate,),  # one round already shows word and place
        suppress_health_check=[*HealthCheck],
    )
    def play(hidden: Planting) -> None:
        with pytest.MonkeyPatch.context() as patch:
            both = Planting({**hidden.words, **shown}, hidden.ways)
            office = office_with(tmp_path_factory.mktemp("project"), both, patch)
            made.append(Round(hidden, office, (*everything_that_goes_out(office),)))

    play()
    return made


def test_every_command_is_an_outlet_or_stays_at_the_desk() -> None:
    assert {*all_commands()} == {*OUTLETS}


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_every_option_of_every_command_is_run_or_stays_at_the_desk(name: str, rounds: list[Round]) -> None:
    run = options_run(name, rounds[0].office.runs) if callable(OUTLETS[name]) else frozenset()
    aside = AT_THE_DESK.get(name, {})
    assert options_of(name) == run | aside.keys(), "run it in tests/outlets.py, or say there why it stays"
    assert run.isdisjoint(aside)
    assert all(aside.values())


@pytest.mark.parametrize("job", sorted(JOBS.glob("*.*ml")), ids=lambda path: path.name)
def test_every_command_of_a_generated_job_is_an_outlet(job: Path) -> None:
    called = {*re.findall(r"(?<![\w-])brief ([a-z]+)(?= |$)", job.read_text(encoding="utf-8"), re.MULTILINE)}
    assert all(callable(OUTLETS[name]) for name in called - {"ci"})


def test_every_field_of_every_kind_can_hold_a_planted_word() -> None:
    [*withheld] = (key for way in WAYS.values() for key in way)
    for kind, records in HIDDEN.items():
        given = {key for record in records.values() for key in record} | {*KEEPING, *withheld}
        named = {f.name for f in fields(KINDS[kind])} - {"actor"}
        assert named <= given | NO_WORDS | ASIDE, kind


def test_a_word_of_withheld_records_is_in_nothing_that_leaves_the_office(rounds: list[Round]) -> None:
    for played in rounds:
        assert leaks(played.hidden, played.went_out) == []
        refused = [words for words, code in played.office.codes.items() if code]
        refused = [words for words in refused if "--strict" not in words]  # which asks for no open point
        assert {words.split()[0] for words in refused} <= {"check", "release", "verify"}, refused


def test_a_word_of_what_is_not_cleared_is_in_no_export_and_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = {record: "draft" for record, kind in RECORDS.items() if kind in GIVE_WAY}
    planting = Planting({}, ways)
    hidden = [
        p for p in places() if planting.way(p) == "draft" and is_there(p, planting) and ":was:" not in p
    ]
    planting = Planting({p: "Zqvworble" for p in hidden if p.startswith(("hidden:", "translation:"))}, ways)
    office = office_with(tmp_path, planting, monkeypatch)
    for name in ("check", "issue", "export"):
        run = OUTLETS[name]
        assert not isinstance(run, str)
        assert leaks(planting, run(office)) == []


# ---- the proof can fail ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        *(
            f"demo-{edition}.{suffix}"
            for edition in ("public-en", "partner-uk")
            for suffix in ("docx", "pdf")
        ),
        *(
            f"demo-{edition}-v1.{suffix}"
            for edition in ("public-en", "partner-uk")
            for suffix in ("docx", "pdf")
        ),
        *(
            "changes-public.docx",
            "changes-partner.docx",
            ".document.json",
            "diff public en",
            "diff partner uk",
        ),
        *(
            f"correction-demo-public-en-2022-1{rest}"
            for rest in (".yaml", "-public-en.docx", "-public-en.pdf")
        ),
        *("public.db", "partner.db", "public.json", "partner.json", "show public en", "show partner uk"),
    ],
)
def test_a_word_that_is_shown_is_found_in_each_kind_of_outlet(place: str, rounds: list[Round]) -> None:
    shown = rounds[0].went_out
    found = [one for one in shown if place in one.place and not one.place.startswith("path of")]
    assert any([*find(["zqVWORBLE"], one.content, one.place)] for one in found), [one.place for one in shown]


def test_without_the_filter_the_gate_stops_the_papers_and_without_both_the_word_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [
        p for p in places() if p.startswith("hidden:facts") and is_there(p, Planting()) and "was" not in p
    ]
    planting = Planting(dict.fromkeys(facts, "Zqvworble"))
    monkeypatch.setattr(choice, "_barred", lambda *_: "")
    office = office_with(tmp_path, planting, monkeypatch)
    stopped = [*build(office)]
    assert "leak[leak]" in stopped[0].content
    assert not [one for one in stopped if one.kind == "paper"]
    assert leaks(planting, stopped) == []
    monkeypatch.setattr(PreparedGate, "search", lambda *_, **__: Verdict(Receipt("", 0, 0)))
    papers = [*build(office)]
    for suffix in ("docx", "pdf"):
        for edition in ("public-en", "partner-uk"):
            [paper] = [one for one in papers if one.place == f"out/demo/house/demo-{edition}.{suffix}"]
            assert leaks(planting, [paper])


def build(office: Office) -> Iterator[Found]:
    run = OUTLETS["build"]
    assert not isinstance(run, str)
    return run(office)


def office_with(root: Path, planting: Planting, patch: pytest.MonkeyPatch) -> Office:
    patch.chdir(root)
    plant(root, planting)
    return Office(root)
