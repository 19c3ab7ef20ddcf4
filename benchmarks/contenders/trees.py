"""A paper as the document tree of policybrief: equal text, tables, citations and headings."""

from __future__ import annotations

from policybrief.document import Block as Node
from policybrief.document import (
    Cell,
    Column,
    CrossReference,
    Document,
    Inline,
    List,
    Mark,
    Meta,
    Note,
    Paragraph,
    Row,
    Section,
    Span,
    Str,
    Strong,
    Table,
)
from work import Block, Paper


def tree(papers: tuple[Paper, ...]) -> Document:
    """The document of these papers; several make a compendium with a section for each."""
    first = papers[0]
    meta = Meta(
        first.title,
        "en",
        first.organisation,
        "Brief",
        marks=(Mark("TLP:CLEAR", "#FFFFFF", "#000000"),),
        header=first.title,
        footer=first.date,
        contents="Contents",
        date=first.date,
        ruled=True,
        anchors=True,
    )
    return Document(
        meta, tuple(node for n, each in enumerate(papers) for node in _Tree(each, n).blocks(n > 0))
    )


class _Tree:
    def __init__(self, paper: Paper, number: int) -> None:
        self.paper, self.number = paper, number
        self.notes: list[int] = []
        self.nodes = 0
        self.tables = 0

    def blocks(self, titled: bool) -> list[Node]:
        paper = self.paper
        head: list[Node] = [
            self.paragraph(paper.subtitle, "lead"),
            self.paragraph(paper.summary, "lead"),
        ]
        if titled:
            head = [Section((Str(paper.title),), tuple(head), f"{self.number}")]
        sections = [
            Section((Str(title),), tuple(self.parts(blocks)), f"{self.number}.{index}", str(index))
            for index, (title, blocks) in enumerate(paper.sections, 1)
        ]
        sources = tuple(
            Paragraph((*self.back(n), Str(source)), "source", f"{self.number}.source.{n}")
            for n, source in enumerate(paper.sources, 1)
        )
        return [*head, *sections, Section((Str("Sources"),), sources, f"{self.number}.sources")]

    def back(self, source: int) -> tuple[Inline, ...]:
        mark = Str(f"[{source}]\u2002")
        if source not in self.notes:
            return (mark,)
        return (CrossReference((mark,), f"{self.number}.note.{self.notes.index(source) + 1}"),)

    def parts(self, blocks: tuple[Block, ...]) -> list[Node]:
        """The parts of a section: a heading begins each."""
        parts: list[Node] = []
        title, inside = "", []
        for block in (*blocks, Block("heading")):
            if block.kind != "heading":
                inside.append(self.node(block))
                continue
            if title:
                parts.append(Section((Str(title),), tuple(inside), self.id()))
            title, inside = block.text, []
        return parts

    def node(self, block: Block) -> Node:
        match block.kind:
            case "list":
                return List(tuple((self.paragraph(entry, "body"),) for entry in block.entries))
            case "table":
                return self.table(block)
        said: list[Inline] = [Strong((Str(block.lead + " "),))] if block.lead else []
        said.append(Str(block.text))
        if block.cites:
            self.notes.append(block.cites)
            place = f"{self.number}.note.{len(self.notes)}"
            words = (Str(f"Source {block.cites}."),)
            said += [
                Str("\u00a0"),
                Note(place, f"[{block.cites}]", words, f"{self.number}.source.{block.cites}"),
            ]
        return Paragraph(tuple(said), id=self.id())

    def table(self, block: Block) -> Table:
        self.tables += 1
        head, *body = block.rows
        tints = block.tints or ((("",) * len(head)),) * len(body)
        return Table(
            (Column(),) * len(head),
            (Row(tuple(self.cell(cell, header="column") for cell in head)),),
            tuple(
                Row(
                    tuple(
                        self.cell(c, tint, "row" if n == 0 else "")
                        for n, (c, tint) in enumerate(zip(row, shades, strict=True))
                    )
                )
                for row, shades in zip(body, tints, strict=True)
            ),
            caption=(Str(block.text),),
            label=f"Table {self.tables}",
            summary=block.text,
            id=self.id(),
        )

    def cell(self, text: str, tint: str = "", header: str = "") -> Cell:
        role = f"risk-{('low', 'low', 'medium', 'high', 'severe')[_SHADES.index(tint)]}" if tint else ""
        return Cell((Paragraph((Span((Str(text),)),), "table", self.id()),), role, header)  # type: ignore[arg-type]

    def paragraph(self, text: str, role: str) -> Paragraph:
        return Paragraph((Str(text),), role, self.id())

    def id(self) -> str:
        self.nodes += 1
        return f"{self.number}.node.{self.nodes}"


_SHADES = ("#C6E0B4", "#E2EFDA", "#FFF2CC", "#F8CBAD", "#F4B084")
