"""Markdown of a section → blocks."""

import pytest

from counting import steps
from policybrief.document import (
    CrossReference,
    Emphasis,
    Link,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Str,
    Strong,
    plain_text,
    walk,
)
from policybrief.sections.markup import MarkupFault, marker, parse_markdown, read_markdown


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
    with pytest.raises(ValueError, match="separate line"):
        parse(f"before {marker(0)}", blocks={0: (PageBreak(),)})


def test_words_of_a_value_never_become_markdown():
    (paragraph,) = parse(f"x {marker(0)}", inlines={0: (Str("*not bold* | <b>"),)})
    assert paragraph.content == (Str("x "), Str("*not bold* | <b>"))


def test_a_list_begins_with_the_number_of_its_first_entry():
    third, after = parse("3. a\n4. b\n\n0) c\n1) d")
    assert (third.ordered, third.start, len(third.entries)) == (True, 3, 2)
    assert (after.ordered, after.start) == (True, 0)


def test_lists_in_lists_keep_their_kinds_and_numbers():
    (outer,) = parse("1. a\n   - b\n\n     7. c\n   - d\n2. e")
    inner = outer.entries[0][1]
    assert (outer.ordered, inner.ordered) == (True, False)
    assert inner.entries[0][1].start == 7


def test_a_heading_with_text_alone_or_nothing_below_is_kept():
    (section,) = parse("# Distribution\n\n## Signed\n\n## For the minister\n\ntext")
    assert [plain_text(block.title) for block in section.blocks] == ["Signed", "For the minister"]


def test_a_heading_goes_with_values_that_are_empty():
    blocks = {0: (), 1: (PageBreak(),)}
    text = f"# T\n\n## A\n\n{marker(0)}\n\n## B\n\n### C\n\n{marker(0)}\n\n## D\n\n{marker(1)}"
    (section,) = parse(text, blocks=blocks)
    assert [plain_text(block.title) for block in section.blocks] == ["D"]


def test_a_list_or_quotation_of_empty_values_is_none():
    text = f"# T\n\n- {marker(0)}\n\n> {marker(0)}\n\nend"
    (section,) = parse(text, inlines={0: ()})
    assert section.blocks == (Paragraph((Str("end"),)),)


PRINTED = [
    # Markdown, its words; what CommonMark 0.31 gives
    ("Heading\n=======\n\nunder it", "Heading|under it"),
    ("Heading\n---\n\nunder it", "Heading|under it"),
    ("# One\n\n###### Six\n\nx", "One|Six|x"),
    ("# Closed #\n\nx", "Closed|x"),
    ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
    ("one\ntwo", "one two"),
    ("a &amp; b &copy; &#8364; &nbsp;c", "a & b \u00a9 \u20ac \u00a0c"),
    (r"\*not\* \# \[a\](b) \`c\` \<d>", "*not* # [a](b) `c` <d>"),
    ("`code *as* it <is>`", "code *as* it <is>"),
    ("im*port*ant **bo**ld snake_case_name", "important bold snake_case_name"),
    ("***both***", "both"),
    ("<https://example.org/a> and <mailto:a@example.org>", "https://example.org/a and mailto:a@example.org"),
    ("https://example.org/a_b_c as typed", "https://example.org/a_b_c as typed"),
    ("[words][ref], [ref] and [ref][]\n\n[ref]: https://example.org/x", "words, ref and ref"),
    ("[mail](mailto:a@example.org)", "mail"),
    ("[there](#sources)", "there"),
    ("> quoted\nstill\n>\n> - listed", "quoted still|listed"),
    ("* a\n\n  second paragraph\n* b", "a|second paragraph|b"),
    ("+ a\n+ b", "a|b"),
    ("5 < 6 & 7 > 3, 3 | 4, a ~ b, ~5 to ~6, 2 * 3 * 4", "5 < 6 & 7 > 3, 3 | 4, a ~ b, ~5 to ~6, 2 * 3 * 4"),
    ("Signature: ________________", "Signature: ________________"),
    ("\u2610 approved", "\u2610 approved"),
    ("[1] is a mark", "[1] is a mark"),
    ("#1 of 3", "#1 of 3"),
    ("1986\\. A great year", "1986. A great year"),
    ("Time: 10:30", "Time: 10:30"),
]


@pytest.mark.parametrize(("text", "words"), PRINTED)
def test_what_a_section_can_hold_is_printed_in_words(text, words):
    leaves = []
    for node in (node for block in parse(text) for node in walk(block)):
        if isinstance(node, Section):
            leaves.append(plain_text(node.title))
        elif isinstance(node, Paragraph):
            leaves.append(plain_text(node.content))
    assert "|".join(leaves) == words


def test_a_link_leads_to_the_web_to_mail_or_within_the_paper():
    (paragraph,) = parse("[a](https://example.org) [b](#sources) [c][r]\n\n[r]: http://example.org/x")
    links = [part for part in paragraph.content if isinstance(part, Link | CrossReference)]
    assert links == [
        Link((Str("a"),), "https://example.org"),
        CrossReference((Str("b"),), "sources"),
        Link((Str("c"),), "http://example.org/x"),
    ]


REFUSED = [
    # Markdown, the sign at whose place it is refused (its last occurrence), words of the message
    ("text\n\n| A | B |\n|---|--:|\n| a | 1 |", "| A", "table"),
    ("a | b\n--|--\n1 | 2", "| b", "table"),
    ("| a | b |", "| a", "table"),
    ("> | A | B |\n> |---|---|", "| A", "table"),
    ("see ![alt](logo.png)", "![", "picture"),
    ("![alt][p]\n\n[p]: https://example.org/x.png", "![", "picture"),
    ("Term[^1] here", "[^1]", "footnote"),
    ("Term\n\n[^1]: A note", "[^1]", "footnote"),
    ("a <b>bold</b> word", "</b>", "HTML"),
    ("text\n\n<div>\nblock\n</div>", "<div>", "HTML"),
    ("<!-- a comment -->", "<!--", "HTML"),
    ("a <br> b", "<br>", "HTML"),
    ("```\ncode\n```", "```\ncode", "code"),
    ("~~~ yaml\ncode\n~~~", "~~~ yaml", "code"),
    ("text\n\n    indented", "indented", "code"),
    ("text\n\n---\n\nmore", "---", "rule"),
    ("* * *", "* * *", "rule"),
    ("- [ ] open", "[ ]", "task list"),
    ("1. [x] done", "[x]", "task list"),
    ("some ~~struck~~ out", "~~struck", "crossed-out"),
    ("some ~struck~ out", "~struck", "crossed-out"),
    ("> [!NOTE]\n> text", "[!NOTE]", "alert"),
    ("Term\n: what it means", ": what", "definitions"),
    ("Term\n\n: what it means", ": what", "definitions"),
    ("::: note\ntext\n:::", "::: note", "container"),
    ("#Heading", "#Heading", "heading"),
    ("- a\n- # Heading", "# Heading", "heading"),
    ("> # Heading", "# Heading", "heading"),
    ("[a](javascript:alert%281%29)", "[a]", "javascript"),
    ("[a](file:///etc/passwd)", "[a]", "file"),
    ("[a](data:text/html,x)", "[a]", "data"),
    ("[a](logo.png)", "[a]", "logo.png"),
    ("[a](/x) and [b](../y)", "[b]", "../y"),
    ("[a](//example.org)", "[a]", "//example.org"),
    ("[a](https:)", "[a]", "https:"),
    ("[a](ftp://example.org)", "[a]", "ftp"),
    ("[a](mailto:nobody)", "[a]", "mailto"),
    ("<ftp://example.org>", "<ftp", "ftp"),
    ("[a]()", "[a]", "lead to"),
    ("[](https://example.org)", "[]", "no text"),
    ('[a](https://example.org "a title")', "[a]", "title"),
    ("[a](my file.pdf)", "[a]", "cannot be read"),
    ("[a][missing]", "][", "no definition"),
    ("text\n\n[unused]: https://example.org", "[unused]", "no link uses"),
    ("[note]: this", "[note]", "no link uses"),
    (
        "[r]\n\n[r]: https://example.org\n[r]: https://example.org/2",
        "[r]: https://example.org/2",
        "no link uses",
    ),
    ("half **bold", "**", "**"),
    ("half __bold", "__", "__"),
    ("what &unknown; is", "&unknown;", "character"),
    ("40000. entry", "40000", "too high"),
]


@pytest.mark.parametrize(("text", "sign", "said"), REFUSED)
def test_what_a_section_cannot_hold_is_refused_at_its_place(text, sign, said):
    refused = read_markdown(text).refused
    found = [(one.offset, one.message) for one in refused if said in one.message or said in one.hint]
    assert found, refused
    assert text.rindex(sign) in [offset for offset, _ in found], (found, text.rindex(sign))
    assert all(one.hint for one in refused)
    with pytest.raises(MarkupFault):
        parse(text)


UNCLOSED = ("[", "[^", "![", "](", "][", "~", "`", "``x`", "**", "__", "&a", "<", "> ", "| ", "#")


@pytest.mark.parametrize("sign", UNCLOSED)
def test_many_unclosed_signs_take_work_that_grows_with_them(sign):
    assert steps(read_markdown, sign * 800) < 1.2 * 8 * steps(read_markdown, sign * 100)
