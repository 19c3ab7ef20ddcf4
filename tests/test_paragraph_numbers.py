"""Paragraphs numbered through a paper: as Word counts them, in PDF, in text and in tracked changes."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from lxml import etree

from briefs_on_paper import document_of, fault_of
from docx_lint import W, faults, parts_of
from drawn import META, documents
from policybrief.document import (
    Callout,
    Document,
    List,
    Paragraph,
    Section,
    Str,
    Table,
    dump,
    first_paragraphs,
    load,
    plain_text,
    walk,
    with_paragraph_numbers,
)
from policybrief.document.differences import compare
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import read_template
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import WRITERS, lay_out
from policybrief.writers.docx import write as tracked
from small import base_template, edition_of, project_at
from tiers import tries
from tracked import settle

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  income: {text: The toll brought in 400 euros., source: "open-report, page 4"}
  wear: {text: The deck is worn., source: "open-report, page 5"}
judgements:
  cheaper: {text: Closing costs less than repair., confidence: moderate, rests_on: [income]}
"""
BRIEF = "bottom_line: [cheaper]\nstatus_quo: [income, wear]\n"
NUMBERED = BRIEF + "officials: {paragraphs: numbered}\n"


def lead(folder: Path) -> str:
    """The first sentence of the section of the status quo."""
    return base_template(folder).label("status-quo.lead", "en")


def words(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Str(text),), role)


def entries(*texts: str) -> List:
    return List(tuple((words(text, "list"),) for text in texts))


def numbers(blocks: object) -> list[tuple[str, str]]:
    return [(n.number, plain_text(n)) for n in walk(blocks) if isinstance(n, Paragraph) and n.number]


def test_a_list_counts_in_the_paragraph_above_it_or_as_paragraphs_do() -> None:
    nested = List(((words("e", "list"), entries("f", "g")),))
    blocks = (
        Section((Str("One"),), (words("a"), entries("b", "c"), entries("d"), words("!", "note"), nested)),
        Section((Str("Two"),), (entries("h", "i"), Section((Str("In"),), (words("j", "lead"),)))),
        Section((Str("Annex"),), (words("!"),), role="annex"),
        Callout((words("!"),), "open-points"),
    )
    assert numbers(Document(META, with_paragraph_numbers(blocks))) == [
        *(("1", "a"), ("1.1", "b"), ("1.2", "c"), ("1.3", "d"), ("2", "e"), ("2.1", "f"), ("2.2", "g")),
        *(("3", "h"), ("4", "i"), ("5", "j")),
    ]


def test_an_audience_of_the_brief_has_numbers_and_headings_then_have_none(tmp_path: Path) -> None:
    document = document_of(tmp_path, DOSSIER, NUMBERED)
    assert load(dump(document)) == document
    assert numbers(document)[:4] == [
        ("1", "Closing costs less than repair.\u00a0[1]"),
        ("2", lead(tmp_path)),
        ("2.1", "The toll brought in 400 euros.\u00a0[1]"),
        ("2.2", "The deck is worn.\u00a0[1]"),
    ]
    assert not [block.number for block in document.blocks if isinstance(block, Section) and block.number]
    assert not [pair for node in walk(document) if isinstance(node, Table) for pair in numbers(node)]


def test_the_first_paragraph_of_a_record_is_known(tmp_path: Path) -> None:
    found = first_paragraphs(document_of(tmp_path, DOSSIER, NUMBERED).blocks)
    assert {record: found[record].number for record in ("cheaper", "income", "wear")} == {
        "cheaper": "1",
        "income": "2.1",
        "wear": "2.2",
    }


@pytest.mark.parametrize(
    ("brief", "numbered"), [(BRIEF, True), (BRIEF + "officials: {paragraphs: plain}\n", False)]
)
def test_a_template_says_it_for_all_briefs(tmp_path: Path, brief: str, numbered: bool) -> None:
    house = "name: House\naudiences: {officials: {paragraphs: numbered}}\n"
    loaded = project_at(
        tmp_path,
        DOSSIER,
        brief="title: The bridge\n" + brief,
        settings="template: house\n",
        files={"templates/house/template.yaml": house},
    )
    template, found = read_template("house", tmp_path)
    assert template is not None
    assert found == ()
    edition = edition_of(loaded, "officials")
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert bool(numbers(document)) is numbered


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("officials: {paragraphs: numbred}", "bad-choice", "3:25"),
        ("officials: {paragraphs: yes}", "bad-choice", "3:25"),
        ("officials: {paragraphs: }", "empty-field", "3:25"),
        ("paragraphs: numbered", "unknown-field", "3:1"),
    ],
)
def test_a_fault_has_its_place_and_a_remedy(tmp_path: Path, lines: str, code: str, place: str) -> None:
    fault = fault_of(tmp_path, DOSSIER, lines + "\n")
    assert fault.span is not None
    assert (fault.code, f"{fault.span.line}:{fault.span.column}") == (code, place)
    assert fault.hint


@given(documents())
@settings(max_examples=tries(40), deadline=None)
def test_word_counts_every_paragraph_as_the_document_has_it(drawn: Document) -> None:
    document = replace(drawn, blocks=with_paragraph_numbers(drawn.blocks))
    file = WRITERS["docx"].write(document, BASE_LOOK, lay_out(document, BASE_LOOK))
    assert faults(file) == []
    assert counted(file) == [number for number, _ in numbers(document)]
    shown = pdf_text(WRITERS["pdf"].write(document, BASE_LOOK, lay_out(document, BASE_LOOK)))
    assert {number for number, _ in numbers(document)} <= set(shown.split())


def test_a_file_without_numbers_has_no_list_for_them(tmp_path: Path) -> None:
    document = document_of(tmp_path, DOSSIER, BRIEF)
    parts = parts_of(WRITERS["docx"].write(document, BASE_LOOK, lay_out(document, BASE_LOOK)))
    assert b'"1000"' not in parts["word/numbering.xml"]


@pytest.mark.parametrize("form", ["pdf", "text"])
def test_numbers_stand_before_their_paragraphs(tmp_path: Path, form: str) -> None:
    document = document_of(tmp_path, DOSSIER, NUMBERED)
    content = WRITERS[form].write(document, BASE_LOOK, lay_out(document, BASE_LOOK))
    text = content.decode() if form == "text" else pdf_text(content)
    said = re.sub(r"\s+", " ", text)
    for number, first in (("1", "Closing costs"), ("2", lead(tmp_path)[:12]), ("2.2", "The deck is")):
        assert f"{number} {first}" in said


def test_another_number_is_no_change_of_the_text(tmp_path: Path) -> None:
    then = document_of(tmp_path / "then", DOSSIER, NUMBERED.replace("bottom_line: [cheaper]\n", ""))
    now = document_of(tmp_path / "now", DOSSIER, NUMBERED.replace("bottom_line: [cheaper]\n", ""))
    shifted = replace(now, blocks=with_paragraph_numbers((words("New."), *now.blocks)))
    assert not compare(then, replace(shifted, blocks=shifted.blocks[1:])).changed
    file = tracked(shifted, BASE_LOOK, lay_out(shifted, BASE_LOOK), since=then)
    assert faults(file, tracked=True) == []
    body = parts_of(file)["word/document.xml"].decode()
    assert "<w:del " not in body
    assert "pPrChange" not in body
    assert "".join(re.findall(r"<w:ins [^>]*>(?:(?!</w:ins>).)*</w:ins>", body)).count("<w:t") == 1
    assert counted(file)[:3] == ["1", "2", "2.1"]


def test_that_paragraphs_are_numbered_now_can_be_rejected(tmp_path: Path) -> None:
    then = document_of(tmp_path / "then", DOSSIER, BRIEF)
    now = document_of(tmp_path / "now", DOSSIER, NUMBERED)
    file = tracked(now, BASE_LOOK, lay_out(now, BASE_LOOK), since=then)
    root = etree.fromstring(parts_of(file)["word/document.xml"])
    settle(root, "reject")
    assert counted_below(root) == []
    assert counted(file) == [number for number, _ in numbers(now)]


def counted(file: bytes) -> list[str]:
    """The numbers that Word shows, by its rules (ISO/IEC 29500-1, 17.9)."""
    numbering = etree.fromstring(parts_of(file)["word/numbering.xml"])
    lists = [e for e in numbering if e.get(f"{W}abstractNumId") == "1000"]
    if lists:
        shown = [e.get(f"{W}val") for e in lists[0].iter(f"{W}lvlText")]
        assert shown[:3] == ["%1", "%1.%2", "%1.%2.%3"]
    return counted_below(etree.fromstring(parts_of(file)["word/document.xml"]))


def counted_below(root: etree._Element) -> list[str]:
    counts: list[int] = []
    made = []
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None or properties.find(f"{W}numId").get(f"{W}val") != "1000":  # type: ignore[union-attr]
            continue
        level = int(properties.find(f"{W}ilvl").get(f"{W}val"))  # type: ignore[union-attr,arg-type]
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        made.append(".".join(map(str, counts)))
    return made


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(content)) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)
