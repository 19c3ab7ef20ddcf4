"""Paragraphs of WordprocessingML (ISO/IEC 29500-1, 17.3.1): in a style, hung in the margin, or empty as space."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.templates.look import Look
from policybrief.writers.docx.styles import side, twips


def paragraph_xml(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style, with properties of its own (17.3.1.26)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def hanging(look: Look, *paragraphs: tuple[str, str]) -> Iterator[str]:
    """(style, runs) of paragraphs in one frame left of the text (17.3.1.11)."""
    left, width = twips(look.page.left), twips(look.page.side)
    frame = (
        f'<w:framePr w:w="{width}" w:hSpace="240" w:wrap="around" w:vAnchor="text" w:hAnchor="page" '
        f'w:x="{left}" w:y="1"/>'
    )
    for style, content in paragraphs:
        if content:
            yield paragraph_xml(style, content, f'{frame}<w:spacing w:before="0" w:after="0"/>')
    yield gap(look, 2, keep=True)  # carries the frame: beside a list LibreOffice would swallow the list


def rule(look: Look, *, space: int = 6) -> str:
    """A rule above a paragraph, with so many points of space between."""
    accent = look.accent.lstrip("#")
    return f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="{space}" w:color="{accent}"/></w:pBdr>'


def gap(look: Look, points: float, *, keep: bool = False, ruled: bool = False, new_page: bool = False) -> str:
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
    line = rule(look, space=0) if ruled else ""
    outdent = f'<w:ind w:left="-{side(look)}"/>' if ruled else ""
    return paragraph_xml("TableNote", "", f"{kept}{line}{spacing}{outdent}")
