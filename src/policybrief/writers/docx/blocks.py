"""Blocks → paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Chart,
    CrossReference,
    Document,
    Figure,
    Image,
    Inline,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Table,
    plain_text,
    walk,
)
from policybrief.writers.docx.contents import contents_list
from policybrief.writers.docx.drawings import Drawings
from policybrief.writers.docx.headings import heading, room_below, title_xml
from policybrief.writers.docx.paragraphs import gap, paragraph_xml
from policybrief.writers.docx.runs import EN_SPACE, Numbering, runs, simple_field, text_run
from policybrief.writers.docx.styles import (
    BULLETS,
    HEADINGS,
    MOST_LEVELS,
    PARAGRAPHS_LIST,
    STEP,
    STYLE_OF_ROLE,
    paragraph_indent,
    side,
    twips,
)
from policybrief.writers.docx.tables import table_xml
from policybrief.writers.opening import below_contents, under_title

LEAD = 120
"""Letters of a paragraph that with its heading stays with what follows: two lines at most."""


class Body:
    """Goes through the blocks of a document once, in reading order."""

    def __init__(
        self, document: Document, numbers: Numbering, drawings: Drawings, places: dict[str, int]
    ) -> None:
        self.document = document
        self.numbers = numbers
        self.drawings = drawings
        self.places = places
        self.look = numbers.look

    def xml(self) -> str:
        """The content of `w:body`, without its section properties."""
        return self.title() + self.contents() + self.text()

    def title(self) -> str:
        """The title, and below it the question and the box of particulars."""
        box = "".join(self.blocks(under_title(self.document), level=1))
        return title_xml(self.document.meta, self.look) + box

    def contents(self) -> str:
        """The contents list, where there is one."""
        if not self.document.meta.contents:
            return ""
        return "".join(contents_list(self.document, self.numbers, self.places))

    def text(self) -> str:
        return "".join(self.blocks(below_contents(self.document), level=1))

    def blocks(self, blocks: tuple[Block, ...], *, level: int) -> Iterator[str]:
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Paragraph) and _keeps_with(block, following):
                yield self.paragraph(block, properties="<w:keepNext/>")
            else:
                yield from self.block(block, level=level)
            if _ends_in_list(block) and _begins_with_table(following):
                yield gap(self.look, 8)

    def block(self, block: Block, *, level: int) -> Iterator[str]:
        match block:
            case Section():
                yield from self.section(block, level=level)
            case Paragraph():
                yield self.paragraph(block)
            case List():
                yield from self.list(block)
            case Table():
                yield from self.table(block)
            case Figure():
                yield from self.figure(block)
            case Callout():
                yield self.panel(block)
            case Quote():
                yield from self.quotation(block, level=level)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case _:
                assert_never(block)

    def section(self, section: Section, *, level: int) -> Iterator[str]:
        if section.title:
            yield from heading(section, level, self.document, self.numbers)
        else:
            yield self.numbers.bookmarked(section.id)
        first, second, *_ = (*section.blocks, None, None)
        above_table = level == 1 and isinstance(second, Table) and second.full
        if isinstance(first, Paragraph) and above_table:
            missing = room_below(section, self.look.page)
            room = f'<w:spacing w:after="{twips(missing)}"/>' if missing > 0 else ""
            yield self.paragraph(first, properties=f"<w:keepNext/>{room}")
        elif section.title and second and isinstance(first, Paragraph) and len(plain_text(first)) <= LEAD:
            yield self.paragraph(first, properties="<w:keepNext/>")
        else:
            yield from self.blocks(section.blocks, level=level + 1)
            return
        yield from self.blocks(section.blocks[1:], level=level + 1)

    # ---- text -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph, style: str = "", properties: str = "") -> str:
        marked = self.numbers.bookmarked(paragraph.id, runs(paragraph.content, self.numbers))
        if paragraph.number and not style:
            kept = "<w:keepNext/>" if properties.startswith("<w:keepNext/>") else ""
            properties = kept + numbered_properties(paragraph) + properties.removeprefix(kept)
        return paragraph_xml(style or STYLE_OF_ROLE.get(paragraph.role, "BodyText"), marked, properties)

    def quotation(self, quote: Quote, *, level: int) -> Iterator[str]:
        """Paragraphs further in, kept on one page with who speaks below them; other blocks as they are."""
        for inner, following in zip_longest(quote.blocks, quote.blocks[1:]):
            if isinstance(inner, Paragraph):
                kept = "<w:keepNext/>" if following is not None else ""
                yield self.paragraph(inner, properties=f'{kept}<w:ind w:left="{STEP}"/>')
            else:
                yield from self.block(inner, level=level)

    def list(self, block: List, depth: int = 0) -> Iterator[str]:
        """Each entry: its first paragraph bears the mark, further ones stand below it without one."""
        level = min(depth, MOST_LEVELS - 1)
        style, number = "ListBullet", BULLETS
        if block.ordered:
            style, number = "ListNumber", self.begun(level, block.start)
        marked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        indent = f'<w:ind w:left="{STEP * (level + 1)}"/>'
        for entry in block.entries:
            manner = (style, marked)
            if entry and isinstance(entry[0], Paragraph) and entry[0].number:
                manner = ("ListNumber", numbered_properties(entry[0]))
                indent = f'<w:ind w:left="{paragraph_indent(entry[0].number.count("."))}"/>'
            for inner in entry:
                if isinstance(inner, List):
                    yield from self.list(inner, depth + 1)
                elif isinstance(inner, Paragraph):
                    yield self.paragraph(inner, *manner)
                else:
                    yield from self.block(inner, level=3)
                manner = ("ListContinue", indent)

    def begun(self, level: int, start: int) -> int:
        """The number of a new numbered list, whose first entry is `start`."""
        self.numbers.restarts += ((level, start),)
        return HEADINGS + len(self.numbers.restarts)

    # ---- tables and figures -----------------------------------------------------------------

    def caption(self, label: str, caption: tuple[Inline, ...], *, full: bool) -> str:
        """A caption whose number is a SEQ field (17.16.5.56); a letterhead's style may not keep it with its table."""
        word, _, number = label.replace("\u00a0", " ").rpartition(" ")
        named = ""
        if number:
            named = text_run(f"{word}\u00a0") + simple_field(
                f"SEQ {word.replace(' ', '_')} \\* ARABIC", number
            )
            named += text_run(EN_SPACE)
        indent = f'<w:ind w:left="-{side(self.look)}"/>' if full else ""
        return paragraph_xml("Caption", named + runs(caption, self.numbers), f"<w:keepNext/>{indent}")

    def table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield self.caption(table.label, table.caption, full=table.full)
        yield table_xml(table, self.numbers)
        yield from self.after_table(table.notes)

    def after_table(self, notes: tuple[Block, ...]) -> Iterator[str]:
        """Notes, or the empty line that Word needs between two tables."""
        yield gap(self.look, 8, keep=bool(notes))
        yield from self.blocks(notes, level=3)

    def panel(self, callout: Callout) -> str:
        """A callout: one shaded cell, so that it stays together and can be deleted in one go."""
        width = twips(self.look.page.main)
        title = paragraph_xml("Question", runs(callout.title, self.numbers)) if callout.title else ""
        inside = title + "".join(self.blocks(callout.blocks, level=3))
        ground = self.look.accent_tint.lstrip("#")
        pad = "".join(f'<w:{name} w:w="160" w:type="dxa"/>' for name in ("top", "left", "bottom", "right"))
        anchor = self.numbers.bookmarked(callout.id)
        return (
            f'{anchor}<w:tbl><w:tblPr><w:tblStyle w:val="BriefRows"/><w:tblW w:w="{width}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
            f"<w:tcMar>{pad}</w:tcMar></w:tcPr>{inside or gap(self.look, 8)}</w:tc></w:tr></w:tbl>{gap(self.look, 8)}"
        )

    def figure(self, figure: Figure) -> Iterator[str]:
        if figure.caption:
            yield self.caption(figure.label, figure.caption, full=False)
        match figure.content:
            case Chart():
                drawn = self.drawings.chart(figure.content, figure.alternative, width=self.look.page.main)
            case Image():
                drawn = self.drawings.picture(figure.content, figure.alternative)
            case _:
                assert_never(figure.content)
        kept = "<w:keepNext/>" if figure.notes else ""
        yield paragraph_xml("BodyText", self.numbers.bookmarked(figure.id, drawn), kept)
        yield from self.blocks(figure.notes, level=3)


def numbered_properties(paragraph: Paragraph) -> str:
    """What makes Word count a paragraph on the level of its number."""
    level = min(paragraph.number.count("."), MOST_LEVELS - 1)
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{PARAGRAPHS_LIST}"/></w:numPr>'


def linked(document: Document, *, listed: bool = False) -> frozenset[str]:
    """Ids of the nodes that something in the document leads to: all that is marked where no edits come back.

    Notes lead to the list of sources where they are `listed` there alone.
    """
    leading = (CrossReference, Note) if listed else CrossReference
    targets = {node.target for node in walk(document) if isinstance(node, leading)}
    return frozenset(targets | {block.id for block in document.blocks if isinstance(block, Section)})


def _ends_in_list(block: Block) -> bool:
    return isinstance(block, Section) and bool(block.blocks) and isinstance(block.blocks[-1], List)


def _begins_with_table(block: Block | None) -> bool:
    """True for a section without a heading, which would give it its space, that begins with a table."""
    if not isinstance(block, Section) or block.title or not block.blocks:
        return False
    return isinstance(block.blocks[0], Table)


def _keeps_with(block: Paragraph, following: Block | None) -> bool:
    """True for a paragraph that leads to a table, a list or a subsection, or that a small note is about."""
    if isinstance(following, Paragraph):
        return following.role == "note" and block.role != "note"
    return isinstance(following, Table | Figure | List | Section)
