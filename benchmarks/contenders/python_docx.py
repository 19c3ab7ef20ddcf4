"""python-docx through its public API, at its best: a slim template, cells taken row by row."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from contenders.slim import slim_bytes
from work import Block, Paper

_BASE = slim_bytes()


def prepare(papers: tuple[Paper, ...]) -> object:
    return papers


def render(prepared: object) -> bytes:
    papers: tuple[Paper, ...] = prepared  # type: ignore[assignment]
    document = Document(io.BytesIO(_BASE))
    for paper in papers:
        document.add_paragraph(paper.title, "Title")
        for said in (paper.subtitle, f"{paper.organisation} {paper.date}", paper.summary):
            document.add_paragraph(said)
        for title, blocks in paper.sections:
            document.add_paragraph(title, "Heading 1")
            for block in blocks:
                _add(document, block)
        document.add_paragraph("Sources", "Heading 1")
        for number, source in enumerate(paper.sources, 1):
            document.add_paragraph(f"[{number}] {source}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def version() -> str:
    from importlib.metadata import version

    return f"python-docx {version('python-docx')}"


def _add(document: Word, block: Block) -> None:
    match block.kind:
        case "heading":
            document.add_paragraph(block.text, "Heading 2")
        case "list":
            for entry in block.entries:
                document.add_paragraph(entry, "List Bullet")
        case "table":
            _table(document, block)
        case _:
            paragraph = document.add_paragraph()
            if block.lead:
                paragraph.add_run(block.lead + " ").bold = True
            paragraph.add_run(block.text + (f" [{block.cites}]" if block.cites else ""))


def _table(document: Word, block: Block) -> None:
    document.add_paragraph(block.text, "Caption")
    table = document.add_table(0, len(block.rows[0]), "Table Grid")
    for n, row in enumerate(block.rows):
        for c, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.paragraphs[0].add_run(text).bold = n == 0 or None
            if n and block.tints and block.tints[n - 1][c]:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), block.tints[n - 1][c].lstrip("#"))
                cell._tc.get_or_add_tcPr().append(shade)
