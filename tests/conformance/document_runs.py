"""The runs of text of a document in reading order, as patterns that its files must match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policybrief.document import (
    Callout,
    Chart,
    Document,
    Figure,
    Inline,
    List,
    Note,
    PageReferences,
    Paragraph,
    Section,
    Str,
    Table,
    children,
    walk,
)

Numbers = dict[str, int]
"""Note id → its number at the foot of pages; empty where notes are marks of their sources."""


def runs(document: Document, *, foot: bool = False) -> Iterator[tuple[str, str]]:
    """(kind, pattern): kind is text, heading, caption, label or figure; spaces are single.

    With `foot`, each note follows the paragraph or table that refers to it.
    """
    meta = document.meta
    notes = (node for node in walk(document) if isinstance(node, Note)) if foot else ()
    numbers = {note.id: number for number, note in enumerate(notes, 1)}
    yield "text", _exact(meta.organisation)
    yield "text", _exact(meta.kind)
    marks = [*(mark.label for mark in meta.marks), *([meta.draft] if meta.draft else [])]
    if marks:
        yield "text", _exact(" ".join(marks))
    yield "heading", _exact(meta.title)
    if meta.question:
        yield "text", _exact(meta.question)
    first = [block for block in document.blocks if isinstance(block, Section) and block.role == "particulars"]
    for block in first:
        yield from _block(block, 1, numbers)
    if meta.contents:
        yield "heading", _exact(meta.contents)
        for block in document.blocks:
            if isinstance(block, Section) and block.title:
                yield "contents", _numbered(block.number, block.title, numbers) + r" \d+"
    for block in document.blocks:
        if block not in first:
            yield from _block(block, 1, numbers)


def _block(block: object, level: int, numbers: Numbers, *, below: bool = True) -> Iterator[tuple[str, str]]:
    match block:
        case Section():
            if block.title:
                yield "heading", _numbered(block.number if level == 1 else "", block.title, numbers)
            if block.subtitle:
                yield "text", _pattern(block.subtitle, numbers)
            for inner in block.blocks:
                yield from _block(inner, level + 1, numbers, below=below)
        case Paragraph():
            yield "text", _numbered(block.number, block.content, numbers)
            if below:
                yield from _notes(block, numbers)
        case Callout():
            if block.title:
                yield "text", _pattern(block.title, numbers)
            for inner in block.blocks:
                yield from _block(inner, level, numbers, below=below)
        case List():
            for place, entry in enumerate(block.entries, 1):
                counted = isinstance(entry[0], Paragraph) and entry[0].number
                yield "label", re.escape(counted or f"{place}.") if counted or block.ordered else "–"
                for inner in entry:
                    shown = replace(inner, number="") if counted and isinstance(inner, Paragraph) else inner
                    yield from _block(shown, level, numbers, below=below)
        case Table():
            if block.caption:
                yield "caption", _numbered(block.label, block.caption, numbers)
            for part in (*block.head, *block.body):
                yield from _block(part, level, numbers, below=False)
            for part in block.notes:
                yield from _block(part, level, numbers)
            yield from _notes((block.caption, block.head, block.body), numbers)
        case Figure():
            if block.caption:
                yield "caption", _numbered(block.label, block.caption, numbers)
            yield "figure", _exact(block.alternative)
            for inner in block.notes:
                yield from _block(inner, level, numbers, below=below)
        case _:
            for inner in children(block):
                yield from _block(inner, level, numbers, below=below)


def _notes(calling: object, numbers: Numbers) -> Iterator[tuple[str, str]]:
    """The notes that a paragraph or the parts of a table call."""
    parts = calling if isinstance(calling, tuple) else (calling,)
    for part in parts:
        if isinstance(part, tuple):
            yield from _notes(part, numbers)
            continue
        for node in walk(part) if numbers else ():
            if isinstance(node, Note):
                yield "label", str(numbers[node.id])
                yield "text", _pattern(node.content, numbers)


def chart_words(chart: Chart) -> Iterator[str]:
    """The labels that are in a chart."""
    for point in chart.points:
        yield from (point.label, point.shown)
    for series in chart.series:
        yield series.name


def _numbered(number: str, content: tuple[Inline, ...], numbers: Numbers) -> str:
    return (re.escape(number) + " " if number else "") + _pattern(content, numbers)


def _pattern(content: tuple[Inline, ...], numbers: Numbers) -> str:
    return re.sub(r"(?:\\?\s)+", " ", _inlines(content, numbers)).strip()


def _inlines(content: tuple[Inline, ...], numbers: Numbers) -> str:
    """A number at the foot of pages stands close to its word; two numbers stand apart."""
    said = []
    for before, inline, after in zip((None, *content), content, (*content[1:], None), strict=False):
        joint = inline == Str("\u00a0") and isinstance(after, Note) and not isinstance(before, Note)
        said.append("" if numbers and joint else _inline(inline, numbers))
    return "".join(said)


def _exact(text: str) -> str:
    return re.escape(" ".join(text.split())).replace("\\ ", " ")


def _inline(inline: object, numbers: Numbers) -> str:
    match inline:
        case Str():
            return re.escape(inline.text)
        case Note():
            return str(numbers[inline.id]) if numbers else re.escape(inline.mark)
        case PageReferences():
            several = re.escape(inline.pattern).replace(r"\{pages\}", r"\d+(, \d+)*")
            one = re.escape(inline.one or inline.pattern).replace(r"\{pages\}", r"\d+")
            return f"{re.escape(inline.lead)}(?:{several}|{one})"
        case _:
            return _inlines(tuple(children(inline)), numbers)


def words(document: Document) -> set[str]:
    """The words of a document's own text without notes and sources, which are footnotes in Word."""
    return spelt(" ".join(_own(document)))


def spelt(text: str) -> set[str]:
    """The words of a text, whatever the spaces and signs between them."""
    return set(re.findall(r"[^\W\d_]{2,}", text.replace("\u00ad", "")))


def _own(node: object) -> Iterator[str]:
    if isinstance(node, Str):
        yield node.text
    elif not isinstance(node, Note) and getattr(node, "id", "") != "sources":
        for child in children(node):
            yield from _own(child)
