"""Three published briefs, rewritten as their authors would: they are read and composed without a fault."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from policybrief.checks import Checked, check_edition
from policybrief.diagnostics import Severity
from policybrief.document import Callout, Document, Paragraph, plain_text, records_in, walk
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition, Passage
from policybrief.sections.compose import compose
from policybrief.selection import Selection, select
from policybrief.templates import Template, read_template

FOLDER = Path(__file__).parent / "data" / "real"
EDITIONS = [
    (name, audience)
    for name, audiences in (
        ("drs-scotland", ("minister", "committee", "officials", "public")),
        ("minimum-wage-nz", ("minister", "committee", "officials")),
        ("wildfire-siepr", ("public", "committee")),
    )
    for audience in audiences
]
EXPRESSED = {"drs-scotland": (24, 3), "minimum-wage-nz": (19, 3), "wildfire-siepr": (12, 2)}
"""Lines of each list of the original that are expressed, and those in another form; more is better."""
NOT_YET = {
    "not-cleared",
    "stale-fact",
    "missing-rating",
    "number-without-quantity",  # of what is proposed, and of units beside a number
}
"""Points that such a project has before anybody has cleared it."""


@lru_cache(maxsize=3)
def project(name: str) -> tuple[LoadedProject, Template]:
    loaded = read_project(FOLDER / name)
    template, faults = read_template(loaded.project.template, loaded.root)
    assert template is not None, faults
    return loaded, template


@lru_cache(maxsize=9)
def composed(name: str, audience: str) -> tuple[Edition, Selection, Document]:
    loaded, template = project(name)
    reader = loaded.project.audience(audience)
    assert reader is not None
    brief = loaded.briefs[0]
    assert brief.as_of is not None
    edition = Edition(brief, loaded.project.template, reader, "en", brief.as_of)
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=template)
    assert made.document is not None, made.diagnostics
    return edition, selection, made.document


def printed_words(document: Document) -> str:
    return "\n".join(plain_text(n) for n in walk(document) if isinstance(n, Paragraph)).replace("\u00a0", " ")


@pytest.mark.parametrize("name", EXPRESSED)
def test_a_project_is_read_without_a_fault(name: str) -> None:
    loaded, _ = project(name)
    assert [d for d in loaded.diagnostics if d.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(("name", "audience"), EDITIONS)
def test_an_edition_has_no_point_that_its_author_could_settle(name: str, audience: str) -> None:
    loaded, template = project(name)
    edition, selection, document = composed(name, audience)
    checked = Checked(edition, loaded.project, loaded.corpus, selection, document, template)
    found = {point.code for point in check_edition(checked)}
    assert found <= NOT_YET


@pytest.mark.parametrize(("name", "audience"), EDITIONS)
def test_each_passage_reaches_the_readers_whose_outline_has_its_section(name: str, audience: str) -> None:
    loaded, template = project(name)
    edition, selection, document = composed(name, audience)
    outline = template.outline(audience, edition.brief.form)
    assert outline is not None
    shown = set(records_in(document))
    for passage in selection.of(Passage):
        if passage.section:
            assert (passage.id in shown) or passage.section not in outline.sections, passage.id
        else:
            assert passage.id in shown
    passages = [record for record in loaded.corpus.records if isinstance(record, Passage)]
    assert {p.id for p in passages} == {p.id for p in selection.of(Passage)}


@pytest.mark.parametrize(("name", "audience"), EDITIONS)
def test_no_brace_and_no_id_is_left_in_what_is_printed(name: str, audience: str) -> None:
    words = printed_words(composed(name, audience)[2])
    assert "{" not in words
    assert "}" not in words
    assert not re.search(r"\s[,.;]|\(\)|  ", words)


@pytest.mark.parametrize(("name", "audience"), EDITIONS)
def test_the_box_of_what_is_not_known_is_in_every_paper_with_an_argument(name: str, audience: str) -> None:
    template = project(name)[1]
    outline = template.outline(audience, "")
    assert outline is not None
    titles = [plain_text(n.title) for n in walk(composed(name, audience)[2]) if isinstance(n, Callout)]
    assert ("What is not known" in titles) == ("analysis" in outline.sections)


@pytest.mark.parametrize("name", EXPRESSED)
def test_as_much_of_the_original_is_expressed_as_before(name: str) -> None:
    lines = (FOLDER / name / "ORIGINAL.md").read_text(encoding="utf-8").splitlines()
    marks = [line[2:5] for line in lines if line.startswith("- [")]
    assert set(marks) <= {"[x]", "[~]", "[ ]"}
    least, in_another_form = EXPRESSED[name]
    assert marks.count("[x]") >= least
    assert marks.count("[x]") + marks.count("[~]") >= least + in_another_form


def test_reasons_are_printed_where_agreement_is_asked() -> None:
    words = printed_words(composed("minimum-wage-nz", "minister")[2])
    assert "Up to 209,200 workers would be paid more." in words
    assert "– There would be 8,000 fewer people in work than without the increase." in words
    assert "recommendation 4" in words


def test_paragraphs_of_the_cabinet_paper_are_numbered_and_refer_to_each_other() -> None:
    document = composed("minimum-wage-nz", "officials")[2]
    numbers = [node.number for node in walk(document) if isinstance(node, Paragraph) and node.number]
    assert numbers[:3] == ["1", "2", "3"]
    assert re.search(r"What the law asks is set out in paragraph \d+\.", printed_words(document))


def test_our_own_calculation_and_the_short_forms_are_in_the_papers() -> None:
    wage = printed_words(composed("minimum-wage-nz", "officials")[2])
    assert "own calculation" in wage.lower()
    deposit = printed_words(composed("drs-scotland", "officials")[2])
    assert "NPV (net present value)" in deposit
