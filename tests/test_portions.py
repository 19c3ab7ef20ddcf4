"""Marks of parts: each paragraph, row and section bears the highest marking of what is in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.document import (
    Document,
    Figure,
    Note,
    Origin,
    Paragraph,
    Row,
    Section,
    Span,
    Str,
    Table,
    dump,
    load,
    plain_text,
    walk,
)
from policybrief.project import LoadedProject
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import Template, read_template
from policybrief.writers import docx, pdf
from small import base_template, edition_of, project_at
from tiers import tries

OFFICIAL = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")
LIGHTS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
SHORT = dict(zip(OFFICIAL, ("O", "O-S", "S", "TS"), strict=True))
SETTINGS = """
schemes: [gscp, tlp]
audiences:
  officials: {clearance: [TOP SECRET, TLP:RED], internal: yes}
"""
KEPT = """
cleared: 2022-01-01, head of unit
sources:
  report: {{title: A report, issued: 2022-08-01, marking: [{0}, {1}]}}
  other: {{title: Another report, issued: 2022-08-01, marking: [{2}, {3}]}}
facts:
  bridge: {{text: The bridge was closed for repairs in the autumn., source: "report, page 2"}}
  ferry:
    text: The ferry carried the traffic in its place.
    marking: [{4}, {5}]
    source: ["other, page 4", "report, page 5"]
judgements:
  needed: {{text: The bridge is needed., confidence: high, marking: [{6}, {7}], rests_on: [bridge]}}
options:
  as-now: {{title: Continue as now, baseline: yes}}
  repair: {{title: Repair the bridge, marking: [{6}, {7}]}}
"""
BRIEF = "title: Demo\nquestion: What now?\nstatus_quo: [bridge, ferry]\nbottom_line: [needed]\n"


def marked_template(root: Path, *, portions: bool = True, page: bool = False) -> Template:
    template = base_template(root)
    outlines = tuple(replace(o, portions=portions) for o in template.outlines)
    return replace(template, outlines=outlines, page_marking="page" if page else "")


def allowed(drawn: tuple[str, ...]) -> tuple[str, ...]:
    """The labels drawn, raised where a lower one would need somebody's leave; the project's is TLP:AMBER."""
    return (*drawn[:4], *higher(*drawn[:6]), drawn[6], *higher("TLP:AMBER", drawn[7]))


def project(labels: tuple[str, ...]) -> LoadedProject:
    return project_at(Path(mkdtemp()) / "project", KEPT.format(*labels), brief=BRIEF, settings=SETTINGS)


def made(loaded: LoadedProject, template: Template) -> Document:
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert document is not None
    return document


@lru_cache(maxsize=1)
def example() -> LoadedProject:
    sources = ("OFFICIAL", "TLP:CLEAR", "SECRET", "TLP:GREEN")
    return project(allowed((*sources, "SECRET", "TLP:GREEN", "OFFICIAL-SENSITIVE", "TLP:AMBER")))


# ---- what each part must bear, worked out from the file that was written ----------------------------


def records_in(node: Any) -> set[str]:
    origins = {n.origin.record for n in walk(node) if isinstance(getattr(n, "origin", None), Origin)}
    return origins | {n.target.removeprefix("source.") for n in walk(node) if isinstance(n, Note)}


def higher(*labels: str) -> tuple[str, ...]:
    """The highest label of each scheme, by the order in which the schemes list them."""
    return tuple(
        max(found, key=scheme.index)
        for scheme in (OFFICIAL, LIGHTS)
        if (found := [label for label in labels if label in scheme])
    )


def expected(given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Record → labels: of a fact the highest of its sources and its own, of analysis its own."""
    report, other = given[0:2], given[2:4]
    return {
        "report": report,
        "other": other,
        "bridge": report,
        "ferry": higher(*report, *other, given[4], given[5]),
        "needed": given[6:8],
        "repair": given[6:8],
        "as-now": ("TLP:AMBER",),
    }


def marks_in(node: Any) -> list[str]:
    return [plain_text(n) for n in walk(node) if isinstance(n, Span) and n.role == "portion"]


def shown(labels: tuple[str, ...]) -> str:
    return f"({', '.join(SHORT.get(label, label) for label in labels)})"


def parts(document: Document) -> Iterator[Paragraph | Row]:
    """Rows of tables, and the paragraphs that are in none."""
    rows = [row for node in walk(document) if isinstance(node, Table) for row in (*node.head, *node.body)]
    inside = {id(n) for row in rows for n in walk(row)}
    yield from rows
    yield from (n for n in walk(document) if isinstance(n, Paragraph) and id(n) not in inside)


LABELS = st.tuples(*(st.sampled_from(s) for _ in range(4) for s in (OFFICIAL, LIGHTS)))


@given(labels=LABELS.map(allowed))
@settings(max_examples=tries(40))
def test_each_part_bears_the_highest_marking_of_its_records(labels: tuple[str, ...]) -> None:
    known = expected(labels)
    document = made(project(labels), marked_template(Path()))
    seen = 0
    for part in parts(document):
        records = records_in(part) & known.keys()
        labels_of = higher(*(label for record in records for label in known[record]))
        assert part.marking == ", ".join(labels_of)
        if records:
            assert marks_in(part)[0] == shown(labels_of)
            seen += 1
        else:
            assert marks_in(part) == []
    assert seen > 4
    whole = higher(*(label for record in records_in(document) & known.keys() for label in known[record]))
    assert tuple(mark.label for mark in document.meta.marks) == whole
    for section in (n for n in walk(document) if isinstance(n, Section)):
        inside = higher(*(label for record in records_in(section) & known.keys() for label in known[record]))
        assert section.marking == ", ".join(inside)
        assert not inside or plain_text(section.title).endswith(shown(inside)) or not section.title


def test_without_portions_nothing_is_marked_but_the_document() -> None:
    document = made(example(), base_template(Path()))
    assert marks_in(document) == []
    assert {part.marking for part in parts(document)} == {""}
    assert [mark.label for mark in document.meta.marks] == ["SECRET", "TLP:AMBER"]


def test_a_picture_without_words_of_records_bears_the_marking_of_its_section() -> None:
    document = made(example(), marked_template(Path()))
    for section in (n for n in walk(document) if isinstance(n, Section)):
        for figure in (n for n in section.blocks if isinstance(n, Figure)):
            assert figure.marking == section.marking


def test_marks_survive_the_dump_and_stand_in_both_files() -> None:
    document = made(example(), marked_template(Path(), page=True))
    assert load(dump(document)) == document
    look = base_template(Path()).look
    text = text_of(pdf.lay_out(document, look).draw())
    for mark in set(marks_in(document)):
        assert mark in " ".join(" ".join(text).split())
    assert docx.write(document, look)


def text_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as file:
        return [page.get_textpage().get_text_range() for page in file]


def test_a_page_bears_the_highest_marking_of_what_stands_on_it_and_the_first_that_of_all() -> None:
    template = marked_template(Path(), portions=False, page=True)
    document = made(example(), template)
    pages = text_of(pdf.lay_out(document, template.look).draw())
    assert marks_in(document) == []
    assert "SECRET" in pages[0]
    low = [page for page in pages[1:] if "SECRET" not in page]
    secret = "ferry carried the traffic"
    for page in pages[1:]:
        assert ("SECRET" in page.replace("OFFICIAL-SENSITIVE", "")) or secret not in " ".join(page.split())
    assert all("OFFICIAL" in page for page in low)
    whole = replace(document, meta=replace(document.meta, levels=()))
    assert all("SECRET" in page for page in text_of(pdf.lay_out(whole, template.look).draw()))


def test_a_page_without_words_of_records_bears_the_lowest_label_of_each_scheme() -> None:
    template = marked_template(Path(), portions=False, page=True)
    document = made(example(), template)
    lonely = Section((), (Paragraph((Str("On its own."),)),), role="annex", id="lonely")
    pages = text_of(pdf.lay_out(replace(document, blocks=(*document.blocks, lonely)), template.look).draw())
    assert "TLP:CLEAR" in pages[-1]
    assert "SECRET" not in pages[-1]


@pytest.mark.parametrize("setting", ["portions", "page_marking"])
def test_a_template_switches_marks_of_parts_on(tmp_path: Path, setting: str) -> None:
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    text = (
        "page_marking: page\n" if setting == "page_marking" else "audiences: {officials: {portions: yes}}\n"
    )
    (folder / "template.yaml").write_text(f"name: House\n{text}", encoding="utf-8")
    template, faults = read_template("house", tmp_path)
    assert template is not None, faults
    outline = template.outline("officials")
    minister = template.outline("minister")
    assert outline is not None
    assert minister is not None
    assert (outline.portions, minister.portions) == (setting == "portions", False)
    assert template.page_marking == ("page" if setting == "page_marking" else "")
