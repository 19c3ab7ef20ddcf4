"""Every paper conforms to PDF/UA-1 and PDF/A-2a, is heard word for word, and its Word file is Open XML."""

from __future__ import annotations

import pytest
from openxml_audit import OpenXmlValidator

from conformance import papers, verapdf
from conformance.pdf_rules import faults_of
from conformance.screen_reader import differences

NAMES = papers.names()


def test_the_profiles_are_whole():
    assert verapdf.rules() == {"ua1": 106, "2a": 153}


def test_drafts_and_rehearsals_are_among_the_papers():
    kinds = {name.partition(":")[0] for name in NAMES}
    assert kinds == {*papers.KINDS, "specimen"}
    for kind in ("late", "draft"):
        first = [name for name in NAMES if name.startswith(kind)]
        assert any(papers.paper(name).document.meta.draft for name in first), kind


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_accessible_archivable_valid_and_heard_word_for_word(name, tmp_path):
    paper = papers.paper(name)
    assert verapdf.broken_clauses(paper.pdf) == ()
    assert faults_of(paper.pdf) == ()
    assert differences(paper.document, paper.pdf, foot=paper.foot) == []
    path = tmp_path / "paper.docx"
    path.write_bytes(paper.docx)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors
