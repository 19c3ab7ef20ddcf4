"""What the gate looks for is the same for an audience, whether it is prepared alone or beside others."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.gate import PreparedGate
from policybrief.gate.needle_search import IdFinder, NeedleFinder
from policybrief.gate.needles import Needles
from policybrief.gate.normalised import plain, words
from policybrief.languages import Text
from policybrief.project import LoadedProject
from policybrief.records import Audience, Line, Record
from test_gate import city, file, gate
from tiers import tries

LABELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED")
OTHERS = (
    Audience("nobody"),
    Audience("officials of an ally", ("TLP:AMBER",), groups=("allies",)),
    Audience("inside", ("TLP:RED",), internal=True),
)


def all_of(needles: Needles) -> dict[str, Any]:
    names = ("withheld", "markings", "plain_ids", "excused", "count", "seal", "shared")
    own = {name: getattr(needles, name) for name in names}
    return {**own, "table": [*needles.finder.needles.items()], "ids": needles.ids.ids}


@lru_cache(maxsize=1)
def readers() -> tuple[Audience, ...]:
    return (*city().project.audiences, *OTHERS)


CHANGES = st.lists(
    st.one_of(
        st.just({}),
        st.fixed_dictionaries({"marking": st.sampled_from(LABELS).map(lambda label: (label,))}),
        st.fixed_dictionaries(
            {"audiences": st.sampled_from(("officials", "public")).map(lambda name: (name,))}
        ),
        st.just({"generated": True, "marking": ("TLP:RED",)}),
        st.just({"releasable_to": ("allies",)}),
        st.just({"note": "ask the cashier of secret-offer again before Friday noon"}),
    ),
    min_size=12,
    max_size=12,
)


def restricted_by(changes: list[dict[str, Any]], loaded: LoadedProject) -> tuple[Record, ...]:
    own = [changes[number % len(changes)] for number in range(len(loaded.corpus.records))]
    return tuple(replace(record, **change) for record, change in zip(loaded.corpus.records, own, strict=True))


@given(changes=CHANGES, order=st.permutations(range(6)))
@settings(max_examples=tries(15), deadline=None)
def test_preparing_other_audiences_before_changes_nothing(
    changes: list[dict[str, Any]], order: list[int]
) -> None:
    loaded = city()
    gate_for = replace(gate(), records=restricted_by(changes, loaded))
    together = {reader: gate_for.needles(reader) for at in order for reader in readers()[at : at + 1]}
    for reader, needles in together.items():
        assert all_of(needles) == all_of(replace(gate_for).needles(reader))


def test_audiences_that_may_read_the_same_share_their_needles() -> None:
    public = next(reader for reader in readers() if reader.name == "public")
    assert gate().needles(public) is gate().needles(replace(public, name="press"))
    assert gate().needles(public) is not gate().needles(OTHERS[2])


def test_what_only_officials_may_read_of_a_line_is_looked_for_in_the_files_of_others() -> None:
    loaded = city()
    avoid = Text((("en", "Never say that the harbour is for sale to anybody."),))
    line = Line(id="do-not-say", text=Text(), avoid=avoid)
    other = replace(gate(), records=(*loaded.corpus.records, line))
    inside = OTHERS[2]
    assert "do-not-say" not in other.needles(inside).withheld
    assert not other.needles(inside).occur_in("the harbour is for sale to anybody")
    assert other.needles(replace(inside, internal=False)).occur_in("the harbour is for sale to anybody")


def test_a_prepared_gate_takes_no_records_to_another_process_and_finds_the_same() -> None:
    reader = next(reader for reader in readers() if reader.name == "public")
    prepared = gate().prepared((reader,))
    sent = pickle.dumps(prepared)
    assert b"policybrief.records" not in sent
    received = pickle.loads(sent)
    assert isinstance(received, PreparedGate)
    assert received.seal(reader) == prepared.seal(reader)
    assert all_of(received.needles["public"]) == all_of(prepared.needles["public"])
    for content in (
        b"Ruritania offered to buy the whole northern harbour.",
        b"See secret-offer.",
        file("pdf"),
    ):
        for name in ("demo-public-en.txt", "secret-offer.txt"):
            one, other = (
                each.search(content, name=name, audience=reader, authors=("Office",))
                for each in (prepared, received)
            )
            assert one == other
    assert received.search(b"See secret-offer.", name="x.txt", audience=reader).leaks


TEXTS = st.lists(st.text("ab á-_.0 1\n", max_size=30), max_size=6)


@given(texts=TEXTS, spans=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=8))
def test_texts_one_after_the_other_hold_what_the_whole_holds(
    texts: list[str], spans: list[tuple[int, int]]
) -> None:
    row = words(plain("\n".join(texts)))
    kinds = ("words", "name")
    needles = {
        needle: ("record", kinds[at % 2]) for at, many in spans if (needle := "".join(row[at : at + many]))
    }
    finder = NeedleFinder(needles)
    whole = [*finder.search(plain("\n".join(texts)))]
    assert [*finder.search(*map(plain, texts))] == whole


def test_an_id_that_is_excused_does_not_hide_a_shorter_one() -> None:
    ids = IdFinder(["toll-2025", "toll-2025-final", "ferry-now"])
    assert ids.search("toll-2025-final") == {"toll-2025-final"}
    other = ids.without(frozenset({"toll-2025-final"}))
    assert other.search("toll-2025-final") == IdFinder(other.ids).search("toll-2025-final") == {"toll-2025"}
    assert len(other) == len(other.ids) == 2
