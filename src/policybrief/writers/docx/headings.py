"""The title of a document and the headings of its sections, in the margin or above their text."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from policybrief.document import Document, List, Meta, Paragraph, Section, Table, plain_text
from policybrief.templates.look import BELOW_TITLE, Look, PageLayout
from policybrief.writers.docx.paragraphs import gap, hanging, paragraph_xml, rule
from policybrief.writers.docx.runs import Numbering, runs, text_run
from policybrief.writers.docx.styles import side, twips
from policybrief.writers.notes import NBSP


def title_xml(meta: Meta, look: Look) -> str:
    """The title, and below it the question."""
    title = text_run(_balanced(meta.title, look))
    if not meta.question:
        return paragraph_xml("Title", title)
    close = f'<w:spacing w:after="{twips(BELOW_TITLE)}"/>'
    return paragraph_xml("Title", title, close) + paragraph_xml("Subtitle", text_run(meta.question))


def is_numbered(document: Document) -> bool:
    """True if sections are numbered: then the style of their headings is."""
    return any(isinstance(block, Section) and block.number for block in document.blocks)


def heading(section: Section, level: int, document: Document, numbers: Numbering) -> Iterator[str]:
    """A first-level heading hangs in the margin beside text; above a full-width table it stands alone."""
    look, ruled = numbers.look, document.meta.ruled
    marked = numbers.bookmarked(section.id, runs(section.title, numbers))
    style = f"Heading{min(level, 3)}"
    if level == 1 and not section.number and is_numbered(document):
        style = "HeadingPlain"
    new_page = "<w:pageBreakBefore/>" if section.role in ("annex", "open-points") else ""
    subtitle = runs(section.subtitle, numbers)
    if level == 1 and look.page.side and _begins_beside(section):
        yield gap(look, 1 if ruled else 12, ruled=ruled, new_page=bool(new_page))
        yield from hanging(look, (style, marked), ("TableNote", subtitle))
        return
    outdent = f'<w:ind w:left="-{side(look)}"/>' if level == 1 else ""
    line = rule(look) if level == 1 and ruled else ""
    yield paragraph_xml(style, marked, f"{new_page}{line}{outdent}")
    if subtitle:
        yield paragraph_xml("TableNote", subtitle, f"<w:keepNext/>{outdent}")


def room_below(section: Section, page: PageLayout) -> float:
    """Points by which a heading in the margin is likely to reach below the paragraph beside it."""
    title = f"{section.number} {plain_text(section.title)}"
    tall = _lines(title, page.side) * 17 if page.side else 0
    return tall + 8 - ceil(len(plain_text(section.blocks[0])) * _PLAIN / page.main) * 15


def _begins_beside(section: Section) -> bool:
    first = section.blocks[0] if section.blocks else None
    return isinstance(first, Paragraph | List) or (isinstance(first, Table) and not first.full)


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
