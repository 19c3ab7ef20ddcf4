"""Abbreviations: spelt out at the first use in running text, listed in the annex, no words of records."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from briefs_on_paper import HEAD, document_of, fault_of
from policybrief.changes.trace.word_search import find_words
from policybrief.checks import Checked
from policybrief.document import Document, Section, Span, dump, load, plain_text, walk
from policybrief.document.differences import compare, passages
from policybrief.gate import Gate
from policybrief.project import read_project
from policybrief.selection import select
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import WRITERS, lay_out
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  scheme: {text: The EU ETS covers the UK-based firms and the UK’s ports., source: "open-report, page 4"}
  leads: {text: The UK leads; the UK pays., source: "open-report, page 5"}
  joins: {text: The EU joins the OECD and the UKRAINE fund., source: "open-report, page 6"}
  value: {text: The net present value (NPV) is high. NPV counts., source: "open-report, page 7"}
"""
BRIEF = "status_quo: [scheme, leads, joins, value]\n"
LIST = """abbreviations:
  UK: United Kingdom
  EU: European Union
  EU ETS: emissions trading system
  OECD: {words: Organisation for Economic Co-operation and Development, known: yes}
  NPV: net present value
  WHO: World Health Organization
"""


def said(document: Document, section: str = "status-quo") -> str:
    block = next(b for b in document.blocks if isinstance(b, Section) and b.id == section)
    return re.sub(r"\u00a0\[\d\]", "", plain_text(block.blocks)).replace("\u00a0", " ")


def listed(document: Document) -> str:
    found = [n for n in walk(document) if isinstance(n, Section) and n.role == "abbreviations"]
    return plain_text(found[0].blocks).replace("\u2002", " = ").replace("\u00a0", " ") if found else ""


def test_the_first_free_use_is_spelt_out_and_what_is_used_is_listed(tmp_path: Path) -> None:
    document = document_of(tmp_path, DOSSIER, BRIEF + LIST)
    words = said(document)
    assert "The EU ETS (emissions trading system) covers the UK-based firms and the UK’s ports." in words
    assert "The UK (United Kingdom) leads; the UK pays." in words
    assert "The EU (European Union) joins the OECD and the UKRAINE fund." in words
    assert "The net present value (NPV) is high. NPV counts." in words
    assert listed(document) == (
        "EU = European Union; EU ETS = emissions trading system; NPV = net present value; "
        "UK = United Kingdom."
    )
    annex = [b for b in document.blocks if isinstance(b, Section) and b.role == "annex"][-1]
    assert isinstance(annex.blocks[-1], Section)
    assert annex.blocks[-1].role == "abbreviations"
    assert load(dump(document)) == document


def test_a_paper_without_annexes_lists_them_with_its_sources(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        DOSSIER,
        BRIEF + LIST + "minister: {status_quo: []}\nwhy_now: [leads]\n",
        audience="minister",
    )
    sources = next(b for b in document.blocks if isinstance(b, Section) and b.id == "sources")
    assert listed(document) == "UK = United Kingdom."
    assert isinstance(sources.blocks[-1], Section)


def test_the_brief_has_its_own_before_those_of_the_project(tmp_path: Path) -> None:
    settings = "abbreviations: {UK: Kingdom, EU: {words: Union, known: yes}}\n"
    brief = BRIEF + "abbreviations: {UK: United Kingdom}\n"
    document = document_of(tmp_path, DOSSIER, brief, settings=settings)
    assert "The UK (United Kingdom) leads" in said(document)
    assert "The EU joins" in said(document)
    assert listed(document) == "UK = United Kingdom."


def test_a_language_with_cases_has_the_list_alone_in_its_own_words(tmp_path: Path) -> None:
    files = {
        "briefs/demo.uk.yaml": "abbreviations:\n  UK: Сполучене Королівство\n"
        "  EU: {short: ЄС, words: Європейський Союз}\n"
    }
    document = document_of(tmp_path, DOSSIER, BRIEF + LIST, language="uk", files=files)
    assert "(" not in said(document).replace("(NPV)", "")
    assert "UK = Сполучене Королівство" in listed(document)
    german = document_of(tmp_path / "de", DOSSIER, BRIEF + LIST, language="de")
    assert "(United Kingdom)" not in said(german)
    foreign = [n for n in walk(german) if isinstance(n, Span) and n.language == "en" and not n.origin]
    assert "United Kingdom" in [plain_text(node) for node in foreign]


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("the UK and the UK", "the UK (Kingdom) and the UK"),
        ("UKs, NUK, UK-wide, UK/US", "UKs, NUK, UK-wide, UK/US"),
        ("the UK’s role in the UK", "the UK’s role in the UK (Kingdom)"),
        ("the UK (2019) and the UK.", "the UK (2019) and the UK (Kingdom)."),
        ("the Kingdom (UK) is the UK", "the Kingdom (UK) is the UK"),
        ("uk", "uk"),
    ],
)
def test_whole_words_alone_are_spelt_out(tmp_path: Path, words: str, spelt: str) -> None:
    dossier = (
        DOSSIER.partition("facts:")[0]
        + f"facts:\n  one: {{text: '{words}', source: 'open-report, page 1'}}\n"
    )
    document = document_of(tmp_path, dossier, "status_quo: [one]\nabbreviations: {UK: Kingdom}\n")
    assert spelt in said(document)


def test_the_words_of_a_record_are_its_own(tmp_path: Path) -> None:
    plain = document_of(tmp_path / "plain", DOSSIER, BRIEF)
    spelt = document_of(tmp_path / "spelt", DOSSIER, BRIEF + LIST)
    assert [p for p in passages(plain) if p.own] == [p for p in passages(spelt) if p.own]
    assert not compare(plain, spelt)
    assert find_words("The UK leads; the UK pays.", spelt)[0].kind == "exact"
    added = [node for node in walk(spelt) if isinstance(node, Span) and node.role == "full-form"]
    assert {node.origin for node in added} == {None}
    loaded = read_project(tmp_path / "spelt")
    edition = edition_of(loaded, "officials")
    selection = select(edition, loaded.corpus, loaded.project)
    checked = Checked(edition, loaded.project, loaded.corpus, selection, spelt, base_template(loaded.root))
    assert {p.words for p in checked.printed if (p.record, p.field) == ("leads", "text")} == {
        "The UK leads; the UK pays."
    }


@pytest.mark.parametrize("form", ["docx", "pdf", "text"])
def test_every_format_prints_both(tmp_path: Path, form: str) -> None:
    document = document_of(tmp_path, DOSSIER, BRIEF + LIST)
    content = WRITERS[form].write(document, BASE_LOOK, lay_out(document, BASE_LOOK))
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    elif form == "pdf":
        from policybrief.pdf_text import pages_of

        text = " ".join(pages_of(content))
    else:
        text = content.decode()
    text = re.sub(r"\s+", " ", text)
    assert "The UK (United Kingdom) leads; the UK pays." in text
    assert "World Health" not in text


def test_the_gate_finds_a_sentence_that_a_full_form_interrupts(tmp_path: Path) -> None:
    secret = '  closed: {text: The UK will pay for it., source: "closed-cable, page 1"}\n'
    loaded = project_at(tmp_path, DOSSIER + secret, brief=HEAD + BRIEF + LIST)
    audience = loaded.project.audience("public")
    assert audience is not None
    text = b"Today we know. The UK (United\nKingdom) will pay for it."
    gate = Gate(loaded.project, loaded.corpus.records, loaded.briefs)
    verdict = gate.search(text, name="a.txt", audience=audience)
    assert [leak.record for leak in verdict.leaks] == ["closed"]
    without = replace(gate, briefs=(replace(loaded.briefs[0], abbreviations=()),))
    assert not without.search(text, name="a.txt", audience=audience).leaks


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("abbreviations: [UK]", "map-expected", "3:17"),
        ("abbreviations: UK", "map-expected", "3:16"),
        ("abbreviations:", "map-expected", "3:15"),
        ("abbreviations: {UK: }", "empty-field", "3:21"),
        ("abbreviations: {UK: ''}", "empty-text", "3:21"),
        ("abbreviations: {UK: 5}", "number-as-text", "3:21"),
        ("abbreviations: {UK: {known: yes}}", "missing-field", "3:21"),
        ("abbreviations: {UK: {words: Kingdom, known: perhaps}}", "bad-choice", "3:45"),
        ("abbreviations: {UK: {wrods: Kingdom}}", "unknown-field", "3:22"),
        ("abbreviation: {UK: Kingdom}", "unknown-field", "3:1"),
    ],
)
def test_a_fault_has_its_place_and_a_remedy(tmp_path: Path, lines: str, code: str, place: str) -> None:
    fault = fault_of(tmp_path, DOSSIER, lines + "\n")
    assert fault.span is not None
    assert (fault.code, f"{fault.span.line}:{fault.span.column}") == (code, place)
    assert fault.hint


def test_a_translation_of_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    project_at(tmp_path, DOSSIER, brief=HEAD + BRIEF + LIST)
    (tmp_path / "briefs/demo.uk.yaml").write_text("abbreviations: {UKK: Королівство}\n", encoding="utf-8")
    (fault,) = read_project(tmp_path).diagnostics
    assert (fault.code, str(fault.hint)) == ("nothing-to-translate", "did you mean 'UK'?")
