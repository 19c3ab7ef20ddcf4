"""Key messages: three to five bullets in place of the bottom line, for those who may see them."""

from pathlib import Path

import pytest

from briefs_on_paper import document_of, fault_of
from docx_lint import parts_of
from policybrief.document import List, Note, Section, plain_text, walk
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import WRITERS, lay_out

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  income: {text: The toll brought in 400 euros., source: "open-report, page 4"}
  wear: {text: The deck is worn., source: "open-report, page 5"}
  secret: {text: The reserve is spent., marking: TLP:AMBER, source: "open-report, page 6"}
  secret-2: {text: So is the fund., marking: TLP:AMBER, source: "open-report, page 6"}
  secret-3: {text: So is the loan., marking: TLP:AMBER, source: "open-report, page 6"}
judgements:
  cheaper:
    text: Closing costs less than repair.
    confidence: moderate
    marking: TLP:CLEAR
    lowered_by: head, agreed
    rests_on: [income]
"""
MESSAGES = "key_messages: [cheaper, income, wear]\n"


def first_section(folder: Path, brief: str, audience: str = "officials", language: str = "en") -> Section:
    document = document_of(folder, DOSSIER, brief, audience=audience, language=language)
    return next(block for block in document.blocks if isinstance(block, Section) and block.title)


def entries(section: Section) -> list[str]:
    return [
        plain_text(entry) for block in section.blocks if isinstance(block, List) for entry in block.entries
    ]


@pytest.mark.parametrize("audience", ["officials", "minister", "public", "committee", "partner"])
def test_each_key_message_is_a_bullet_with_its_sources(tmp_path: Path, audience: str) -> None:
    section = first_section(tmp_path, MESSAGES + "bottom_line: [cheaper]\n", audience)
    expected = ["Closing costs less than repair.", "The toll brought in 400 euros.", "The deck is worn."]
    assert [words.partition("\u00a0")[0] for words in entries(section)] == expected
    (bullets,) = (block for block in section.blocks if isinstance(block, List))
    assert all(
        any(isinstance(node, Note) for node in walk(block)) for entry in bullets.entries for block in entry
    )


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Key messages"), ("de", "Kernbotschaften"), ("uk", "Ключові висновки")]
)
def test_the_section_is_called_after_what_it_holds(tmp_path: Path, language: str, title: str) -> None:
    assert plain_text(first_section(tmp_path, MESSAGES, language=language).title) == title


@pytest.mark.parametrize(
    ("audience", "words"), [("public", "The deck is worn."), ("officials", "The reserve is spent.")]
)
def test_a_reader_who_may_see_none_of_them_gets_the_bottom_line(
    tmp_path: Path, audience: str, words: str
) -> None:
    brief = "key_messages: [secret, secret-2, secret-3]\nbottom_line: [wear]\n"
    section = first_section(tmp_path, brief, audience)
    assert plain_text(section.blocks[0]).startswith(words)
    assert bool(entries(section)) is (audience == "officials")


@pytest.mark.parametrize(
    ("brief", "audience", "expected"),
    [
        ("minister: {bottom_line: [wear]}\n" + MESSAGES, "minister", "Bottom line"),
        ("minister: {bottom_line: [wear]}\n" + MESSAGES, "officials", "Key messages"),
        ("bottom_line: [wear]\nminister: {" + MESSAGES.strip() + "}\n", "minister", "Key messages"),
        ("bottom_line: [wear]\nminister: {" + MESSAGES.strip() + "}\n", "officials", "Bottom line"),
        ("bottom_line: [wear]\nminister: {key_messages: []}\n" + MESSAGES, "minister", "Bottom line"),
        ("key_messages: []\nbottom_line: [wear]\n", "officials", "Bottom line"),
    ],
)
def test_an_audience_with_a_list_of_its_own_gets_that_one(
    tmp_path: Path, brief: str, audience: str, expected: str
) -> None:
    assert plain_text(first_section(tmp_path, brief, audience).title) == expected


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("key_messages: [wear, income]", "number-of-messages", "3:15"),
        ("key_messages: [wear, income, wear]", "number-of-messages", "3:15"),
        ("officials: {key_messages: [wear]}", "number-of-messages", "3:27"),
        ("key_messages: [a1, a2, a3, a4, a5, a6]", "number-of-messages", "3:15"),
        ("key_messages: [wear, income, cheper]", "unknown-record", "3:30"),
        ("key_messages: [wear, income, open-report]", "wrong-kind", "3:30"),
        ("bottom_line: [open-report]", "wrong-kind", "3:15"),
        ("key_messages:", "empty-field", "3:14"),
        ("key_message: [wear, income, cheaper]", "unknown-field", "3:1"),
    ],
)
def test_a_fault_has_its_place_and_a_remedy(tmp_path: Path, lines: str, code: str, place: str) -> None:
    fault = fault_of(tmp_path, DOSSIER, lines + "\n")
    span = fault.span
    assert span is not None
    assert (fault.code, f"{span.line}:{span.column}") == (code, place)
    assert fault.hint


@pytest.mark.parametrize(("figures", "gaps"), [("key_figures: [takings, drivers]\n", 1), ("", 0)])
def test_word_has_white_between_the_bullets_and_a_strip_of_figures(
    tmp_path: Path, figures: str, gaps: int
) -> None:
    numbers = """  drivers:
    text: It has {number} drivers.
    number: 9
    short: drivers
    source: open-report, page 1
  takings:
    text: It took {number} euros.
    number: 400
    short: euros
    source: open-report, page 2
"""
    dossier = DOSSIER.replace("facts:\n", f"facts:\n{numbers}")
    document = document_of(tmp_path, dossier, MESSAGES + figures)
    xml = parts_of(WRITERS["docx"].write(document, BASE_LOOK, lay_out(document, BASE_LOOK)))
    body = xml["word/document.xml"].decode()
    after = body[body.index("The deck is worn.") :]
    strip = after.partition("<w:tbl>")[0] if figures else after.partition("Heading1")[0]
    assert strip.count('w:line="160"') == gaps
