"""Blocks → paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from math import ceil
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
    Str,
    Table,
    plain_text,
    walk,
)
from policybrief.templates.look import BELOW_TITLE, Look
from policybrief.writers.docx.drawings import Drawings
from policybrief.writers.docx.runs import Numbers, bookmark_name, runs, simple_field, text_run
from policybrief.writers.docx.styles import BULLETS, HEADINGS, MOST_LEVELS, STEP, STYLE_OF_ROLE, side, twips
from policybrief.writers.docx.tables import table_xml

EN_SPACE, NBSP = "\u2002", "\u00a0"

LEAD = 120
"""Letters of a paragraph that with its heading stays with what follows: two lines at most."""


class Body:
    """Goes through the blocks of a document once, in reading order."""

    def __init__(
        self, document: Document, numbers: Numbers, drawings: Drawings, places: dict[str, int]
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
        """The title, and below it the question."""
        meta = self.document.meta
        title = text_run(_balanced(meta.title, self.look))
        if not meta.question:
            return self.paragraph_xml("Title", title)
        close = f'<w:spacing w:after="{twips(BELOW_TITLE)}"/>'
        return self.paragraph_xml("Title", title, close) + self.paragraph_xml(
            "Subtitle", text_run(meta.question)
        )

    def contents(self) -> str:
        """The contents list, where there is one."""
        return "".join(self.listed()) if self.document.meta.contents else ""

    def text(self) -> str:
        return "".join(self.blocks(self.document.blocks, level=1))

    def blocks(self, blocks: tuple[Block, ...], *, level: int) -> Iterator[str]:
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Paragraph) and _keeps_with(block, following):
                yield self.paragraph(block, properties="<w:keepNext/>")
            else:
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
                yield self.panel(block)
            case Quote():
                yield from self.blocks(block.blocks, level=level)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case _:
                assert_never(block)

    # ---- headings ---------------------------------------------------------------------------

    def section(self, section: Section, *, level: int) -> Iterator[str]:
        if section.title:
            yield from self.heading(section, level)
        else:
            yield self.numbers.bookmarked(section.id)
        first, second, *_ = (*section.blocks, None, None)
        above_table = level == 1 and isinstance(second, Table) and second.full
        if isinstance(first, Paragraph) and above_table:
            missing = self.missing(section)
            room = f'<w:spacing w:after="{twips(missing)}"/>' if missing > 0 else ""
            yield self.paragraph(first, properties=f"<w:keepNext/>{room}")
        elif section.title and second and isinstance(first, Paragraph) and len(plain_text(first)) <= LEAD:
            yield self.paragraph(first, properties="<w:keepNext/>")
        else:
            yield from self.blocks(section.blocks, level=level + 1)
            return
        yield from self.blocks(section.blocks[1:], level=level + 1)

    def missing(self, section: Section) -> float:
        """Points by which a heading in the margin is likely to reach below the paragraph beside it."""
        page = self.look.page
        title = f"{section.number} {plain_text(section.title)}"
        heading = _lines(title, page.side) * 17 if page.side else 0
        return heading + 8 - ceil(len(plain_text(section.blocks[0])) * _PLAIN / page.main) * 15

    def heading(self, section: Section, level: int) -> Iterator[str]:
        """A first-level heading hangs in the margin beside text; above a full-width table it stands alone."""
        marked = self.numbers.bookmarked(section.id, runs(section.title, self.numbers))
        style = f"Heading{min(level, 3)}"
        if level == 1 and not section.number and is_numbered(self.document):
            style = "HeadingPlain"
        new_page = "<w:pageBreakBefore/>" if section.role in ("annex", "open-points") else ""
        subtitle = runs(section.subtitle, self.numbers)
        if level == 1 and self.look.page.side and _begins_beside(section):
            ruled = self.document.meta.ruled
            yield self.gap(1 if ruled else 12, ruled=ruled, new_page=bool(new_page))
            yield from self.hanging((style, marked), ("TableNote", subtitle))
            return
        outdent = f'<w:ind w:left="-{side(self.look)}"/>' if level == 1 else ""
        rule = self.rule() if level == 1 and self.document.meta.ruled else ""
        yield self.paragraph_xml(style, marked, f"{new_page}{rule}{outdent}")
        if subtitle:
            yield self.paragraph_xml("TableNote", subtitle, f"<w:keepNext/>{outdent}")

    def hanging(self, *paragraphs: tuple[str, str]) -> Iterator[str]:
        """(style, runs) of paragraphs in one frame left of the text (17.3.1.11)."""
        left, width = twips(self.look.page.left), twips(self.look.page.side)
        frame = (
            f'<w:framePr w:w="{width}" w:hSpace="240" w:wrap="around" w:vAnchor="text" w:hAnchor="page" '
            f'w:x="{left}" w:y="1"/>'
        )
        for style, content in paragraphs:
            if content:
                yield self.paragraph_xml(style, content, f'{frame}<w:spacing w:before="0" w:after="0"/>')
        yield self.gap(2, keep=True)  # carries the frame: beside a list LibreOffice would swallow the list

    def rule(self, *, space: int = 6) -> str:
        """A rule above a paragraph, with so many points of space between."""
        accent = self.look.accent.lstrip("#")
        return f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="{space}" w:color="{accent}"/></w:pBdr>'

    def listed(self) -> Iterator[str]:
        """A contents field whose entries link to the headings (17.16.5.68).

        The pages are those of our own layout; the field is marked, so that Word counts them anew.
        """
        sections = [b for b in self.document.blocks if isinstance(b, Section) and b.title]
        title = text_run(self.document.meta.contents)
        if self.look.page.side:
            yield from self.hanging(("TOCHeading", title))
        else:
            yield self.paragraph_xml("TOCHeading", title)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
            'TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for index, section in enumerate(sections):
            first, last = index == 0, index == len(sections) - 1
            entry = self.entry(section)
            yield self.paragraph_xml("TOC1", (begin if first else "") + entry + (end if last else ""))

    def entry(self, section: Section) -> str:
        """One line of the contents: number, title, page, all of it a link."""
        number = f"{section.number}{EN_SPACE}" if section.number else ""
        name = bookmark_name(section.id)
        said = runs((Str(number), *section.title), self.numbers) + text_run("\t")
        said += simple_field(f"PAGEREF {name} \\h", str(self.places.get(section.id, 1)))
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{said}</w:hyperlink>'

    # ---- text -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph, style: str = "", properties: str = "") -> str:
        marked = self.numbers.bookmarked(paragraph.id, runs(paragraph.content, self.numbers))
        return self.paragraph_xml(style or STYLE_OF_ROLE.get(paragraph.role, "BodyText"), marked, properties)

    def paragraph_xml(self, style: str, content: str, properties: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'

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
        return self.paragraph_xml("Caption", named + runs(caption, self.numbers), f"<w:keepNext/>{indent}")

    def table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield self.caption(table.label, table.caption, full=table.full)
        yield table_xml(table, self.numbers)
        yield from self.after_table(table.notes)

    def after_table(self, notes: tuple[Block, ...]) -> Iterator[str]:
        """Notes, or the empty line that Word needs between two tables."""
        yield self.gap(8, keep=bool(notes))
        yield from self.blocks(notes, level=3)

    def gap(self, points: float, *, keep: bool = False, ruled: bool = False, new_page: bool = False) -> str:
        """An empty line of this height, or one with a rule over the whole measure that keeps with what follows.

        It is the space that a frame or a table cannot keep by itself. Above a rule more is free than below.
        """
        above, below = (0 if new_page else 16, 5) if ruled else (0, 0)
        spacing = (
            f'<w:spacing w:before="{twips(above)}" w:after="{twips(below)}" '
            f'w:line="{twips(points)}" w:lineRule="exact"/>'
        )
        kept = "<w:keepNext/>" if keep or ruled else ""
        kept += "<w:pageBreakBefore/>" if new_page else ""
        rule = self.rule(space=0) if ruled else ""
        outdent = f'<w:ind w:left="-{side(self.look)}"/>' if ruled else ""
        return self.paragraph_xml("TableNote", "", f"{kept}{rule}{spacing}{outdent}")

    def panel(self, callout: Callout) -> str:
        """A callout: one shaded cell, so that it stays together and can be deleted in one go."""
        width = twips(self.look.page.main)
        title = self.paragraph_xml("Question", runs(callout.title, self.numbers)) if callout.title else ""
        inside = title + "".join(self.blocks(callout.blocks, level=3))
        ground = self.look.accent_tint.lstrip("#")
        pad = "".join(f'<w:{name} w:w="160" w:type="dxa"/>' for name in ("top", "left", "bottom", "right"))
        anchor = self.numbers.bookmarked(callout.id)
        return (
            f'{anchor}<w:tbl><w:tblPr><w:tblStyle w:val="BriefRows"/><w:tblW w:w="{width}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
            f"<w:tcMar>{pad}</w:tcMar></w:tcPr>{inside or self.gap(8)}</w:tc></w:tr></w:tbl>{self.gap(8)}"
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
        yield self.paragraph_xml("BodyText", self.numbers.bookmarked(figure.id, drawn), kept)
        yield from self.blocks(figure.notes, level=3)


def is_numbered(document: Document) -> bool:
    """True if sections are numbered: then the style of their headings is."""
    return any(isinstance(block, Section) and block.number for block in document.blocks)


def linked(document: Document, *, listed: bool = False) -> frozenset[str]:
    """Ids of the nodes that something in the document leads to: all that is marked where no edits come back.

    Notes lead to the list of sources where they are `listed` there alone.
    """
    leading = (CrossReference, Note) if listed else CrossReference
    targets = {node.target for node in walk(document) if isinstance(node, leading)}
    return frozenset(targets | {block.id for block in document.blocks if isinstance(block, Section)})


def _lines(title: str, width: float) -> int:
    """The lines that a heading is likely to take."""
    count, used = 1, 0.0
    for word in title.split(" "):
        wide = len(word) * _BOLD
        if used and used + _BOLD + wide > width:
            count, used = count + 1, wide
        else:
            used += (_BOLD if used else 0.0) + wide
    return count


def _balanced(title: str, look: Look) -> str:
    """`title` with no-break spaces in its second line, so that Word parts it where both are about as long."""
    line = look.page.measure / (_LETTER * look.style("title").size)
    if not line < len(title) < 1.8 * line:
        return title
    breaks = [at for at, sign in enumerate(title) if sign == " "]
    best = min(breaks, key=lambda at: max(at, len(title) - at - 1), default=0)
    first, second = title[:best], title[best + 1 :]
    return f"{first} {second.replace(' ', NBSP)}" if best and len(second) < 0.9 * line else title


_LETTER = 0.57
"""Width of a letter in a title, in parts of its size, on the average."""
_BOLD, _PLAIN = 7.2, 5.0
"""Width of a letter in a heading and in a lead, in points, on the average."""


def _keeps_with(block: Paragraph, following: Block | None) -> bool:
    """True for a paragraph that leads to a table, a list or a subsection, or that a small note is about."""
    if isinstance(following, Paragraph):
        return following.role == "note" and block.role != "note"
    return isinstance(following, Table | Figure | List | Section)


def _begins_beside(section: Section) -> bool:
    first = section.blocks[0] if section.blocks else None
    return isinstance(first, Paragraph | List) or (isinstance(first, Table) and not first.full)
