"""Numbers of records: printed only where they lead somewhere, as links in both formats."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.cli import main
from policybrief.document import (
    Cell,
    Column,
    CrossReference,
    Document,
    Note,
    Origin,
    Paragraph,
    Row,
    Section,
    Str,
    Table,
    plain_text,
    walk,
)
from policybrief.editions import MadeEdition, make_edition
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition
from policybrief.sections import Printer
from policybrief.sections.compose import compose
from policybrief.sections.compose.assembly import assemble
from policybrief.selection import select
from policybrief.templates import Template, read_template
from record_numbers import leading_nowhere, links_in_pdf, links_in_word, lost_in_word, numbers_cited
from small import base_template, edition_of, project_at
from test_examples import editions, made
from tiers import sampled, tries

ROOT = Path(__file__).parents[1]

DOSSIER = """
cleared: 2022-09-01, head of unit
actors:
  union: {name: Drivers’ union, kind: organisation}
  meyer: {name: Eva Meyer, affiliation: Spokeswoman of the Drivers’ union, kind: person}
facts:
  income: {text: The toll pays for P5 and the F-16., source: "open-report, page 4"}
  wear: {text: The deck is worn., source: "open-report, page 5"}
positions:
  union-view:
    holder: meyer
    speaks_for: union
    text: Keep it open.
    stance: {close: opposes}
    source: open-report, page 6
    date: 2022-07-04
options:
  as-now: {title: Continue as now, baseline: true}
  close: {title: Close it}
risks:
  detour: {text: Lorries take the village road., short: Detours, option: close, likelihood: likely, impact: 3}
judgements:
  cheaper: {text: Closing is cheaper., confidence: low, rests_on: [income, union-view, detour]}
recommendations:
  close-it: {text: Agree to close it., option: close, rests_on: [cheaper, wear, union-view, detour, close]}
"""


def composed(
    folder: Path, *sections: str, annexes: tuple[str, ...] = (), audience: str = "officials"
) -> Document:
    """The paper of the small dossier with these sections."""
    loaded = project_at(folder, DOSSIER)
    template = outlined(base_template(folder), sections, annexes)
    edition = edition_of(loaded, audience)
    selection = select(edition, loaded.corpus, loaded.project)
    done = compose(edition, selection, project=loaded.project, template=template)
    assert done.document is not None, done.diagnostics
    return done.document


def outlined(template: Template, sections: tuple[str, ...], annexes: tuple[str, ...] = ()) -> Template:
    outlines = tuple(replace(o, sections=sections, annexes=annexes) for o in template.outlines)
    return replace(template, outlines=outlines)


def words(document: Document) -> str:
    return " ".join(plain_text(document).replace("\u00a0", " ").split())


ALL = ("recommendations", "options", "risks", "judgements", "sources")


def test_a_recommendation_leads_to_all_that_it_is_based_on(tmp_path: Path) -> None:
    paper = composed(tmp_path, *ALL, annexes=("evidence",))
    assert leading_nowhere(paper) == []
    assert numbers_cited(paper) >= {"J1", "F2", "P1", "R1"}
    assert "Based on J1, F2, P1, R1, B" in words(paper)


def test_what_the_paper_does_not_contain_is_cited_by_its_source(tmp_path: Path) -> None:
    paper = composed(tmp_path, "recommendations", "judgements", "sources")
    assert leading_nowhere(paper) == []
    assert numbers_cited(paper) == {"J1"}
    assert "Based on J1 [1]" in words(paper)
    notes = " ".join(plain_text(node.content) for node in walk(paper) if isinstance(node, Note))
    assert "page 5" in notes
    assert "page 6" in notes


def test_a_paper_of_recommendations_alone_cites_no_number(tmp_path: Path) -> None:
    paper = composed(tmp_path, "recommendations")
    assert not any(isinstance(node, CrossReference) for node in walk(paper))
    assert "Based on" not in words(paper).replace("Based on [1]", "")


def test_the_map_and_the_register_name_a_risk_alike(tmp_path: Path) -> None:
    paper = composed(tmp_path, "risks", "sources")
    assert "R1" in numbers_cited(paper)
    assert leading_nowhere(paper) == []


def test_a_map_without_a_register_names_its_risks_in_words(tmp_path: Path) -> None:
    loaded = project_at(tmp_path, DOSSIER)
    map_alone = tmp_path / "templates/mine"
    (map_alone / "sections").mkdir(parents=True)
    (map_alone / "template.yaml").write_text("name: Mine\noutline: {officials: [map]}\n")
    (map_alone / "sections/map.md").write_text("# Map\n\n{{ risk_map() }}\n")
    template, faults = read_template("mine", tmp_path)
    assert template is not None, faults
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    paper = compose(edition, selection, project=loaded.project, template=template).document
    assert paper is not None
    assert "Detours" in words(paper)
    assert "R1" not in words(paper)


def test_the_annex_has_the_words_of_each_position_with_holder_date_source_and_place(tmp_path: Path) -> None:
    for audience, annex in (("officials", "evidence"), ("committee", "positions-in-words")):
        paper = words(composed(tmp_path / audience, "sources", annexes=(annex,), audience=audience))
        assert (
            "P1Eva MeyerSpokeswoman of the Drivers’ unionOn behalf of: Drivers’ unionKeep it open." in paper
        )
        assert "4 July 2022[1] page 6" in paper


@pytest.mark.parametrize("audience", ["officials", "committee"])
def test_by_default_officials_and_the_committee_read_what_each_holder_says(
    tmp_path: Path, audience: str
) -> None:
    loaded = project_at(tmp_path, DOSSIER)
    edition = edition_of(loaded, audience)
    selection = select(edition, loaded.corpus, loaded.project)
    paper = compose(edition, selection, project=loaded.project, template=base_template(tmp_path)).document
    assert paper is not None
    assert "Keep it open." in words(paper)


def test_each_stance_leads_to_the_words_of_its_position_or_to_their_source(tmp_path: Path) -> None:
    paper = composed(tmp_path / "with", "positions", "sources", annexes=("positions-in-words",))
    assert "opposes P1" in words(paper)
    assert numbers_cited(paper) == {"P1"}
    assert "opposes [1]" in words(composed(tmp_path / "without", "positions", "sources"))


def test_the_words_of_a_record_are_never_taken_for_a_number(tmp_path: Path) -> None:
    paper = composed(tmp_path, "status-quo", "sources")
    assert "P5 and the F-16" in words(paper)
    assert leading_nowhere(paper) == []


def test_a_table_that_a_section_prints_twice_has_each_id_once(tmp_path: Path) -> None:
    paper = composed(tmp_path, "risks", "risks", "judgements", "judgements")
    ids = [node.id for node in walk(paper) if getattr(node, "id", "")]
    assert len(ids) == len(set(ids))


SECTIONS = sorted(path.stem for path in (ROOT / "src/policybrief/templates/base/sections").glob("*.md"))


@settings(max_examples=tries(40))
@given(
    sections=st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=6),
    annexes=st.lists(st.sampled_from(SECTIONS), max_size=2),
    shed=st.sets(st.sampled_from(["income", "wear", "union-view", "detour", "cheaper"])),
)
def test_no_outline_and_no_shortening_makes_a_number_that_leads_nowhere(
    folder: Path, sections: list[str], annexes: list[str], shed: set[str]
) -> None:
    loaded, base = small(folder)
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    selection = replace(selection, unlisted=frozenset(shed))
    template = outlined(base, tuple(sections), tuple(annexes))
    paper = compose(edition, selection, project=loaded.project, template=template).document
    assert paper is not None
    assert leading_nowhere(paper) == []
    ids = [node.id for node in walk(paper) if getattr(node, "id", "")]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("small")


@lru_cache(maxsize=1)
def small(folder: Path) -> tuple[LoadedProject, Template]:
    return project_at(folder, DOSSIER), base_template(folder)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "demo"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


STARTER_EDITIONS = [
    *((reader, "ministry") for reader in ("minister", "committee", "officials", "partner", "public")),
    *((reader, "base") for reader in ("minister", "officials")),
]


@pytest.mark.parametrize(("audience", "template_name"), STARTER_EDITIONS)
def test_each_number_in_the_starter_leads_somewhere_in_both_formats(
    starter: Path, audience: str, template_name: str
) -> None:
    loaded = read_project(starter)
    template, faults = read_template(template_name, starter)
    assert template is not None, faults
    reader = loaded.project.audience(audience)
    assert reader is not None
    edition = Edition(loaded.briefs[0], template_name, reader, "en", date(2026, 3, 31))
    paper = make_edition(
        edition,
        project=loaded.project,
        corpus=loaded.corpus,
        template=template,
        formats=("docx", "pdf"),
    )
    check_links(paper)


@pytest.mark.parametrize("edition", sampled(editions(), count=14), ids=lambda edition: edition.name)
def test_each_number_in_an_example_leads_somewhere_in_both_formats(edition: Edition) -> None:
    paper = made(edition)
    check_links(paper)
    cited = numbers_cited(paper.document) if paper.document else set()
    assert bool(cited) == (edition.audience.name in ("officials", "committee"))


def check_links(paper: MadeEdition) -> None:
    assert paper.document is not None
    assert leading_nowhere(paper.document) == []
    cited, files = numbers_cited(paper.document), dict(paper.files)
    assert lost_in_word(files["docx"]) == []
    assert links_in_word(files["docx"]) == cited
    assert links_in_pdf(files["pdf"]) == cited


def test_assembly_keeps_every_field_of_rows_cells_and_paragraphs(folder: Path) -> None:
    loaded, base = small(folder)
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    outline = base.outline("officials")
    assert outline is not None
    printer = Printer(edition, loaded.project, selection, base, outline)
    paragraph = Paragraph((Str("words"),), "lead", "entry.x", Origin("x", "text"), "TLP:RED", "4")
    row = Row((Cell((paragraph,), "panel", "row", 2, "entry.y"),), "total", "TLP:RED")
    for node in (paragraph, row.cells[0], row):
        assert all(getattr(node, f.name) != f.default for f in fields(node)), "set the new field here"
    table = Table((Column(), Column()), (), (row,), id="t")
    (section,) = assemble(printer, (Section((), (table,), id="s"),))
    (found,) = (node for node in walk(section) if isinstance(node, Table))
    assert found.body == (row,)
