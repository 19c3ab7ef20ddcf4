"""The example corpus: every template × audience × language × format, found and never listed."""

import io
import re
import zipfile
from functools import lru_cache
from html import unescape
from pathlib import Path

import pikepdf
import pytest

from policybrief.document import Note, Origin, plain_text, walk
from policybrief.editions import MadeEdition, make_edition
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition, Fact, Position
from policybrief.templates import read_template

ROOT = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def loaded() -> LoadedProject:
    return read_project(ROOT)


def editions() -> list[Edition]:
    found = []
    for brief in loaded().briefs:
        languages = dict(brief.languages)
        for template in brief.templates:
            for name in brief.audiences:
                for language in languages.get(name, loaded().project.languages):
                    audience = loaded().project.audience(name)
                    found.append(Edition(brief, template, audience, language, brief.as_of))
    return found


@lru_cache(maxsize=64)
def made(edition: Edition) -> MadeEdition:
    template, faults = read_template(edition.template, ROOT)
    assert template is not None, faults
    project, corpus = loaded().project, loaded().corpus
    return make_edition(edition, project=project, corpus=corpus, template=template, formats=("docx", "pdf"))


def test_the_corpus_reads_without_a_fault():
    assert loaded().diagnostics == ()


def test_every_fact_and_position_has_a_place_in_a_source():
    for record in (*loaded().corpus.of(Fact), *loaded().corpus.of(Position)):
        assert record.source, record.id
        assert all(cited.locator for cited in record.source), record.id


def test_every_audience_and_every_ministry_has_editions():
    assert {e.audience.name for e in editions()} == {
        "minister",
        "committee",
        "officials",
        "partner",
        "public",
    }
    assert {e.template for e in editions()} == {"foreign-affairs", "defence", "finance"}
    assert {e.language for e in editions() if e.audience.name == "minister"} == {"en", "uk"}


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.name)
def test_an_edition_is_made_in_both_formats_without_an_open_point(edition):
    result = made(edition)
    assert [point.message for point in result.diagnostics] == []
    assert [name for name, data in result.files if data] == ["docx", "pdf"]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.name)
def test_an_edition_shows_only_what_its_audience_may_see(edition):
    result = made(edition)
    selected = {record.id for record in result.selection.records}
    origins = {
        n.origin.record for n in walk(result.document) if isinstance(getattr(n, "origin", None), Origin)
    }
    assert origins <= selected


@pytest.mark.parametrize(
    "edition", [e for e in editions() if e.audience.name == "minister"], ids=lambda edition: edition.name
)
def test_the_minister_s_bottom_line_cites_a_source(edition):
    first = made(edition).document.blocks[0]
    assert any(isinstance(node, Note) for node in walk(first))


@pytest.mark.parametrize(
    "edition",
    [edition for edition in editions() if edition.audience.name in ("minister", "public")],
    ids=lambda edition: edition.name,
)
def test_a_mark_that_leads_to_the_list_of_sources_says_where_in_the_source(edition):
    document = made(edition).document
    reported = {plain_text(node.content) for node in walk(document) if isinstance(node, Note)}
    assert any(", " in words for words in reported)
    files = dict(made(edition).files)
    with pikepdf.open(io.BytesIO(files["pdf"])) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        assert reported <= {str(link.get("/Contents", "")) for link in links}
    tips = re.findall(r'w:tooltip="([^"]*)"', "".join(texts_of(files["docx"])))
    assert {words[:254] for words in reported} == {unescape(tip)[:254] for tip in tips}
    assert max(len(unescape(tip)) for tip in tips) <= 255


def texts_of(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name).decode() for name in package.namelist() if name.startswith("word/d")]
