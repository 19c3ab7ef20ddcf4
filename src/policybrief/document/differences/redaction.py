"""A document without what somebody may no longer see of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.document import (
    Callout,
    Cell,
    Chart,
    Document,
    Figure,
    List,
    Note,
    Origin,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Table,
    records_in,
    walk,
)


def without(document: Document, records: Collection[str]) -> tuple[Document, tuple[str, ...]]:
    """The document without the words of `records`, and those of them that it had words of.

    With its words goes what stands around them: a paragraph that is only of it, an entry, a row
    that has words of it, what others say about it (a condition, a rating, a place in it), the notes that
    lead to it as a source, pictures that draw it or count it; and the page of open points.
    """
    found = tuple(dict.fromkeys(record for record in named_in(document) if record in records))
    if not found:
        return document, ()
    return replace(document, blocks=_kept(document.blocks, frozenset(found))), found


def named_in(node: Any) -> Iterator[str]:
    """Ids of the records that a node shows anything of, and of those of which it shows what others say."""
    yield from records_in(node)
    yield from _spoken_of(node)
    for below in walk(node):
        if isinstance(below, Note):
            yield from below.records


def _spoken_of(node: Any) -> Iterator[str]:
    for below in walk(node):
        if isinstance(below, Span) and below.origin:
            yield from below.origin.speaks_of()


def _kept(nodes: tuple[Any, ...], gone: frozenset[str]) -> tuple[Any, ...]:
    """The nodes, each without the words of those that are gone; what is empty then is left out."""
    return tuple(kept for node in nodes if (kept := _without(node, gone)) is not None)


def _without(node: Any, gone: frozenset[str]) -> Any:
    match node:
        case Note(target=t, records=of) if t.removeprefix("source.") in gone or gone.intersection(of):
            return None
        case Span(origin=Origin() as origin) if gone.intersection((origin.record, *origin.speaks_of())):
            return None
        case Figure() | Table() if gone.intersection(node.records):
            return None
        case Figure(content=Chart(), records=()):  # of a version that did not say what it counts
            return None
        case Paragraph(origin=Origin(record=record)) if record in gone and _is_only_of(node, gone):
            return None
        case Section(role="open-points"):  # it names records by their ids
            return None
        case Row() if gone.intersection(records_in(node, cited=False)):
            return None
        case Cell() if gone.intersection(_spoken_of(node)):
            return replace(node, blocks=())
        case tuple():  # an entry of a list
            return _kept(node, gone) or None
    if gone.isdisjoint(named_in(node)) or not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        f.name: _kept(value, gone) for f in fields(node) if isinstance(value := getattr(node, f.name), tuple)
    }
    made = replace(node, **changed)
    return None if _is_empty(made) else made


def _is_only_of(paragraph: Paragraph, gone: frozenset[str]) -> bool:
    """True if all records whose words are in it are gone."""
    own = {node.origin.record for node in walk(paragraph) if isinstance(node, Span) and node.origin}
    return own <= gone


def _is_empty(node: Any) -> bool:
    match node:
        case Paragraph():
            return not node.content
        case List():
            return not node.entries
        case Table():
            return not node.body
        case Section() | Callout() | Quote():
            return not node.blocks
        case _:
            return False
