"""Reading YAML: plain values, refusals in plain words, places, and edits."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.diagnostics import Diagnostic
from policybrief.reading.yaml import (
    MAX_BYTES,
    UNSEEN,
    YamlFile,
    append_record,
    inline_comments,
    locate,
    read_yaml,
    reading,
    written,
)
from policybrief.templates.section_files import read_section
from tiers import tries

RYAML = reading._fast
Read = tuple[YamlFile | None, tuple[Diagnostic, ...]]


@pytest.fixture(scope="module", autouse=True, params=["ryaml", "PyYAML"])
def parser(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every test here reads with ryaml, and as if it were not installed: only the speed may differ."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "PyYAML":
            patch.setattr(reading, "_fast", None)
        else:
            assert reading._fast is not None, "the tests need the extra 'fast'"
        yield request.param


def read_by(parser: str, text: str | bytes) -> Read:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_fast", RYAML if parser == "ryaml" else None)
        return read_yaml("x.yaml", text if isinstance(text, bytes) else text.encode())


def read(text: str) -> YamlFile:
    source, diagnostics = read_yaml("x.yaml", text.encode())
    assert diagnostics == ()
    assert source is not None
    return source


def codes(text: str | bytes) -> list[str]:
    _, diagnostics = read_yaml("x.yaml", text if isinstance(text, bytes) else text.encode())
    return [d.code for d in diagnostics]


# ---- what values mean ------------------------------------------------------------------------------

MEANINGS = {
    "no": "no",
    "yes": "yes",
    "on": "on",
    "true": True,
    "False": False,
    "2022-10-01": "2022-10-01",
    "12:30:00": "12:30:00",
    "010": "010",
    "1_000": "1_000",
    "12": 12,
    "-3": -3,
    "+12": 12,
    "4.50": 4.5,
    ".5": 0.5,
    "1e400": "1e400",
    "~": None,
    "null": None,
    "": None,
    ".inf": math.inf,
    "'12'": "12",
    '"a\\nb"': "a\nb",
    "[a, b]": ["a", "b"],
    "{a: 1}": {"a": 1},
}


@pytest.mark.parametrize("written_as", MEANINGS)
def test_a_scalar_has_the_meaning_of_the_core_schema(written_as: str) -> None:
    assert read(f"key: {written_as}\n").value == {"key": MEANINGS[written_as]}


ODD_NUMBERS = {
    "1e3": "1000",
    "1.5E+3": "1500",
    "2e-2": "0.02",
    "-.5e1": "-5",
    "1.e2": "100",
    "0x1F": "31",
    "0o17": "15",
    "0b11": "3",
    "-0x10": "-16",
}


@pytest.mark.parametrize("written_as", ODD_NUMBERS)
@pytest.mark.parametrize("where", ["key: {}\n", "key: {{value: {}, unit: euros}}\n", "- {}\n"])
def test_a_number_that_only_programs_write_is_refused_with_its_digits(written_as: str, where: str) -> None:
    text = where.format(written_as)
    source, (fault,) = read_yaml("x.yaml", text.encode())
    assert fault.code == "odd-number"
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (1, text.index(written_as) + 1)
    assert f"write {ODD_NUMBERS[written_as]};" in fault.hint
    assert source is not None  # the rest of the file is still searched for faults


@pytest.mark.parametrize("words", ["1e3 euros", "'1e3'", "a1e3", "0xy", "1_000", "12.50", "-3.0", ".5"])
def test_texts_and_plain_numbers_are_no_odd_numbers(words: str) -> None:
    assert read_yaml("x.yaml", f"key: {words}\n".encode())[1] == ()


SCALARS = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters=UNSEEN),
        max_size=12,
    ),
    st.from_regex(r"[-+.]?[0-9_xobeE.:+-]{1,8}", fullmatch=True),
    st.sampled_from(
        ["no", "yes", "NULL", "~", "True", ".nan", ".INF", "-.inf", "0b101", "1__0", "0o8", "-0", "+.5"]
    ),
)


@settings(max_examples=tries(400))
@given(SCALARS)
def test_both_parsers_agree_on_every_plain_scalar(scalar: str) -> None:
    text = f"key: {scalar}\n"
    assert repr(read_by("ryaml", text)) == repr(read_by("PyYAML", text))


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters=UNSEEN + "\ufffe\uffff"),
    max_size=20,
)
TREES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        WORDS,
        st.floats(-1e15, 1e15).map(lambda number: round(number, 3)),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=tries(200))
@given(TREES)
def test_both_parsers_agree_on_nested_values(tree: object) -> None:
    text = unicodedata.normalize("NFC", json.dumps({"key": tree}, ensure_ascii=False))
    source, diagnostics = read_by("ryaml", text)
    assert diagnostics == ()
    assert source is not None
    assert repr((source, diagnostics)) == repr(read_by("PyYAML", text))


@settings(max_examples=tries(300))
@given(st.text(alphabet="ab:#-?!&*[]{}'\"\\|>%@`, \n\t\u00a0\u200b10.~<", max_size=60))
def test_any_text_is_read_or_explained_but_never_raises(text: str) -> None:
    source, diagnostics = read_yaml("x.yaml", text.encode())
    assert source is not None or diagnostics
    lines = text.split("\n")
    for diagnostic in diagnostics:
        assert diagnostic.span is not None
        assert 1 <= diagnostic.span.line <= len(lines) + 1
        assert diagnostic.message


def test_both_parsers_agree_on_a_number_too_long_to_be_written_out() -> None:
    assert read_by("ryaml", "key: 1E100\n") == read_by("PyYAML", "key: 1E100\n")
    assert read_by("ryaml", "key: 1E100\n")[0] is None


ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("briefs/**/*.yaml"), *ROOT.glob("tests/cases/bad/*.yaml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_parsers_agree_on_our_files(path: Path) -> None:
    assert read_by("ryaml", path.read_bytes()) == read_by("PyYAML", path.read_bytes())


DAMAGE = (
    *(": ", "- ", "#", " #", "'", '"', "|\n", ">-\n", "\t", "  ", "\n", "{", "}", "[", "]", "&a", "*a", "!x"),
    *("<<: ", "? ", "---\n", "...\n", "0x1", "1e3", ",", ":", "%", "@", "`", "~", "\u200b", "\u2028", "\\u"),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(DAMAGE)), max_size=3))
def test_both_parsers_agree_on_damaged_files(path: Path, damage: list[tuple[int, str]]) -> None:
    text = path.read_bytes().decode("utf-8", "replace")[:1500]
    for at, signs in damage:
        text = text[:at] + signs + text[at:]
    assert repr(read_by("ryaml", text)) == repr(read_by("PyYAML", text))


def test_bom_and_windows_line_ends_are_accepted() -> None:
    source, diagnostics = read_yaml("x.yaml", b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    assert diagnostics == ()
    assert source is not None
    assert source.value == {"a": 1, "b": "two"}
    assert source.text == "a: 1\nb: two\n"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_other_encodings_are_named_as_such(encoding: str) -> None:
    assert codes("title: Підтримка\n".encode(encoding)) == ["not-utf-8"]


def test_the_place_of_a_letter_that_is_not_utf_8_is_told() -> None:
    _, diagnostics = read_yaml("x.yaml", b"a: 1\nb: caf\xe9\n")
    assert str(diagnostics[0].span) == "x.yaml:2:7"


# ---- limits ----------------------------------------------------------------------------------------


def test_a_file_beyond_the_size_limit_is_not_read() -> None:
    assert codes(b"a: " + b"x" * MAX_BYTES) == ["file-too-large"]


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    assert codes(opening * 5000) == ["nested-too-deep"]


def test_aliases_are_refused_so_that_no_bomb_can_be_built() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert set(codes(bomb)) == {"sign-starts-text"}


def test_both_parsers_refuse_the_same_depth() -> None:
    for depth in (100, 127, 128, 129, 130, 200):
        text = "[" * depth + "]" * depth
        assert read_by("ryaml", text) == read_by("PyYAML", text), depth


# ---- what YAML loses in silence --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "remedy"),
    [
        ("text: Priority #1 is ammunition", "text-cut-by-#", ("text: >", "  Priority #1 is ammunition")),
        ("text: !important point", "sign-starts-text", ("text: >", "  !important point")),
        ("accent: #1B3A6B", "text-cut-by-#", ('accent: "#1B3A6B"',)),
        ("- See item #3 of the list", "text-cut-by-#", ("- >", "  See item #3 of the list")),
        ("text: NATO's task: defend", "colon-in-text", ("text: >", "  NATO's task: defend")),
        ('text: "As long" remains', "quote-in-text", ("text: >", '  "As long" remains')),
        ("text: 'Ukraine's right'", "quote-in-text", ("text: >", "  'Ukraine's right'")),
        ("text: > 100 tanks", "sign-starts-text", ("text: >", "  > 100 tanks")),
        ("text: %5 of it", "sign-starts-text", ("text: >", "  %5 of it")),
        ("text: *very* good", "sign-starts-text", ("text: >", "  *very* good")),
        ("text: @home again", "sign-starts-text", ("text: >", "  @home again")),
        ("text: `x` again", "sign-starts-text", ("text: >", "  `x` again")),
        ("text: [Panel] said", "sign-starts-text", ("text: >", "  [Panel] said")),
        ("text: {number} new", "sign-starts-text", ("text: >", "  {number} new")),
        ("text: - a dash", "sign-starts-text", ("text: >", "  - a dash")),
        ('text: "a\\q b"', "backslash-in-quotes", ("text: >", "  a\\q b")),
        ("text: 'unclosed here", "unclosed-quote", ("text: >", "  'unclosed here")),
        ("text:close", "no-space-after-colon", ("text: close",)),
    ],
)
def test_a_trap_is_reported_with_lines_to_copy(line: str, code: str, remedy: tuple[str, ...]) -> None:
    text = f"{line}\n" if line.startswith("-") else f"{line}\nnext: 1\n"
    source, diagnostics = read_yaml("x.yaml", text.encode())
    assert [d.code for d in diagnostics] == [code]
    assert diagnostics[0].span is not None
    assert diagnostics[0].span.line == 1
    assert diagnostics[0].remedy == remedy
    assert read("\n".join(remedy) + "\n").value is not None
    assert source is not None, "reading goes on behind the fault"


def test_a_sentence_that_goes_on_unindented_is_joined_in_the_remedy() -> None:
    _, diagnostics = read_yaml("x.yaml", b"text: one two\nthree four\nnext: 1\n")
    assert [d.code for d in diagnostics] == ["line-not-indented"]
    assert diagnostics[0].remedy == ("text: >", "  one two three four")


def test_a_remedy_takes_in_the_lines_on_which_the_sentence_goes_on() -> None:
    _, diagnostics = read_yaml("x.yaml", b"a:\n  text: See: one\n    and two\n  b: 1\n")
    assert diagnostics[0].remedy == ("  text: >", "    See: one and two")


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u202f", "\u3000", "\t"])
def test_indentation_that_only_looks_like_spaces_is_refused(blank: str) -> None:
    _, diagnostics = read_yaml("x.yaml", f"a:\n  b: 1\n {blank}c: 2\n".encode())
    assert diagnostics[0].code in ("tab-in-indentation", "odd-space-in-indentation")
    assert diagnostics[0].remedy == ("  c: 2",)
    assert diagnostics[0].span is not None
    assert str(diagnostics[0].span) == "x.yaml:3:2"


@pytest.mark.parametrize("sign", UNSEEN)
def test_signs_that_nobody_sees_are_refused_at_their_place(sign: str) -> None:
    source, diagnostics = read_yaml("x.yaml", f"a: one\nb: the de{sign}ck{sign}\nc: *x y\n".encode())
    assert source is not None, "reading goes on behind the fault"
    assert [(d.code, str(d.span)) for d in diagnostics] == [
        ("unseen-sign", "x.yaml:2:10"),
        ("sign-starts-text", "x.yaml:3:4"),
    ]
    assert all(sign not in line for line in diagnostics[0].remedy)


@pytest.mark.parametrize("sign", [*UNSEEN, *"\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x9b\ufffe", "\U000e0041"])
def test_a_sign_that_nobody_sees_is_judged_alike_typed_and_as_an_escape(sign: str) -> None:
    def codes(spelled: str) -> list[tuple[str, str]]:
        source, diagnostics = read_yaml("x.yaml", f'a: one\nb: "de{spelled}ck"\n'.encode())
        assert source is not None, "reading goes on behind the fault"
        assert sign not in str(source.value)
        return [(d.code, str(d.span)) for d in diagnostics]

    escapes = [f"\\U{ord(sign):08x}", f"\\u{ord(sign):04X}"][: 2 if ord(sign) < 0x10000 else 1]
    for escape in [*escapes, *([f"\\x{ord(sign):02x}"] if ord(sign) < 0x100 else [])]:
        assert codes(escape) == codes(sign)


def test_all_escapes_of_signs_that_nobody_sees_are_refused_and_no_others() -> None:
    text = r'a: "One\x01two\u200bthree\xadfour\u2028five\x85six\ufeffseven\reight."' + "\n"
    good = r"""'\e': 1, "b": "\\e \n \t \u00a0 \u0416" """
    source, diagnostics = read_yaml("x.yaml", f"{text}c: {{{good}}}\n".encode())
    assert [(d.code, str(d.span)) for d in diagnostics] == [("control-character", "x.yaml:1:8")]
    assert diagnostics[0].remedy == ('a: "Onetwothreefour five sixseven eight."',)
    assert source is not None
    assert source.value["c"] == {"\\e": 1, "b": "\\e \n \t \u00a0 Ж"}
    for letter in "0abvfreNLP":
        _, diagnostics = read_yaml("x.yaml", f'"a\\{letter}": 1\n'.encode())
        assert next(d.code for d in diagnostics) in ("control-character", "unseen-sign"), letter


@pytest.mark.parametrize(
    ("spelled", "code"),
    [
        ("\u200b", "unseen-sign"),
        ("\u202e", "unseen-sign"),
        ("&#x202E;", "unseen-sign"),
        ("&shy;", "unseen-sign"),
        ('{{ "\\u2028" }}', "unseen-sign"),
        ("\x01", "control-character"),
        ("\x1b]0;x\x07", "control-character"),
        ("&#27;", "control-character"),
        ('{{ "\\x1b" }}', "control-character"),
        ("\x9b", "control-character"),
    ],
)
def test_a_section_of_a_template_holds_no_sign_that_nobody_sees(spelled: str, code: str) -> None:
    _, faults = read_section("x", "x.md", f"# A\n\nwords {spelled} more\n".encode())
    assert [fault.code for fault in faults] == [code]
    assert str(faults[0].span).startswith("x.md:3:")
    _, none = read_section(
        "x", "x.md", "Zwei&nbsp;Wörter & мова\u00a0{{ 'a\\\\b' }} \u200d\n\n\tcode\n".encode()
    )
    assert not none


def test_a_sign_of_another_direction_cannot_turn_a_number_around() -> None:
    _, diagnostics = read_yaml("x.yaml", "text: It costs \u202e21\u202c euros.\n".encode())
    assert [d.remedy for d in diagnostics] == [("text: It costs 21 euros.",)]
    assert "right-to-left override, U+202E" in diagnostics[0].message


@pytest.mark.parametrize("letter", ["\u200c", "\u200d", "\u200e", "\u0301", "\u0644", "\u00a0"])
def test_joiners_and_marks_that_scripts_need_are_letters(letter: str) -> None:
    assert read(f"text: one{letter}two\n").value == {"text": unicodedata.normalize("NFC", f"one{letter}two")}


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    text = "a: one: two\nb: ok\nc: *x y\nd: Item #4\ne: 'x' y\n"
    _, diagnostics = read_yaml("x.yaml", text.encode())
    assert sorted((d.span.line, d.code) for d in diagnostics if d.span) == [
        (1, "colon-in-text"),
        (3, "sign-starts-text"),
        (4, "text-cut-by-#"),
        (5, "quote-in-text"),
    ]


def test_behind_a_fault_the_rest_of_the_file_keeps_its_lines() -> None:
    source, _ = read_yaml("x.yaml", b"a: one: two\nb: ok\n")
    assert source is not None
    assert source.value == {"a": "one: two", "b": "ok"}
    assert str(locate(source, ("b",))) == "x.yaml:2:4"


def test_blocks_need_no_quoting() -> None:
    words = "A \"b\": c #1 *d* !e 'f' [g] {h} > i | %j"
    assert read(f"text: >\n  {words}\nnext: 1\n").value == {"text": words + "\n", "next": 1}


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\na: 1\n",
        "a: [b, c] # why\n",
        "marking: TLP:AMBER            # of whatever nobody marked otherwise\n",
        "a: # below\n  b: 1\n",
        "a: 'b' # quoted\n",
        "---\na: 1\n",
        "a: b!c & d * e\n",
        "url: https://example.org/#top\n",
        "a: 50 %\n",
        "text: |\n  <<\n  !x &y *z #1\n",
        "a: x\u00a0y\n",
    ],
)
def test_harmless_signs_are_left_alone(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key"),
        ("a: {b: 1, b: 2}\n", "duplicate-key"),
        ("a:\n  <<: {b: 1}\n", "merge-key"),
        ("a: 1\n---\nb: 2\n", "second-document"),
        ("a: 99999999999999999999999\n", "number-too-long"),
        ("? [a]\n: b\n", "list-as-key"),
        ("a: [b, c\n", "sign-starts-text"),
        ("a: [\n  b,\n  c\nd: 1\n", "unclosed-bracket"),
        ("a: x\x07y\n", "control-character"),
        ("a: !!binary aGk=\n", "sign-starts-text"),
        ("a:\n   b: 1\n  c: 2\n", "uneven-indentation"),
    ],
)
def test_what_is_refused(text: str, code: str) -> None:
    assert codes(text)[0] == code


def test_a_comment_behind_a_text_is_found_with_its_keys() -> None:
    source = read("facts:\n  a:\n    text: one # two\n    b: [c] # d\n")
    assert [keys for keys, _ in inline_comments(source)] == [("facts", "a", "text")]


# ---- places ----------------------------------------------------------------------------------------

DOSSIER = """facts:
  aid:
    text: >
      Words of aid.
    source:
      - report, p. 1
      - paper, p. 2
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), "1:1+6"),
        (("facts", "aid", "text"), "3:11+1"),
        (("facts", "aid", "source", 1), "7:9+11"),
        (("facts", "aid", "source", 1, "locator"), "7:9+11"),
        (("facts", "nobody"), "2:3+4"),
    ],
)
def test_a_key_path_has_a_place(keys: tuple[str | int, ...], place: str) -> None:
    span = locate(read(DOSSIER), keys)
    assert f"{span.line}:{span.column}+{span.length}" == place


def test_the_key_itself_and_a_word_in_the_value_have_places() -> None:
    source = read(DOSSIER)
    assert str(locate(source, ("facts", "aid"), key=True)) == "x.yaml:2:3"
    span = locate(source, ("facts", "aid", "source"), word="paper")
    assert (str(span), span.length) == ("x.yaml:7:9", 5)


def test_columns_count_characters_and_not_bytes() -> None:
    source = read("текст: {а: є, б: ї}\n")
    assert str(locate(source, ("текст", "б"))) == "x.yaml:1:18"


def test_a_number_can_be_had_as_it_was_typed() -> None:
    assert written(read("a: {b: 4.50}\n"), ("a", "b")) == "4.50"


# ---- edits -----------------------------------------------------------------------------------------


def test_a_record_is_appended_to_its_kind_and_comments_stay() -> None:
    text = "# head\nfacts:\n  a:\n    text: one  \n\n# the options\noptions:\n  b: two\n"
    edited, line = append_record(text, kind="facts", lines=("c:", "  text: three"))
    assert edited == (
        "# head\nfacts:\n  a:\n    text: one  \n  c:\n    text: three\n\n# the options\noptions:\n  b: two\n"
    )
    assert line == 5


def test_records_that_are_parted_by_blank_lines_stay_so() -> None:
    edited, line = append_record("facts:\n  a: 1\n\n  b: 2\n", kind="facts", lines=("c: 3",))
    assert edited == "facts:\n  a: 1\n\n  b: 2\n\n  c: 3\n"
    assert line == 6


def test_a_kind_that_is_missing_is_added_at_the_end() -> None:
    edited, line = append_record("facts:\n  a: 1\n", kind="risks", lines=("c: 3",))
    assert edited == "facts:\n  a: 1\n\nrisks:\n  c: 3\n"
    assert line == 5
    assert append_record("", kind="facts", lines=("c: 3",)) == ("facts:\n  c: 3\n", 2)


def test_an_appended_record_takes_the_indentation_and_line_ends_of_the_file() -> None:
    edited, line = append_record("facts:\r\n    a: 1\r\n", kind="facts", lines=("c:", "  d: 2"))
    assert edited == "facts:\r\n    a: 1\r\n    c:\r\n      d: 2\r\n"
    assert line == 3


def test_what_our_own_mending_brings_about_is_not_reported() -> None:
    text = (
        "sources:\n  audit: {title: Annual audit, i\n  ssued:a \n  2026-03-02, marking: TLP:CLEAR}\n"
        "facts:\n  toll:a\n    text: The toll brought in {number} euros.\n"
    )
    _, found = read_yaml("a.yaml", text.encode())
    lines = text.split("\n")
    assert found
    assert all(d.span and d.span.column <= len(lines[d.span.line - 1]) + 1 for d in found)


# ---- files that are no dossiers at all ------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_encoding_of_unicode_is_told_so(encoding: str) -> None:
    text = "# The dossier\nfacts:\n  toll:\n    text: In 2025 it brought in {number}.\n" * 40
    assert codes(text.encode(encoding)) == ["not-utf-8"]


def test_zero_bytes_are_told_at_their_place() -> None:
    _, (fault,) = read_yaml("x.yaml", b"title: a\ntext: b\0c\n")
    assert fault.code == "not-utf-8"
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (2, 8)


def test_lines_that_cannot_be_mended_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    attempt = reading._attempt

    def measured(text: str) -> object:
        lengths.append(len(text))
        return attempt(text)

    monkeypatch.setattr(reading, "_attempt", measured)
    dossier = '# The dossier\nfacts:\n  toll:\n    text: In 2025 it "brought" in.\n' * 3
    hostile = "\x01".join(dossier)
    read_yaml("x.yaml", hostile.encode())
    assert max(lengths) <= 2 * len(hostile) + 1000


def test_what_git_could_not_merge_is_told_as_that() -> None:
    text = "facts:\n<<<<<<< HEAD\n  toll: 1\n=======\n  toll: 2\n>>>>>>> other\n"
    source, faults = read_yaml("x.yaml", text.encode())
    assert source is None
    assert [(f.code, f.span.line if f.span else 0) for f in faults] == [("merge-conflict", 2)]


def test_signs_of_a_conflict_inside_a_sentence_are_text() -> None:
    assert read("text: >\n  <<<<<<< HEAD is what git writes\n").value == {
        "text": "<<<<<<< HEAD is what git writes\n"
    }
