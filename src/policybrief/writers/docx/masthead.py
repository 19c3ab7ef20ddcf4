"""The top of page 1 in Word, as in PDF: the ministry's logo and name left, the kind of paper right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from policybrief.document import Document
from policybrief.templates.look import BASE_LOOK, Look
from policybrief.writers.docx.drawings import picture_run
from policybrief.writers.docx.runs import RunFormat, text_run
from policybrief.writers.docx.styles import side, twips

LOGO = "rIdLogo"
"""The relationship of the header with the picture."""
_LOGO_NUMBER = 8999
"""Apart from the numbers of the pictures in the text."""
_BETWEEN = 10.0
_NAME = 190.0
"""Points between logo and name; width of the name at most, beside a logo."""
_LETTER = 6.2
"""Points of a letter of the name, on average and rounded up."""


@dataclass(frozen=True, slots=True)
class _Cell:
    width: int
    content: str = ""
    fill: str = ""
    borders: str = ""
    stands: str = ""


def masthead(document: Document, look: Look) -> str:
    """A table without lines of its own, in the form that the template asks for, between two thin lines of white."""
    accent = look.accent.lstrip("#")
    measure, bar = twips(look.page.measure), twips(look.page.side or BASE_LOOK.page.side)
    rows: list[tuple[_Cell, ...]]
    match look.letterhead:
        case "bar":
            rows = [(_Cell(bar, fill=accent), _Cell(measure - bar)), _row(document, look, 120, 0)]
        case "band":
            rows = [_row(document, look, 140, 140, fill=accent, pad=200)]
        case "rules":
            edge = f'w:val="single" w:sz="6" w:space="0" w:color="{accent}"'
            borders = f"<w:tcBorders><w:top {edge}/><w:bottom {edge}/></w:tcBorders>"
            rows = [_row(document, look, 140, 140, borders=borders)]
    return (
        f'{_white(100)}<w:tbl><w:tblPr><w:tblStyle w:val="BriefRows"/><w:tblW w:w="{measure}" w:type="dxa"/>'
        f'<w:tblInd w:w="-{side(look)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"{_table(rows)}</w:tbl>{_white(300)}"
    )


def _row(
    document: Document,
    look: Look,
    before: int,
    after: int,
    *,
    fill: str = "",
    borders: str = "",
    pad: int = 0,
) -> tuple[_Cell, ...]:
    """Logo, name and kind of paper; the logo is as large as in PDF, the two others stand beside it."""
    meta, measure = document.meta, twips(look.page.measure)
    ink, second = ("FFFFFF",) * 2 if fill else (look.accent.lstrip("#"), look.colour("ink2").lstrip("#"))
    name = text_run(meta.organisation, RunFormat(bold=True, colour=ink))
    kind = text_run(meta.kind, RunFormat(colour=second))
    if not look.logo:
        half = measure * 2 // 5
        named = _Cell(half, _words(name, before, after, left=pad, right=pad), fill, borders)
        return named, _Cell(
            measure - half, _words(kind, before, after, left=pad, right=pad, ends=True), fill, borders
        )
    width, height = look.logo_size
    drawn = picture_run(_LOGO_NUMBER, LOGO, width, height, alternative=meta.organisation)
    first, called = twips(width + _BETWEEN) + pad, twips(min(_NAME, _LETTER * (len(meta.organisation) + 1)))
    return (
        _Cell(first, _words(drawn, before, after, left=pad), fill, borders, "center"),
        _Cell(called, _words(name, before, after), fill, borders, "center"),
        _Cell(
            measure - first - called,
            _words(kind, before, after, right=pad, ends=True),
            fill,
            borders,
            "bottom",
        ),
    )


def _table(rows: Iterable[tuple[_Cell, ...]]) -> str:
    """Grid and rows; a cell spans the columns that the edges of other rows make below or above it."""
    placed = [[(sum(c.width for c in row[:n]), cell) for n, cell in enumerate(row)] for row in rows]
    edges = sorted({at for row in placed for start, cell in row for at in (start, start + cell.width)})
    grid = "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in pairwise(edges))
    return f"<w:tblGrid>{grid}</w:tblGrid>" + "".join(
        f"<w:tr>{_thin(row)}{''.join(_cell(cell, start, edges) for start, cell in row)}</w:tr>"
        for row in placed
    )


def _thin(row: list[tuple[int, _Cell]]) -> str:
    bare = all(not cell.content for _, cell in row)
    return '<w:trPr><w:trHeight w:val="80" w:hRule="exact"/></w:trPr>' if bare else ""


def _cell(cell: _Cell, start: int, edges: list[int]) -> str:
    span = edges.index(start + cell.width) - edges.index(start)
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    stands = f'<w:vAlign w:val="{cell.stands}"/>' if cell.stands else ""
    small = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/></w:pPr></w:p>'
    properties = f'<w:tcW w:w="{cell.width}" w:type="dxa"/>{spanned}{cell.borders}{shade}{stands}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content or small}</w:tc>"


def _words(
    content: str, before: int, after: int, *, left: int = 0, right: int = 0, ends: bool = False
) -> str:
    aligned = '<w:jc w:val="right"/>' if ends else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:ind w:left="{left}" w:right="{right}"/>{aligned}</w:pPr>{content}</w:p>'
    )


def _white(line: int) -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Header"/>{spacing}</w:pPr></w:p>'
