"""Word files: whole, clean, linked, accessible, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from openxml_audit import OpenXmlValidator

from docx_lint import faults, parts_hash, parts_of
from drawn import META, documents, every_component, words
from policybrief.document import (
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    List,
    Note,
    Paragraph,
    Point,
    Row,
    Section,
    Series,
    Span,
    Str,
    Strong,
    Table,
    plain_text,
    walk,
)
from policybrief.editions import editions_of, load_templates, make_edition
from policybrief.project import read_project
from policybrief.records import Edition
from policybrief.templates import Template, read_template
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import docx
from policybrief.writers.layout import Layout
from tiers import sampled, tries

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[Edition, Template], ...]:
    """Every edition of the examples with its template."""
    loaded = read_project(ROOT)
    loaded_templates = load_templates(loaded)
    templates = {house.name: house.template for house in loaded_templates if house.template}
    editions, _ = editions_of(loaded, templates=loaded_templates, today=date(2026, 1, 1))
    return tuple((edition, templates[edition.template]) for edition in editions)


def written(document: Document) -> bytes:
    return docx.write(document, BASE_LOOK)


def invalid(file: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "a.docx"
    path.write_bytes(file)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def tree(file: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(file)[part])


def text_of(file: bytes) -> str:
    """All words of text and notes, paragraph by paragraph."""
    paragraphs = [
        p for part in ("word/document.xml", "word/footnotes.xml") for p in tree(file, part).iter(f"{W}p")
    ]
    breaks = {f"{W}tab", f"{W}br"}
    return "\n".join(
        "".join(" " if e.tag in breaks else e.text or "" for e in p.iter(f"{W}t", *breaks))
        for p in paragraphs
    )


# ---- every example, and a document with everything ---------------------------------------------------


@pytest.mark.parametrize("template", sorted({template.name for _, template in examples()}))
def test_every_example_is_valid_and_clean(template: str, tmp_path: Path) -> None:
    loaded = read_project(ROOT)
    of_template = [(edition, house) for edition, house in examples() if house.name == template]
    for edition, house in sampled(of_template, count=3):
        made = make_edition(
            edition, project=loaded.project, corpus=loaded.corpus, template=house, formats=("docx",)
        )
        [(_, file)] = made.files
        assert faults(file) == [], edition.name
        assert invalid(file, tmp_path) == [], edition.name


def test_a_document_with_every_component_is_valid_and_clean(tmp_path: Path) -> None:
    file = written(every_component(BASE_LOOK))
    assert faults(file) == []
    assert invalid(file, tmp_path) == []


@pytest.mark.parametrize(
    "part", ["document", "footnotes", "styles", "numbering", "settings", "header1", "footer1"]
)
def test_the_parts_are_those_of_before(part: str) -> None:
    """Golden parts; to accept a change: UPDATE_CASES=1 pytest tests/test_docx_writer.py, then read the diff."""
    root = tree(written(every_component(BASE_LOOK)), f"word/{part}.xml")
    etree.indent(root)
    now = etree.tostring(root, encoding="unicode") + "\n"
    case = CASES / f"{part}.xml"
    if os.environ.get("UPDATE_CASES"):
        case.parent.mkdir(parents=True, exist_ok=True)
        case.write_text(now, "utf-8")
    assert now == case.read_text("utf-8")


@settings(max_examples=tries(25), suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_word_of_a_document_survives_and_the_file_is_clean(document: Document) -> None:
    file = written(document)
    found = words(text_of(file))
    for node in walk(document):
        if isinstance(node, Paragraph):
            said = words(plain_text(tuple(n for n in node.content if not isinstance(n, Note))))
            assert contains(found, said), said
    assert faults(file) == []


def contains(words: list[str], run: list[str]) -> bool:
    joined, wanted = " ".join(words), " ".join(run)
    return wanted in joined


# ---- the same bytes ----------------------------------------------------------------------------------


def test_the_bytes_depend_on_no_clock_zone_locale_or_hash_seed() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from drawn import every_component;"
        "from policybrief.templates.look import BASE_LOOK; from policybrief.writers import docx;"
        "print(hashlib.sha256(docx.write(every_component(BASE_LOOK), BASE_LOOK)).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LC_ALL": "uk_UA.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert elsewhere == hashlib.sha256(written(every_component(BASE_LOOK))).hexdigest() + "\n"


def test_the_hash_of_the_parts_is_that_of_a_file_packed_otherwise() -> None:
    file = written(every_component(BASE_LOOK))
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as package:
        for name, content in reversed(parts_of(file).items()):
            package.writestr(name, content)
    assert parts_hash(again.getvalue()) == parts_hash(file)
    assert parts_hash(written(Document(META, ()))) != parts_hash(file)


# ---- anchors, fields, lists --------------------------------------------------------------------------


def anchors(file: bytes) -> set[str]:
    return {
        e.get(f"{W}name", "")
        for part in ("word/document.xml", "word/footnotes.xml")
        for e in tree(file, part).iter(f"{W}bookmarkStart")
    }


def test_each_passage_of_a_record_bears_a_hidden_bookmark_without_its_id() -> None:
    note = Note("note.1", "[1]", (Str("Report, p. 3."),), "source.1")
    block = Paragraph((Str("The toll fell."), note), id="status/toll-fell.text")
    cell = Cell((Paragraph((Str("Ferry"),)),), id="risks/ferry.text")
    table = Table((Column(),), (), (Row((cell,)),), summary="Risks", id="table.risks")
    file = written(Document(META, (Section((Str("Facts"),), (block, table), "status"),)))
    assert len(anchors(file)) == 5
    assert all(re.fullmatch(r"_k_[0-9a-f]{16}", name) for name in anchors(file))
    for content in parts_of(file).values():
        assert b"toll-fell" not in content


def test_a_passage_has_the_same_bookmark_in_every_document() -> None:
    block = Paragraph((Str("The toll fell."),), id="status/toll-fell.text")
    one = anchors(written(Document(META, (block,))))
    other = anchors(written(Document(META, (Paragraph((Str("Before."),)), block))))
    assert one == other


def test_who_returns_no_edits_gets_no_bookmark_but_those_that_links_lead_to() -> None:
    document = every_component(BASE_LOOK)
    quiet = written(Document(replace(META, anchors=False), document.blocks))
    assert anchors(quiet) < anchors(written(document))
    linked = {e.get(f"{W}anchor") for e in tree(quiet).iter(f"{W}hyperlink")} - {None}
    assert anchors(quiet) == linked


def test_contents_lead_to_the_headings_with_the_pages_of_our_layout() -> None:
    sections = tuple(
        Section((Str(f"Part {n}"),), (Paragraph((Str("Text."),)),), f"section.{n}", str(n)) for n in (1, 2)
    )
    file = docx.write(
        Document(META, sections),
        BASE_LOOK,
        layout=Layout(places=(("section.1", 1), ("section.2", 7))),
    )
    entries = [
        "".join(p.itertext()).strip()
        for p in tree(file).iter(f"{W}p")
        if p.find(f"{W}hyperlink/{W}r/{W}instrText") is not None
    ]
    assert [entry[-1] for entry in entries] == ["1", "7"]
    [begin] = [e for e in tree(file).iter(f"{W}fldChar") if e.get(f"{W}dirty")]
    assert begin.get(f"{W}fldCharType") == "begin"


def test_where_an_audience_has_its_notes_at_the_end_they_lead_to_the_list_of_sources() -> None:
    note = Note("note.1", "[1]", (Str("Report, p. 3."),), "source.1")
    blocks = (
        Paragraph((Str("The toll fell."), note), id="p"),
        Paragraph((Str("[1] Report"),), "source", "source.1"),
    )
    file = written(Document(replace(META, notes="end", contents="", anchors=False), blocks))
    assert faults(file) == []
    assert tree(file).find(f".//{W}footnoteReference") is None
    [link] = tree(file).iter(f"{W}hyperlink")
    assert "".join(link.itertext()) == "[1]"
    assert link.get(f"{W}anchor") in anchors(file)


def test_headings_are_numbered_by_their_style_and_not_by_hand() -> None:
    document = Document(META, (Section((Str("Risks"),), (), "r", "1"), Section((Str("Sources"),), (), "s")))
    file = written(document)
    styles = {e.get(f"{W}styleId"): e for e in tree(file, "word/styles.xml").iter(f"{W}style")}
    assert styles["Heading1"].find(f".//{W}numId").get(f"{W}val") == "3"  # type: ignore[union-attr]
    headings = {
        "".join(p.itertext()): p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")  # type: ignore[union-attr]
        for p in tree(file).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None
    }
    assert headings["Risks"] == "Heading1"
    assert headings["Sources"] == "HeadingPlain"


def test_each_numbered_list_begins_at_one_and_nested_ones_stand_further_in() -> None:
    def entry(text: str) -> tuple[Paragraph]:
        return (Paragraph((Str(text),)),)

    inner = List((entry("b"),), ordered=False)
    file = written(Document(META, (List(((*entry("a"), inner),), True), List((entry("c"),), True))))
    marks = [
        (p.find(f".//{W}ilvl").get(f"{W}val"), p.find(f".//{W}numId").get(f"{W}val"))  # type: ignore[union-attr]
        for p in tree(file).iter(f"{W}p")
        if p.find(f".//{W}numId") is not None
    ]
    assert [level for level, _ in marks] == ["0", "1", "0"]
    assert marks[0][1] != marks[2][1]
    starts = tree(file, "word/numbering.xml").findall(f".//{W}startOverride")
    assert [e.get(f"{W}val") for e in starts] == ["1", "1"]


# ---- charts, tables, contrast ------------------------------------------------------------------------


def test_a_chart_is_native_and_its_workbook_holds_only_what_it_shows() -> None:
    points = (Point("Ferry", 12.0, "12 %", accent=True), Point("Toll & road", 4.5, "4.5 %"))
    chart = Chart("bars", (Series("%", points),))
    figure = Figure(chart, "Ferry 12 %, toll and road 4.5 %", (Str("Ferries lead"),), "Figure 1")
    parts = parts_of(written(Document(META, (figure,))))
    chart = etree.fromstring(parts["word/charts/chart1.xml"])
    shown = [e.text for e in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]
    assert shown == ["12 %", "4.5 %"]
    book = parts_of(parts["word/embeddings/workbook1.xlsx"])
    said = re.findall(rb"<t[^>]*>([^<]*)</t>", book["xl/sharedStrings.xml"])
    assert said == [b"%", b"Ferry", b"Toll &amp; road"]
    assert set(re.findall(rb"<v>([\d.]+)</v>", book["xl/worksheets/sheet1.xml"])) >= {b"12", b"4.5"}
    assert b"Ferry 12 %, toll and road 4.5 %" in parts["word/document.xml"]


def test_text_on_a_tint_can_be_read() -> None:
    for name in ("base", "foreign-affairs", "defence", "finance"):
        template, _ = read_template(name, ROOT)
        assert template is not None
        for _, tint in template.look.tints:
            assert contrast(tint.text, tint.ground) >= 4.5, (name, tint)
        assert contrast("#FFFFFF", template.look.accent) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# ---- the lint catches what it is for -----------------------------------------------------------------

Change = Callable[[str], str]


def swap(old: str, new: str, count: int = 1) -> Change:
    def changed(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, count)

    return changed


DEFECTS: dict[str, tuple[str, Change]] = {
    "unknown style": ("word/document.xml", swap('w:pStyle w:val="BodyText"', 'w:pStyle w:val="Fliesstext"')),
    "unknown list": ("word/document.xml", swap('w:numId w:val="1"', 'w:numId w:val="77"')),
    "bookmark without end": ("word/document.xml", swap('<w:bookmarkEnd w:id="1"/>', "")),
    "bookmark twice": (
        "word/document.xml",
        lambda text: re.sub(
            r'(w:id="2" w:name=")[^"]+', rf"\g<1>{re.search('w:name=.(_k_[^.]{16})', text)[1]}", text
        ),  # type: ignore[index]
    ),
    "long bookmark": (
        "word/document.xml",
        lambda t: re.sub(r'w:name="_k_', 'w:name="_k_' + "x" * 40, t, count=1),
    ),
    "dead link": (
        "word/document.xml",
        lambda text: re.sub(r'w:anchor="[^"]+"', 'w:anchor="nowhere"', text, count=1),
    ),
    "open field": ("word/document.xml", swap('w:fldCharType="end"', 'w:fldCharType="separate"')),
    "dde field": (
        "word/document.xml",
        lambda text: re.sub(r" PAGEREF [^<]+", " DDEAUTO c:\\\\x ", text, count=1),
    ),
    "ragged table": ("word/document.xml", lambda t: re.sub(r"<w:gridCol [^>]+/>", "", t, count=1)),
    "mute picture": (
        "word/document.xml",
        lambda text: re.sub(r'(<wp:docPr [^>]*)descr="[^"]*"', r"\1", text, count=1),
    ),
    "drawing id twice": (
        "word/document.xml",
        lambda text: re.sub(r'<wp:docPr id="\d+"', '<wp:docPr id="1"', text),
    ),
    "lost note": (
        "word/document.xml",
        lambda text: re.sub(r"<w:footnoteReference [^>]+/>", "", text, count=1),
    ),
    "tracked change": ("word/document.xml", swap("<w:body>", '<w:body><w:p><w:ins w:id="900"/></w:p>')),
    "control": ("word/document.xml", swap("<w:body>", "<w:body><w:sdt><w:sdtContent/></w:sdt>")),
    "rsid": ("word/document.xml", swap("<w:p>", '<w:p w:rsidR="00AB12CD">')),
    "path": ("word/settings.xml", swap("<w:compat>", '<w:x v="/home/anna"/><w:compat>')),
    "trace": (
        "docProps/app.xml",
        swap("<DocSecurity>", "<Application>Microsoft Macintosh Word</Application><DocSecurity>"),
    ),
    "person": ("docProps/core.xml", swap("<cp:lastModifiedBy>", "<cp:lastModifiedBy>Anna ")),
    "missing part": ("word/_rels/document.xml.rels", swap('Target="footnotes.xml"', 'Target="feet.xml"')),
    "reaching out": (
        "word/_rels/document.xml.rels",
        swap(
            "</Relationships>",
            '<Relationship Id="x" Type="t" Target="file:///etc/a" TargetMode="External"/></Relationships>',
        ),
    ),
    "relation twice": ("word/_rels/document.xml.rels", swap('Id="rIdH2"', 'Id="rIdH1"')),
    "type of nothing": (
        "[Content_Types].xml",
        swap("</Types>", '<Override PartName="/a.xml" ContentType="b"/></Types>'),
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_the_lint_rejects(defect: str) -> None:
    part, change = DEFECTS[defect]
    parts = parts_of(written(every_component(BASE_LOOK)))
    parts[part] = change(parts[part].decode()).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    assert faults(out.getvalue())


def test_the_lint_rejects_a_part_that_stands_twice_and_a_date() -> None:
    for day in ((1980, 1, 1, 0, 0, 0), (2026, 1, 1, 0, 0, 0)):
        out = io.BytesIO(written(Document(META, ())))
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
            package.writestr(
                zipfile.ZipInfo("word/document.xml", day), parts_of(out.getvalue())["word/document.xml"]
            )
        assert faults(out.getvalue())


RIGHT_TO_LEFT = (
    ("It is אגרת הגשר (the toll).", ["אגרת הגשר"]),
    ("«رسوم الجسر» since 2011", ["رسوم الجسر"]),
    ("In שנת 2011 בלבד, 12%", ["שנת 2011 בלבד, 12%"]),
    ("no such word: привіт", []),
)


@pytest.mark.parametrize(("text", "turned"), RIGHT_TO_LEFT)
def test_words_from_right_to_left_are_runs_of_that_direction(
    tmp_path: Path, text: str, turned: list[str]
) -> None:
    inlines = (Strong((Str(text),)), Str(" "), Span((Str(text),), language="he"))
    file = written(Document(META, (Paragraph(inlines),)))
    assert text_of(file).count(text) == 2
    runs = [run for run in tree(file).iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert ["".join(run.itertext()) for run in runs] == turned * 2
    for bold, spoken in zip(runs[: len(turned)], runs[len(turned) :], strict=True):
        assert bold.find(f"{W}rPr/{W}bCs") is not None
        assert spoken.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "he"  # type: ignore[union-attr]
    assert faults(file) == []
    assert invalid(file, tmp_path) == []
