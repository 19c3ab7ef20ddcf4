"""A document without what somebody may no longer see of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.document import (
    Callout,
    Document,
    List,
    Note,
    Origin,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Table,
    walk,
)


def without(document: Document, records: Collection[str]) -> tuple[Document, tuple[str, ...]]:
    """The document without the words of `records`, and those of them that it had words of.

    With its words goes what stands around them: a paragraph that is only of it, an entry, a row
    that has words of it, the notes that lead to it as a source; and the page of open points.
    """
    found = tuple(dict.fromkeys(record for record in _named(document) if record in records))
    if not found:
        return document, ()
    return replace(document, blocks=_kept(document.blocks, frozenset(found))), found


def _named(node: Any) -> Iterator[str]:
    """Ids of the records from which words of a node come, or to which its notes lead."""
    for below in walk(node):
        if isinstance(below, Note):
            yield below.target.removeprefix("source.")
        origin = getattr(below, "origin", None)
        if isinstance(origin, Origin):
            yield origin.record


def _kept(nodes: tuple[Any, ...], gone: frozenset[str]) -> tuple[Any, ...]:
    """The nodes, each without the words of those that are gone; what is empty then is left out."""
    return tuple(kept for node in nodes if (kept := _without(node, gone)) is not None)


def _without(node: Any, gone: frozenset[str]) -> Any:
    match node:
        case Note(target=target) if target.removeprefix("source.") in gone:
            return None
        case Span(origin=Origin(record=record)) if record in gone:
            return None
        case Paragraph(origin=Origin(record=record)) if record in gone and _is_only_of(node, gone):
            return None
        case Section(role="open-points"):  # it names records by their ids
            return None
        case Row() if gone.intersection(_words_of(node)):
            return None
        case tuple():  # an entry of a list
            return _kept(node, gone) or None
    if gone.isdisjoint(_named(node)) or not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        f.name: _kept(value, gone) for f in fields(node) if isinstance(value := getattr(node, f.name), tuple)
    }
    made = replace(node, **changed)
    return None if _is_empty(made) else made


def _words_of(row: Row) -> Iterator[str]:
    """The records whose words stand in a row; notes are none."""
    for node in walk(row):
        origin = getattr(node, "origin", None)
        if isinstance(origin, Origin):
            yield origin.record


def _is_only_of(paragraph: Paragraph, gone: frozenset[str]) -> bool:
    """True if all records whose words stand in it are gone."""
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
