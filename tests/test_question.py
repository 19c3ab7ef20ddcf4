"""The question of a brief stands below its title, in every format, unless the template leaves it out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from policybrief.checks import Checked, check_edition
from policybrief.document import Document
from policybrief.pdf_text import pages_of
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import read_template
from policybrief.writers import docx as word
from policybrief.writers import pdf
from policybrief.writers.text import as_lines
from small import edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: The toll is five euros., source: "open-report, page 1"}
"""
UK = "title: Міст\n"
SECTION = "{{ question() }}\n\n{{ status_quo() }}\n"


def made(
    folder: Path, *, more: str = "", house: str = "", language: str = "en", section: str = ""
) -> tuple[Document, set[str]]:
    """The paper for officials, and the codes of its open points."""
    loaded = project_at(
        folder,
        DOSSIER,
        brief=f"title: The bridge\nquestion: Should the toll end?\n{more}",
        settings="template: house\n",
        files={
            "templates/house/template.yaml": f"name: House\n{house}",
            "templates/house/sections/own.md": section or SECTION,
            "briefs/demo.uk.yaml": UK,
        },
    )
    template, faults = read_template("house", loaded.root)
    assert template is not None, faults
    edition = edition_of(loaded, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert document is not None
    checked = Checked(edition, loaded.project, loaded.corpus, selection, document, template)
    return document, {point.code for point in check_edition(checked)}


def texts(document: Document, tmp_path: Path) -> dict[str, str]:
    """The words of the paper in each format."""
    template, _ = read_template("base", tmp_path)
    assert template is not None
    opened = docx.Document(BytesIO(word.write(document, template.look)))
    return {
        "docx": "\n".join(paragraph.text for paragraph in opened.paragraphs),
        "pdf": "\n".join(pages_of(pdf.lay_out(document, template.look).draw())),
        "terminal": "\n".join(as_lines(document, width=80)),
    }


def test_the_question_stands_below_the_title_in_every_format(tmp_path: Path) -> None:
    document, _ = made(tmp_path)
    for name, text in texts(document, tmp_path).items():
        plain = " ".join(text.replace("\x1b[1m", "").replace("\x1b[0m", "").split())
        assert "The bridge Should the toll end?" in plain, name


@pytest.mark.parametrize(
    "house",
    ["audiences: {officials: {question: no}}\n", "outline: {officials: [own, sources]}\n"],
)
def test_it_is_left_out_where_the_template_says_so_and_where_a_section_prints_it(
    tmp_path: Path, house: str
) -> None:
    document, _ = made(tmp_path, house=house)
    assert document.meta.question == ""


def test_a_question_that_is_the_title_is_not_repeated(tmp_path: Path) -> None:
    document, _ = made(tmp_path, more="officials: {title: Should the toll end?}\n")
    assert document.meta.question == ""


def test_an_audience_may_have_a_question_of_its_own(tmp_path: Path) -> None:
    document, _ = made(tmp_path, more="officials: {question: What would it cost to end the toll?}\n")
    assert document.meta.question == document.meta.subject == "What would it cost to end the toll?"


def test_a_printed_question_that_is_not_translated_is_an_open_point_like_the_title(tmp_path: Path) -> None:
    _, points = made(tmp_path, language="uk")
    assert "untranslated-title" in points
    without = "audiences: {officials: {question: no}}\n"
    _, points = made(tmp_path / "without", language="uk", house=without)
    assert "untranslated-title" not in points
