"""What a document says, run by run in reading order, as patterns that a reader of its files must hear."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
)


def runs(document: Document) -> Iterator[tuple[str, str]]:
    """(kind, pattern): kind is text, heading, caption, label or figure; spaces are single."""
    meta = document.meta
    yield "text", _exact(meta.organisation)
    yield "text", _exact(meta.kind)
    spoken = [*(mark.label for mark in meta.marks), *([meta.draft] if meta.draft else [])]
    if spoken:
        yield "text", _exact(" ".join(spoken))
    yield "heading", _exact(meta.title)
    if meta.contents:
        yield "heading", _exact(meta.contents)
        for block in document.blocks:
            if isinstance(block, Section) and block.title:
                yield "contents", _numbered(block.number, block.title) + r" \d+"
    for block in document.blocks:
        yield from _block(block, 1)


def _block(block: object, level: int) -> Iterator[tuple[str, str]]:
    match block:
        case Section():
            if block.title:
                yield "heading", _numbered(block.number if level == 1 else "", block.title)
            if block.subtitle:
                yield "text", _pattern(block.subtitle)
            for inner in block.blocks:
                yield from _block(inner, level + 1)
        case Paragraph():
            yield "text", _pattern(block.content)
        case Callout():
            if block.title:
                yield "text", _pattern(block.title)
            for inner in block.blocks:
                yield from _block(inner, level)
        case List():
            for number, entry in enumerate(block.entries, 1):
                yield "label", re.escape(f"{number}.") if block.ordered else "–"
                for inner in entry:
                    yield from _block(inner, level)
        case Table():
            if block.caption:
                yield "caption", _numbered(block.label, block.caption)
            for part in (*block.head, *block.body, *block.notes):
                yield from _block(part, level)
        case Figure():
            if block.caption:
                yield "caption", _numbered(block.label, block.caption)
            yield "figure", _exact(block.alternative)
            for inner in block.notes:
                yield from _block(inner, level)
        case _:
            for inner in children(block):
                yield from _block(inner, level)


def chart_words(chart: Chart) -> Iterator[str]:
    """The labels that stand in a chart."""
    for point in chart.points:
        yield from (point.label, point.shown)
    for series in chart.series:
        yield series.name


def _numbered(number: str, content: tuple[Inline, ...]) -> str:
    return (re.escape(number) + " " if number else "") + _pattern(content)


def _pattern(content: tuple[Inline, ...]) -> str:
    return re.sub(r"(?:\\?\s)+", " ", "".join(_inline(inline) for inline in content)).strip()


def _exact(text: str) -> str:
    return re.escape(" ".join(text.split())).replace("\\ ", " ")


def _inline(inline: object) -> str:
    match inline:
        case Str():
            return re.escape(inline.text)
        case Note():
            return re.escape(inline.mark)
        case PageReferences():
            before, _, after = inline.pattern.partition("{pages}")
            return re.escape(before) + r"\d+(, \d+)*" + re.escape(after)
        case _:
            return "".join(_inline(child) for child in children(inline))


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
