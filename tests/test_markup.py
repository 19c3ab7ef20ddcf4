"""Markdown of a section → blocks."""

import pytest

from policybrief.document import (
    Emphasis,
    Link,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Str,
    Strong,
)
from policybrief.markup import marker, parse_markdown


def parse(text, blocks=None, inlines=None):
    return parse_markdown(text, blocks_of=(blocks or {}).get, inlines_of=(inlines or {}).__getitem__)


def test_a_heading_opens_a_section_that_holds_what_follows():
    (section,) = parse("# One\n\ntext\n\n## Two\n\nmore")
    assert section == Section(
        (Str("One"),), (Paragraph((Str("text"),)), Section((Str("Two"),), (Paragraph((Str("more"),)),)))
    )


def test_a_deeper_heading_after_a_jump_still_nests_in_the_one_before():
    first, second = parse("# A\n\n### B\n\n# C")
    assert isinstance(first.blocks[0], Section)
    assert second.title == (Str("C"),)


def test_inline_marks_become_inlines():
    (paragraph,) = parse("**bold** *soft* [here](https://example.org)")
    assert paragraph.content == (
        Strong((Str("bold"),)),
        Str(" "),
        Emphasis((Str("soft"),)),
        Str(" "),
        Link((Str("here"),), "https://example.org"),
    )


def test_lists_and_quotations_hold_blocks():
    listed, quoted = parse("- a\n- b\n\n> said")
    assert listed == List(((Paragraph((Str("a"),)),), (Paragraph((Str("b"),)),)))
    assert quoted == Quote((Paragraph((Str("said"),)),))


def test_a_value_made_of_blocks_takes_the_place_of_its_paragraph():
    assert parse(marker(0), blocks={0: (PageBreak(),)}) == (PageBreak(),)


def test_an_empty_value_made_of_blocks_leaves_nothing():
    assert parse(f"# T\n\n{marker(0)}", blocks={0: ()}) == (Section((Str("T"),), ()),)


def test_a_value_made_of_blocks_inside_a_sentence_is_refused():
    with pytest.raises(ValueError, match="line of its own"):
        parse(f"before {marker(0)}", blocks={0: (PageBreak(),)})


def test_words_of_a_value_never_become_markdown():
    (paragraph,) = parse(f"x {marker(0)}", inlines={0: (Str("*not bold* | <b>"),)})
    assert paragraph.content == (Str("x "), Str("*not bold* | <b>"))


def test_html_stays_text():
    (paragraph,) = parse("a <b>c</b>")
    assert "".join(part.text for part in paragraph.content) == "a <b>c</b>"
