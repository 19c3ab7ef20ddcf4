"""Briefs on a ministry's own letterhead: its design stays, our text and our furniture are in it."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

import docx_lint
from drawn import META as DRAWN
from drawn import every_component
from policybrief.document import (
    Cell,
    Column,
    Document,
    List,
    Mark,
    Meta,
    Note,
    Paragraph,
    Row,
    Section,
    Str,
    Table,
)
from policybrief.editions import MadeEdition, make_edition
from policybrief.ooxml.letterhead_file import read_letterhead
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition
from policybrief.templates import read_template
from policybrief.templates.look import BASE_LOOK, Look
from policybrief.templates.measures import laid_out
from policybrief.writers import docx as word
from policybrief.writers import pdf
from tiers import sampled
from word_files import (
    SECTION,
    STYLES,
    field,
    paragraph,
    picture,
    png,
    relationships,
    run,
    story,
    word_parts,
    zipped,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARKS = (Mark("TLP:AMBER", "#FFC000", "#000000"),)
META = Meta(
    "The toll",
    "en",
    "Office of Roads",
    "Decision brief",
    number="RD 1",
    header="RD 1 · The toll",
    footer="Facts as of 1 May 2022",
    page="Page {page} of {pages}",
    marks=MARKS,
)
BODY = (
    Section(
        (Str("Bottom line"),),
        (
            Paragraph((Str("A discount pays."), Note("n1", "[1]", (Str("A source."),), ""))),
            List(((Paragraph((Str("one"),)),), (Paragraph((Str("two"),)),))),
            List(((Paragraph((Str("first"),)),),), ordered=True),
            Table(
                columns=(Column(width=100), Column(width=200)),
                head=(Row((Cell((Paragraph((Str("Head"),)),)), Cell((Paragraph((Str("Head"),)),)))),),
                body=(Row((Cell((Paragraph((Str("Cell"),)),)), Cell((Paragraph((Str("Cell"),)),)))),),
                role="rows",
            ),
        ),
    ),
)


def letterhead_file(
    *,
    styles: str = STYLES,
    section: str = SECTION,
    stories: dict[str, str] | None = None,
    logo: bool = False,
    numbering: str = "",
) -> bytes:
    """A Word file; `stories` maps "header first", "footer default" … to what stands there."""
    parts, pointers, references = {}, [], ""
    for number, (where, inner) in enumerate((stories or {}).items()):
        side, when = where.split()
        parts[f"word/{side}{number}.xml"] = story(inner, side=side)
        if logo:
            parts[f"word/_rels/{side}{number}.xml.rels"] = relationships(("rId1", "image", "media/logo.png"))
            parts["word/media/logo.png"] = png()
        pointers.append((f"rIdX{number}", side, f"{side}{number}.xml"))
        references += f'<w:{side}Reference w:type="{when}" r:id="rIdX{number}"/>'
    if numbering:
        parts["word/numbering.xml"] = numbering.encode()
        pointers.append(("rIdN", "numbering", "numbering.xml"))
    section = section.replace("<w:sectPr>", f"<w:sectPr>{references}")
    return zipped(word_parts(styles=styles, section=section, pointers=tuple(pointers), parts=parts))


def look_on(content: bytes, *, roles: tuple[tuple[str, str], ...] = ()) -> Look:
    letterhead, faults = read_letterhead(content, path="letterhead.docx")
    assert letterhead is not None, faults
    page = laid_out(BASE_LOOK.page, letterhead, paper="", margins={}, headings="")
    return replace(BASE_LOOK, stationery=letterhead, page=page, word_style_names=roles)


class Opened:
    """A written file, taken apart."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        pointers = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        self.targets = {p.get("Id"): "word/" + p.get("Target") for p in pointers}
        sheet = etree.fromstring(self.parts["word/styles.xml"])
        self.styles = {s.get(f"{W}styleId"): s for s in sheet.iter(f"{W}style")}

    def name(self, identifier: str) -> str:
        return self.styles[identifier].find(f"{W}name").get(f"{W}val")

    def style_of(self, words: str) -> str:
        """The name of the style in which `words` stand."""
        for each in self.body.iter(f"{W}p"):
            if "".join(t.text or "" for t in each.iter(f"{W}t")).startswith(words):
                style = each.find(f"{W}pPr/{W}pStyle")
                return self.name(style.get(f"{W}val")) if style is not None else "Normal"
        raise AssertionError(words)

    def story(self, side: str, when: str) -> str:
        """The text of a header or footer, fields by their names."""
        (reference,) = [r for r in self.body.iter(f"{W}{side}Reference") if r.get(f"{W}type") == when]
        root = etree.fromstring(self.parts[self.targets[reference.get(f"{R}id")]])
        return "".join(
            f"<{e.text.strip()}>" if e.tag == f"{W}instrText" else (e.text or "") if e.tag == f"{W}t" else ""
            for e in root.iter()
        ).replace("\u00a0", " ")

    @property
    def titled(self) -> bool:
        return self.body.find(f".//{W}titlePg") is not None


def written(content: bytes, *, roles: tuple[tuple[str, str], ...] = (), meta: Meta = META) -> Opened:
    opened = Opened(word.write(Document(meta, BODY), look_on(content, roles=roles)))
    assert not opened.styles.keys() & {""}
    assert_whole(opened)
    return opened


def assert_whole(opened: Opened) -> None:
    """Every style, list and part that is named exists, once, and Word would find no fault."""
    for part in (
        "word/document.xml",
        "word/footnotes.xml",
        *(n for n in opened.parts if "letterhead/" in n and n.endswith(".xml")),
    ):
        for named in etree.fromstring(opened.parts[part]).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            assert named.get(f"{W}val") in opened.styles, (part, named.get(f"{W}val"))
    for style in opened.styles.values():
        for link in ("basedOn", "next", "link"):
            named = style.find(f"{W}{link}")
            assert named is None or named.get(f"{W}val") in opened.styles, etree.tostring(style)
    names = [opened.name(identifier).lower() for identifier in opened.styles]
    assert len(names) == len(set(names)), [n for n in names if names.count(n) > 1]
    numbers = {
        n.get(f"{W}numId") for n in etree.fromstring(opened.parts["word/numbering.xml"]).iter(f"{W}num")
    }
    for part in ("word/document.xml", "word/styles.xml"):
        for named in etree.fromstring(opened.parts[part]).iter(f"{W}numId"):
            assert named.get(f"{W}val") in numbers | {"0"}
    for name in opened.parts:
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for pointer in etree.fromstring(opened.parts[name]):
                if pointer.get("TargetMode") != "External":
                    target = f"{folder}/{pointer.get('Target')}".lstrip("/")
                    target = re.sub(r"[^/]+/\.\./", "", target)
                    assert target in opened.parts, (name, target)


def faults(content: bytes, folder: Path) -> list[str]:
    path = folder / "file.docx"
    path.write_bytes(content)
    return [str(fault) for fault in OpenXmlValidator().validate(path).errors]


def german(*more: str) -> str:
    """A style sheet as Word writes it in German."""

    def style(identifier: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
        return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{inner}</w:style>'

    return STYLES + "".join(
        (
            style("berschrift2", "heading 2", '<w:basedOn w:val="Standard"/>'),
            style("Titel", "Title", '<w:basedOn w:val="Standard"/>'),
            style("Textkrper", "Body Text", '<w:basedOn w:val="Standard"/>'),
            style("Funotentext", "footnote text"),
            style("Funotenzeichen", "footnote reference", kind="character"),
            style("Kopfzeile", "header"),
            style("Fuzeile", "footer"),
            *more,
        )
    )


# ---- styles --------------------------------------------------------------------------------------


def test_our_text_stands_in_the_ministrys_styles_whatever_their_ids(tmp_path: Path) -> None:
    opened = written(letterhead_file(styles=german()))
    ids = {e.get(f"{W}val") for e in opened.body.iter(f"{W}pStyle")}
    assert {"berschrift1", "Titel", "Textkrper"} <= ids
    assert not ids & {"Heading1", "Title", "BodyText"}
    assert b'w:val="Funotentext"' in opened.parts["word/footnotes.xml"]
    assert b'w:val="Funotenzeichen"' in opened.parts["word/footnotes.xml"]
    assert faults(opened.content, tmp_path) == []


@pytest.mark.parametrize(
    ("identifier", "name"), [("Titre1", "Titre 1"), ("1", "heading 1"), ("a3", "Заголовок 1")]
)
def test_french_and_ukrainian_headings_are_found(identifier: str, name: str) -> None:
    sheet = STYLES.replace("berschrift1", identifier).replace('w:val="heading 1"', f'w:val="{name}"')
    opened = written(letterhead_file(styles=sheet))
    assert opened.style_of("Bottom line") == name


def test_what_the_letterhead_lacks_is_supplied_in_its_own_face() -> None:
    opened = written(letterhead_file())
    assert opened.style_of("Cell") == "Table Text"
    assert opened.styles["TableText"].find(f"{W}basedOn").get(f"{W}val") == "Standard"
    assert opened.styles["TableText"].find(f".//{W}rFonts") is None
    defaults = etree.fromstring(opened.parts["word/styles.xml"]).find(f"{W}docDefaults")
    assert defaults.find(f".//{W}rFonts").get(f"{W}ascii") == "Georgia"


def test_the_ministry_says_which_style_a_role_has() -> None:
    own = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="BMFt"><w:name w:val="BM Fließtext"/></w:style>'
    opened = written(
        letterhead_file(styles=german(own)), roles=(("body", "bm fließtext"), ("lead", "BM Fließtext"))
    )
    assert opened.style_of("A discount pays") == "BM Fließtext"


def test_text_is_in_the_language_of_the_brief_not_of_the_letterhead() -> None:
    opened = written(letterhead_file())
    assert b"de-DE" not in opened.parts["word/styles.xml"]
    defaults = etree.fromstring(opened.parts["word/styles.xml"]).find(f".//{W}docDefaults//{W}lang")
    assert defaults.get(f"{W}val") == "en"


def test_lists_keep_their_bullets_beside_those_of_the_letterhead(tmp_path: Path) -> None:
    lists = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="7">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:pStyle w:val="Liste"/><w:lvlText w:val="»"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    bullets = (
        '<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Nummern"><w:name w:val="List Number"/></w:style>'
    )
    opened = written(letterhead_file(styles=german(bullets), numbering=lists))
    assert opened.style_of("one") == "List Bullet"
    assert opened.style_of("first") == "Brief List Number"  # theirs counts nothing
    number = (
        opened.styles["BriefListNumber"].find(f".//{W}numId")
        if "BriefListNumber" in opened.styles
        else opened.styles["ListNumber"].find(f".//{W}numId")
    )
    assert number.get(f"{W}val") not in ("1", "2")
    assert faults(opened.content, tmp_path) == []


def test_numbers_of_sections_are_counted_though_the_ministrys_headings_are_not(tmp_path: Path) -> None:
    numbered = tuple(replace(section, number="1") for section in BODY)
    document = Document(META, numbered)
    opened = Opened(word.write(document, look_on(letterhead_file(styles=german()))))
    assert_whole(opened)
    (heading,) = [
        p for p in opened.body.iter(f"{W}pPr") if p.find(f"{W}pStyle[@{W}val='berschrift1']") is not None
    ]
    number = heading.find(f"{W}numPr/{W}numId")
    shown = "".join(t.text or "" for t in heading.getparent().iter(f"{W}t"))
    assert number is not None or shown.startswith("1")
    assert faults(opened.content, tmp_path) == []


def test_first_line_indents_of_the_ministrys_text_do_not_reach_tables() -> None:
    normal = '<w:name w:val="Normal"/><w:pPr><w:ind w:firstLine="400"/><w:jc w:val="both"/></w:pPr></w:style>'
    opened = written(letterhead_file(styles=STYLES.replace('<w:name w:val="Normal"/></w:style>', normal, 1)))
    properties = opened.styles["TableText"].find(f"{W}pPr")
    assert properties.find(f"{W}ind").get(f"{W}firstLine") == "0"
    assert properties.find(f"{W}jc").get(f"{W}val") == "left"


# ---- headers and footers -------------------------------------------------------------------------

TITLED = SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")


def test_a_letterhead_without_headers_gets_all_of_ours() -> None:
    opened = written(letterhead_file())
    assert opened.titled
    assert "TLP:AMBER" in opened.story("header", "first")
    assert "Office of Roads" in opened.story("header", "first")
    assert opened.story("header", "default").startswith("RD 1 · The toll")
    assert opened.story("footer", "default").startswith("Page <PAGE>1 of <NUMPAGES>1Facts as of 1 May 2022")


def test_headers_of_the_ministry_stay_and_get_what_they_lack(tmp_path: Path) -> None:
    stories = {
        "header first": paragraph(picture() + run("Ministerium")),
        "header default": paragraph(run("Kurz")),
        "footer default": paragraph(run("Straße 1")),
    }
    opened = written(letterhead_file(section=TITLED, stories=stories, logo=True))
    assert opened.titled
    assert opened.story("header", "first") == "RD 1 TLP:AMBER Ministerium"
    assert opened.story("header", "default") == "RD 1 · The toll TLP:AMBER Kurz"
    assert (
        opened.story("footer", "default")
        == "Straße 1Page <PAGE>1 of <NUMPAGES>1Facts as of 1 May 2022 TLP:AMBER "
    )
    assert opened.story("footer", "first") == "Page <PAGE>1 of <NUMPAGES>1Facts as of 1 May 2022 TLP:AMBER "
    assert [n for n in opened.parts if n.endswith(".png")] == ["word/letterhead/image1.png"]
    assert opened.style_of("Decision brief") == "Table Note"
    assert faults(opened.content, tmp_path) == []


def test_one_header_on_every_page_stays_on_every_page() -> None:
    opened = written(letterhead_file(stories={"header default": paragraph(run("Ministerium"))}))
    assert not opened.titled
    assert opened.story("header", "default") == "RD 1 · The toll TLP:AMBER Ministerium"
    assert "<PAGE>" in opened.story("footer", "default")


def test_a_footer_alone_stands_on_page_one_too() -> None:
    opened = written(letterhead_file(stories={"footer default": paragraph(run("Straße 1"))}))
    assert opened.story("footer", "first").startswith("Straße 1")
    assert "Office of Roads" in opened.story("header", "first")


def test_words_in_braces_become_what_they_stand_for_though_word_spread_them(tmp_path: Path) -> None:
    spread = (
        run("{or")
        + run("gani", "<w:b/>")
        + run("sation}, {kind} {number}")
        + "<w:r><w:tab/></w:r>"
        + run("{marking}")
    )
    stories = {
        "header default": paragraph(spread),
        "footer default": paragraph(run("{facts} – {page}/{pages} – {title}")),
    }
    opened = written(letterhead_file(stories=stories))
    assert opened.story("header", "default") == "Office of Roads, Decision brief RD 1 TLP:AMBER "
    assert opened.story("footer", "default").startswith(
        "Facts as of 1 May 2022 – <PAGE>1/<NUMPAGES>1 – The toll"
    )
    assert opened.style_of("The toll") == "Title"
    body = "".join(t.text or "" for t in opened.body.iter(f"{W}t"))
    assert body.startswith("The toll"), "the kind of paper is said in the letterhead already"
    assert faults(opened.content, tmp_path) == []


def test_pages_counted_by_the_ministry_are_not_counted_twice() -> None:
    counted = paragraph(
        run("Seite ") + field("PAGE", shown="1") + run(" von ") + field("NUMPAGES", shown="1")
    )
    opened = written(
        letterhead_file(stories={"header default": paragraph(run("M")), "footer default": counted})
    )
    assert opened.story("footer", "default").count("<PAGE>") == 1
    assert "Facts as of" in opened.story("footer", "default")
    assert "TLP:AMBER" in opened.story("footer", "default")


@pytest.mark.parametrize("where", ["header default", "footer default"])
def test_no_page_is_without_its_marking_though_the_letterhead_leaves_page_one_blank(where: str) -> None:
    opened = written(letterhead_file(section=TITLED, stories={where: paragraph(run("Ministerium"))}))
    for side in ("header", "footer"):
        for when in ("first", "default"):
            assert "TLP:AMBER" in opened.story(side, when), (side, when)


@pytest.mark.parametrize(
    "stories", [{}, {"header default": paragraph(run("M"))}, {"footer even": paragraph(run("M"))}]
)
def test_even_pages_are_marked_where_the_letterhead_tells_them_apart(stories: dict[str, str]) -> None:
    settings = '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/></w:settings>'
    with zipfile.ZipFile(io.BytesIO(letterhead_file(stories=stories))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    pointers = parts["word/_rels/document.xml.rels"].decode()
    added = f'<Relationship Id="rIdG" Type="{R[1:-1]}/settings" Target="settings.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = pointers.replace("</Relationships>", added).encode()
    opened = written(zipped(parts | {"word/settings.xml": settings.encode()}))
    for side in ("header", "footer"):
        for when in ("default", "even"):
            assert "TLP:AMBER" in opened.story(side, when), (side, when)


def test_the_ministrys_own_lines_keep_their_styles_though_ours_are_called_the_same() -> None:
    own = '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/></w:style>'
    stories = {"header default": paragraph(run("Ministerium"), "Header")}
    opened = written(letterhead_file(styles=STYLES + own, stories=stories))
    header = etree.fromstring(opened.parts["word/letterhead/header-default.xml"])
    ours, theirs = [e.get(f"{W}val") for e in header.iter(f"{W}pStyle")]
    assert (opened.name(ours), opened.name(theirs)) == ("Brief Header", "header")


def test_our_lines_stand_where_a_printer_reaches() -> None:
    edge = SECTION.replace('w:header="708" w:footer="708"', 'w:header="0" w:footer="0"')
    margins = written(letterhead_file(section=edge)).body.find(f".//{W}pgMar")
    assert int(margins.get(f"{W}header")) >= 340
    assert int(margins.get(f"{W}footer")) >= 340


def test_a_draft_is_called_one_on_every_page() -> None:
    stories = {"header default": paragraph(run("{marking}"))}
    opened = written(letterhead_file(stories=stories), meta=replace(META, draft="DRAFT"))
    assert "DRAFT" in opened.story("header", "default")


def test_page_and_margins_are_those_of_the_letterhead_in_pdf_too() -> None:
    content = letterhead_file(section=SECTION.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'))
    opened = written(content)
    size, margins = opened.body.find(f".//{W}pgSz"), opened.body.find(f".//{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    assert (margins.get(f"{W}left"), margins.get(f"{W}right"), margins.get(f"{W}header")) == (
        "1417",
        "1134",
        "708",
    )
    look = look_on(content)
    assert (look.page.width, look.page.left, look.page.main_x) == (612.0, 70.85, 0.0)
    assert pdf.lay_out(Document(META, BODY), look).pages == 1


def test_headings_hang_beside_their_text_where_the_margin_has_room() -> None:
    wide = SECTION.replace('w:left="1417"', 'w:left="3613"')
    opened = written(letterhead_file(section=wide))
    assert opened.body.find(f".//{W}framePr") is not None
    narrow = written(letterhead_file())
    assert narrow.body.find(f".//{W}framePr") is None


def test_the_same_letterhead_gives_the_same_bytes() -> None:
    content = letterhead_file(styles=german(), stories={"header default": paragraph(picture())}, logo=True)
    assert written(content).content == written(content).content


@pytest.mark.parametrize("name", ["default.docx"])
def test_a_real_template_carries_a_brief_without_a_fault(name: str, tmp_path: Path) -> None:
    content = (Path(docx.__file__).parent / "templates" / name).read_bytes()
    opened = written(content)
    assert opened.style_of("The toll") == "Title"
    assert opened.style_of("one") == "List Bullet"
    assert faults(opened.content, tmp_path) == []
    assert docx.Document(io.BytesIO(opened.content)).paragraphs


# ---- the template's folder -----------------------------------------------------------------------


def house(root: Path, settings: str = "", **files: bytes) -> Path:
    folder = root / "templates/house"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(settings or "name: House\n", "utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return folder


def test_a_letterhead_in_the_folder_is_used_and_what_is_left_out_is_noted(tmp_path: Path) -> None:
    house(tmp_path, letterhead_docx=letterhead_file(), logo_png=png(200, 100))
    template, notes = read_template("house", tmp_path)
    assert template is not None
    assert template.look.stationery is not None
    assert template.look.page.left == 70.85
    assert template.look.logo_size == (68.0, 34.0)
    assert notes == ()


@pytest.mark.parametrize("suffix", ["dotx", "docm", "dotm"])
def test_a_letterhead_may_be_a_word_template_or_have_macros(tmp_path: Path, suffix: str) -> None:
    house(tmp_path, **{f"letterhead_{suffix}": letterhead_file()})
    template, _ = read_template("house", tmp_path)
    assert template is not None
    assert template.look.stationery is not None


def codes(root: Path) -> set[str]:
    template, found = read_template("house", root)
    assert template is None
    return {fault.code for fault in found}


def test_a_letterhead_that_is_refused_stops_the_template(tmp_path: Path) -> None:
    house(tmp_path, letterhead_docx=b"%PDF-1.7")
    assert codes(tmp_path) == {"not-a-word-file"}


def test_two_letterheads_are_one_too_many(tmp_path: Path) -> None:
    house(tmp_path, letterhead_docx=letterhead_file(), letterhead_dotx=letterhead_file())
    assert codes(tmp_path) == {"two-letterheads"}


def test_a_logo_that_is_a_drawing_is_refused(tmp_path: Path) -> None:
    house(tmp_path, logo_svg=b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert codes(tmp_path) == {"svg-image"}


def test_files_that_lead_out_of_the_folder_are_refused_and_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "secret.png"
    outside.write_bytes(png())
    folder = house(tmp_path)
    (folder / "logo.png").symlink_to(outside)
    assert codes(tmp_path) == {"path-outside-template"}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = house(tmp_path)
    with (folder / "logo.png").open("wb") as file:
        file.truncate(33 << 20)
    monkeypatch.setattr(Path, "read_bytes", _small_only(Path.read_bytes))
    assert codes(tmp_path) == {"file-too-large"}


def _small_only(read):
    def small(path: Path) -> bytes:
        assert path.stat().st_size < 1 << 20
        return read(path)

    return small


def test_a_style_that_the_letterhead_lacks_is_named_with_its_line(tmp_path: Path) -> None:
    house(tmp_path, "name: House\nstyles:\n  heading: heading1\n", letterhead_docx=letterhead_file())
    _, (fault,) = read_template("house", tmp_path)
    assert fault.code == "unknown-word-style"
    assert str(fault.span) == "templates/house/template.yaml:3:12"
    assert fault.hint == "did you mean 'heading 1'?"


def test_styles_without_a_letterhead_have_nothing_to_name(tmp_path: Path) -> None:
    house(tmp_path, "styles: {heading: X}\n")
    assert codes(tmp_path) == {"missing-letterhead"}


def test_the_template_has_the_last_word_on_paper_margins_and_headings(tmp_path: Path) -> None:
    settings = "paper: A4\nmargins: {left: 40}\nheadings: above\nlogo_height: 20\n"
    wide = SECTION.replace('w:left="1417"', 'w:left="3613"').replace('w:w="11906"', 'w:w="12240"')
    house(tmp_path, settings, letterhead_docx=letterhead_file(section=wide), logo_png=png(30, 30))
    template, _ = read_template("house", tmp_path)
    assert template is not None
    page = template.look.page
    assert (page.width, page.left, page.main_x, template.look.logo_size) == (595.28, 40, 0, (20.0, 20.0))


# ---- the three ministries ------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
MINISTRIES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/letterhead.docx"))


@lru_cache(maxsize=8)
def ministry(name: str) -> Look:
    template, found = read_template(name, ROOT)
    assert template is not None
    assert found == (), "the letterhead needs no cleaning"
    return template.look


def drawn() -> object:
    """The script that made the letterheads."""
    spec = spec_from_file_location("letterheads", ROOT / "tools/letterheads.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def examples() -> LoadedProject:
    return read_project(ROOT)


@lru_cache(maxsize=8)
def edition_of(name: str, language: str = "en") -> MadeEdition:
    """The minister's edition of the first brief in one house style, made once."""
    return made_anew(name, language)


def made_anew(name: str, language: str = "en") -> MadeEdition:
    """The same, made again."""
    loaded = examples()
    audience = loaded.project.audience("minister")
    assert audience is not None
    template, _ = read_template(name, ROOT)
    assert template is not None
    edition = Edition(loaded.briefs[0], name, audience, language, loaded.briefs[0].as_of or date(2022, 10, 1))
    return make_edition(
        edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=("docx", "pdf")
    )


def test_each_example_ministry_has_a_letterhead_and_a_logo_of_its_own() -> None:
    assert sorted(path.parent.name for path in (ROOT / "templates").glob("*/template.yaml")) == MINISTRIES
    looks = [ministry(name) for name in MINISTRIES]
    assert len({look.logo for look in looks}) == len({look.accent for look in looks}) == len(looks) >= 3
    assert len({look.letterhead for look in looks}) == 3


@pytest.mark.parametrize("name", MINISTRIES)
def test_a_letterhead_is_what_the_script_makes(name: str) -> None:
    script = drawn()
    made = script.MINISTRIES[name]
    picture = (ROOT / f"templates/{name}/logo.png").read_bytes()
    with Image.open(io.BytesIO(picture)) as image:
        assert image.tobytes() == script.logo(made).tobytes()
    committed = (ROOT / f"templates/{name}/letterhead.docx").read_bytes()
    assert whole(committed) == whole(script.letterhead(made, picture))


def whole(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("name", MINISTRIES)
def test_a_ministrys_paper_is_valid_and_the_same_to_the_byte(name: str, tmp_path: Path) -> None:
    first, second = edition_of(name), made_anew(name)
    assert first.files == second.files
    assert first.diagnostics == ()
    assert faults(dict(first.files)["docx"], tmp_path) == []
    assert faults((ROOT / f"templates/{name}/letterhead.docx").read_bytes(), tmp_path) == []


@pytest.mark.parametrize("name", MINISTRIES)
@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_letterhead_says_the_same_in_word_and_in_pdf(name: str, language: str) -> None:
    made = edition_of(name, language)
    assert made.document is not None
    opened = Opened(dict(made.files)["docx"])
    page = pypdfium2.PdfDocument(dict(made.files)["pdf"])[0]
    shown = " ".join(page.get_textpage().get_text_range().split())
    header = " ".join(opened.story("header", "first").split())
    for words in (made.document.meta.organisation, made.document.meta.kind, "TLP:AMBER"):
        assert " ".join(words.split()) in shown
        assert " ".join(words.split()) in header
    size = opened.body.find(f".//{W}pgSz")
    assert (int(size.get(f"{W}w")), int(size.get(f"{W}h"))) == tuple(
        round(20 * side) for side in page.get_size()
    )
    assert opened.story("header", "default").endswith("TLP:AMBER ")
    pictures = [n for n in opened.parts if n.endswith(".png")]
    assert pictures == ["word/letterhead/image1.png"]
    assert opened.parts[pictures[0]] == ministry(name).logo


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU = 12700


FORMS = ("bar", "band", "rules")
OFFICES = ("Міністерство закордонних справ", "Office")


@pytest.mark.parametrize(
    ("form", "headings", "name"), sampled([*product(FORMS, ("beside", "above"), OFFICES)], count=5)
)
def test_a_logo_without_a_letterhead_stands_in_the_word_file_as_in_the_pdf(
    tmp_path: Path, form: str, headings: str, name: str
) -> None:
    house(tmp_path, f"letterhead: {form}\nheadings: {headings}\n", logo_png=png(200, 100))
    template, _ = read_template("house", tmp_path)
    assert template is not None
    document = replace(every_component(template.look), meta=replace(DRAWN, organisation=name))
    file = word.write(document, template.look)
    parts = docx_lint.parts_of(file)
    header = etree.fromstring(parts["word/header1.xml"])
    (drawn,) = header.iter(f"{WP}inline")
    assert drawn.find(f"{WP}docPr").get("descr") == name  # type: ignore[union-attr]
    extent = drawn.find(f"{WP}extent")
    assert extent is not None
    assert (extent.get("cx"), extent.get("cy")) == (str(68 * EMU), str(34 * EMU))
    assert parts["word/media/logo.png"] == template.look.logo
    assert not list(etree.fromstring(parts["word/header2.xml"]).iter(f"{WP}inline"))
    assert docx_lint.faults(file) == []
    assert faults(file, tmp_path) == []


def test_a_letterhead_with_headers_of_its_own_has_no_second_logo(tmp_path: Path) -> None:
    own = letterhead_file(stories={"header default": paragraph(picture())}, logo=True)
    house(tmp_path, letterhead_docx=own, logo_png=png(200, 100))
    template, _ = read_template("house", tmp_path)
    assert template is not None
    file = word.write(every_component(template.look), template.look)
    assert "word/media/logo.png" not in docx_lint.parts_of(file)
    assert faults(file, tmp_path) == []


def test_a_letterhead_without_headers_gets_the_logo_with_ours(tmp_path: Path) -> None:
    house(tmp_path, letterhead_docx=letterhead_file(), logo_png=png(200, 100))
    template, _ = read_template("house", tmp_path)
    assert template is not None
    file = word.write(every_component(template.look), template.look)
    assert docx_lint.parts_of(file)["word/media/logo.png"] == template.look.logo
    assert faults(file, tmp_path) == []
