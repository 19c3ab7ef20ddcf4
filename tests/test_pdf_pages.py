"""Pages as a typographer reads them: what stands on one line, and what no page break parts."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from policybrief.document import (
    Block,
    Cell,
    Column,
    List,
    Mark,
    PageBreak,
    PageReferences,
    Paragraph,
    Row,
    Section,
    Str,
    Table,
)
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import pdf
from test_pdf_writer import (
    FOOT,
    Tree,
    body,
    cell,
    cited,
    document_of,
    lines_by_page,
    page_lines,
    pages_with,
    squeezed,
    text,
    words,
    written,
)


def section(*blocks: Block, title: str = "Heading", role: str = "", number: str = "") -> Section:
    return Section((Str(title),), blocks, role=role, id=title, number=number)


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize(
    "first",
    [
        text("beside", role="lead"),
        text("beside"),
        List(((text("beside"),),)),
        Table((Column(111), Column(246)), (), (Row((cell("beside"), cell("x"))),), full=False),
        Section((Str("beside"),), (text("below"),)),
    ],
    ids=["lead", "text", "list", "table", "subhead"],
)
def test_a_heading_stands_on_the_line_of_what_it_hangs_beside(first, ruled):
    file = written(section(first), ruled=ruled)
    (line,) = (line for line in page_lines(file, 0) if "Heading" in line)
    assert "beside" in line


@pytest.mark.parametrize("ruled", [False, True])
def test_the_dash_of_an_entry_that_begins_a_section_stands_on_its_line(ruled):
    file = written(section(List(((text("beside"),), (text("next"),)))), ruled=ruled)
    assert sum(bool(re.search("–.*(beside|next)", line)) for line in page_lines(file, 0)) == 2


def test_contents_stand_in_two_columns_and_the_left_one_is_read_first():
    parts = [section(text(words(9)), title=f"Part{n}") for n in range(1, 8)]
    file = written(*parts, contents="Contents")
    said = " ".join(f"Part{n} 1" for n in range(1, 8))
    assert body(Tree(file)).startswith(f"Contents {said}")
    assert squeezed(drawn_order(file)).index("Part4 1") < squeezed(drawn_order(file)).index("Part5 1")
    assert any("Part1" in line and "Part5" in line for line in page_lines(file, 0))


def drawn_order(file: pikepdf.Pdf) -> str:
    """The tagged text of the first page in the order in which it is drawn."""
    return " ".join(said for (page, _), said in sorted(Tree(file).marked.items()) if page == 0)


def test_few_entries_of_contents_stand_in_one_column():
    parts = [section(text("x"), title=f"Part{n}") for n in range(1, 7)]
    found = page_lines(written(*parts, contents="Contents"), 0)
    assert not any("Part1" in line and "Part4" in line for line in found)


def test_a_long_entry_of_contents_runs_over_and_its_page_stands_at_its_end():
    long = "Part1 of what there is to say about it all"
    parts = [section(text("x"), title=long), *(section(text("x"), title=f"Part{n}") for n in range(2, 9))]
    file = written(*parts, contents="Contents")
    assert body(Tree(file)).startswith(f"Contents {long} 1 Part2 1")
    [first, second, *_] = [line for line in page_lines(file, 0) if "Part" in line or "all" in line]
    assert "Part1" in first
    assert "all1" not in first
    assert "all" in second


def test_what_begins_a_page_stands_at_its_top():
    by_break = written(text("Before."), PageBreak(), section(text("After.")))
    as_annex = written(text("Before."), section(text("After."), role="annex"))
    plain = written(text(words(2000)), text("After."))
    begins = {round(max(lines_by_page(file)[1])) for file in (by_break, as_annex, plain)}
    assert max(begins) - min(begins) <= 1


def test_two_page_breaks_leave_no_page_empty():
    file = written(text("Before."), PageBreak(), PageBreak(), text("After."), PageBreak())
    assert len(file.pages) == 2


def lines(count: int) -> Paragraph:
    return text("\n".join(f"line{n}" for n in range(count)))


@pytest.mark.parametrize("before", range(36, 52))
def test_no_entry_of_one_line_is_parted_from_its_list(before):
    file = written(lines(before), List(tuple((text(f"entry{n}"),) for n in range(4))), text(words(400)))
    shares = [sum("entry" in line for line in page_lines(file, n)) for n in range(len(file.pages))]
    assert 1 not in shares


@pytest.mark.parametrize("before", range(36, 52))
def test_a_small_note_stays_with_the_paragraph_that_it_is_about(before):
    file = written(lines(before), text("answer"), text("avoid", role="note"), text(words(400)))
    assert pages_with(file, "answer") == pages_with(file, "avoid")


@pytest.mark.parametrize("before", range(30, 52))
def test_the_page_before_an_annex_is_not_nearly_empty(before):
    last = section(text(words(12, 8000)), title="Last")
    file = written(lines(before), last, section(text("x"), role="annex", title="Annex"))
    (annex,) = pages_with(file, "Annex")
    if annex > 1:
        assert len(page_lines(file, annex - 1)) >= 5


@pytest.mark.parametrize("before", range(10, 46))
def test_a_small_table_with_its_heading_leaves_no_third_of_a_page_free(before):
    small = Table((Column(),), (), tuple(Row((cell(f"row{n}"),)) for n in range(12)), caption=(Str("Shown"),))
    file = written(lines(before), section(text("shown"), small), text(words(400)))
    (page,) = pages_with(file, "Heading")
    if page:
        assert len(page_lines(file, 0)) * 14 > (778 - 64) * 0.6


def rows_that_cite(count: int) -> Table:
    rows = tuple(
        Row((cell(f"row{n}", "row"), Cell((text(*cited(n, f" note{n} "), role="table"),))))
        for n in range(count)
    )
    return Table((Column(), Column()), (Row((cell("A", "column"), cell("B", "column"))),), rows, id="t")


def test_the_note_that_a_row_calls_stands_at_the_foot_of_the_page_of_the_row():
    file = written(text(words(300)), rows_that_cite(30), text("After."), look=FOOT)
    assert len(file.pages) > 2
    for number in range(30):
        assert pages_with(file, f"row{number}") == pages_with(file, f"note{number}")
    for page in range(len(file.pages)):
        noted = [int(n) for line in page_lines(file, page) for n in re.findall(r"\bnote(\d+)", line)]
        assert noted == sorted(noted)


def test_notes_of_rows_are_heard_after_what_explains_the_table():
    made = rows_that_cite(2)
    explained = Table(made.columns, made.head, made.body, notes=(text("Explained.", role="note"),))
    heard = body(Tree(written(explained, text("After."), look=FOOT)))
    assert heard.index("Explained.") < heard.index("note0") < heard.index("note1") < heard.index("After.")


def test_rules_reach_the_edge_of_a_column_of_numbers():
    rows = tuple(Row((cell(f"row{n}"), cell("400"))) for n in range(2))
    made = Table((Column(123), Column(357, align="right")), (), rows, role="grid")
    file = written(made)
    edges = [
        float(operands[0]) + float(operands[2])
        for operands, operator in pikepdf.parse_content_stream(file.pages[0])
        if str(operator) == "re" and float(operands[3]) == 0.5
    ]
    page = BASE_LOOK.page
    assert max(edges) == pytest.approx(page.left + page.measure, abs=0.1)


@pytest.mark.parametrize(("targets", "said"), [(("n1",), "on page 1"), (("n1", "n2"), "on pages 1, 2")])
def test_one_page_is_called_a_page(targets, said):
    back = PageReferences(targets, "on pages {pages}", "on page {pages}", lead="; ")
    entry = text("Panel", back, role="source", node_id="source.panel")
    file = written(text(*cited(1)), PageBreak(), text(*cited(2)), section(entry, title="Sources"))
    assert body(Tree(file)).endswith(f"Panel; {said}")


def test_a_table_of_the_text_column_is_as_wide_as_that_column_whatever_the_margins():
    beside = Table((Column(111), Column(246)), (), (Row((cell("row"), cell("x"))),), full=False)
    for page in (
        BASE_LOOK.page,
        replace(BASE_LOOK.page, side=0, main_x=0),
        replace(BASE_LOOK.page, right=90),
    ):
        file = written(text("Before."), beside, look=replace(BASE_LOOK, page=page))
        edges = [
            (float(operands[0]), float(operands[0]) + float(operands[2]))
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) == "re" and float(operands[3]) == 0.5
        ]
        assert min(left for left, _ in edges) == pytest.approx(page.left + page.main_x, abs=0.1)
        assert max(right for _, right in edges) == pytest.approx(page.left + page.measure, abs=0.1)


def risk_map(*level: str) -> Section:
    def of(*said: str) -> Cell:
        return Cell(tuple(text(words, role="table") for words in said))

    def row(impact: int) -> Row:
        return Row((cell(f"impact{impact}", "row"), *(of(str(n), *level) for n in range(1, 6))))

    columns = (Column(123), *(Column(71.4) for _ in range(5)))
    foot = Row((cell("scale"), *(of("likely", "55–80") for _ in range(5))), role="foot")
    made = Table(columns, (), (*map(row, range(5, 0, -1)), foot), role="map", caption=(Str("The map"),))
    return section(text("shown"), replace(made, notes=(text("explained", role="note"),)), title="Risks")


def set_how(file: pikepdf.Pdf) -> tuple[int, bool]:
    """The page of a map, and whether the numbers and the level of a cell stand on one line."""
    (page,) = pages_with(file, "impact5")
    return page, any("5 high" in line for line in page_lines(file, page))


def test_a_map_is_set_tight_only_where_it_would_leave_much_of_a_page_free():
    how = [set_how(written(lines(before), risk_map("high"), text(words(300)))) for before in range(10, 46)]
    wide, tight, moved = (how.count(kind) for kind in ((0, False), (0, True), (1, False)))
    assert how == [(0, False)] * wide + [(0, True)] * tight + [(1, False)] * moved
    assert min(wide, moved) > 5
    assert tight >= 3


def test_a_map_whose_words_do_not_fit_on_one_line_is_never_set_tight():
    long = "a rather high level"
    for before in range(20, 32):
        file = written(lines(before), risk_map(long), text(words(300)))
        (page,) = pages_with(file, "impact5")
        assert not any("5 a rather" in line for line in page_lines(file, page))


def test_a_tight_map_says_the_same_in_the_same_order():
    heard = set()
    for before in range(20, 32):
        tree = Tree(written(lines(before), risk_map("high"), text(words(300))))
        said = body(tree)
        heard.add(said[said.index("The map") : said.index("word0")])
        assert tree.loose == []
    (same,) = heard
    assert "impact5 1 high 2 high 3 high" in same


MARK = Mark("TLP:AMBER", "#FFC000", "#000000")


def test_the_title_on_later_pages_is_whole_where_the_marking_leaves_room():
    title = "The toll on the harbour bridge, and what may follow from it in later years"
    for header, cut in ((title, False), (f"{title}, and in the years after those as well", True)):
        data = pdf.lay_out(
            document_of(text(words(900)), text(words(900)), header=header, marks=(MARK,)), BASE_LOOK
        ).draw()
        with pypdfium2.PdfDocument(io.BytesIO(data)) as file:
            last = file[len(file) - 1].get_textpage().get_text_range()
        assert (header in last) is not cut
        assert ("…" in last) is cut


@pytest.mark.parametrize("before", [36, 37, 38])
@pytest.mark.parametrize("level", ["section", "subhead"])
def test_a_short_section_whose_heading_stands_above_asks_for_nothing_of_the_next(before, level):
    page = replace(BASE_LOOK.page, side=0, main_x=0)
    small = Table((Column(),), (), tuple(Row((cell(f"row{n}"),)) for n in range(14)))
    short, moved = section(text("short"), title="Short"), section(small, title="Next")
    parts = (short, moved) if level == "section" else (section(short, moved),)
    file = written(lines(before), *parts, look=replace(BASE_LOOK, page=page))
    assert pages_with(file, "Short") == pages_with(file, "short") == [0]
    assert pages_with(file, "Next") == [1]


@pytest.mark.parametrize("margins", [(72, 72), (40, 40), (57.64, 90)])
@pytest.mark.parametrize("count", [2, 4])
def test_key_figures_are_as_wide_as_the_page_whatever_the_margins(margins, count):
    widths = (*(123,) * (count - 1), 480 - 123 * (count - 1))
    figures = Row(tuple(Cell((text("12", role="key-figure"),), role="key") for _ in widths))
    left, right = margins
    page = replace(BASE_LOOK.page, left=left, right=right)
    made = Table(tuple(map(Column, widths)), (), (figures,), role="keys")
    file = written(text("Before."), made, look=replace(BASE_LOOK, page=page))
    edges = [
        float(operands[0]) + float(operands[2])
        for operands, operator in pikepdf.parse_content_stream(file.pages[0])
        if str(operator) == "re" and float(operands[2]) > page.measure / 2
    ]
    assert edges
    assert max(edges) == pytest.approx(page.left + page.measure, abs=0.1)
