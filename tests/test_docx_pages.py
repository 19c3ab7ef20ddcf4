"""Word pages as a typographer reads them: what keeps together, and where white and breaks stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from policybrief.document import (
    Block,
    Cell,
    Column,
    Document,
    Inline,
    List,
    Meta,
    Note,
    PageReferences,
    Paragraph,
    Row,
    Section,
    Str,
    Strong,
    Table,
)
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import docx
from policybrief.writers.docx.tables import column_widths
from policybrief.writers.widths import for_figures
from test_docx_writer import W, tree

META = Meta("A brief", "en", "Office", "Brief", header="A brief", date="2023-01-02")


def said(*content: Inline | str, role: str = "body") -> Paragraph:
    return Paragraph(tuple(Str(part) if isinstance(part, str) else part for part in content), role=role)


def table(rows: int, *notes: Block, role: str = "rows") -> Table:
    body = tuple(Row((Cell((said(f"row{n}", role="table"),)),)) for n in range(rows))
    return Table((Column(480),), (Row((Cell((said("head", role="table"),)),)),), body, role=role, notes=notes)


def paragraphs(*blocks: Block, **meta: object) -> list[tuple[str, etree._Element]]:
    """(words, properties) of each paragraph, in order."""
    file = docx.write(Document(replace(META, **meta), blocks), BASE_LOOK)  # type: ignore[arg-type]
    return [
        ("".join(t.text or "" for t in p.iter(f"{W}t")), p.find(f"{W}pPr")) for p in tree(file).iter(f"{W}p")
    ]


def kept(*blocks: Block) -> set[str]:
    """The words of the paragraphs that stay with what follows."""
    return {words for words, properties in paragraphs(*blocks) if properties.find(f"{W}keepNext") is not None}


def test_the_first_two_and_the_last_two_rows_stay_together() -> None:
    assert kept(table(6)) >= {"head", "row0", "row4"}
    assert kept(table(6)).isdisjoint({"row1", "row2", "row3", "row5"})


def test_what_leads_to_a_list_or_a_subsection_stays_with_it() -> None:
    inner = Section((Str("Below"),), (said("More."),), "below")
    assert {"Leads.", "Leads on."} <= kept(
        Section((Str("Part"),), (said("Leads."), List(((said("one"),),)), said("Leads on."), inner), "part")
    )
    assert "Text." not in kept(said("Text."), said("More text."))


def test_a_heading_with_a_short_lead_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    long = "What the options are, and what each of them would do. " * 4
    reported = kept(
        Section((Str("Options"),), (said("What we compare."), said("A Go on."), said("B Stop.")), "o")
    )
    assert "What we compare." in reported
    assert reported.isdisjoint({"A Go on.", "B Stop."})
    assert long not in kept(Section((Str("Options"),), (said(long), said("A Go on.")), "o"))
    assert "Alone." not in kept(Section((Str("Part"),), (said("Alone."),), "p"), said("Next."))


def test_a_caption_stays_with_its_table_whatever_its_style_says() -> None:
    assert "What it shows" in " ".join(
        kept(replace(table(3), caption=(Str("What it shows"),), label="Table 1"))
    )


def test_a_table_stays_with_the_note_below_it() -> None:
    made = paragraphs(table(3, said("What it means.", role="note")))
    (end,) = (n for n, (words, _) in enumerate(made) if words == "What it means.")
    assert all(p.find(f"{W}keepNext") is not None for _, p in made[end - 3 : end])


def test_a_small_note_stays_with_the_paragraph_that_it_is_about() -> None:
    avoid = said("Avoid: sums.", role="note")
    assert "An answer." in kept(said("An answer."), avoid, said("More."))
    assert "Avoid: sums." not in kept(said("An answer."), avoid, replace(avoid))


def test_more_white_stands_above_the_rule_of_a_section_than_below_it() -> None:
    section = Section((Str("Title"),), (said("text"),), id="s", number="1")
    made = paragraphs(said("before"), section, ruled=True)
    (rule,) = (p for _, p in made if p.find(f"{W}pBdr") is not None)
    space = rule.find(f"{W}spacing")
    assert int(space.get(f"{W}before")) >= 3 * int(space.get(f"{W}after")) > 0
    assert rule.find(f"{W}pBdr/{W}top").get(f"{W}space") == "0"


def test_the_number_of_a_footnote_stands_close_to_its_word_and_two_numbers_apart() -> None:
    first, second = (Note(f"n{n}", "[1]", (Str("[1] Panel."),), "source.panel") for n in (1, 2))
    nbsp = Str("\u00a0")
    [*_, (words, _)] = paragraphs(said("Claim.", nbsp, first, nbsp, second, " More."))
    assert words == "Claim.\u00a0 More."
    [*_, (words, _)] = paragraphs(said("Claim.", nbsp, first, " More."), notes="end")
    assert words == "Claim.\u00a0[1] More."


@pytest.mark.parametrize(
    ("title", "second"),
    [
        ("What NATO does for Ukraine", ""),
        ("Security guarantees for Ukraine before it joins NATO", "Ukraine before it joins NATO"),
        ("Гарантії безпеки для України до її вступу в НАТО", "України до її вступу в НАТО"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller", ""),
        ("words " * 20, ""),
    ],
)
def test_a_title_of_two_lines_is_parted_near_its_middle(title: str, second: str) -> None:
    (words, _), *_ = paragraphs(said("text"), title=title)
    assert words.replace("\u00a0", " ") == title
    assert words.endswith(second.replace(" ", "\u00a0"))
    assert words.count("\u00a0") == second.count(" ")


def test_the_numbers_in_a_map_are_larger_than_its_words() -> None:
    number = Cell((said(Strong((Str("4\u20025"),)), role="table"), said("high", role="table")))
    made = Table((Column(71.4),), (), (Row((number,)),), role="map")
    file = docx.write(Document(META, (made,)), BASE_LOOK)
    sizes = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}sz")
        for run in tree(file).iter(f"{W}r")
    }
    assert sizes["4\u20025"].get(f"{W}val") == "24"
    assert sizes["high"] is None


def test_pages_that_word_does_not_print_leave_nothing_behind() -> None:
    pages = PageReferences(("n1",), "cited on pages {pages}", "cited on page {pages}")
    entries = (said("One", replace(pages, lead="; ")), said("Two", replace(pages, lead="\n")))
    for (words, _), expected in zip(paragraphs(*entries)[1:], ("One", "Two"), strict=True):
        assert words == expected


def test_contents_have_their_page_numbers_near_their_titles() -> None:
    file = docx.write(Document(META, (said("text"),)), BASE_LOOK)
    styles = tree(file, "word/styles.xml")
    (toc,) = (s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "TOC1")
    assert int(toc.find(f"{W}pPr/{W}tabs/{W}tab").get(f"{W}pos")) < 20 * BASE_LOOK.page.main * 0.8


def widths(table: Table) -> list[int]:
    file = docx.write(Document(META, (table,)), BASE_LOOK)
    return [int(column.get(f"{W}w")) for column in tree(file).iter(f"{W}gridCol")]


def test_a_column_is_as_wide_as_its_longest_word_and_the_shortest_text_gives() -> None:
    def of(word: str) -> Table:
        cells = tuple(
            Cell((said(words, role="table"),)) for words in ("1", word, "a text of many words, " * 4)
        )
        return Table((Column(100), Column(80), Column(300)), (), (Row(cells),))

    assert widths(of("likely")) == [2000, 1600, 6000]
    first, second, third = widths(of("unwahrscheinlich, erheblich"))
    assert second >= 20 * (17 * 4.6 + 12)
    assert (first + second, third) == (3600, 6000)


def test_a_key_figure_has_a_line_where_its_neighbours_can_give_a_little() -> None:
    def of(figure: str) -> Table:
        cells = tuple(Cell((said(words, role="key-figure"),)) for words in ("0", figure, "11", "12"))
        return Table(tuple(Column(120) for _ in cells), (), (Row(cells),), role="keys")

    assert widths(of("about 8")) == [2400] * 4
    assert 2400 < widths(of("at most 8"))[1] <= 2700
    assert sum(widths(of("at most 8"))) == 9600
    assert widths(of("about 6,200 of 9")) == [2400] * 4, "so much is not given: it breaks between words"


@pytest.mark.parametrize(
    ("stated", "lines", "made"),
    [
        ([123, 123, 123, 111], [30, 100, 90, 40], [123, 123, 123, 111]),
        ([123, 123, 123, 111], [30, 130, 90, 40], [116, 130, 123, 111]),
        ([123, 123, 123, 111], [30, 200, 90, 40], [123, 123, 123, 111]),
        ([123, 123, 123, 111], [130, 130, 130, 40], [130, 130, 124, 96]),
        ([123, 357], [160, 200], [172, 308]),
        ([123, 357], [160, 350], [123, 357]),
        ([123, 123, 234], [145, 150, 130], [157, 162, 161]),
    ],
)
def test_key_figures_take_from_the_last_column_and_a_little_from_each_other(
    stated: list[float], lines: list[float], made: list[float]
) -> None:
    figures = for_figures(stated, lines, pieces=[0] * len(lines), measure=480)
    assert sum(figures) == sum(stated)
    assert figures == made


def test_a_key_figure_without_its_line_has_room_for_its_longest_piece() -> None:
    assert for_figures([123, 123, 234], [250, 60, 60], pieces=[150, 60, 60], measure=480) == [162, 123, 195]
    given = for_figures([123, 123, 123, 111], [60, 300, 60, 60], pieces=[60, 130, 60, 60], measure=480)
    assert given[1] == 130


def test_key_figures_are_as_wide_as_the_page_whatever_the_margins() -> None:
    figures = Row(tuple(Cell((said("12", role="key-figure"),)) for _ in range(2)))
    made = Table((Column(123), Column(357)), (), (figures,), role="keys")
    for margin in (40, 57.64, 72):
        page = replace(BASE_LOOK.page, left=margin, right=margin)
        look = replace(BASE_LOOK, page=page)
        assert sum(column_widths(made, look)) == pytest.approx(page.measure, abs=1)


def key_figures(*figures: str) -> Table:
    cells = tuple(Cell((said(words, role="key-figure"), said("what it counts"))) for words in figures)
    columns = (*(Column(123) for _ in figures[1:]), Column(480 - 123 * (len(figures) - 1)))
    return Table(columns, (), (Row(cells),), role="keys", summary="numbers")


def test_a_number_and_its_unit_stay_on_one_line_where_the_columns_can_have_the_width() -> None:
    made = key_figures("2.17\u00a0billion", "141 to 705\u00a0million", "1.03 to 1.2")
    assert widths(made)[1] >= 20 * 135
    assert "705\u00a0million" in " ".join(words for words, _ in paragraphs(made))


def test_a_key_figure_wider_than_its_column_breaks_between_words() -> None:
    made = key_figures(*("1.5\u00a0million\u00a0acres",) * 4)
    assert "1.5 million acres" in " ".join(words for words, _ in paragraphs(made))


def test_a_date_that_no_line_may_part_has_room_in_its_column() -> None:
    cells = tuple(
        Cell((said(words, role="table"),)) for words in ("F1", "6\u00a0December\u00a02023", "text " * 30)
    )
    made = Table((Column(100), Column(80), Column(300)), (), (Row(cells),))
    assert widths(made)[1] >= 20 * 90


def test_a_heading_of_three_short_lines_leaves_room_above_the_table() -> None:
    title = (Str("Options compared "), Str("(TLP:AMBER)"))
    made = paragraphs(Section(title, (said("One line."), table(2)), id="s", number="8"))
    (properties,) = (p for words, p in made if words == "One line.")
    assert int(properties.find(f"{W}spacing").get(f"{W}after")) >= 20 * (3 * 17 - 15)
