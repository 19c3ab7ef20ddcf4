"""Blocks → paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Chart,
    Document,
    Figure,
    Image,
    Inline,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Str,
    Table,
)
from policybrief.writers.docx.drawings import Pictures
from policybrief.writers.docx.runs import Format, Numbers, bookmark_name, runs, simple_field, text_run
from policybrief.writers.docx.styles import STYLE_OF_ROLE, side, twips
from policybrief.writers.docx.tables import bars_xml, table_xml

EN_SPACE = "\u2002"


class Body:
    """Goes through the blocks of a document once, in reading order."""

    def __init__(
        self, document: Document, numbers: Numbers, pictures: Pictures, places: dict[str, int]
    ) -> None:
        self.document = document
        self.numbers = numbers
        self.pictures = pictures
        self.places = places
        self.look = numbers.look

    def xml(self) -> str:
        """The content of `w:body`, without its section properties."""
        parts = [self.paragraph_xml("Title", text_run(self.document.meta.title))]
        if self.document.meta.contents:
            parts.append(self.contents())
        parts.extend(self.blocks(self.document.blocks, level=1))
        return "".join(parts)

    def blocks(self, blocks: tuple[Block, ...], *, level: int) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block, level=level)

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
                title = (Paragraph(block.title, role="question"),) if block.title else ()
                yield from self.blocks((*title, *block.blocks), level=level)
            case Quote():
                yield from self.blocks(block.blocks, level=level)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case _:
                assert_never(block)

    # ---- headings ---------------------------------------------------------------------------

    def section(self, section: Section, *, level: int) -> Iterator[str]:
        if section.title:
            title: tuple[Inline, ...] = section.title
            if section.number:
                title = (Str(f"{section.number}{EN_SPACE}"), *title)
            properties = self.heading_properties(section, level)
            marked = self.numbers.bookmark(section.id) + runs(title, self.numbers)
            if "framePr" in properties:
                yield self.gap(12)
            yield self.paragraph_xml(f"Heading{min(level, 3)}", marked, properties)
            if "framePr" in properties:
                yield self.gap(
                    2, keep=True
                )  # carries the frame: beside a list LibreOffice would swallow the list
        else:
            yield self.numbers.bookmark(section.id)
        yield from self.blocks(section.blocks, level=level + 1)

    def heading_properties(self, section: Section, level: int) -> str:
        """A first-level heading hangs in the margin beside text; above a full-width table it stands alone."""
        new_page = "<w:pageBreakBefore/>" if section.role in ("annex", "open-points") else ""
        if level > 1:
            return new_page
        left, width = twips(self.look.page.left), twips(self.look.page.side)
        ruled = ""
        if self.document.meta.ruled:
            accent = self.look.accent.lstrip("#")
            ruled = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="6" w:color="{accent}"/></w:pBdr>'
        first = section.blocks[0] if section.blocks else None
        beside = isinstance(first, Paragraph | List) or (isinstance(first, Table) and not first.full)
        if beside and width and not new_page:
            return (
                f'<w:framePr w:w="{width}" w:hSpace="240" w:wrap="around" w:vAnchor="text" w:hAnchor="page" '
                f'w:x="{left}" w:y="1"/><w:spacing w:before="0" w:after="0"/>'
            )
        return f'{new_page}{ruled}<w:ind w:left="-{side(self.look)}"/>'

    def contents(self) -> str:
        """A contents field whose entries link to the headings; the pages are those of our own layout (17.16.5.68)."""
        sections = [b for b in self.document.blocks if isinstance(b, Section) and b.title]
        heading = self.paragraph_xml("Lead", text_run(self.document.meta.contents, Format(bold=True)))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z '
            '\\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = []
        for index, section in enumerate(sections):
            number = f"{section.number}{EN_SPACE}" if section.number else ""
            name = bookmark_name(section.id)
            page = str(self.places.get(section.id, 1))
            entry = runs((Str(number), *section.title), self.numbers) + text_run("\t")
            entry += simple_field(f"PAGEREF {name} \\h", page)
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{entry}</w:hyperlink>'
            first, last = index == 0, index == len(sections) - 1
            lines.append(self.paragraph_xml("TOC1", (begin if first else "") + link + (end if last else "")))
        return heading + "".join(lines)

    # ---- text -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph, style: str = "") -> str:
        marked = self.numbers.bookmark(paragraph.id) + runs(paragraph.content, self.numbers)
        return self.paragraph_xml(style or STYLE_OF_ROLE.get(paragraph.role, "BodyText"), marked)

    def paragraph_xml(self, style: str, content: str, properties: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'

    def list(self, block: List) -> Iterator[str]:
        style = "ListNumber" if block.ordered else "ListBullet"
        for entry in block.entries:
            for inner in entry:
                if isinstance(inner, Paragraph):
                    yield self.paragraph(inner, style)
                else:
                    yield from self.block(inner, level=3)

    # ---- tables and figures -----------------------------------------------------------------

    def caption(self, label: str, caption: tuple[Inline, ...], *, full: bool) -> str:
        """A caption whose number is a SEQ field (17.16.5.56)."""
        word, _, number = label.replace("\u00a0", " ").rpartition(" ")
        named = ""
        if number:
            named = text_run(f"{word}\u00a0") + simple_field(
                f"SEQ {word.replace(' ', '_')} \\* ARABIC", number
            )
            named += text_run(EN_SPACE)
        indent = f'<w:ind w:left="-{side(self.look)}"/>' if full else ""
        return self.paragraph_xml("Caption", named + runs(caption, self.numbers), indent)

    def table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield self.caption(table.label, table.caption, full=table.full)
        yield table_xml(table, self.numbers)
        yield from self.after_table(table.notes)

    def after_table(self, notes: tuple[Block, ...]) -> Iterator[str]:
        """Notes, or the empty line that Word needs between two tables."""
        yield self.gap(8)
        yield from self.blocks(notes, level=3)

    def gap(self, points: float, *, keep: bool = False) -> str:
        """An empty line of this height: the space that a frame or a table cannot keep by itself."""
        spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(points)}" w:lineRule="exact"/>'
        return self.paragraph_xml("TableNote", "", ("<w:keepNext/>" if keep else "") + spacing)

    def figure(self, figure: Figure) -> Iterator[str]:
        if figure.caption:
            yield self.caption(figure.label, figure.caption, full=False)
        match figure.content:
            case Chart():
                yield bars_xml(figure, figure.content, self.numbers)
                yield from self.after_table(figure.notes)
            case Image():
                yield self.paragraph_xml("BodyText", self.pictures.run(figure.content, figure.alternative))
                yield from self.blocks(figure.notes, level=3)
