"""A field of a record changes in its file, and every other byte stays."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.sources import read_source
from policybrief.sources.field_edits import FieldEdit, set_fields
from policybrief.sources.writing import field_lines

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


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1
)


@given(st.lists(WORDS.map(lambda words: " ".join(words.split())).filter(bool), min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_reads_back(words: list[str]) -> None:
    for value in (words[0], tuple(words)):
        text = "\n".join(field_lines("title", value)) + "\n"
        source, faults = read_source("x.yaml", text.encode())
        assert source is not None, (text, faults)
        read_back = source.value["title"]
        assert (read_back if isinstance(value, tuple) else read_back.strip()) == (
            [*value] if isinstance(value, tuple) else value
        )
        after = edited(PAGE, ("plain", "title", value), ("flow", "title", value))
        assert after.startswith("# head")
        assert after.endswith("'Single ''quoted'''")
