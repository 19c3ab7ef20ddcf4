"""Markings: order, the highest of several, who may see what."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief import markings
from policybrief.gate import withheld
from policybrief.languages import Text
from policybrief.project import LoadedProject, built_in, read_project, read_scheme, scheme_names
from policybrief.project.corpus import Corpus, effective_marking, releasable
from policybrief.records import Audience, Cited, Fact, Judgement, Project, Source

SCHEMES = tuple(built_in(name) for name in ("tlp", "gscp", "eu"))
TLP = markings.labels(SCHEMES[:1])
ALL = markings.labels(SCHEMES)
LABELS = st.lists(st.sampled_from([*ALL, "COSMIC"]), max_size=4)


def test_tlp_has_its_labels_in_order() -> None:
    assert TLP == ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


@pytest.mark.parametrize(("lower", "higher"), list(itertools.combinations(TLP, 2)))
def test_a_reader_sees_up_to_the_clearance_and_no_further(lower: str, higher: str) -> None:
    assert markings.may_see([lower], [higher], SCHEMES)
    assert markings.may_see([higher], [higher], SCHEMES)
    assert not markings.may_see([higher], [lower], SCHEMES)


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
    assert not markings.may_see(labels, clearance, SCHEMES)


def test_a_scheme_that_the_project_does_not_use_gives_nobody_clearance() -> None:
    assert markings.may_see(["OFFICIAL"], ["SECRET"], SCHEMES[1:2])
    assert not markings.may_see(["OFFICIAL"], ["SECRET"], SCHEMES[:1])


def test_the_highest_label_of_each_scheme_is_kept() -> None:
    given_labels = ["OFFICIAL", "TLP:GREEN", "TLP:AMBER", "SECRET", "TLP:CLEAR"]
    assert markings.highest(given_labels, SCHEMES) == ("TLP:AMBER", "SECRET")
    assert markings.highest([], SCHEMES) == ()


def test_an_unknown_label_is_never_dropped() -> None:
    assert markings.highest(["TLP:RED", "COSMIC"], SCHEMES) == ("TLP:RED", "COSMIC")


@given(LABELS, LABELS, st.lists(st.sampled_from(ALL), max_size=3))
def test_who_may_see_several_things_may_see_each(a: list[str], b: list[str], clearance: list[str]) -> None:
    together = markings.highest([*a, *b], SCHEMES)
    if a and b:
        both = markings.may_see(a, clearance, SCHEMES) and markings.may_see(b, clearance, SCHEMES)
        assert markings.may_see(together, clearance, SCHEMES) == both


@given(LABELS)
def test_taking_the_highest_twice_changes_nothing(labels: list[str]) -> None:
    once = markings.highest(labels, SCHEMES)
    assert markings.highest(once, SCHEMES) == once
    assert markings.highest(reversed(labels), SCHEMES)[:2] == once[:2] or "COSMIC" in labels


def test_a_label_has_its_look_and_an_unknown_one_is_still_shown() -> None:
    red = markings.level("TLP:RED", SCHEMES)
    assert (red.colour, red.ground) == ("#FF2B2B", "#000000")
    assert markings.level("COSMIC", SCHEMES) == markings.Level("COSMIC")
    assert [(s.position, s.fixed) for s in SCHEMES] == [("right", True), ("centre", False), ("centre", False)]


def test_every_label_belongs_to_one_scheme() -> None:
    assert len(set(ALL)) == len(ALL)


# ---- schemes as files ------------------------------------------------------------------------------

OWN = """\
title: Traffic words of the city
position: centre
levels:
  OPEN:
  HOUSE: {colour: "#FFFFFF", ground: "#1B3A6B", short: H, says: Keep in the house}
  SEALED: {says: {en: Keep sealed, uk: Тримати запечатаним}}
"""


def own_scheme(folder: Path, text: str) -> tuple[markings.Scheme | None, list[tuple[str, str]]]:
    (folder / "markings").mkdir()
    (folder / "markings" / "city.yaml").write_text(text, encoding="utf-8")
    found = read_scheme("city", folder)
    assert found is not None
    return found[0], [(d.code, str(d.span)) for d in found[1]]


@pytest.mark.parametrize("name", scheme_names())
def test_every_scheme_of_the_package_reads_and_rises(name: str) -> None:
    scheme = built_in(name)
    assert [level.rank for level in scheme.levels] == list(range(len(scheme.levels)))
    assert scheme.title


def test_a_ministry_adds_its_own_scheme(tmp_path: Path) -> None:
    scheme, faults = own_scheme(tmp_path, OWN)
    assert not faults
    assert scheme is not None
    assert markings.labels([scheme]) == ("OPEN", "HOUSE", "SEALED")
    house = markings.level("HOUSE", [scheme])
    assert (house.ground, house.short, house.words("uk")) == ("#1B3A6B", "H", "Keep in the house")
    assert markings.level("SEALED", [scheme]).words("uk") == "Тримати запечатаним"
    assert markings.level("SEALED", [scheme]).words("de") == "Keep sealed"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("- OPEN\n", "not-a-scheme", "1:1"),
        ("title: T\nlevels: {}\n", "no-levels", "2:9"),
        ("title: T\nlevel: {OPEN: }\n", "unknown-field", "2:1"),
        ("title: T\nposition: left\nlevels:\n  OPEN:\n", "bad-choice", "2:11"),
        ('title: T\nlevels:\n  OPEN: {colour: "blue"}\n', "bad-colour", "3:18"),
        ('title: T\nlevels:\n  OPEN: {colour: "#777777", ground: "#888888"}\n', "low-contrast", "3:3"),
        ('title: T\nlevels:\n  "": {}\n', "bad-label", "3:3"),
    ],
)
def test_a_fault_in_a_scheme_is_told_at_its_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    scheme, faults = own_scheme(tmp_path, text)
    assert scheme is None
    assert (code, f"markings/city.yaml:{place}") in faults


def test_a_projects_own_file_goes_before_a_scheme_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "markings").mkdir()
    (tmp_path / "markings" / "tlp.yaml").write_text("title: Ours\nlevels:\n  LOW:\n", encoding="utf-8")
    found = read_scheme("tlp", tmp_path)
    assert found is not None
    assert found[0] is not None
    assert found[0].title == "Ours"
    assert read_scheme("no-such", tmp_path) is None
    assert read_scheme("../policybrief", tmp_path) is None


# ---- two schemes, inheritance, release: in a project -----------------------------------------------

TWO = """
schemes: [gscp, tlp]
marking: [OFFICIAL, TLP:AMBER]
audiences:
  minister: {clearance: [SECRET, TLP:RED], internal: yes}
  partner: {clearance: [OFFICIAL, TLP:AMBER], groups: [nato]}
  press: {clearance: [TLP:CLEAR]}
"""
DOSSIER = """
sources:
  cable: {title: Cable, issued: 2022-08-01, marking: [SECRET, TLP:GREEN]}
  note: {title: Note, issued: 2022-08-01, marking: TLP:GREEN, releasable_to: nato, originator: NATO}
facts:
  both: {text: Both say so., source: ["cable, p. 1", "note, p. 2"]}
  raised: {text: Raised here., source: "note, p. 2", marking: TLP:RED}
  lowered: {text: Lowered here., source: "cable, p. 2", marking: OFFICIAL, lowered_by: "head, agreed"}
  agreed: {text: Agreed further., source: "note, p. 3", consent: "letter of 3 May"}
judgements:
  ours: {text: We judge so., confidence: high, rests_on: [both]}
"""


def settings(folder: Path, text: str, *, dossier: str = DOSSIER) -> LoadedProject:
    records = folder / "briefs" / "records"
    records.mkdir(parents=True)
    base = f"organisation: Office\n{text}"
    (folder / "policybrief.yaml").write_text(base, encoding="utf-8")
    (records / "demo.yaml").write_text(dossier, encoding="utf-8")
    (folder / "briefs" / "demo.yaml").write_text("title: Demo\n", encoding="utf-8")
    return read_project(folder)


def marking_of(loaded: LoadedProject, name: str) -> tuple[str, ...]:
    record = loaded.corpus.get(name)
    assert record is not None
    return effective_marking(record, loaded.corpus, loaded.project)


def test_two_schemes_stand_side_by_side_and_each_keeps_its_highest(tmp_path: Path) -> None:
    loaded = settings(tmp_path, TWO)
    assert not loaded.diagnostics
    assert marking_of(loaded, "both") == ("SECRET", "TLP:GREEN")
    assert marking_of(loaded, "raised") == ("OFFICIAL", "TLP:RED")
    assert marking_of(loaded, "ours") == ("OFFICIAL", "TLP:AMBER")
    assert marking_of(loaded, "lowered") == ("OFFICIAL", "TLP:GREEN")


def test_a_source_keeps_the_projects_label_in_the_scheme_of_which_it_has_none(tmp_path: Path) -> None:
    dossier = "sources:\n  memo: {title: Memo, issued: 2022-08-01, marking: SECRET}\n"
    dossier += "facts:\n  relayed: {text: It was relayed., source: 'memo, p. 1'}\n"
    loaded = settings(tmp_path, TWO, dossier=dossier)
    assert not loaded.diagnostics
    assert marking_of(loaded, "memo") == marking_of(loaded, "relayed") == ("SECRET", "TLP:AMBER")
    reader = Audience("desk", ("SECRET", "TLP:GREEN"))
    assert {"memo", "relayed"} <= withheld(loaded.corpus.records, reader, loaded.project)


TYPED = st.lists(st.sampled_from(("OFFICIAL", "SECRET")), max_size=1).flatmap(
    lambda first: st.lists(st.sampled_from(("TLP:CLEAR", "TLP:AMBER", "TLP:RED")), max_size=1).map(
        lambda second: (*first, *second)
    )
)
GROUPS = st.sets(st.sampled_from(("nato", "eu"))).map(tuple)


@given(
    marked=st.tuples(TYPED, TYPED, TYPED, TYPED),
    bound=st.tuples(GROUPS, GROUPS, GROUPS, GROUPS),
    consent=st.tuples(*(st.sampled_from(("", "letter")) for _ in range(3))),
    lowered=st.booleans(),
    inherits=st.booleans(),
    reader=st.tuples(TYPED, GROUPS),
)
def test_the_gate_reads_markings_and_groups_as_the_selection_does(
    marked: tuple[tuple[str, ...], ...],
    bound: tuple[tuple[str, ...], ...],
    consent: tuple[str, ...],
    lowered: bool,
    inherits: bool,
    reader: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    words = Text((("en", "Words."),))
    of: list[dict[str, Any]] = [
        {"marking": m, "releasable_to": b, "consent": c}
        for m, b, c in zip(marked, bound, (*consent, ""), strict=True)
    ]
    cited = (Cited("one", words), Cited("two", words))
    by = "head, agreed" if lowered else ""
    records = (
        Source(id="one", title=words, **of[0]),
        Source(id="two", title=words, **of[1]),
        Fact(id="relayed", text=words, source=cited, lowered_by=by, **of[2]),
        Judgement(id="ours", text=words, lowered_by=by, **of[3]),
    )
    schemes = (SCHEMES[1], SCHEMES[0])
    project = Project(words, schemes=schemes, marking=("OFFICIAL", "TLP:AMBER"), inherit_markings=inherits)
    corpus = Corpus(records)
    audience = Audience("desk", clearance=reader[0], groups=reader[1])
    closed = {
        r.id
        for r in records
        if not markings.may_see(effective_marking(r, corpus, project), audience.clearance, schemes)
        or not releasable(r, audience.groups, corpus)
    }
    closed |= {"relayed"} if {"one", "two"} <= closed else set()
    assert withheld(records, audience, project) == closed


def test_a_project_may_switch_inheritance_off(tmp_path: Path) -> None:
    loaded = settings(tmp_path, TWO + "inherit_markings: no\n")
    assert marking_of(loaded, "both") == ("OFFICIAL", "TLP:AMBER")
    assert {d.code for d in loaded.diagnostics} == set()


def test_what_is_releasable_to_a_group_reaches_no_other_without_consent(tmp_path: Path) -> None:
    loaded = settings(tmp_path, TWO)
    corpus, project = loaded.corpus, loaded.project

    def reaches(name: str, audience: str) -> bool:
        record, reader = corpus.get(name), project.audience(audience)
        assert record is not None
        assert reader is not None
        return releasable(record, reader.groups, corpus)

    assert [reaches(n, "partner") for n in ("note", "both", "agreed")] == [True, True, True]
    assert [reaches(n, "minister") for n in ("note", "both", "agreed")] == [False, False, True]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (
            "facts: {one: {text: T., source: 'cable, p. 1', marking: OFFICIAL}}",
            "lowered-marking",
            "sources, SECRET",
        ),
        (
            "judgements: {one: {text: T., confidence: low, marking: TLP:CLEAR}}",
            "lowered-marking",
            "the project",
        ),
        (
            "judgements: {one: {text: T., confidence: low, marking: TLP:CLEAR, lowered_by: head}}",
            "lowered-without-reason",
            "a name and a reason",
        ),
        ("judgements: {one: {text: T., confidence: low, releasable_to: nata}}", "unknown-group", "'nata'"),
        ("judgements: {one: {text: T., confidence: low, marking: SECRT}}", "unknown-marking", "'SECRT'"),
    ],
)
def test_a_wrong_marking_of_a_record_is_an_error_at_its_place(
    tmp_path: Path, line: str, code: str, said: str
) -> None:
    cable = "sources: {cable: {title: C, issued: 2022, marking: [SECRET, TLP:GREEN]}}\n"
    (fault,) = settings(tmp_path, TWO, dossier=cable + line + "\n").diagnostics
    assert fault.code == code
    assert said in fault.message
    assert fault.span is not None
    assert fault.span.path == "briefs/records/demo.yaml"
    assert fault.hint


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("marking: TLP:RED\nschemes: [tlp, gcsp]\n", "unknown-scheme", "3:16"),
        ("marking: LOW\nschemes: [own, other]\n", "double-label", "3:16"),
        ("marking: OFFICIAL\n", "unknown-marking", "2:10"),
    ],
)
def test_a_wrong_scheme_or_label_of_a_project_is_an_error(
    tmp_path: Path, text: str, code: str, place: str
) -> None:
    (tmp_path / "markings").mkdir()
    for name in ("own", "other"):
        (tmp_path / "markings" / f"{name}.yaml").write_text("title: T\nlevels:\n  LOW:\n", encoding="utf-8")
    found = [(d.code, str(d.span)) for d in settings(tmp_path, text, dossier="facts:\n").diagnostics]
    assert (code, f"policybrief.yaml:{place}") in found
