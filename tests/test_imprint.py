"""The imprint of a brief: what it says about itself, in the paper and in the properties of the file."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from policybrief.document import Link, Section, plain_text, walk
from policybrief.languages import NBSP
from policybrief.project import read_project
from policybrief.records import Correction
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.writers import pdf
from small import base_template, edition_of, project_at

DOSSIER = 'cleared: 2022-01-01, head\nfacts:\n  aid: {text: Aid came., source: "open-report, p. 1"}\n'
BRIEF = """
title: Demo
number: "12"
series: Papers on aid
version: "2"
licence: CC BY 4.0
contact: office@example.org
corrected:
  - 2022-09-20, a name was misspelt
  - 2022-09-10, The figure was wrong.
"""


def imprint_of(folder: Path, brief: str, language: str = "en", translation: str = ""):
    loaded = project_at(folder, DOSSIER, brief=brief)
    if translation:
        (folder / "briefs" / "demo.uk.yaml").write_text(translation, encoding="utf-8")
        loaded = read_project(folder)
        assert not loaded.diagnostics, loaded.diagnostics
    edition = edition_of(loaded, "officials", language=language)
    template = base_template(folder)
    outline = replace(template.outline("officials"), sections=("status-quo", "imprint"), annexes=())
    template = replace(template, outlines=(outline,))
    selection = select(edition, loaded.corpus, loaded.project)
    return compose(edition, selection, project=loaded.project, template=template).document


def section_of(document):
    return next((n for n in walk(document) if isinstance(n, Section) and n.id == "imprint"), None)


def test_the_imprint_tells_series_number_version_licence_contact_and_corrections(tmp_path):
    section = section_of(imprint_of(tmp_path, BRIEF))
    reported = [plain_text(block).replace(NBSP, " ") for block in section.blocks]
    assert reported == [
        "Papers on aid, No. 12. Version 2. Licence: CC BY 4.0. Questions: office@example.org.",
        "Corrected on 10 September 2022: The figure was wrong.",
        "Corrected on 20 September 2022: a name was misspelt.",
    ]
    assert [n.url for n in walk(section) if isinstance(n, Link)] == ["mailto:office@example.org"]


def test_the_imprint_is_translated_with_the_brief(tmp_path):
    translation = "series: Папери\ncorrected: [помилка у прізвищі, хибна цифра]\n"
    section = section_of(imprint_of(tmp_path, BRIEF, "uk", translation))
    reported = [plain_text(block).replace(NBSP, " ") for block in section.blocks]
    assert reported[0].startswith("Папери, № 12. Версія 2.")
    assert reported[1] == "Виправлено 10 вересня 2022 року: хибна цифра."


def test_a_brief_that_says_nothing_of_itself_has_no_imprint(tmp_path):
    assert section_of(imprint_of(tmp_path, 'title: Demo\nnumber: "12"\n')) is None


def test_the_pdf_names_publisher_number_licence_and_series_as_dublin_core(tmp_path):
    document = imprint_of(tmp_path, BRIEF)
    written = pdf.lay_out(document, base_template(tmp_path).look)
    with pikepdf.open(io.BytesIO(written.draw())) as file, file.open_metadata() as found:
        assert found["dc:publisher"] == {"Office"} or found["dc:publisher"] == ["Office"]
        assert found["dc:identifier"] == "12"
        assert found["dc:rights"] == "CC BY 4.0"
        assert list(found["dc:relation"]) == ["Papers on aid"]


@pytest.mark.parametrize(
    ("written", "code", "column"),
    [
        ("corrected: 2022-13-01, a name", "bad-date", 12),
        ("corrected: soon", "bad-date", 12),
        ("corrected: 2022-09-20", "what-was-corrected", 12),
        ("licence: 4", None, None),
    ],
)
def test_a_fault_of_the_imprint_is_told_at_its_place(tmp_path, written, code, column):
    project_at(tmp_path, DOSSIER)
    (tmp_path / "briefs" / "demo.yaml").write_text(f"title: Demo\n{written}\n", encoding="utf-8")
    faults = read_project(tmp_path).diagnostics
    assert faults
    if code:
        assert [(f.code, f.span.line, f.span.column) for f in faults] == [(code, 2, column)]


def test_one_correction_needs_no_list(tmp_path):
    loaded = project_at(tmp_path, DOSSIER, brief="title: Demo\ncorrected: 2022-09-20, a name was misspelt\n")
    assert isinstance(loaded.briefs[0].corrected[0], Correction)
