"""Fields set in a YAML text: each finds its place in whatever people write, and every other byte stays."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policybrief.files.names import composed
from policybrief.project import read_project
from policybrief.reading.yaml import UNSEEN, FieldEdit, read_yaml, set_fields
from policybrief.reading.yaml.writing import field_lines
from tiers import tries

PAGE = """\
# head
sources:
  block:
    title: >   # folded
      Old title that
      goes on
    author:
      - "A, B"
      - C
    # between
    issued: 2020 # sic

  flow: {title: Old, issued: 2020}
  plain:
    title: Old words
      on two lines
    publisher:
    volume: "2"
  last:
    title: 'Single ''quoted'''"""


def edited(text: str, *edits: tuple[str, str, str | tuple[str, ...]]) -> str:
    made = [FieldEdit("sources", record, field, value, field == "issued") for record, field, value in edits]
    after, refused = set_fields(text, made)
    assert not refused
    return after


def test_each_way_of_writing_a_field_is_kept_when_it_changes() -> None:
    after = edited(
        PAGE,
        ("block", "title", "New"),
        ("block", "author", ("D, E",)),
        ("block", "issued", "2021-01"),
        ("block", "url", "https://a.b"),
        ("flow", "title", "New, with comma"),
        ("flow", "volume", "3"),
        ("plain", "title", "2022"),
        ("plain", "publisher", "NATO"),
        ("last", "title", "New"),
        ("last", "genre", "Speech"),
    )
    assert after == (
        PAGE.replace("Old title that\n      goes on", "New")
        .replace('- "A, B"\n      - C', "- D, E")
        .replace("2020 # sic", "2021-01 # sic\n    url: https://a.b")
        .replace("{title: Old, issued: 2020}", '{title: "New, with comma", issued: 2020, volume: "3"}')
        .replace("Old words\n      on two lines", '"2022"')
        .replace("publisher:", "publisher: NATO")
        .replace("'Single ''quoted'''", "New\n    genre: Speech")
    )


def test_a_field_with_a_comment_inside_is_left_to_people() -> None:
    text = 'sources:\n  a:\n    title: T\n    author:\n      - "A, B"  # first\n      - C\n'
    after, ((edit, reason),) = set_fields(text, [FieldEdit("sources", "a", "author", ("D",))])
    assert (after, edit.field, "comment" in reason) == (text, "author", True)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1)


@given(st.lists(TEXTS.map(lambda words: " ".join(words.split())).filter(bool), min_size=1, max_size=3))
@settings(max_examples=tries(100))
def test_whatever_is_written_reads_back(words: list[str]) -> None:
    words = [composed(each) for each in words]  # as files are read
    for value in (words[0], tuple(words)):
        text = "\n".join(field_lines("title", value)) + "\n"
        source, faults = read_yaml("x.yaml", text.encode())
        assert source is not None, (text, faults)
        read_back = source.value["title"]
        assert (read_back if isinstance(value, tuple) else read_back.strip()) == (
            [*value] if isinstance(value, tuple) else value
        )
        after = edited(PAGE, ("plain", "title", value), ("flow", "title", value))
        assert after.startswith("# head")
        assert after.endswith("'Single ''quoted'''")


DOSSIER = """\
# The bridge.
cleared: 2022-01-01, head of unit   # all of it

facts:
  # money
  income:
    text: >
      The toll brought in {number} euros.

    number: 400     # from the audit
    source: open-report, page 4
  wear: {text: The deck is worn., source: "open-report, page 5"}

lines:
  safe: The bridge is watched.
actors:
  council: City council, Bridgetown
"""
STAMP = "2022-10-03, head of unit, of 0123456789abcdef"


def clearance(kind: str, name: str, *long_form: tuple[str, str], words: str = STAMP) -> FieldEdit:
    return FieldEdit(kind, name, "cleared", words, long_form=long_form)


def test_only_the_line_of_the_clearance_is_added() -> None:
    after, refused = set_fields(DOSSIER, [clearance("facts", "income")])
    assert refused == ()
    assert after == DOSSIER.replace("page 4\n", f"page 4\n    cleared: {STAMP}\n")


def test_records_in_flow_style_and_those_that_are_one_string_are_written_out() -> None:
    after, refused = set_fields(
        DOSSIER,
        [
            clearance("facts", "wear"),
            clearance("lines", "safe", ("text", "The bridge is watched.")),
            clearance("actors", "council", ("name", "City council"), ("affiliation", "Bridgetown")),
        ],
    )
    assert refused == ()
    assert f'source: "open-report, page 5", cleared: "{STAMP}"}}\n\nlines:' in after
    assert f"  safe:\n    text: The bridge is watched.\n    cleared: {STAMP}\nactors:" in after
    assert after.endswith(
        f"  council:\n    name: City council\n    affiliation: Bridgetown\n    cleared: {STAMP}\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(newline: str, mark: str) -> None:
    text = mark + DOSSIER.replace("\n", newline)
    after, refused = set_fields(text, [clearance("facts", "income"), clearance("facts", "wear")])
    assert refused == ()
    assert after.startswith(mark + "# The bridge." + newline)
    assert f"{newline}    cleared: {STAMP}{newline}" in after
    assert after.replace(newline, "").count("\n") == after.replace(newline, "").count("\r") == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  a:\n    cleared: 2021-01-01, x  # old\n    text: A\n", "    cleared: {} # old\n"),
        ("  a:\n    cleared:\n    text: A\n", "    cleared: {}\n"),
        (
            "  a:\n    cleared: >\n      2021-01-01, x\n    text: A\n",
            "    cleared: >\n      {}\n    text: A\n",
        ),
        ("  a:\n    cleared:\n      date: 2021-01-01  # new\n", "    cleared:\n      {} # new\n"),
        ("  a:\n    cleared: {date: 2021-01-01, words: x}\n    text: A\n", "    cleared: {}\n"),
        ("  a: {cleared: '2021-01-01, x', text: A}\n", '{{cleared: "{}", text: A}}'),
        ("  a: {}\n", '  a: {{cleared: "{}"}}\n'),
        ("  a: {text: A,\n      note: B,\n  }\n", 'note: B, cleared: "{}",\n  }}\n'),
        (
            "  a:\n    text: |\n      # not a comment\n# a comment\n  b: {text: B}\n",
            "a comment\n    cleared: {}\n# a",
        ),
        ("  a:\n    note:\n  b: {text: B}\n", "    note:\n    cleared: {}\n  b"),
        ("  a:\n    text: A\n", "    text: A\n    cleared: {}\n"),
        ("  a:\n    text: A", "    text: A\n    cleared: {}"),
        ("      a:\n          text: A\n", "          cleared: {}\n"),
    ],
)
def test_a_clearance_finds_its_place_in_whatever_people_write(before: str, after: str) -> None:
    text, refused = set_fields(f"facts:\n{before}", [clearance("facts", "a")])
    assert refused == ()
    assert after.format(STAMP) in text.replace(f"{STAMP}  #", f"{STAMP} #")


@pytest.mark.parametrize(
    "record",
    [
        "  a:\n    cleared:\n      date: 2021-01-01  # when?\n      words: x\n    text: A\n",
        "  a: >\n    Some words\n",
        "  a: [x]\n",
        "  b: {text: A}\n",
        "  a:\n    text: |+\n      A\n\n",
    ],
)
def test_what_cannot_be_changed_in_place_is_left_and_named(record: str) -> None:
    text = f"facts:\n  z: {{text: Z}}\n{record}"
    after, refused = set_fields(text, [clearance("facts", "z"), clearance("facts", "a")])
    assert [one.record for one, _ in refused] == ["a"]
    assert after == text.replace("{text: Z}", f'{{text: Z, cleared: "{STAMP}"}}')
    assert refused[0][0].line == f"cleared: {STAMP}"
    assert refused[0][1]


def test_records_are_changed_where_another_edit_would_spoil_the_text() -> None:
    text = "facts:\n  a:\n    text: |+\n      A\n\n  b:\n    text: B\n"
    after, refused = set_fields(text, [clearance("facts", "a"), clearance("facts", "b")])
    assert [one.record for one, _ in refused] == ["a"]
    assert after == f"{text}    cleared: {STAMP}\n"


def test_what_is_no_dossier_is_left_alone() -> None:
    for text in ("", "words\n", "- a\n", "facts: [\n"):
        after, refused = set_fields(text, [clearance("facts", "a")])
        assert (after, len(refused)) == (text, 1)


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=f"{UNSEEN}\ufffe\uffff"), min_size=1
    )
)
def test_any_words_of_who_cleared_it_read_back(who: str) -> None:
    for text in ("facts:\n  a:\n    text: A\n", "facts: {a: {text: A}}\n"):
        after, refused = set_fields(text, [clearance("facts", "a", words=who)])
        source, faults = read_yaml("a.yaml", after.encode())
        assert refused == ()
        assert source is not None, faults
        assert source.value == {"facts": {"a": {"text": "A", "cleared": composed(who)}}}


def test_every_record_of_the_example_can_be_cleared_and_says_the_same() -> None:
    loaded = read_project(Path(__file__).parents[1])
    for source in loaded.sources:
        kinds = source.value if source.path.startswith("briefs/records/") else {}
        ids = [
            (kind, name)
            for kind, below in kinds.items()
            if isinstance(below, dict)
            for name, record in below.items()
            if isinstance(record, dict)
        ]
        if ids:
            after, refused = set_fields(source.text, [clearance(*keys) for keys in ids])
            assert refused == ()
            lines = after.split("\n")
            kept = [line for line in lines if STAMP not in line]
            assert len(lines) - len(kept) == sum(1 for line in lines if STAMP in line)
            before = [line for line in source.text.split("\n") if "cleared: " not in line]
            assert not [line for line in before if line not in after]


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co", "Cn"), exclude_characters=UNSEEN),
    max_size=120,
)
FIELDS = st.dictionaries(
    st.text(ascii_lowercase, min_size=1, max_size=9).filter(lambda name: name != "cleared"),
    WORDS | st.lists(WORDS, max_size=3) | st.dictionaries(st.sampled_from("xyz"), WORDS, max_size=3),
    min_size=1,
    max_size=5,
)


@given(
    st.dictionaries(st.sampled_from(("a", "b", "c")), FIELDS, min_size=1),
    st.sampled_from((None, True, False)),
    st.integers(20, 120),
)
def test_records_in_any_style_that_a_program_writes_are_changed_in_place(
    records: dict[str, Any], flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump({"facts": records}, default_flow_style=flow, width=width, allow_unicode=True)
    source, faults = read_yaml("a.yaml", text.encode())
    assume(source is not None and not faults)  # what must not be written, such as blanks that nobody sees
    assert source is not None
    after, refused = set_fields(text, [clearance("facts", name) for name in records])
    again, _ = read_yaml("a.yaml", after.encode())
    assert refused == ()
    assert again is not None
    wanted = {name: {**fields, "cleared": STAMP} for name, fields in source.value["facts"].items()}
    assert again.value == {"facts": wanted}
