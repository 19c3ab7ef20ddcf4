"""Sections → blocks with ids, numbered tables and figures, and citations turned into notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Citation,
    CrossReference,
    Emphasis,
    Figure,
    Inline,
    Link,
    List,
    Note,
    Origin,
    PageBreak,
    PageReferences,
    Paragraph,
    Quote,
    RecordNumbers,
    Row,
    Section,
    Span,
    Str,
    Strong,
    Table,
    walk,
)
from policybrief.languages import NBSP, full_stop
from policybrief.records import Source
from policybrief.sections import Printer
from policybrief.sections.compose.caveats import with_caveats
from policybrief.sections.compose.cross_references import (
    Entries,
    resolved,
    waits_for_numbers,
    without_links_to,
)
from policybrief.sections.compose.source_list import source_paragraphs


def assemble(printer: Printer, sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """The blocks of the body: everything numbered once, in reading order."""
    sections = with_caveats(printer, sections)
    nodes = [node for section in sections for node in walk(section)]
    entries = Entries(sections, nodes)
    assembler = _Assembler(printer, _number_sources(nodes, printer, entries), entries)
    blocks = tuple(
        assembler.section(section, section.id)
        for section in sections
        if assembler.sources or not _lists_sources_only(section)
    )
    return without_links_to(blocks, assembler.targets - assembler.taken.keys())


def _lists_sources_only(section: Section) -> bool:
    return all(isinstance(block, Paragraph) and block.role == "source-list" for block in section.blocks)


def _number_sources(nodes: list[Any], printer: Printer, entries: Entries) -> dict[str, int]:
    """Source id → its number, by first citation; a reference without words names a source too."""
    cited: list[str] = []
    for node in nodes:
        if isinstance(node, Citation):
            cited.append(node.source)
        elif isinstance(node, RecordNumbers):
            cited += [n.source for n in resolved(node, printer, entries) if isinstance(n, Citation)]
    cited += [
        n.target.removeprefix("source.") for n in nodes if isinstance(n, CrossReference) and not n.content
    ]
    return {source: number for number, source in enumerate(dict.fromkeys(cited), 1)}


@dataclass(slots=True)
class _Assembler:
    """Goes through the sections once, from first to last."""

    printer: Printer
    sources: dict[str, int]
    entries: Entries = field(default_factory=Entries)
    tables: int = 0
    figures: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)
    """Ids to which something leads."""
    marks: dict[str, list[str]] = field(default_factory=dict)
    """Source id → ids of the notes that cite it."""

    def section(self, section: Section, node_id: str) -> Section:
        """`section` with the id `node_id`, its blocks assembled."""
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.role == "source-list":
                listed = source_paragraphs(self.printer, self.sources, self.marks)
                blocks.extend(replace(paragraph, id=self.unique(paragraph.id)) for paragraph in listed)
            else:
                blocks.append(self.block(block, node_id))
        title = self.inlines(section.title, node_id)
        return replace(section, id=self.unique(node_id), title=title, blocks=tuple(blocks))

    def block(self, block: Block, place: str) -> Block:
        match block:
            case Section():
                return self.section(block, f"{place}.part")
            case Paragraph():
                return self.paragraph(block, place)
            case List():
                return replace(block, entries=tuple(self.blocks(entry, place) for entry in block.entries))
            case Table():
                return self.table(block, place)
            case Figure():
                self.figures += 1
                label = self.printer.words("figure", number=str(self.figures))
                caption = self.inlines(block.caption, place)
                return replace(
                    block,
                    id=self.unique(f"{place}.{block.id}"),
                    label=label,
                    caption=caption,
                    notes=self.blocks(block.notes, place),
                )
            case Callout() | Quote():
                return replace(block, blocks=self.blocks(block.blocks, place))
            case PageBreak():
                return block
            case _:
                assert_never(block)

    def blocks(self, blocks: Iterable[Block], place: str) -> tuple[Block, ...]:
        return tuple(self.block(block, place) for block in blocks)

    def table(self, table: Table, place: str) -> Table:
        node_id = self.unique(f"{place}.{table.id}")
        label = ""
        if table.caption:
            self.tables += 1
            label = self.printer.words("table", number=str(self.tables))
        caption = self.inlines(table.caption, node_id)
        head = tuple(self.row(row, node_id) for row in table.head)
        body = tuple(self.row(row, node_id) for row in table.body)
        notes = self.blocks(table.notes, f"{node_id}.note")
        return replace(table, id=node_id, label=label, caption=caption, head=head, body=body, notes=notes)

    def row(self, row: Row, place: str) -> Row:
        cells = tuple([self.cell(cell, place) for cell in row.cells])
        return Row(cells, row.role, row.marking)  # here and below: `replace` takes three times as long

    def cell(self, cell: Cell, place: str) -> Cell:
        node_id = self.unique(cell.id) if cell.id else ""
        blocks = self.blocks(cell.blocks, node_id or place)
        return Cell(blocks, cell.role, cell.header, cell.colspan, node_id)

    def paragraph(self, paragraph: Paragraph, place: str) -> Paragraph:
        origin = paragraph.origin or _first_origin(paragraph.content)
        name = f"{place}.{origin.record}.{origin.field}" if origin else f"{place}.words"
        node_id = self.unique(paragraph.id if paragraph.id in self.entries.ids else name)
        content = self.inlines(paragraph.content, node_id)
        return Paragraph(content, paragraph.role, node_id, origin, paragraph.marking, paragraph.number)

    def inlines(
        self, inlines: tuple[Inline, ...], place: str, *, after: Inline | None = None
    ) -> tuple[Inline, ...]:
        """The inlines assembled, in words that go on `after` another."""
        assembled: list[Inline] = []
        for inline in inlines:
            match inline:
                case Citation():
                    if inline.source in self.sources:
                        before = assembled[-1] if assembled else after
                        joint = () if before is None or _ends_in_space(before) else (Str(NBSP),)
                        assembled.extend((*joint, self.note(inline, place)))
                case CrossReference(content=()):
                    mark = f"[{self.sources[inline.target.removeprefix('source.')]}]"
                    self.targets.add(inline.target)
                    assembled.append(replace(inline, content=(Str(mark),)))
                case RecordNumbers() if waits_for_numbers(inline, self.printer, self.entries):
                    assembled.append(inline)
                case RecordNumbers():
                    links = resolved(inline, self.printer, self.entries)
                    before = assembled[-1] if assembled else after
                    assembled.extend(self.inlines(links, place, after=before))
                case Strong() | Emphasis() | Link() | Span() | CrossReference():
                    if type(inline) is CrossReference:
                        self.targets.add(inline.target)
                    content = self.inlines(inline.content, place)
                    if content == inline.content:
                        assembled.append(inline)
                    elif content:
                        assembled.append(replace(inline, content=content))
                case Str() | Note() | PageReferences():
                    assembled.append(inline)
                case _:
                    assert_never(inline)
        return tuple(assembled)

    def note(self, citation: Citation, place: str) -> Note:
        """The note of one citation: short name of the source, and the place in it."""
        source = self.printer.selection.get(citation.source)
        assert isinstance(source, Source)
        node_id = self.unique(f"{place}.cites.{citation.source}")
        self.targets.add(f"source.{citation.source}")
        self.marks.setdefault(citation.source, []).append(node_id)
        mark = f"[{self.sources[citation.source]}]"
        short = self.printer.string(source.short) or self.printer.string(source.title)
        words = f"{short}, {citation.locator}" if citation.locator else short
        return Note(
            node_id,
            mark,
            (Str(f"{mark} {words}{full_stop(words)}"),),
            f"source.{citation.source}",
            citation.records,
        )

    def unique(self, node_id: str) -> str:
        """`node_id`, or with an ordinal among its equals."""
        count = self.taken[node_id] = self.taken.get(node_id, 0) + 1
        return node_id if count == 1 else f"{node_id}.{count}"


_NESTING = (Strong, Emphasis, Link, Span, CrossReference)


def _first_origin(inlines: tuple[Inline, ...]) -> Origin | None:
    for inline in inlines:
        if isinstance(inline, Span) and inline.origin:
            return inline.origin
        if isinstance(inline, _NESTING):
            origin = _first_origin(inline.content)
            if origin:
                return origin
    return None


def _ends_in_space(inline: Inline) -> bool:
    return isinstance(inline, Str) and inline.text[-1:].isspace()
