"""A document → its passages: the words of records, and those that stand around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Inline,
    List,
    Note,
    Origin,
    PageBreak,
    PageReferences,
    Paragraph,
    Point,
    Quote,
    Row,
    Section,
    Span,
    Str,
    Strong,
    Table,
    children,
    plain_text,
    walk,
)

GAP = "…"
"""Stands for the words of records in what surrounds them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one field of a record (`own`); or words around: of a label, a cell, a heading."""

    text: str
    section: str = ""
    """Id of the section of the first level."""
    title: str = ""
    """Its heading."""
    record: str = ""
    """The record that the words are of, or beside; "" where there is none."""
    field: str = ""
    own: bool = True
    label: str = ""
    """The heading of the table column that they are in."""
    language: str = ""
    """Of a record's own words: the language that they are in."""


def passages(document: Document) -> tuple[Passage, ...]:
    """All passages in reading order; notes, page references and the page of open points are none."""
    return tuple(p for p in _passages(document) if p.text.strip())


def _passages(document: Document) -> Iterator[Passage]:
    at = Passage("", own=False)
    for block in document.blocks:
        if isinstance(block, Section) and block.role not in ("open-points", "abbreviations"):
            title = _title(block)
            place = replace(at, section=block.id, title=title)
            passages = [*_of_blocks((*_subtitle(block), *block.blocks), place)]
            if passages or not any(_tells_of_changes(node) for node in walk(block)):
                yield replace(place, text=title, field="title")
            yield from passages
        elif not isinstance(block, Section):
            yield from _of_blocks((block,), at)


def _title(section: Section) -> str:
    return _single("".join(text for text, _ in _pieces(section.title)))


def _subtitle(section: Section) -> tuple[Paragraph, ...]:
    return (Paragraph(section.subtitle),) if section.subtitle else ()


def _of_blocks(blocks: tuple[Block, ...], at: Passage) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _of_paragraph(block, at)
            case Table():
                yield from _of_paragraph(Paragraph(block.caption), at)
                if block.role != "map":  # a picture of what the register says in words
                    yield from _of_table(block, at)
                yield from _of_blocks(block.notes, at)
            case Figure():
                yield from _of_paragraph(Paragraph(block.caption), at)
                for point in [node for node in walk(block.content) if isinstance(node, Point)]:
                    yield replace(at, text=f"{point.label}: {point.shown}")
                yield from _of_blocks(block.notes, at)
            case List():
                for entry in block.entries:
                    yield from _of_blocks(entry, at)
            case Section(role="abbreviations"):
                continue
            case Section():
                yield replace(at, text=_title(block))
                yield from _of_blocks((*_subtitle(block), *block.blocks), at)
            case Callout():
                yield from _of_blocks((Paragraph(block.title), *block.blocks), at)
            case Quote():
                yield from _of_blocks(block.blocks, at)
            case PageBreak():
                pass


def _of_table(table: Table, at: Passage) -> Iterator[Passage]:
    heads = _heads(table)
    for row in table.head:
        for cell in row.cells:
            yield from _of_blocks(cell.blocks, at)
    for row in table.body:
        beside, column = _record_of(row), 0
        for cell in row.cells:
            label = heads[column] if column < len(heads) else ""
            record = _record_of(cell) if cell.role == "key" else beside  # a strip of figures: one a cell
            yield from _of_blocks(cell.blocks, replace(at, record=record, label=label))
            column += cell.colspan


def _heads(table: Table) -> list[str]:
    """What stands at the head of each column."""
    if not table.head:
        return []
    return [plain_text(cell) for cell in table.head[-1].cells for _ in range(cell.colspan)]


def _record_of(row: Row | Cell) -> str:
    """The record that a row or cell is about: the first whose words it shows, else the first it names."""
    named = [node.origin for node in walk(row) if isinstance(node, Span | Paragraph) and node.origin]
    speaking = [origin for origin in named if origin.field not in ("name", "affiliation")]
    return (speaking or named)[0].record if named else ""


def _of_paragraph(paragraph: Paragraph, at: Passage) -> Iterator[Passage]:
    """The words of each record in it; then, if there are others, those with a gap for each record's words."""
    if any(_tells_of_changes(node) for node in walk(paragraph)):
        return
    around: list[str] = []
    passages: list[Passage] = []
    for text, origin in _pieces(paragraph.content):
        if origin is None:
            around.append(text)
        else:
            around.append(GAP)
            passages.append(
                Passage(
                    *(_single(text), at.section, at.title, origin.record, origin.field),
                    language=origin.language,
                )
            )
    yield from passages
    rest = _single("".join(around))
    if any(sign.isalnum() for sign in rest):
        own = paragraph.origin
        record, field = (own.record, own.field) if own else (at.record, "")
        yield replace(at, text=rest, record=record, field=field)


def _pieces(content: tuple[Inline, ...], of: Origin | None = None) -> Iterator[tuple[str, Origin | None]]:
    """(words, whose) in reading order, without drawn signs and markings of parts."""
    for inline in content:
        match inline:
            case Note() | PageReferences() | Span(role="full-form"):
                continue
            case Str():
                yield inline.text, of
            case Span(origin=origin) if origin is not None and of is None:
                if any(sign.isalnum() for sign in plain_text(inline)):
                    yield plain_text(_without_notes(inline)), origin
            case Span(role=role) if role in ("box", "portion", "caveat") or role.startswith("symbol-"):
                continue
            case _:
                yield from _pieces(tuple(children(inline)), of)


def _without_notes(span: Span | Strong) -> tuple[Inline, ...]:
    """The words of the record alone: without notes, and without what is added behind its abbreviations."""
    made: list[Inline] = []
    for inline in span.content:
        match inline:
            case Note() | Span(role="full-form"):
                continue
            case Span() | Strong():
                made.append(replace(inline, content=_without_notes(inline)))
            case _:
                made.append(inline)
    return tuple(made)


def _tells_of_changes(node: object) -> bool:
    """True for words that say what had changed when a document was made."""
    return isinstance(node, Span) and node.role.startswith("change-")


def _single(text: str) -> str:
    """`text` with plain blanks, one at a time, and none before a comma or a stop."""
    return re.sub(r" (?=[,.;:])", "", " ".join(text.replace("\u00ad", "").split()))
