"""Papers in a language with its region or script: words, dates, numbers and the tags in both formats."""

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from policybrief.checks import figures_in
from policybrief.cli import main
from policybrief.document import Note, plain_text, walk
from policybrief.editions import make_edition
from policybrief.project import read_project
from policybrief.records import Fact
from policybrief.sections import Printer
from policybrief.sections.citations import source_entries
from policybrief.sections.cited_places import cites
from policybrief.selection import Selection
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-01-01, head of unit
facts:
  growth:
    text: "Growth is {number} per cent."
    number: {value: -5, to: -3, unit: "%"}
    source: "open-report, p. 1"
    since: 2019
    until: 2024
"""


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "demo"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def in_languages(project: Path, languages: str) -> None:
    settings = project / "policybrief.yaml"
    settings.write_text(
        re.sub(r"languages: \[en\]", f"languages: [{languages}]", settings.read_text("utf-8"))
    )
    dossier = project / "briefs" / "records" / "bridge.yaml"
    dossier.write_text(re.sub("supports if the renewal.*", "supports", dossier.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize(("tag", "day"), [("en-GB", "15 April 2026"), ("en-US", "April 15, 2026")])
def test_a_paper_in_a_language_with_its_region_bears_its_tag_in_both_formats(starter, tag, day):
    in_languages(starter, tag)
    done = CliRunner().invoke(main, ["build", "--audience", "minister"])
    assert done.exit_code == 0, done.output
    paper = starter / "out" / "bridge" / "ministry" / f"bridge-minister-{tag}"
    with zipfile.ZipFile(paper.with_suffix(".docx")) as package:
        assert f'<w:lang w:val="{tag}"'.encode() in package.read("word/styles.xml")
        body = package.read("word/document.xml").decode().replace("\u00a0", " ")
    assert day in body
    assert "Decision" in body
    with pikepdf.open(paper.with_suffix(".pdf")) as pdf:
        assert str(pdf.Root.Lang) == tag


def test_words_of_the_language_stand_in_a_paper_of_its_region(starter):
    in_languages(starter, "de-AT")
    done = CliRunner().invoke(main, ["build", "--audience", "minister", "--format", "docx"])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(starter / "out/bridge/ministry/bridge-minister-de-AT.docx") as package:
        body = package.read("word/document.xml").decode().replace("\u00a0", " ")
    assert "15. April 2026" in body
    assert "Risiken" in body


def test_what_is_translated_into_the_language_counts_for_its_region(tmp_path):
    files = {
        "briefs/records/demo.de.yaml": "facts: {growth: {text: 'Das Wachstum ist {number} Prozent.'}}\n",
        "briefs/demo.de.yaml": "title: Probe\nquestion: Was nun?\n",
    }
    project_at(tmp_path, DOSSIER)
    settings = tmp_path / "policybrief.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[en, uk]", "[en, de, de-AT]"), "utf-8")
    for path, text in files.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    loaded = read_project(tmp_path)
    edition = edition_of(loaded, language="de-AT")
    made = make_edition(
        edition,
        corpus=loaded.corpus,
        project=loaded.project,
        template=base_template(tmp_path),
        formats=("docx",),
    )
    codes = {point.code for point in made.diagnostics}
    assert not codes & {"missing-translation", "untranslated-title"}
    assert "Das Wachstum ist −5 bis −3 Prozent." in plain_text(made.document).replace("\u00a0", " ")


def printer_of(loaded, language: str) -> Printer:
    edition = edition_of(loaded, language=language)
    template = base_template(loaded.root)
    outline = template.outline("officials")
    assert outline is not None
    return Printer(edition, loaded.project, Selection(loaded.corpus.records), template, outline)


@pytest.mark.parametrize(
    ("language", "number", "years"),
    [
        ("en", "−5 to −3", "2019 to 2024"),
        ("de", "−5 bis −3", "2019 bis 2024"),
        ("fr", "de −5 à −3", "2019–2024"),
        ("pl", "od −5 do −3", "2019–2024"),
        ("uk", "від −5 до −3", "2019–2024 роки"),
    ],
)
def test_a_negative_range_and_a_span_of_years_read_well_in_every_language(tmp_path, language, number, years):
    from policybrief.sections.views.evidence import as_of_words

    loaded = project_at(tmp_path, DOSSIER)
    fact = loaded.corpus.get("growth")
    assert isinstance(fact, Fact)
    printer = printer_of(loaded, language)
    assert printer.number(fact.number).replace("\u00a0", " ") == number
    assert as_of_words(printer, fact).replace("\u00a0", " ") == years


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("between 2019-2024 and 2019–2024", ()),
        ("a fall of −3,235 to -5", ("−3,235", "-5")),
        ("ages 5-10 and 5–10", ("5", "10", "5", "10")),
        ("on 15/04/2026 and 2026/04/15", ()),
        ("rund 1’234’567 Franken", ("1’234’567",)),
    ],
)
def test_figures_are_found_with_their_sign_and_no_date_is_one(text, figures):
    assert figures_in(text) == figures


@pytest.mark.parametrize(("language", "word"), [("de-AT", "Jänner"), ("de", "Januar"), ("pt-BR", "janeiro")])
def test_a_citation_style_speaks_the_language_of_the_region(tmp_path, language, word):
    loaded = project_at(
        tmp_path,
        "sources:\n  act: {title: Act, author: 'Doe, Jane', issued: 2024-01-15, marking: TLP:CLEAR}\n",
    )
    style = dict(base_template(tmp_path).citation_styles)["legal"]
    ((_, entry),) = source_entries((loaded.corpus.get("act"),), style=style, language=language)  # type: ignore[arg-type]
    assert word in str(entry)


@pytest.mark.parametrize("title", ["Who pays?", "Tolls, fares, etc.", "He asked “Why?”"])
def test_a_note_and_a_list_of_what_a_copy_lacks_end_in_one_sign(tmp_path, title):
    dossier = f"""
    cleared: 2022-01-01, head of unit
    sources:
      tolls: {{title: '{title}', issued: 2022-01-15, marking: TLP:CLEAR, lacks: 'The annex, etc.'}}
    facts:
      fare: {{text: Fares rose., source: tolls}}
    """
    loaded = project_at(tmp_path, dossier.replace("source: tolls", "source: 'tolls, pp. 3 ff.'"))
    edition = edition_of(loaded)
    made = make_edition(
        edition, corpus=loaded.corpus, project=loaded.project, template=base_template(tmp_path), formats=()
    )
    assert made.document is not None
    notes = [plain_text(node.content) for node in walk(made.document) if isinstance(node, Note)]
    assert notes
    assert all(note.replace("\u00a0", " ").endswith(", pp. 3 ff.") for note in notes), notes
    paper = plain_text(made.document)
    assert "the annex, etc." in paper
    assert not re.search(r"(?<!\.)\.\.(?!\.)|[?!]”?\.", paper)


@pytest.mark.parametrize(
    ("language", "place", "shown"),
    [
        ("en", "paragraphs 2 to 4", "paragraphs 2, 3 and 4"),
        ("de", "Absätze 2 bis 4", "Absätze 2, 3 und 4"),
        ("uk", "абзаци 2 до 4", "абзаци 2, 3 і 4"),
    ],
)
def test_a_range_of_paragraphs_is_read_in_the_words_of_its_language(tmp_path, language, place, shown):
    dossier = DOSSIER.replace("open-report, p. 1", f"open-report, answer 1, {place}")
    loaded = project_at(tmp_path, dossier)
    (citation,) = cites(printer_of(loaded, language), loaded.corpus.get("growth"))
    assert citation.locator.replace("\u00a0", " ") == f"answer 1, {shown}"
