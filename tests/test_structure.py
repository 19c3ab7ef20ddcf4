"""Plain values become typed values, and every fault has a sentence and a place."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest

from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic
from policybrief.languages import Text
from policybrief.reading.structure import Flawed, Structurer, did_you_mean, flawed, structure_value
from policybrief.reading.structure.constructors import changed, maker_of
from policybrief.reading.yaml import YamlFile, read_yaml
from policybrief.records import KINDS


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Outer:
    text: Text
    day: date | None = None
    when: StatedDate | None = None
    price: Decimal | None = None
    ratio: float = 0.0
    done: bool = False
    word: Literal["", "must", "could"] = ""
    ref: Annotated[str, "a mark"] = ""
    names: tuple[str, ...] = ()
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    sides: dict[Literal["left", "right"], float] = field(default_factory=dict)


def source_of(text: str) -> YamlFile:
    source, diagnostics = read_yaml("x.yaml", text.encode())
    assert not diagnostics
    assert source
    return source


def structured(text: str, **more: Any) -> tuple[Outer | None, tuple[Diagnostic, ...]]:
    source = source_of(text)
    return structure_value(Outer, source.value, source=source, **more)


def value_of(text: str) -> Outer:
    made, diagnostics = structured("text: Words\n" + text)
    assert diagnostics == ()
    assert made is not None
    return made


def faults(text: str) -> list[tuple[str, str]]:
    made, diagnostics = structured("text: Words\n" + text)
    assert made is None
    return [(d.code, str(d.span).removeprefix("x.yaml:")) for d in diagnostics]


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("day: 2022-08-05", "day", date(2022, 8, 5)),
        ("when: 2022", "when", StatedDate(2022)),
        ("when: 2022-09~", "when", StatedDate(2022, 9, approximate=True)),
        ("price: 12", "price", Decimal("12")),
        ("price: 4.5", "price", Decimal("4.5")),
        ("price: '4.50'", "price", Decimal("4.50")),
        ("ratio: 1", "ratio", 1.0),
        ("done: yes", "done", True),
        ("done: no", "done", False),
        ("done: true", "done", True),
        ("word: must", "word", "must"),
        ("ref: 12", "ref", "12"),
        ("names: [a, b]", "names", ("a", "b")),
        ("names: a", "names", ("a",)),
        ("inner: {name: n, size: 2}", "inner", Inner("n", 2)),
        ("many: [{name: n}, {name: m}]", "many", (Inner("n"), Inner("m"))),
        ("many: {name: n}", "many", (Inner("n"),)),
        ("sides: {left: 2}", "sides", {"left": 2.0}),
    ],
)
def test_a_plain_value_becomes_a_typed_one(line: str, name: str, expected: object) -> None:
    assert getattr(value_of(line), name) == expected


def test_a_text_is_in_the_language_asked_for_and_stripped() -> None:
    made, _ = structured("text: >\n  Слова\n", language="uk")
    assert made == Outer(Text((("uk", "Слова"),)))


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("day: 2022-8-5", "bad-date", "2:6"),
        ("day: 2022-02-30", "bad-date", "2:6"),
        ("when: [2022]", "bad-date", "2:7"),
        ("when: true", "bad-date", "2:7"),
        ("when: 2022/2023", "bad-date", "2:7"),
        ("price: 1,000", "bad-number", "2:8"),
        ("price: .inf", "bad-number", "2:8"),
        ("ratio: wide", "bad-number", "2:8"),
        ("ratio: .nan", "bad-number", "2:8"),
        ("done: maybe", "bad-choice", "2:7"),
        ("word: Must", "bad-choice", "2:7"),
        ("ref: 1.5", "number-as-text", "2:6"),
        ("ref: true", "number-as-text", "2:6"),
        ("names: [a, [b]]", "list-as-text", "2:12"),
        ("inner: n", "map-expected", "2:8"),
        ("inner: {name: n, size: two}", "bad-number", "2:24"),
        ("inner: {name: n, size: 1.5}", "bad-number", "2:24"),
        ("inner: {name: n, size: true}", "bad-number", "2:24"),
        ("inner: {size: 2}", "missing-field", "2:1"),
        ("many: [{name: n}, {nome: m}]", "unknown-field", "2:20"),
        ("sides: {top: 2}", "bad-choice", "2:9"),
        ("sides: {left: far}", "bad-number", "2:15"),
        ("sides: 2", "map-expected", "2:8"),
        ("naems: [a]", "unknown-field", "2:1"),
        ("2022: a", "unknown-field", "2:1"),
        ("names:", "empty-field", "2:7"),
        ("day:", "empty-field", "2:5"),
        ("when: ~", "empty-field", "2:7"),
        ("ref: ''", "", ""),
    ],
)
def test_a_fault_has_a_code_and_a_place(line: str, code: str, place: str) -> None:
    if not code:
        assert value_of(line).ref == ""
        return
    assert faults(line) == [(code, place)]


@pytest.mark.parametrize(
    ("line", "code", "remedy"),
    [
        ("text: 12", "number-as-text", ('text: "12"',)),
        ("text: [Eleven answers]", "list-as-text", ("text: >", "  [Eleven answers]")),
        ("text: {number}", "map-as-text", ('text: "{number}"',)),
        ("text: 2022-10-01", "", ()),
        ("text: true", "number-as-text", ('text: "true"',)),
        ("text: ''", "empty-text", ()),
    ],
)
def test_a_text_field_refuses_what_is_no_text(line: str, code: str, remedy: tuple[str, ...]) -> None:
    made, diagnostics = structured(line + "\n")
    assert [d.code for d in diagnostics] == ([code] if code else [])
    assert (made is None) == bool(code)
    assert all(d.remedy == remedy for d in diagnostics)


def test_all_faults_are_reported_at_once() -> None:
    assert faults("day: x\nwhen: y\nnames: [1.5, a, 2.5]\nfoo: 1\n") == [
        ("bad-date", "2:6"),
        ("bad-date", "3:7"),
        ("number-as-text", "4:9"),
        ("number-as-text", "4:17"),
        ("unknown-field", "5:1"),
    ]


def test_a_misspelt_field_that_is_required_is_one_fault() -> None:
    _, diagnostics = structured("txet: Words\n")
    assert [(d.code, d.hint) for d in diagnostics] == [("unknown-field", "did you mean 'text'?")]


def test_a_text_that_a_comment_cuts_short_is_refused_and_other_comments_are_not() -> None:
    source = source_of("text: Words # and more\nword: must # why\nnames: [a] # b\nprice: 3 # c\n")
    made, diagnostics = structure_value(Outer, source.value, source=source)
    assert made is None
    assert [(d.code, str(d.span)) for d in diagnostics] == [("text-cut-by-#", "x.yaml:1:13")]


def test_a_value_deeper_in_a_file_is_placed_there() -> None:
    source = source_of("a:\n  b:\n    name: n\n    size: x\n")
    made, diagnostics = structure_value(Inner, source.value["a"]["b"], source=source, keys=("a", "b"))
    assert made is None
    assert [str(d.span) for d in diagnostics] == ["x.yaml:4:11"]


# ---- short forms -----------------------------------------------------------------------------------


def _short(value: object, language: str) -> object:
    return Inner(value) if isinstance(value, str) else flawed("bad-inner", "no name")


def _keyed(key: str, value: object, language: str) -> object:
    return Inner(key, value) if isinstance(value, int) else flawed("bad-size", "no size")


SHORT = Structurer(short={Inner: _short})
KEYED = Structurer(keyed={Inner: _keyed})


@pytest.mark.parametrize(
    ("structurer", "line", "expected"),
    [
        (SHORT, "many: n", (Inner("n"),)),
        (SHORT, "many: [n, {name: m, size: 1}]", (Inner("n"), Inner("m", 1))),
        (KEYED, "many: {n: 1, m: 2}", (Inner("n", 1), Inner("m", 2))),
    ],
)
def test_short_forms_stand_for_long_ones(
    structurer: Structurer, line: str, expected: tuple[Inner, ...]
) -> None:
    made, diagnostics = structured(f"text: Words\n{line}\n", structurer=structurer)
    assert diagnostics == ()
    assert made is not None
    assert made.many == expected


@pytest.mark.parametrize(
    ("structurer", "line", "code", "place"),
    [
        (SHORT, "many: [n, 3]", "bad-inner", "x.yaml:2:11"),
        (KEYED, "many: {n: 1, m: two}", "bad-size", "x.yaml:2:17"),
    ],
)
def test_a_fault_in_a_short_form_has_its_place(
    structurer: Structurer, line: str, code: str, place: str
) -> None:
    _, diagnostics = structured(f"text: Words\n{line}\n", structurer=structurer)
    assert [(d.code, str(d.span)) for d in diagnostics] == [(code, place)]


def test_what_is_inferred_is_seen_before_the_value_is_made() -> None:
    def finish(made: dict[str, Any], language: str) -> Flawed | None:
        made.setdefault("size", len(made["name"]))
        return flawed("too-long", "too long", keys=("name",)) if made["size"] > 3 else None

    structurer = Structurer(finish={Inner: finish})
    assert structured("text: W\ninner: {name: abc}\n", structurer=structurer)[0] == Outer(
        Text((("en", "W"),)), inner=Inner("abc", 3)
    )
    _, diagnostics = structured("text: W\ninner: {name: abcd}\n", structurer=structurer)
    assert [(d.code, str(d.span)) for d in diagnostics] == [("too-long", "x.yaml:2:15")]


def test_a_field_may_have_another_name_in_files() -> None:
    structurer = Structurer(names={Inner: {"called": "name"}})
    made, _ = structured("text: W\ninner: {called: n}\n", structurer=structurer)
    assert made is not None
    assert made.inner == Inner("n")
    _, diagnostics = structured("text: W\ninner: {name: n}\n", structurer=structurer)
    assert {d.code for d in diagnostics} == {"unknown-field", "missing-field"}


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("ministr", "did you mean 'minister'?"),
        ("MINISTER", "did you mean 'minister'?"),
        ("xyz", "possible values: minister, public"),
    ],
)
def test_the_nearest_word_is_suggested_or_all_are_listed(word: str, hint: str) -> None:
    assert did_you_mean(word, ["minister", "public"]) == hint


@pytest.mark.parametrize("cls", [*KINDS.values(), Inner])
def test_a_value_filled_through_its_slots_is_the_one_that_its_class_makes(cls: type) -> None:
    required = {f.name: f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    every = {f.name: f.name for f in fields(cls)}
    for given in (required, every):
        made = maker_of(cls)(given)
        assert made == cls(**given)
        assert hash(made) == hash(cls(**given))
        assert changed(made, {next(iter(every)): "x"}) == replace(made, **{next(iter(every)): "x"})
    with pytest.raises(FrozenInstanceError):
        setattr(made, next(iter(every)), "other")


def test_what_a_class_does_when_it_is_made_is_done() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        size: int = 0

        def __post_init__(self) -> None:
            if self.size < 0:
                raise ValueError("too small")

    with pytest.raises(ValueError, match="too small"):
        maker_of(Checked)({"size": -1})
    assert maker_of(Outer)({"text": Text()}).sides == {}
    assert maker_of(Outer)({"text": Text()}).sides is not maker_of(Outer)({"text": Text()}).sides
