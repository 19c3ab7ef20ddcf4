"""The PDF writer: its words, its structure, its pages, and how its work grows."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pixels

from counting import steps
from policybrief.document import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    CrossReference,
    Document,
    Emphasis,
    Figure,
    Image,
    Inline,
    Link,
    List,
    Mark,
    Meta,
    Note,
    Origin,
    PageReferences,
    Paragraph,
    Point,
    Quote,
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
from policybrief.templates.look import BASE_LOOK, FONTS, Look
from policybrief.writers import pdf
from tiers import tries

META = Meta("A brief", "en", "Office", "Brief for officials", header="A brief", date="2023-01-02")
FOOT = replace(BASE_LOOK, notes="foot")


# ---- building ----------------------------------------------------------------------------------------


def words(count: int, start: int = 0) -> str:
    return " ".join(f"word{number}" for number in range(start, start + count))


def text(*inlines: Inline | str, role: str = "body", node_id: str = "") -> Paragraph:
    return Paragraph(tuple(Str(i) if isinstance(i, str) else i for i in inlines), role=role, id=node_id)


def cell(content: str, header: str = "") -> Cell:
    return Cell((text(content, role="table"),), header=header)


def table(rows: int, *, head: str = "Head", caption: str = "What it shows") -> Table:
    return Table(
        (Column(), Column()),
        (Row((cell(f"{head} one", "column"), cell(f"{head} two", "column"))),),
        tuple(Row((cell(f"row{n}", "row"), cell(f"value{n} of the row"))) for n in range(rows)),
        caption=(Str(caption),),
        label="Table 1",
        id="table",
        summary="all of it",
    )


def cited(number: int, more: str = "") -> tuple[Inline, ...]:
    note = Note(f"n{number}", "[1]", (Str(f"[1] Panel, answer {number}{more}."),), "source.panel")
    return (Str(f"Claim {number}."), Str("\u00a0"), note)


def source(pages: tuple[str, ...] = ("n1",)) -> Section:
    back = CrossReference((Str("[1]"),), "n1")
    entry = text(back, " Panel report. ", PageReferences(pages, "cited on {pages}"), role="source")
    return Section((Str("Sources"),), (replace(entry, id="source.panel"),), id="sources")


def document_of(*blocks: Block, **meta: object) -> Document:
    return Document(replace(META, **meta), blocks)


def written(*blocks: Block, look: Look = BASE_LOOK, **meta: object) -> pikepdf.Pdf:
    return opened(pdf.lay_out(document_of(*blocks, **meta), look).draw())


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


# ---- reading back ------------------------------------------------------------------------------------


class Tree:
    """The structure tree of a file with the text of each element, by ToUnicode and ActualText."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        self.marked: dict[tuple[int, int], str] = {}
        self.artifacts: list[tuple[int, str]] = []
        self.loose: list[str] = []
        for number, page in enumerate(file.pages):
            self._read_page(number, page)

    def _read_page(self, number: int, page: pikepdf.Page) -> None:
        maps = {name: _to_unicode(font) for name, font in page.resources.Font.items()}
        font, owner = "", None
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    assert owner is None, "marked content is nested"
                    owner = "artifact"
                    if str(operands[0]) != "/Artifact":
                        owner = int(operands[1].MCID)
                        assert (number, owner) not in self.marked, "an MCID comes twice"
                        self.marked[number, owner] = ""
                    else:
                        self.artifacts.append((number, ""))
                case "EMC":
                    owner = None
                case "Tf":
                    font = str(operands[0])
                case "Tj":
                    codes = bytes(operands[0])
                    said = "".join(
                        maps[font][codes[at] << 8 | codes[at + 1]] for at in range(0, len(codes), 2)
                    )
                    if owner is None:
                        self.loose.append(said)
                    elif owner == "artifact":
                        self.artifacts[-1] = (number, self.artifacts[-1][1] + said)
                    else:
                        self.marked[number, owner] += said
                case "re" | "f" | "S" | "Do" if owner is None:
                    self.loose.append(str(operator))

    def root(self) -> pikepdf.Object:
        return self.file.Root.StructTreeRoot.K[0]

    def elements(self, element: pikepdf.Object | None = None) -> Iterator[pikepdf.Object]:
        element = self.root() if element is None else element
        yield element
        for kid in self.kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.elements(kid)

    def kids(self, element: pikepdf.Object) -> list[object]:
        kids = element.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def of_role(self, role: str) -> list[pikepdf.Object]:
        return [element for element in self.elements() if str(element.S) == f"/{role}"]

    def text(self, element: pikepdf.Object | None = None) -> str:
        element = self.root() if element is None else element
        if "/ActualText" in element:
            return str(element.ActualText)
        page = self.pages[element.Pg.objgen] if "/Pg" in element else -1
        said = []
        for kid in self.kids(element):
            if not isinstance(kid, pikepdf.Dictionary):
                said.append(self.marked[page, int(kid)])
            elif "/S" in kid:
                said.append(self.text(kid))
            elif str(kid.get("/Type")) == "/MCR":
                said.append(self.marked[self.pages[kid.Pg.objgen], int(kid.MCID)])
        inline = {"/Link", "/Span", "/Reference"}
        return "".join(said) + ("" if str(element.S) in inline else "\n")


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(r"<([0-9A-F]{4})><([0-9A-F]+)>", font.ToUnicode.read_bytes().decode())
    return {int(code, 16): bytes.fromhex(u).decode("utf-16-be") for code, u in pairs if len(code) == 4}


def squeezed(said: str) -> str:
    return " ".join(said.replace("\u00a0", " ").split())


def body(tree: Tree) -> str:
    """The text from the title on: letterhead and markings left out."""
    return squeezed(tree.text()).split(META.title, 1)[1].strip()


def pages_with(file: pikepdf.Pdf, wanted: str) -> list[int]:
    tree = Tree(file)
    return sorted({page for (page, _), said in tree.marked.items() if wanted in said.split()})


EVERYTHING: tuple[Block, ...] = (
    Section(
        (Str("First part"),),
        (
            text("Plain and ", Strong((Str("strong"),)), " and ", Emphasis((Str("Title of a work"),)), "."),
            text(Span((Str("supports"),), role="supports"), " – ", Span((Str("Уряд"),), language="uk")),
            text(
                Link((Str("a page"),), "https://example.org/ä"),
                " and ",
                CrossReference((Str("there"),), "table"),
            ),
            List(((text("entry one"), List(((text("inside"),),))), (text("entry two"),))),
            List(((text("first"),), (text("second"),)), ordered=True),
            Quote((text("quoted words"),)),
            Section((Str("Below"),), (text(*cited(1)),), id="below", subtitle=(Str("small words"),)),
            table(3),
            Callout((text("Said about the paper."),), "open-points", title=(Str("Open points"),)),
        ),
        id="first",
        number="1",
    ),
    source(),
)


# ---- words and structure -----------------------------------------------------------------------------


def test_the_text_read_through_the_structure_tree_is_that_of_the_document():
    tree = Tree(written(*EVERYTHING))
    said = body(tree)
    for node in (node for block in EVERYTHING for node in walk(block)):
        if isinstance(node, Paragraph) and node.role != "source":
            assert squeezed(plain_text(node)) in said, node
    order = ["First part", "Plain and strong", "entry one", "inside", "entry two", "quoted", "Below", "Claim"]
    order += ["Table 1", "Head one", "row0", "value2", "Open points", "Sources", "Panel report. cited on 1"]
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_no_word_is_glued_to_the_next_where_a_line_ends():
    long = words(400)
    assert squeezed(long) in body(Tree(written(text(long))))


def test_all_that_is_drawn_is_marked_and_no_mcid_comes_twice():
    tree = Tree(written(*EVERYTHING, text(words(900)), look=FOOT, contents="Contents"))
    assert tree.loose == []
    assert len(tree.file.pages) > 1


def test_each_marked_content_is_owned_by_the_element_that_the_parent_tree_names():
    file = written(*EVERYTHING, text(words(900)))
    tree = Tree(file)
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number, page in enumerate(file.pages):
        owners = parents[page.obj.StructParents]
        for mcid, owner in enumerate(owners):
            kids = tree.kids(owner)
            direct = [int(k) for k in kids if not isinstance(k, pikepdf.Dictionary)]
            direct = direct if "/Pg" in owner and tree.pages[owner.Pg.objgen] == number else []
            referred = [
                int(k.MCID)
                for k in kids
                if isinstance(k, pikepdf.Dictionary) and "/MCID" in k and tree.pages[k.Pg.objgen] == number
            ]
            assert mcid in direct + referred


def test_every_font_is_embedded_as_a_subset():
    file = written(text("Plain ", Strong((Str("bold"),)), " ≤ ✓ Україна"))
    fonts = [font.DescendantFonts[0] for font in file.pages[0].resources.Font.values()]
    assert len(fonts) >= 3
    for font in fonts:
        assert "/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))


def test_repeated_head_rows_are_artifacts_and_are_said_once():
    file = written(table(120))
    tree = Tree(file)
    assert len(file.pages) > 2
    assert body(tree).count("Head one") == 1
    repeated = [page for page, said in tree.artifacts if "Head one" in said]
    assert repeated == list(range(1, len(file.pages)))


def test_a_head_cell_has_its_scope_and_a_table_its_summary():
    tree = Tree(written(table(2)))
    scopes = [str(cell.A[0].Scope) for cell in tree.of_role("TH")]
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]
    assert str(tree.of_role("Table")[0].A[0].Summary) == "all of it"


def test_nested_lists_nest():
    tree = Tree(written(*EVERYTHING))
    outer = tree.of_role("L")[0]
    below = [str(element.S) for element in tree.elements(outer)]
    assert below.count("/L") == 2
    assert [str(lst.A[0].ListNumbering) for lst in tree.of_role("L")] == [
        "/Unordered",
        "/Unordered",
        "/Decimal",
    ]


def test_a_list_in_a_cell_is_a_list():
    listed = Cell((List(((text("one"),), (text("two"),))),))
    tree = Tree(written(Table((Column(),), (), (Row((listed,)),))))
    (holder,) = tree.of_role("L")
    assert [squeezed(tree.text(entry)) for entry in tree.of_role("LI")] == ["– one", "– two"]
    assert str(holder.P.S) == "/TD"


def test_the_outline_follows_the_sections_and_leads_to_their_pages():
    part = Section((Str("Inside"),), (text("words"),), id="inside")
    sections = [
        Section((Str(f"Part {n}"),), (text(words(500)), part), id=f"s{n}", number=str(n)) for n in (1, 2)
    ]
    file = written(*sections)
    with file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["1 Part 1", "2 Part 2"]
        assert [[child.title for child in entry.children] for entry in outline.root] == [["Inside"]] * 2
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        assert pages[outline.root[1].destination[0].objgen] in pages_with(file, "Part")


def annotations(file: pikepdf.Pdf) -> list[tuple[int, pikepdf.Object]]:
    return [(n, a) for n, page in enumerate(file.pages) for a in page.obj.get("/Annots", [])]


def test_links_lead_both_ways_between_a_mark_and_its_source():
    file = written(text(*cited(1)), text(words(900)), source())
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
    ways = {(at, pages[a.Dest[0].objgen]) for at, a in annotations(file)}
    last = len(file.pages) - 1
    assert last > 0
    assert {(0, last), (last, 0)} <= ways


def test_each_link_has_its_element_and_its_words():
    file = written(*EVERYTHING)
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for _, annotation in annotations(file):
        owner = parents[annotation.StructParent]
        assert str(owner.S) == "/Link"
        assert str(annotation.Contents)
    assert any(str(a.A.URI) == "https://example.org/%C3%A4" for _, a in annotations(file) if "/A" in a)


def test_words_of_another_language_carry_it():
    tree = Tree(written(*EVERYTHING))
    languages = {
        str(element.Lang): squeezed(tree.text(element)) for element in tree.elements() if "/Lang" in element
    }
    assert languages["uk"] == "Уряд"
    assert str(tree.file.Root.Lang) == "en"


def test_a_marking_is_said_once_and_shown_on_every_page():
    marks = (Mark("TLP:AMBER", "#FFC000", "#000000"),)
    tree = Tree(written(text(words(900)), marks=marks))
    pages = len(tree.file.pages)
    assert tree.text().count("TLP:AMBER") == 1
    assert sum(said.count("TLP:AMBER") for _, said in tree.artifacts) == 2 * pages - 1


@pytest.mark.parametrize("position", ["centre", "right"])
@pytest.mark.parametrize(
    "says", ["Facts as of 31 March 2026", "Facts as of 31 March 2026 · " + "Do not copy. " * 9]
)
def test_no_marking_covers_the_words_beside_it(position, says):
    marks = (Mark("OFFICIAL", "#000000", "#FFFFFF", position), Mark("TLP:GREEN", "#33FF00", "#000000"))
    head = "2026/009 · A title of so many words that it would reach beyond the middle of its page"
    document = document_of(text(words(700)), marks=marks, footer=says.strip(), header=head)
    with pypdfium2.PdfDocument(pdf.lay_out(document, BASE_LOOK).draw()) as file:
        page = file[1].get_textpage()
        said = page.get_text_range()
        boxes = [page.get_charbox(n) for n in range(page.count_chars())]
    labels = [match.span() for mark in marks for match in re.finditer(mark.label, said)]
    assert len(labels) == 4
    inside = {n for start, end in labels for n in range(start, end)}
    for start, end in labels:
        left, right = boxes[start][0] - 5, boxes[end - 1][2] + 5
        low, high = min(b[1] for b in boxes[start:end]), max(b[3] for b in boxes[start:end])
        for n in set(range(len(said))) - inside:
            x1, y1, x2, y2 = boxes[n]
            assert said[n].isspace() or x2 <= left or right <= x1 or y2 <= low or high <= y1, said[n - 20 : n]
    assert says.strip() in " ".join(said.split())
    assert min(box[1] for box in boxes) > 8


def test_no_id_of_a_record_stands_in_the_file():
    paragraph = text("Words", *cited(1), node_id="secret.record-id")
    file = written(paragraph, Section((Str("Part"),), (table(2),), id="secret.part"), source())
    held = b"".join(obj.read_bytes() for obj in file.objects if isinstance(obj, pikepdf.Stream))
    held += b"".join(obj.unparse(resolved=True) for obj in file.objects)
    assert b"A brief" in held
    assert b"secret" not in held


# ---- notes at the foot of the page -------------------------------------------------------------------


def test_each_citation_is_a_note_of_its_own_on_the_page_of_its_mark():
    blocks = [part for n in range(1, 41) for part in (text(*cited(n)), text(words(40, 100 * n)))]
    file = written(*blocks, source(("n1", "n40")), look=FOOT)
    tree = Tree(file)
    notes = tree.of_role("Note")
    assert len(notes) == 40 + 1
    for number in range(1, 41):
        marked = {page for (page, _), said in tree.marked.items() if f"Claim {number}." in said}
        noted = {page for (page, _), said in tree.marked.items() if f"answer {number}." in said}
        assert marked == noted
        assert squeezed(tree.text(notes[number - 1])) == f"{number} [1] Panel, answer {number}."


def test_a_foot_note_follows_its_paragraph_and_has_an_identifier():
    tree = Tree(written(text(*cited(1)), text("Next."), look=FOOT))
    assert body(tree) == "Claim 1.1 1 [1] Panel, answer 1. Next."
    assert "/ID" in tree.of_role("Note")[0]


def test_text_and_foot_notes_never_overlap_and_stay_above_the_footer():
    blocks = [text(*cited(n, f" and {words(20)}"), f" {words(12, n)}") for n in range(1, 60)]
    for placed in lines_by_page(written(*blocks, look=FOOT)):
        tops = sorted(placed, reverse=True)
        assert all(above - below >= 8 for above, below in pairwise(tops))
        assert min(placed) > BASE_LOOK.page.bottom


def lines_by_page(file: pikepdf.Pdf) -> list[list[float]]:
    """Baselines of the tagged lines of text on each page; those of one line (a raised number) count once."""
    found = []
    for page in file.pages:
        lines: set[float] = set()
        tagged = False
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                tagged = str(operands[0]) != "/Artifact"
            elif str(operator) == "Td" and tagged and not any(abs(float(operands[1]) - y) < 4 for y in lines):
                lines.add(float(operands[1]))
        found.append(list(lines))
    return found


def test_a_long_note_runs_over_and_none_of_it_is_lost():
    said = words(700, 5000)
    file = written(text(words(330)), text(*cited(1, f" {said}")), text("After."), look=FOOT)
    tree = Tree(file)
    note = squeezed(tree.text(tree.of_role("Note")[0]))
    assert said in note
    assert len({page for (page, _), part in tree.marked.items() if "word5" in part}) > 1


def test_notes_of_a_table_stand_below_it():
    made = table(2)
    cells = (cell("row", "row"), Cell((text(*cited(7), role="table"),)))
    tree = Tree(written(replace(made, body=(*made.body, Row(cells))), text("After."), look=FOOT))
    (holder,) = tree.of_role("Note")
    assert str(holder.P.S) != "/Table"
    assert body(tree).endswith("1 [1] Panel, answer 7. After.")


def test_an_audience_can_have_its_notes_at_the_end():
    tree = Tree(written(text(*cited(1)), source(), look=FOOT, notes="end"))
    assert "Claim 1. [1]" in body(tree)


# ---- figures and letterheads -------------------------------------------------------------------------

BARS = Chart("bars", (Series("votes", (Point("Finland", 3, "3"), Point("Poland", 5, "5", accent=True))),))
LINES = Chart(
    kind="lines",
    series=(
        Series("Germany", (Point("2022", 2.5, "2.5"), Point("2023", 5, "5.0")), accent=True),
        Series("France", (Point("2022", -1, "-1.0"), Point("2023", 5, "5.0"))),
    ),
)


def png(mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Pixels.new(mode, (40, 20), (200, 30, 30, 128)[: len(mode)]).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("content", [BARS, LINES, Image(png(), 400, 200)], ids=["bars", "lines", "image"])
def test_a_figure_is_tagged_with_its_words_and_its_box(content):
    figure = Figure(content, "What it says", caption=(Str("A figure"),), label="Figure 1", id="figure")
    tree = Tree(written(figure))
    (element,) = tree.of_role("Figure")
    assert str(element.Alt) == "What it says"
    x0, y0, x1, y1 = (float(v) for v in next(a for a in element.A if "/BBox" in a).BBox)
    assert 0 < x1 - x0 <= BASE_LOOK.page.main + 1
    assert y1 > y0
    assert tree.loose == []


def test_a_line_chart_draws_a_line_for_each_series_and_names_it():
    tree = Tree(written(Figure(LINES, "What it says", id="f")))
    said = tree.text(tree.of_role("Figure")[0])
    assert all(name in said for name in ("Germany 5.0", "France 5.0", "2022", "2023"))
    drawn = pikepdf.parse_content_stream(tree.file.pages[0])
    widths = [float(o.operands[0]) for o in drawn if str(o.operator) == "w"]
    assert [width for width in (1.75, 1.1) if width in widths] == [
        1.75,
        1.1,
    ]  # the one in accent, and the other


def test_an_image_keeps_what_shows_through():
    file = written(Figure(Image(png("RGBA"), 40, 20), "red", id="f"))
    (image,) = file.pages[0].resources.XObject.values()
    assert set(image.SMask.read_bytes()) == {128}


@pytest.mark.parametrize("kind", ["bar", "band", "rules"])
def test_a_logo_stands_in_each_letterhead_as_an_artifact(kind):
    look = replace(BASE_LOOK, letterhead=kind, logo=png("RGBA"), logo_size=(40.0, 20.0))
    tree = Tree(written(text("Words."), look=look))
    assert len(tree.file.pages[0].resources.XObject) == 1
    assert tree.of_role("Figure") == []
    assert tree.loose == []


def test_the_words_right_in_the_letterhead_have_the_room_that_the_name_leaves():
    said = "Записка для посадових осіб · станом на 1 жовтня 2022 року"
    file = written(text("Words."), look=replace(BASE_LOOK, letterhead="band"), kind=said)
    assert any(said in part for part in Tree(file).marked.values())  # in one line


def test_the_subtitle_of_a_section_and_the_title_of_a_box_are_printed():
    said = body(Tree(written(*EVERYTHING)))
    assert "Below small words" in said
    assert "Open points Said about the paper." in said


# ---- faces -------------------------------------------------------------------------------------------


def test_a_character_of_another_face_is_shown_in_it():
    made = pdf.lay_out(document_of(text("≤ ≈ → ✓ ☐ ■ ϟ")), BASE_LOOK)
    assert made.diagnostics == ()
    assert "≤ ≈ → ✓ ☐ ■ ϟ" in body(Tree(opened(made.draw())))


def test_a_character_that_no_face_has_is_an_open_point_of_its_record():
    origin = Origin("aid", "text", "en")
    paragraph = Paragraph((Span((Str("Say 漢 now"),), origin=origin),), origin=origin)
    (point,) = pdf.lay_out(document_of(paragraph), BASE_LOOK).diagnostics
    assert (point.code, point.severity, point.record) == ("missing-glyph", "open", "aid")
    assert "'text' of 'aid'" in point.message


def test_a_letter_that_was_lost_on_the_way_is_an_open_point_of_its_record():
    origin = Origin("aid", "text", "en")
    paragraph = Paragraph((Span((Str("It is t\ufffd be paid"),), origin=origin),), origin=origin)
    (point,) = pdf.lay_out(document_of(paragraph), BASE_LOOK).diagnostics
    assert (point.code, point.severity, point.record) == ("lost-letter", "open", "aid")


def test_signs_that_show_nothing_are_left_out():
    assert body(Tree(written(text("so\u00adft\u200b wo\x07rds")))) == "soft words"


@pytest.mark.parametrize("family", FONTS)
def test_each_family_sets_a_paper_in_its_own_faces(family):
    inlines = (Str("Plain "), Strong((Str("bold"),)), Str(" "), Emphasis((Str("Works Ґґ"),)))
    file = written(text(*inlines), look=replace(BASE_LOOK, font=family))
    names = {str(font.BaseFont).split("+")[1] for font in file.pages[0].resources.Font.values()}
    stem = family.replace(" ", "").title().replace("Notos", "NotoS")
    assert {name.lower() for name in names} >= {f"{stem}-{s}".lower() for s in ("regular", "bold", "italic")}
    assert body(Tree(file)).endswith("Plain bold Works Ґґ")


def test_the_bold_of_a_variable_family_is_broader_than_its_regular():
    from policybrief.writers.pdf.faces import family

    serif = family("Noto Serif")
    assert serif.face(bold=True, italic=False).width("weight", 10) > serif.regular.width("weight", 10)


# ---- breaking ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", range(300, 420, 5))
def test_a_heading_stands_with_three_lines_of_text(before):
    sub = Section((Str("Subheading"),), (text(words(60, 90000)),), id="sub")
    file = written(Section((), (text(words(before)), sub)))
    (page,) = pages_with(file, "Subheading")
    lines = [line for line in page_lines(file, page) if "word900" in line]
    assert len(lines) >= 3


def page_lines(file: pikepdf.Pdf, page: int) -> list[str]:
    """The tagged lines of a page, from top to bottom."""
    maps = {name: _to_unicode(font) for name, font in file.pages[page].resources.Font.items()}
    lines: dict[float, str] = {}
    font, y, tagged = "", 0.0, False
    for operands, operator in pikepdf.parse_content_stream(file.pages[page]):
        match str(operator):
            case "BDC" | "BMC":
                tagged = str(operands[0]) != "/Artifact"
            case "Tf":
                font = str(operands[0])
            case "Td":
                y = float(operands[1])
            case "Tj" if tagged:
                codes = bytes(operands[0])
                said = "".join(maps[font][codes[n] << 8 | codes[n + 1]] for n in range(0, len(codes), 2))
                lines[y] = lines.get(y, "") + said
    return [lines[at] for at in sorted(lines, reverse=True)]


@pytest.mark.parametrize("before", range(300, 400, 5))
def test_a_paragraph_has_two_lines_on_each_side_of_a_break(before):
    file = written(text(words(before)), text(words(70, 90000)))
    parts = [[line for line in page_lines(file, n) if "word900" in line] for n in range(len(file.pages))]
    assert all(len(part) >= 2 for part in parts if part)


@pytest.mark.parametrize("before", range(300, 420, 7))
def test_a_caption_stands_with_the_head_and_two_rows(before):
    file = written(text(words(before)), table(60))
    (page,) = pages_with(file, "Table")
    rows = [line for line in page_lines(file, page) if re.search(r"\brow\d", line)]
    assert len(rows) >= 2


@pytest.mark.parametrize("rows", range(25, 60, 2))
def test_the_last_two_rows_stay_together(rows):
    file = written(table(rows))
    assert pages_with(file, f"row{rows - 1}") == pages_with(file, f"row{rows - 2}")


@pytest.mark.parametrize("paragraphs", range(8, 12))
@pytest.mark.parametrize("count", [5, 15, 25, 35])
def test_a_last_page_has_six_lines(paragraphs, count):
    file = written(*(text(words(30, 30 * n)) for n in range(paragraphs)), text(words(count, 8000)))
    if len(file.pages) > 1:
        assert len(page_lines(file, len(file.pages) - 1)) >= 6


@pytest.mark.parametrize("before", range(200, 420, 20))
def test_a_small_table_moves_as_a_whole_where_little_of_the_page_is_left(before):
    file = written(text(words(before)), table(9))
    (first,), (last,) = pages_with(file, "row0"), pages_with(file, "row8")
    above = [line for line in page_lines(file, first) if line.startswith("word")]
    if first != last:
        assert len(above) * 14 < (778 - 64) * 2 / 3


def test_a_word_breaks_after_a_hyphen_and_an_address_after_its_points_and_nowhere_else():
    long = "https://example.org/reports/" + "/".join(f"part{n}" for n in range(30))
    file = written(text(long), text("Counter-" * 20 + "attack"), text("x" * 40))
    lines = page_lines(file, 0)
    assert any(line.endswith("/") for line in lines)
    assert any(line.endswith("Counter-") for line in lines)
    assert "x" * 40 in lines
    assert long in body(Tree(file)).replace(" ", "")


def test_a_word_too_wide_for_its_column_is_named_with_record_and_column():
    long = Paragraph(
        (Str("Donaudampfschifffahrtsgesellschaft" * 2),), role="table", origin=Origin("ship", "text")
    )
    head = tuple(cell(f"Column {n}", "column") for n in range(4))
    body_row = (cell("a"), Cell((long,)), cell("b"), cell("c"))
    made = Table(tuple(Column(120) for _ in head), (Row(head),), (Row(body_row),))
    wide = replace(long, content=(Str("W" * 80),))
    assert pdf.lay_out(document_of(made), BASE_LOOK).diagnostics == ()  # takes width from the others
    made = replace(made, body=(Row((cell("a"), Cell((wide,)), cell("b"), cell("c"))),))
    (point,) = pdf.lay_out(document_of(made), BASE_LOOK).diagnostics
    assert (point.code, point.record) == ("word-too-wide", "ship")
    assert "'Column 1'" in point.message


def test_a_column_is_as_wide_as_its_content_asks():
    from policybrief.writers.pdf.cells import row_words
    from policybrief.writers.pdf.columns import columns_of
    from policybrief.writers.pdf.setting import Setting
    from policybrief.writers.pdf.tree import Element

    made = Table((Column(), Column()), (), (Row((cell("No."), cell(words(30)))),))
    rows = [row_words(Setting.of(BASE_LOOK), made, row, Element("Table"), head=False) for row in made.body]
    narrow, wide = columns_of(made, rows, 480, BASE_LOOK).widths
    assert wide > 5 * narrow
    assert narrow + wide == pytest.approx(480)


def key_figures(*figures: str) -> Table:
    reported = "what the number counts in a few words"
    cells = tuple(Cell((text(said, role="key-figure"), text(reported, role="table"))) for said in figures)
    return Table(tuple(Column(120) for _ in figures), (), (Row(cells),), role="keys", summary="numbers")


def test_a_key_figure_stands_on_one_line_where_its_neighbours_can_give_a_little():
    assert "0less than 81112" in page_lines(written(key_figures("0", "less than 8", "11", "12")), 0)
    far_too_long = page_lines(written(key_figures("0", "about 6,200 of 9", "11", "12")), 0)
    assert not any("about 6,200 of 9" in line for line in far_too_long)


def test_a_paragraph_does_not_end_in_a_scrap():
    for length in range(1, 46):
        last = page_lines(written(text(words(20) + " " + "x" * length + " a.")), 0)[-1]
        assert last.strip() != "a."


# ---- the same bytes, and every word ------------------------------------------------------------------

PROGRAM = """
import hashlib, sys
sys.path.insert(0, {tests!r})
from test_pdf_writer import EVERYTHING, FOOT, document_of
from policybrief.writers import pdf
print(hashlib.sha256(pdf.lay_out(document_of(*EVERYTHING, contents="Contents"), FOOT).draw()).hexdigest())
"""


def test_the_bytes_are_the_same_in_another_time_zone_hash_seed_and_locale():
    tests = os.path.dirname(__file__)
    found = set()
    for zone, seed, locale in (("UTC", "1", "C"), ("Pacific/Auckland", "77", "C.UTF-8")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale}
        program = PROGRAM.format(tests=tests)
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        found.add(run.stdout.strip())
    assert len(found) == 1


WORD = st.text(
    st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x24F),
    min_size=1,
    max_size=14,
)
PHRASE = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
LEAF = PHRASE.map(lambda said: text(said))
BLOCK = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda blocks: List(tuple((b,) for b in blocks))),
        st.lists(inner, min_size=1, max_size=3).map(lambda blocks: Quote(tuple(blocks))),
        st.tuples(PHRASE, st.lists(inner, max_size=3)).map(
            lambda made: Section((Str(made[0]),), tuple(made[1]), id="s")
        ),
        st.lists(PHRASE, min_size=1, max_size=6).map(
            lambda rows: Table(
                (Column(), Column(weight=2)), (), tuple(Row((cell(r, "row"), cell("x"))) for r in rows)
            )
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=tries(25), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCK, min_size=1, max_size=4), st.sampled_from(["end", "foot"]))
def test_every_word_of_a_generated_document_survives(blocks, notes):
    import unicodedata

    tree = Tree(written(*blocks, look=replace(BASE_LOOK, notes=notes)))
    said = body(tree).replace("\u00ad", "")  # of words that are wider than their place
    for node in (node for block in blocks for node in walk(block)):
        if isinstance(node, Str):
            wanted = squeezed(unicodedata.normalize("NFC", node.text)).split()
            assert " ".join(wanted).replace(" ", "") in said.replace(" ", "")
    assert tree.loose == []


# ---- growth ------------------------------------------------------------------------------------------


def paragraph_of(size: int) -> tuple[Block, ...]:
    return (text(words(size)),)


def rows_of(size: int) -> tuple[Block, ...]:
    return (table(size),)


def pages_of(size: int) -> tuple[Block, ...]:
    part = [text(words(200)), text(*cited(1)), table(4)]
    return tuple(Section((Str(f"Part {n}"),), tuple(part), id=f"s{n}") for n in range(size))


@pytest.mark.parametrize(
    ("blocks", "size", "look"),
    [
        (paragraph_of, 500, BASE_LOOK),
        (rows_of, 125, BASE_LOOK),
        (pages_of, 6, BASE_LOOK),
        (pages_of, 6, FOOT),
    ],
    ids=["paragraph", "rows", "pages", "pages with foot-notes"],
)
def test_four_times_the_document_takes_about_four_times_the_work(blocks, size, look):
    small, large = (document_of(*blocks(count)) for count in (size, 4 * size))
    drawn(small, look)
    ratio = steps(drawn, large, look) / steps(drawn, small, look)
    assert ratio < 5  # 16 if the work were to grow by the square


def drawn(document: Document, look: Look) -> bytes:
    return pdf.lay_out(document, look).draw()
