"""The reasons of a recommendation: sentences below it, for the readers who may see them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bridge import run
from policybrief.document import Document, plain_text, records_in
from policybrief.project import LoadedProject, read_project
from policybrief.project.corpus import fallen, resting_on
from policybrief.records import Recommendation, content_hash
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import read_template
from policybrief.writers import docx
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: The toll is five euros., plain: You pay five euros., source: "open-report, page 1"}
  secret: {text: The ferry will be sold., source: "closed-cable, page 2"}
options:
  as-now: {title: Continue as now, baseline: true}
  close: {title: Close it}
judgements:
  cheaper: {text: Closing costs less than repair., confidence: low, rests_on: [toll]}
recommendations:
  close-it: {text: Agree to close the bridge., option: close, because: [cheaper, toll, secret]}
"""
AUDIENCES = """
audiences:
  minister: {clearance: "TLP:AMBER", internal: yes}
  officials: {clearance: "TLP:RED", internal: yes}
"""


def loaded_at(folder: Path, dossier: str = DOSSIER) -> LoadedProject:
    return project_at(folder, dossier, settings=AUDIENCES)


def document_of(loaded: LoadedProject, audience: str = "minister", language: str = "en") -> Document:
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert composed.document is not None
    return composed.document


def words(document: Document) -> str:
    return "\n".join(plain_text(block) for block in document.blocks).replace("\u00a0", " ")


def test_each_reader_gets_the_reasons_that_are_for_them_with_their_sources(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    said = words(document_of(loaded))
    assert "Reasons:" in said
    sentence = "Closing costs less than repair. [1]"
    assert f"– {base_template(loaded.root).label('decision.low-confidence', 'en', text=sentence)}" in said
    assert "– The toll is five euros. [1]" in said
    assert "ferry" not in said


def test_a_passage_is_a_reason_by_its_first_paragraph(tmp_path: Path) -> None:
    passage = """passages:
  why:
    text: |
      Repair is dear {toll}.

      Nobody knows by how much.
recommendations:
"""
    dossier = DOSSIER.replace("recommendations:\n", passage).replace("[cheaper, toll, secret]", "[why]")
    loaded = loaded_at(tmp_path, dossier)
    said = words(document_of(loaded))
    assert "Reason: Repair is dear" in said
    assert "Nobody knows" not in said
    assert "[1]" in said.split("Repair is dear")[1][:8]
    assert "why" in [record.id for record in resting_on(loaded.corpus, "toll")]
    assert "close-it" in [record.id for record in resting_on(loaded.corpus, "toll")]


def test_officials_get_the_numbers_of_what_their_paper_lists(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path, DOSSIER.replace("secret]}", "secret], rests_on: [toll, close]}"))
    said = words(document_of(loaded, "officials"))
    assert "– Closing costs less than repair. J1" in said
    assert "– The toll is five euros. F1" in said
    assert "– The ferry will be sold. F2" in said
    assert "Based on F" not in said.split("Recommendation")[1].split("By, and why")[0]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Reason:"),
        ("de", "Grund:"),
        ("fr", "Motif :"),
        ("pl", "Uzasadnienie:"),
        ("uk", "Обґрунтування:"),
    ],
)
def test_one_reason_stands_on_the_line_of_its_label(tmp_path: Path, language: str, label: str) -> None:
    loaded = loaded_at(tmp_path, DOSSIER.replace("[cheaper, toll, secret]", "toll"))
    assert f"{label} The toll is five euros. [1]" in words(document_of(loaded, language=language))


def test_without_a_reason_left_the_recommendation_stays(tmp_path: Path) -> None:
    said = words(document_of(loaded_at(tmp_path, DOSSIER.replace("cheaper, toll, secret", "secret"))))
    assert "to close the bridge" in said
    assert "Reason" not in said
    assert "ferry" not in said


def test_a_reason_counts_as_a_basis_beside_others_and_holds_up_none_alone(tmp_path: Path) -> None:
    dossier = DOSSIER.replace("because: [cheaper, toll, secret]", "because: [toll], rests_on: [secret]")
    corpus = loaded_at(tmp_path, dossier).corpus
    assert "close-it" not in fallen(corpus, ["secret"])
    assert "close-it" in fallen(corpus, ["secret", "toll"])
    alone = loaded_at(tmp_path / "alone").corpus
    assert "close-it" not in fallen(alone, ["secret", "toll", "cheaper"])
    assert "close-it" in [record.id for record in resting_on(alone, "toll")]


def test_a_reason_is_shown(tmp_path: Path) -> None:
    shown = set(records_in(document_of(loaded_at(tmp_path)), cited=False))
    assert {"cheaper", "toll"} <= shown
    assert "secret" not in shown


def test_its_successor_is_the_reason_in_its_place(tmp_path: Path) -> None:
    newer = 'facts:\n  newer: {text: The toll is six euros., replaces: toll, source: "open-report, page 3"}\n'
    said = words(document_of(loaded_at(tmp_path, DOSSIER.replace("facts:\n", newer))))
    assert "– The toll is six euros. [1]" in said
    assert "five" not in said


def test_what_a_recommendation_gives_as_a_reason_is_part_of_its_text_that_is_cleared(tmp_path: Path) -> None:
    hashes = set()
    for number, reasons in enumerate(("[toll]", "[toll, cheaper]", "[]")):
        dossier = DOSSIER.replace("[cheaper, toll, secret]", reasons)
        recommendation = loaded_at(tmp_path / str(number), dossier).corpus.get("close-it")
        assert isinstance(recommendation, Recommendation)
        hashes.add(content_hash(recommendation))
    assert len(hashes) == 3


@pytest.mark.parametrize(
    ("reason", "code", "remedy"),
    [
        ("tol", "unknown-record", "did you mean 'toll'"),
        ("as-now", "wrong-kind", "rests_on: [as-now]"),
    ],
)
def test_what_cannot_be_a_reason_is_an_error_at_its_word(
    tmp_path: Path, reason: str, code: str, remedy: str
) -> None:
    loaded_at(tmp_path)
    path = tmp_path / "briefs/records/demo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[cheaper, toll,", f"[{reason}, toll,"), "utf-8")
    (fault,) = [d for d in read_project(tmp_path).diagnostics if d.code == code]
    assert fault.span is not None
    line = path.read_text(encoding="utf-8").splitlines()[fault.span.line - 1]
    assert line[fault.span.column - 1 :].startswith(f"{reason},")
    assert remedy in fault.hint


def test_a_section_of_ones_own_prints_the_reasons(tmp_path: Path) -> None:
    section = "# Advice\n\n{% for r in recommendations %}{{ r.because }}{% endfor %}\n"
    loaded = project_at(
        tmp_path,
        DOSSIER,
        settings="template: house\n" + AUDIENCES,
        files={
            "templates/house/template.yaml": "extends: base\noutline:\n  minister: [advice]\n",
            "templates/house/sections/advice.md": section,
        },
    )
    template, faults = read_template("house", loaded.root)
    assert template is not None, faults
    edition = edition_of(loaded, "minister")
    composed = compose(
        edition, select(edition, loaded.corpus, loaded.project), project=loaded.project, template=template
    )
    assert composed.document is not None, composed.diagnostics
    assert "The toll is five euros. [1]" in words(composed.document)


def test_brief_new_takes_reasons_in_place_of_other_grounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    added = run(
        "new", "recommendation", "--dossier", "demo", "--text", "Note the toll.", "--because", "toll"
    ).output
    assert "because: toll" in added
    refused = run("new", "recommendation", "--dossier", "demo", "--text", "Note it.", code=2).output
    assert "Missing for a recommendation: --rests-on" in refused


def test_a_long_decision_box_breaks_between_its_rows_in_word(tmp_path: Path) -> None:
    def rows_kept(dossier: str, folder: Path) -> list[bool]:
        loaded = loaded_at(folder, dossier)
        document = docx.write(document_of(loaded), base_template(loaded.root).look)
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            text = package.read("word/document.xml").decode()
        box = text[text.index("Your decision") :].split("</w:tbl>")[0]
        return ["<w:keepNext/>" in row for row in box.split("<w:tr>")[1:]]

    more = "".join(
        f"  more-{n}: {{text: Note that the bridge is old., rests_on: [toll]}}\n" for n in range(5)
    )
    assert not all(rows_kept(DOSSIER + more, tmp_path / "with"))
    without = DOSSIER.replace("because: [cheaper, toll, secret]", "rests_on: [cheaper, toll]") + more
    assert all(rows_kept(without, tmp_path / "without"))
