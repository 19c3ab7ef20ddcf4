"""A caveat is a note wherever the words of its record are; `note:` is printed nowhere."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from bridge import run
from policybrief.document import (
    CrossReference,
    Document,
    Origin,
    Paragraph,
    Section,
    Span,
    Str,
    Table,
    dump,
    plain_text,
    walk,
)
from policybrief.project import LoadedProject, read_project
from policybrief.records import KINDS, content_hash
from policybrief.sections import Printer
from policybrief.sections.compose import compose
from policybrief.sections.compose.caveats import with_caveats
from policybrief.selection import select
from policybrief.templates import read_template
from policybrief.writers import docx, pdf
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
sources:
  count: {title: A count, issued: 2022-08-01, marking: TLP:CLEAR, caveat: The count is provisional.}
actors:
  mayor: {name: Ann Mayor, affiliation: Town hall, caveat: She left office in May.}
facts:
  toll:
    text: "The toll brought in {number} euros."
    short: euros
    number: 4100
    source: count, page 1
    caveat: In prices of 2021.
  cars: {text: "It carries {number} cars.", short: cars, number: 600, source: "count, page 2"}
  secret: {text: The ferry will be sold., source: "closed-cable, page 2", caveat: Heard from one buyer.}
positions:
  view:
    holder: mayor
    text: The bridge stays.
    stance: {as-now: supports if it holds}
    source: count, page 3
    caveat: Said before the count.
criteria:
  effect: {title: Effect, caveat: Judged by us.}
options:
  as-now: {title: Continue as now, baseline: true, caveat: As far as the law allows.}
  close: {title: Close it, ratings: {effect: "better, fewer cars"}}
risks:
  detour:
    text: Lorries take the village road.
    option: close
    likelihood: likely
    impact: 4
    rests_on: [toll]
    caveat: Only in winter.
judgements:
  cheaper: {text: Closing costs less., confidence: high, rests_on: [toll], caveat: Without a new road.}
lines:
  safe: {text: The bridge is safe., rests_on: [toll], caveat: As of the last test.}
passages:
  why: {section: background, text: "Repair is dear {toll}.", caveat: Prices may fall.}
recommendations:
  close-it:
    text: Agree to close the bridge.
    option: close
    because: [cheaper, toll]
    rests_on: [view]
    caveat: If the council agrees.
"""
BRIEF = """
title: Demo
question: What now?
bottom_line: [cheaper]
key_figures: [toll, cars]
"""


def loaded_at(folder: Path, dossier: str = DOSSIER) -> LoadedProject:
    settings = """
    audiences:
      minister: {clearance: "TLP:AMBER", internal: yes}
      officials: {clearance: "TLP:AMBER", internal: yes}
    """
    return project_at(folder, dossier, brief=BRIEF, settings=settings)


def document_of(loaded: LoadedProject, audience: str = "officials", language: str = "en") -> Document:
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert composed.document is not None
    return composed.document


def words(node: Any) -> str:
    return plain_text(node).replace("\u00a0", " ")


def test_every_kind_has_its_caveat_printed_where_it_is(tmp_path: Path) -> None:
    typed = yaml.safe_load(DOSSIER)
    assert {plural for plural in KINDS if plural not in typed} == set()
    caveats = {r["caveat"] for plural in KINDS for r in typed[plural].values() if "caveat" in r}
    assert len(caveats) == len(KINDS) + 1
    printed = words(document_of(loaded_at(tmp_path)).blocks)
    assert {caveat for caveat in caveats if caveat not in printed} == {"Heard from one buyer."}


def test_the_number_of_a_note_leads_to_the_note_below_its_block(tmp_path: Path) -> None:
    document = document_of(loaded_at(tmp_path), "minister")
    (figures,) = [node for node in walk(document) if isinstance(node, Table) and node.role == "keys"]
    assert "euros [i]" in words(figures.body)
    (note,) = [block for block in figures.notes if isinstance(block, Paragraph)]
    assert words(note) == "[i] In prices of 2021."
    links = [node.target for node in walk(figures) if isinstance(node, CrossReference)]
    assert note.id in links
    ids = {node.id for node in walk(document) if getattr(node, "id", "")}
    assert {n.target for n in walk(document) if isinstance(n, CrossReference)} <= ids


def test_a_note_in_running_text_follows_its_paragraph(tmp_path: Path) -> None:
    document = document_of(loaded_at(tmp_path), "minister")
    said = words(document.blocks)
    assert "Closing costs less. [i] [1][i] Without a new road." in said


def test_two_records_in_one_block_have_numbers_of_their_own_and_none_twice(tmp_path: Path) -> None:
    document = document_of(loaded_at(tmp_path), "minister")
    (box,) = [node for node in walk(document) if isinstance(node, Table) and node.role == "decision"]
    notes = [words(note) for note in box.notes]
    assert notes[-3:] == [
        "[i] If the council agrees.",
        "[ii] Without a new road.",
        "[iii] In prices of 2021.",
    ]
    assert words(box.body).count("[iii]") == 1


def test_a_record_that_is_withheld_gives_its_caveat_to_nobody(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    for audience in ("minister", "officials"):
        assert "buyer" not in dump(document_of(loaded, audience))


def test_both_formats_have_the_note(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    document, look = document_of(loaded, "minister"), base_template(loaded.root).look
    pages = pypdfium2.PdfDocument(pdf.lay_out(document, look).draw())
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "In prices of 2021." in " ".join(text.split())
    with zipfile.ZipFile(io.BytesIO(docx.write(document, look))) as package:
        assert "In prices of 2021." in package.read("word/document.xml").decode().replace("\u00a0", " ")


def test_it_is_part_of_what_is_cleared(tmp_path: Path) -> None:
    hashes = set()
    for number, caveat in enumerate(("In prices of 2021.", "In prices of 2022.")):
        loaded = loaded_at(tmp_path / str(number), DOSSIER.replace("In prices of 2021.", caveat))
        record = loaded.corpus.get("toll")
        assert record is not None
        hashes.add(content_hash(record))
    assert len(hashes) == 2


def test_it_is_printed_in_the_language_of_the_paper(tmp_path: Path) -> None:
    loaded_at(tmp_path)
    translation = "facts: {toll: {text: 'Плата дала {number} євро.', caveat: У цінах 2021 року.}}\n"
    (tmp_path / "briefs/records/demo.uk.yaml").write_text(translation, encoding="utf-8")
    said = words(document_of(read_project(tmp_path), "minister", language="uk").blocks)
    assert "У цінах 2021 року." in said
    assert "In prices" not in said


def test_an_export_has_it_beside_the_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    run("export", "copy.db", "--audience", "officials")
    base = sqlite3.connect("copy.db")
    try:
        assert base.execute("SELECT caveat FROM facts WHERE id = 'toll'").fetchone() == (
            "In prices of 2021.",
        )
        assert not base.execute("SELECT * FROM texts WHERE text LIKE '%buyer%'").fetchall()
    finally:
        base.close()


def noted(dossier: str) -> str:
    """The dossier with a note in each record of each kind."""
    typed = yaml.safe_load(dossier)
    for plural in KINDS:
        for record in typed[plural].values():
            record["note"] = f"Zqvnote of {plural}."
    return yaml.safe_dump(typed, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("audience", ["minister", "committee", "officials", "partner", "public"])
def test_a_note_is_printed_on_no_record_of_any_kind(tmp_path: Path, audience: str) -> None:
    settings = f"audiences: {{{audience}: {{clearance: 'TLP:AMBER', internal: yes}}}}\n"
    loaded = project_at(tmp_path, noted(DOSSIER), brief=BRIEF, settings=settings)
    document = document_of(loaded, audience)
    assert words(document.blocks)
    assert "Zqvnote" not in dump(document)


def test_no_section_of_ones_own_prints_a_note(tmp_path: Path) -> None:
    loaded = project_at(
        tmp_path,
        noted(DOSSIER),
        settings="template: house\n",
        files={
            "templates/house/template.yaml": "extends: base\noutline:\n  officials: [own]\n",
            "templates/house/sections/own.md": "# Own\n\n{% for f in facts %}{{ f.note }}{% endfor %}\n",
        },
    )
    template, faults = read_template("house", loaded.root)
    assert template is not None, faults
    edition = edition_of(loaded)
    composed = compose(
        edition, select(edition, loaded.corpus, loaded.project), project=loaded.project, template=template
    )
    assert composed.document is None
    (fault,) = composed.diagnostics
    assert fault.code == "section-fault"
    assert "'.note'" in fault.message


def test_words_repeated_to_say_what_has_changed_have_no_note_of_their_own(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    template = base_template(loaded.root)
    outline = template.outline("officials", edition.brief.form)
    assert outline is not None
    printer = Printer(edition, loaded.project, selection, template, outline)
    words = Span((Str("The toll brought in 4,100 euros."),), origin=Origin("toll", "text", "en"))
    plain, repeated = (
        Section((), (Paragraph(content),), id="one")
        for content in ((words,), (Span((words,), role="change-new"),))
    )
    marked, unmarked = with_caveats(printer, (plain, repeated))
    assert len(marked.blocks) == 2
    assert unmarked == repeated
