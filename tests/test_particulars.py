"""The box of particulars: names and values under the title, for those who get it, in every outlet."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefs_on_paper import HEAD, document_of, fault_of
from policybrief.cli import main
from policybrief.document import Document, Section, Table, dump, load, plain_text
from policybrief.pdf_text import pages_of
from policybrief.project import read_project
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import WRITERS, lay_out
from policybrief.writers.docx import write as tracked
from small import project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  wear: {text: The deck is worn., source: "open-report, page 5"}
"""
BRIEF = """number: "7/2022"
contact: office@example.org
particulars:
  Lead committee: Roads and Bridges
  Rapporteurs: [Ada Byron, Joan Weber]
  Year: 2022
"""
WHOLE = [
    "Lead committee: Roads and Bridges",
    "Rapporteurs: Ada Byron / Joan Weber",
    "Year: 2022",
    "Number: 7/2022",
    "Contact: office@example.org",
]


def box(document: Document) -> list[str]:
    first = document.blocks[0]
    if not (isinstance(first, Section) and first.role == "particulars"):
        return []
    (table,) = first.blocks
    assert isinstance(table, Table)
    return [": ".join(" / ".join(map(plain_text, c.blocks)) for c in row.cells) for row in table.body]


@pytest.mark.parametrize(
    ("audience", "more", "rows"),
    [
        ("officials", "", WHOLE),
        ("minister", "", WHOLE),
        ("public", "", []),
        ("committee", "", []),
        ("public", "public: {particulars: [Year, contact]}\n", [WHOLE[2], WHOLE[4]]),
        ("partner", "public: {particulars: [Year]}\n", []),
        ("officials", "officials: {particulars: [Year]}\n", [WHOLE[2]]),
        ("officials", "officials: {particulars: []}\n", []),
    ],
)
def test_readers_outside_the_house_get_what_is_listed_for_them(
    tmp_path: Path, audience: str, more: str, rows: list[str]
) -> None:
    assert box(document_of(tmp_path, DOSSIER, BRIEF + more, audience=audience)) == rows


def test_a_brief_without_particulars_has_no_box(tmp_path: Path) -> None:
    assert box(document_of(tmp_path, DOSSIER, BRIEF.partition("particulars")[0])) == []


def test_words_that_nobody_marked_raise_the_marking_to_that_of_the_project(tmp_path: Path) -> None:
    clear = DOSSIER.replace('page 5"', 'page 5", marking: TLP:CLEAR')
    for folder, more, label in (
        ("all", "", "TLP:AMBER"),
        ("listed", "officials: {particulars: [Year]}\n", "TLP:CLEAR"),
    ):
        document = document_of(tmp_path / folder, clear, BRIEF + more)
        assert [mark.label for mark in document.meta.marks] == [label]


def test_names_and_values_are_translated_in_their_order(tmp_path: Path) -> None:
    files = {
        "briefs/demo.uk.yaml": "particulars:\n"
        "  Головний комітет: Комітет доріг\n  Доповідачі: [Ада Байрон, Джоан Вебер]\n  Рік: '2022'\n"
    }
    document = document_of(tmp_path, DOSSIER, BRIEF, language="uk", files=files)
    assert box(document) == [
        "Головний комітет: Комітет доріг",
        "Доповідачі: Ада Байрон / Джоан Вебер",
        "Рік: 2022",
        "Номер: 7/2022",
        "Контакт: office@example.org",
    ]


@pytest.mark.parametrize("words", ["{Комітет: Доріг}", "Доріг", "{a: [b], c: [d], e: f}"])
def test_a_translation_in_another_form_is_a_fault(tmp_path: Path, words: str) -> None:
    project_at(tmp_path, DOSSIER, brief=HEAD + BRIEF)
    (tmp_path / "briefs/demo.uk.yaml").write_text(f"particulars: {words}\n", encoding="utf-8")
    fault, *_ = read_project(tmp_path).diagnostics
    assert (fault.code, fault.span.path if fault.span else "") == ("bad-translation", "briefs/demo.uk.yaml")


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("particulars: Roads", "map-expected", "3:14"),
        ("particulars:", "map-expected", "3:13"),
        ("particulars: {Committee: }", "empty-field", "3:26"),
        ("particulars: {Committee: []}", "empty-text", "3:26"),
        ("particulars: {number: 7}", "added-by-itself", "3:23"),
        ("particulars: {Committee: {of: Roads}}", "map-as-text", "3:26"),
        ("particulars: {Year: 5}\npublic: {particulars: [Yaer]}", "unknown-particular", "4:24"),
        ("particular: {Year: 5}", "unknown-field", "3:1"),
    ],
)
def test_a_fault_has_its_place_and_a_remedy(tmp_path: Path, lines: str, code: str, place: str) -> None:
    fault = fault_of(tmp_path, DOSSIER, lines + "\n")
    span = fault.span
    assert span is not None
    assert (fault.code, f"{span.line}:{span.column}") == (code, place)
    assert fault.hint


@pytest.mark.parametrize("form", ["docx", "pdf", "text"])
def test_every_format_has_the_box_before_the_contents(tmp_path: Path, form: str) -> None:
    document = document_of(tmp_path, DOSSIER, BRIEF)
    assert load(dump(document)) == document
    assert document.meta.contents
    content = WRITERS[form].write(document, BASE_LOOK, lay_out(document, BASE_LOOK))
    words = _words(content, form)
    assert -1 < words.find("Roads and Bridges") < (words.find("Contents") if form != "text" else len(words))


def test_changes_of_the_box_are_tracked(tmp_path: Path) -> None:
    then = document_of(tmp_path / "then", DOSSIER, BRIEF)
    now = document_of(tmp_path / "now", DOSSIER, BRIEF.replace("Bridges", "Ferries"))
    laid_out = lay_out(now, BASE_LOOK)
    xml = _part(tracked(now, BASE_LOOK, laid_out, since=then), "word/document.xml")
    assert "Ferries" in xml
    assert "Bridges" in xml[xml.index("<w:del ") :]
    assert xml.index("Ferries") < xml.index("Contents")


def test_what_is_not_listed_for_a_reader_is_in_none_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = BRIEF + "audiences: [public, officials]\npublic: {particulars: [Year]}\n"
    project_at(tmp_path, DOSSIER.replace('page 5"', 'page 5", marking: TLP:CLEAR'), brief=HEAD + listed)
    built = CliRunner().invoke(main, ["build"])
    assert built.exit_code == 0, built.output
    files = [path for path in (tmp_path / "out").rglob("demo-*") if path.suffix in (".docx", ".pdf")]
    texts = {path.name: _words(path.read_bytes(), path.suffix.strip(".")) for path in files}
    for name, words in texts.items():
        assert ("Ada Byron" in words) is ("officials" in name)
    assert {name.split("-")[1] for name in texts} == {"public", "officials"}


def _words(content: bytes, form: str) -> str:
    if form == "docx":
        return re.sub(r"<[^>]+>", " ", _part(content, "word/document.xml"))
    if form == "pdf":
        return "\n".join(pages_of(content))
    return content.decode()


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()
