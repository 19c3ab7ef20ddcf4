"""docxtpl on a slim template: the figure to beat for Word files from templates."""

from __future__ import annotations

import io
from dataclasses import asdict

from docxtpl import DocxTemplate, RichText

from contenders.slim import slim
from work import Paper


def prepare(papers: tuple[Paper, ...]) -> object:
    return papers


def render(prepared: object) -> bytes:
    template = DocxTemplate(io.BytesIO(_TEMPLATE))
    template.render({"papers": [_context(paper) for paper in prepared]}, autoescape=True)  # type: ignore[attr-defined]
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def version() -> str:
    from importlib.metadata import version

    return f"docxtpl {version('docxtpl')}"


def _context(paper: Paper) -> dict[str, object]:
    sections = [(title, [_block(asdict(block)) for block in blocks]) for title, blocks in paper.sections]
    return asdict(paper) | {"sections": sections}


def _block(block: dict[str, object]) -> dict[str, object]:
    if block["kind"] == "text":
        rich = RichText()
        if block["lead"]:
            rich.add(f"{block['lead']} ", bold=True)
        rich.add(f"{block['text']}" + (f" [{block['cites']}]" if block["cites"] else ""))
        return block | {"rich": rich}
    if block["kind"] == "table":
        head, *body = block["rows"]  # type: ignore[misc]
        shades = block["tints"] or [[""] * len(head)] * len(body)  # type: ignore[arg-type]
        cells = [
            [
                {"text": text, "ground": (tint or "#FFFFFF").lstrip("#")}
                for text, tint in zip(row, tints, strict=True)
            ]
            for row, tints in zip(body, shades, strict=True)  # type: ignore[arg-type]
        ]
        return block | {"head": head, "cells": cells}
    return block


def _template() -> bytes:
    document = slim()

    def add(text: str, style: str = "Normal") -> None:
        document.add_paragraph(text, style)

    add("{%p for paper in papers %}")
    add("{{ paper.title }}", "Title")
    add("{{ paper.subtitle }}")
    add("{{ paper.organisation }} {{ paper.date }}")
    add("{{ paper.summary }}")
    add("{%p for title, blocks in paper.sections %}")
    add("{{ title }}", "Heading 1")
    add("{%p for b in blocks %}")
    add("{%p if b.kind == 'heading' %}")
    add("{{ b.text }}", "Heading 2")
    add("{%p elif b.kind == 'text' %}")
    add("{{r b.rich }}")
    add("{%p elif b.kind == 'list' %}")
    add("{%p for entry in b.entries %}")
    add("{{ entry }}", "List Bullet")
    add("{%p endfor %}")
    add("{%p else %}")
    add("{{ b.text }}", "Caption")
    table = document.add_table(4, 3, "Table Grid")
    filled = (
        ("{%tc for h in b.head %}", "{{ h }}", "{%tc endfor %}"),
        ("{%tr for row in b.cells %}", "", ""),
        ("{%tc for c in row %}", "{% cellbg c.ground %}{{ c.text }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, filled, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for tag in ("endif", "endfor", "endfor"):
        add("{%p " + tag + " %}")
    add("Sources", "Heading 1")
    add("{%p for source in paper.sources %}")
    add("[{{ loop.index }}] {{ source }}")
    add("{%p endfor %}")
    add("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_TEMPLATE = _template()
