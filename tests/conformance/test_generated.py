"""Documents drawn at random over the whole vocabulary conform as the examples do."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache

import pytest
from openxml_audit import OpenXmlValidator

from conformance import papers, verapdf
from conformance.pdf_rules import faults_of
from conformance.screen_reader import differences
from policybrief.designing.specimen.components import grey_png
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
    PageBreak,
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
    walk,
)
from policybrief.templates import list_templates, read_template
from tiers import sampled

ALL = range(200)
SEEDS = sampled(ALL, count=40)
WORDS = (
    *("policy", "brief", "Ukraine", "membership", "of", "the", "a", "in", "2022", "€1.2bn", "50%", "AT&T"),
    *("Grundstücksverkehrsgenehmigungszuständigkeitsübertragung", "найнедоброзичливішого"),
    *("אגרת", "הגשר", "(שלום)", "رسوم", "الجسر", "«قوس»", "نِقاط", "हिन्दी", "ภาษาไทย"),
    *("безпека", "України", "гарантії", "і", "її", "п’ять", "Żółć", "Größe", "naïve", "Ελλάδα", "<b>", "{x}"),
    *(
        "R&D",
        "well-being",
        "and/or",
        "2014–2022",
        "https://example.org/a/very/long/address?with=query&more=1",
    ),
    *(
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "(a)",
        "“so”",
        "\\escaped\\",
        "a\u00a0b",
        "☐",
        "▲",
        "½",
        "…",
    ),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_document_drawn_at_random_conforms_in_both_formats(seed, tmp_path):
    document = Drawn(random.Random(seed)).document()
    paper = papers.written(str(seed), document, look(template_of(seed)))
    assert verapdf.broken_clauses(paper.pdf) == ()
    assert faults_of(paper.pdf) == ()
    assert differences(document, paper.pdf, foot=paper.foot) == []
    path = tmp_path / "paper.docx"
    path.write_bytes(paper.docx)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors


def test_the_sample_has_every_template_block_inline_and_role():
    assert {template_of(seed) for seed in SEEDS} == set(list_templates(papers.ROOT))
    assert drawn_with(SEEDS) == drawn_with(ALL)


def drawn_with(seeds: Iterable[int]) -> set[tuple[type, str]]:
    documents = (Drawn(random.Random(seed)).document() for seed in seeds)
    return {(type(node), getattr(node, "role", "")) for document in documents for node in walk(document)}


def template_of(seed: int) -> str:
    names = list_templates(papers.ROOT)
    return names[seed % len(names)]


@cache
def look(template: str):
    return read_template(template, papers.ROOT)[0].look


class Drawn:
    """Draws one document; ids are numbered, and references lead to ids that are there."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0

    def document(self) -> Document:
        sections = tuple(self.section(1, number) for number in range(1, self.chance.randint(2, 6)))
        marks = (Mark("TLP:AMBER", "#FFC000", "#000000"),) if self.chance.random() < 0.7 else ()
        meta = Meta(
            self.words(6),
            self.chance.choice(("en", "uk", "de")),
            "Ministry of R&D",
            "For officials · as of 1 October 2022",
            marks,
            draft=self.chance.choice(("", "DRAFT")),
            contents=self.chance.choice(("", "Contents")),
            header="A header & more",
            footer="As of 1 October 2022",
            subject=self.words(4),
            keywords=("one", "two & three"),
            date="2022-10-01",
            ruled=self.chance.random() < 0.5,
        )
        return Document(meta, sections)

    def id(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def words(self, most: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most)))

    def section(self, level: int, number: int) -> Section:
        blocks = [self.block(level, plain=False) for _ in range(self.chance.randint(1, 4))]
        if level < 3 and self.chance.random() < 0.5:
            blocks += [self.section(level + 1, n) for n in range(self.chance.randint(1, 2))]
        own = f"s{number}" if level == 1 else self.id()
        return Section((Str(self.words(5)),), tuple(blocks), own, str(number) if level == 1 else "")

    def block(self, level: int, *, plain: bool) -> Block:
        kinds = (self.paragraph, self.list, self.quote)
        more = () if plain else (self.table, self.figure, self.callout, self.long_table, PageBreak)
        return self.chance.choice((*kinds, self.paragraph, self.paragraph, *more))()

    def paragraph(self, most: int = 60) -> Paragraph:
        content = tuple(
            part for _ in range(self.chance.randint(1, 4)) for part in (self.inline(most // 4), Str(" "))
        )
        return Paragraph(content[:-1], id=self.id())

    def inline(self, most: int) -> Inline:
        inner = (Str(self.words(max(1, most))),)
        match self.chance.randrange(9):
            case 0:
                return Strong((*inner, Str(" "), Emphasis(inner)))
            case 1:
                return Emphasis(inner)
            case 2:
                return Link(inner, "https://example.org/?a=1&b=(2)")
            case 3:
                return CrossReference(inner, "s1")
            case 4:
                return Span(inner, language=self.chance.choice(("uk", "de", "en")))
            case 5:
                return Span(inner, role=self.chance.choice(("secondary", "supports", "rating")))
            case _:
                return inner[0]

    def list(self, depth: int = 0) -> List:
        def entry() -> tuple[Block, ...]:
            nested = (self.list(depth + 1),) if depth < 2 and self.chance.random() < 0.3 else ()
            return (self.paragraph(16), *nested)

        entries = tuple(entry() for _ in range(self.chance.randint(1, 4)))
        return List(entries, ordered=self.chance.random() < 0.5, id=self.id())

    def quote(self) -> Quote:
        return Quote((self.paragraph(),), id=self.id())

    def callout(self) -> Callout:
        blocks = (self.paragraph(20), self.paragraph(20))
        return Callout(
            blocks, self.chance.choice(("open-points", "rehearsal")), (Str(self.words(4)),), self.id()
        )

    def long_table(self) -> Table:
        return self.table(self.chance.randint(30, 60))

    def table(self, rows: int = 0) -> Table:
        wide = self.chance.randint(2, 5)
        head = Row(tuple(self.cell("column") for _ in range(wide)))
        body = [self.row(wide) for _ in range(rows or self.chance.randint(1, 6))]
        notes = (self.paragraph(12),) if self.chance.random() < 0.5 else ()
        columns = tuple(Column(align=self.chance.choice(("left", "right"))) for _ in range(wide))
        caption = (Str(self.words(6)),) if self.chance.random() < 0.7 else ()
        label = "Table 1" if caption else ""
        role = self.chance.choice(("rows", "grid"))
        return Table(
            columns, (head,), tuple(body), role, caption, label, "What it shows", notes, id=self.id()
        )

    def row(self, wide: int) -> Row:
        if self.chance.random() < 0.15:
            return Row((self.cell("row", wide),), role="group")
        return Row((self.cell("row"), *(self.cell("") for _ in range(wide - 1))))

    def cell(self, header: str, span: int = 1) -> Cell:
        tint = self.chance.choice(("", "", "supports", "rating-2", "risk-high"))
        text = Paragraph((Str(self.words(4)),), role="table", id=self.id())
        return Cell((text,), "" if header else tint, header, span, self.id())

    def figure(self) -> Figure:
        notes = (self.paragraph(12),) if self.chance.random() < 0.5 else ()
        content = self.chance.choice((self.bars, self.lines, lambda: Image(grey_png(), 120, 60)))()
        return Figure(content, self.words(12), (Str(self.words(6)),), "Figure 1", notes, self.id())

    def bars(self) -> Chart:
        values = [self.chance.randint(0, 90) for _ in range(self.chance.randint(1, 6))]
        points = tuple(Point(f"Donor {n}", value, f"€{value}bn", n == 1) for n, value in enumerate(values))
        return Chart("bars", (Series("€bn", points),))

    def lines(self) -> Chart:
        years = [str(2020 + n) for n in range(self.chance.randint(2, 6))]
        series = tuple(
            Series(
                f"Line {number}",
                tuple(Point(year, value := self.chance.randint(0, 90), str(value)) for year in years),
                number == 0,
            )
            for number in range(self.chance.randint(1, 4))
        )
        return Chart("lines", series)
