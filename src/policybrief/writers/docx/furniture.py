"""Headers, footers and letterhead as parts of their own (ISO/IEC 29500-1, 17.10)."""

from __future__ import annotations

from policybrief.document import Document, Mark
from policybrief.templates.look import Look
from policybrief.writers.docx.masthead import masthead
from policybrief.writers.docx.namespaces import NAMESPACES
from policybrief.writers.docx.runs import RunFormat, simple_field, text_run


def first_header(document: Document, look: Look) -> str:
    """Number and markings, then logo, name and kind of paper."""
    line = header_line(document, document.meta.number)
    return f"<w:hdr {NAMESPACES}>{line}{masthead(document, look)}</w:hdr>"


def header(document: Document) -> str:
    """Number and short title left, markings right."""
    return f"<w:hdr {NAMESPACES}>{header_line(document, document.meta.header)}</w:hdr>"


def footer(document: Document) -> str:
    """Page x of y, the day of the facts, markings."""
    return f"<w:ftr {NAMESPACES}>{footer_line(document)}</w:ftr>"


def header_line(document: Document, words: str, *, marked: bool = True) -> str:
    """A paragraph: `words` left, that it is a draft if so, the markings right."""
    return _line("Header", _left(document, words), document.meta.marks if marked else ())


def footer_line(document: Document, *, counted: bool = True, dated: bool = True, marked: bool = True) -> str:
    """A paragraph: page x of y, the day of the facts, markings; each only if wanted."""
    meta = document.meta
    left = _pages(document) if counted else ""
    middle = text_run(chr(9) + meta.footer) if dated else text_run(chr(9))
    return _line("Footer", left + middle, meta.marks if marked else ())


def marking_boxes(marks: tuple[Mark, ...]) -> str:
    """The runs that show the markings, side by side."""
    return text_run(" ").join(_box(mark) for mark in marks)


def _pages(document: Document) -> str:
    meta = document.meta
    before, _, rest = meta.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return (
        text_run(before)
        + simple_field("PAGE", "1")
        + text_run(between)
        + simple_field("NUMPAGES", "1")
        + text_run(after)
    )


def _left(document: Document, words: str) -> str:
    draft = document.meta.draft
    parts = text_run(draft, RunFormat(bold=True)) if draft else ""
    return parts + text_run((" · " if draft and words else "") + words)


def _line(style: str, left: str, marks: tuple[Mark, ...]) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{left}{text_run(chr(9))}{marking_boxes(marks)}</w:p>'
    )


def _box(mark: Mark) -> str:
    """A label on its ground, padded by no-break spaces; labels are never translated."""
    return (
        f'<w:r><w:rPr><w:b/><w:color w:val="{mark.colour.lstrip("#")}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{mark.ground.lstrip("#")}"/><w:lang w:val="en"/></w:rPr>'
        f'<w:t xml:space="preserve">\u00a0{mark.label}\u00a0</w:t></w:r>'
    )
