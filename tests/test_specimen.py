"""The specimen of a template: it shows everything, and every word of it is in both formats."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import re
import typing
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest
from openxml_audit import OpenXmlValidator

from policybrief import document as tree
from policybrief.contrast import contrast
from policybrief.designing.specimen import Specimen, specimens
from policybrief.document import Cell, Citation, Image, Paragraph, Span, Table, dump, load, plain_text, walk
from policybrief.templates import Template, list_templates, read_template
from policybrief.templates.contrast import pairs_of
from policybrief.templates.look import BASE_LOOK, FONTS
from policybrief.writers import docx, pdf
from record_numbers import leading_nowhere
from tiers import sampled

ROOT = Path(__file__).parents[1]


@lru_cache(maxsize=8)
def template_of(name: str) -> Template:
    template, _ = read_template(name, ROOT)
    assert template is not None
    return template


@lru_cache(maxsize=64)
def specimens_of(name: str, language: str) -> tuple[Specimen, ...]:
    return specimens(template_of(name), language=language)


def shown_nodes(name: str = "base", language: str = "en") -> list[object]:
    return [n for paper in specimens_of(name, language) for n in walk(paper.document)]


def test_the_specimen_shows_every_kind_of_block_and_inline():
    kinds = {*typing.get_args(tree.Block), *typing.get_args(tree.Inline), tree.Chart, Image} - {
        Citation,
        tree.RecordNumbers,
    }
    assert kinds <= {type(node) for node in shown_nodes()}


def test_the_specimen_shows_every_role_of_type_every_tint_and_every_manner_of_table():
    nodes = shown_nodes()
    roles = {n.role for n in nodes if isinstance(n, Paragraph | Span | Cell)}
    elsewhere = {"title", "heading", "subhead", "caption", "table_head", "marking"}  # blocks of their own
    assert {role for role, _ in BASE_LOOK.type_styles} - elsewhere <= roles
    assert {role for role, _ in BASE_LOOK.tints} <= roles
    assert {n.role for n in nodes if isinstance(n, Table)} >= {
        "rows",
        "grid",
        "map",
        "decision",
        "keys",
        "time",
    }


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("language", ["en", "uk", "de", "fr", "pl"])
def test_every_built_in_heading_fits_its_column_with_a_number_of_two_digits(language: str, font: str) -> None:
    base = template_of("base")
    names = [path.stem for path in (ROOT / "src/policybrief/templates/base/sections").glob("*.md")]
    labels = [base.label(name, language) for name in names if base.has_label(name, language)]
    assert len(labels) > 15
    sections = tuple(
        tree.Section((tree.Str(label),), (Paragraph((tree.Str("Words."),)),), f"section-{n}", "12")
        for n, label in enumerate(labels)
    )
    paper = tree.Document(tree.Meta("A", language, "Office", "Brief"), sections)
    assert pdf.lay_out(paper, dataclasses.replace(BASE_LOOK, font=font)).diagnostics == ()


def test_the_specimen_uses_every_word_that_a_record_can_choose():
    roles = {n.role for n in shown_nodes() if isinstance(n, Span | Cell)}
    for word in ("supports", "supports_if", "neutral", "opposes_if", "opposes"):
        assert f"symbol-{word}" in roles
    for level in ("low", "medium", "high", "severe"):
        assert f"risk-{level}" in roles


@pytest.mark.parametrize("name", list_templates(ROOT))
def test_the_specimen_of_every_shipped_template_is_whole_in_every_language(name):
    template = template_of(name)
    languages = template.languages()
    for language in languages if name == "base" else sampled(languages, count=3):
        papers = specimens_of(name, language)
        for paper in papers:
            assert paper.diagnostics == ()
            assert load(dump(paper.document)) == paper.document
            assert paper.document.meta.marks[0].label.startswith("TLP:")
            assert leading_nowhere(paper.document) == [], "each number of a record leads to its entry"
        sections = {n.id for n in walk(papers[0].document) if isinstance(n, tree.Section)}
        assert {section.name for section in template.sections} <= sections


def test_every_pair_of_text_and_ground_of_the_shipped_looks_has_contrast():
    for name in list_templates(ROOT):
        for pair in pairs_of(template_of(name).look):
            assert pair.contrast >= 4.5, (name, pair)


def test_contrast_is_that_of_the_standard():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_a_pale_text_of_any_role_is_noticed():
    pale = dataclasses.replace(
        BASE_LOOK, colours=tuple((n, "#C0C0C0" if n == "ink2" else c) for n, c in BASE_LOOK.colours)
    )
    assert min(pair.contrast for pair in pairs_of(pale)) < 2


def test_a_key_figure_breaks_between_words_and_never_inside_its_number():
    figures = [plain_text(n) for n in shown_nodes() if isinstance(n, Paragraph) and n.role == "key-figure"]
    assert "about 6,200" in figures
    assert "over 4,100,000" in figures
    ukrainian = shown_nodes(language="uk")
    figures = [plain_text(n) for n in ukrainian if isinstance(n, Paragraph) and n.role == "key-figure"]
    assert "понад 4\u00a0100\u00a0000" in figures


def test_the_baseline_ends_its_sentence_before_the_next_begins():
    rows = [plain_text(n) for n in shown_nodes() if isinstance(n, tree.Row) and n.role == "baseline"]
    assert any(row.endswith("Build nothing. Ratings below are relative to this option.") for row in rows)
    assert not any(".." in row for row in rows)


@pytest.mark.parametrize("name", list_templates(ROOT))
def test_every_word_of_the_specimen_stands_in_both_formats(name):
    look = template_of(name).look
    for paper in specimens_of(name, "uk"):
        laid_out = pdf.lay_out(paper.document, look)
        written = docx.write(paper.document, look, layout=laid_out)
        words = words_of(paper.document)
        assert len(words) > 100
        assert words - spelt(text_of_pdf(laid_out.draw())) == set()
        assert words - spelt(text_of_docx(written)) == set()


@pytest.mark.parametrize("name", sampled(list_templates(ROOT), count=2))
def test_the_specimen_in_word_is_valid_open_xml(name, tmp_path):
    for paper in specimens_of(name, "en"):
        path = tmp_path / f"{paper.stem}.docx"
        path.write_bytes(docx.write(paper.document, template_of(name).look))
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, result.errors


def words_of(document: tree.Document) -> set[str]:
    """The words of a document's own text: those of notes and of references to pages are set otherwise."""
    return spelt(" ".join(own_text(document)))


def own_text(node: object) -> Iterator[str]:
    if isinstance(node, tree.Str):
        yield node.text
    elif not isinstance(node, tree.Note):
        for child in tree.children(node):
            yield from own_text(child)


def spelt(text: str) -> set[str]:
    """The words of a text, whatever the spaces and signs between them."""
    return set(re.findall(r"[^\W\d_]{2,}", text.replace("\u00ad", "")))


def text_of_pdf(data: bytes) -> str:
    with contextlib.closing(pypdfium2.PdfDocument(data)) as file:
        return " ".join(page.get_textpage().get_text_range() for page in file)


def text_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", " ", part)) for part in parts)
