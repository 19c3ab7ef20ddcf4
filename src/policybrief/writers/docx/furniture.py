"""Headers, footers and letterhead as parts of their own (ISO/IEC 29500-1, 17.10)."""

from __future__ import annotations

from policybrief.document import Document, Mark
from policybrief.templates.look import Look
from policybrief.writers.docx.runs import Format, simple_field, text_run
from policybrief.writers.docx.styles import side, twips

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def first_header(document: Document, look: Look) -> str:
    """Number and markings, then the letterhead."""
    line = header_line(document, document.meta.number)
    return f"<w:hdr {NAMESPACES}>{line}{_letterhead(document, look)}</w:hdr>"


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
    parts = text_run(draft, Format(bold=True)) if draft else ""
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


def _letterhead(document: Document, look: Look) -> str:
    """The ministry's name left and the kind of brief right, in the ministry's form."""
    accent, meta = look.accent.lstrip("#"), document.meta
    band = look.letterhead == "band"
    ink = "FFFFFF" if band else accent
    second = "FFFFFF" if band else look.colour("ink2").lstrip("#")
    name = text_run(meta.organisation, Format(bold=True, colour=ink))
    kind = text_run(meta.kind, Format(colour=second))
    measure, bar = twips(look.page.measure), twips(look.page.side)
    half = measure * 2 // 5
    edge = f'w:val="single" w:sz="6" w:space="0" w:color="{accent}"'
    grid: tuple[int, ...]
    match look.letterhead:
        case "bar":
            top = _cell(bar, "", fill=accent) + _cell(measure - bar, "", span=2)
            rows = f'<w:tr><w:trPr><w:trHeight w:val="80" w:hRule="exact"/></w:trPr>{top}</w:tr>'
            grid = (bar, half - bar, measure - half)
            rows += f"<w:tr>{_cell(half, _words(name, 120, 0), span=2)}{_cell(measure - half, _words(kind, 120, 0, right=True))}</w:tr>"
        case "band":
            grid = (half, measure - half)
            rows = f"<w:tr>{_cell(half, _words(name, 140, 140, pad=200), fill=accent)}{_cell(measure - half, _words(kind, 140, 140, right=True, pad=200), fill=accent)}</w:tr>"
        case "rules":
            grid = (half, measure - half)
            borders = f"<w:tcBorders><w:top {edge}/><w:bottom {edge}/></w:tcBorders>"
            rows = f"<w:tr>{_cell(half, _words(name, 140, 140), borders=borders)}{_cell(measure - half, _words(kind, 140, 140, right=True), borders=borders)}</w:tr>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    space = '<w:p><w:pPr><w:pStyle w:val="Header"/><w:spacing w:before="0" w:after="0" w:line="{0}" w:lineRule="exact"/></w:pPr></w:p>'
    return (
        f'{space.format(100)}<w:tbl><w:tblPr><w:tblStyle w:val="BriefRows"/><w:tblW w:w="{measure}" w:type="dxa"/>'
        f'<w:tblInd w:w="-{side(look)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{space.format(300)}"
    )


def _cell(width: int, content: str, *, fill: str = "", span: int = 1, borders: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    small = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/></w:pPr></w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{borders}{shade}</w:tcPr>{content or small}</w:tc>'


def _words(content: str, before: int, after: int, *, right: bool = False, pad: int = 0) -> str:
    aligned = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:ind w:left="{pad}" w:right="{pad}"/>{aligned}</w:pPr>{content}</w:p>'
    )
