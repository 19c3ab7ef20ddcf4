"""The walk of a document: every node in reading order, its words and its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from policybrief.document.inlines import CrossReference, Emphasis, Inline, Link, Note, Span, Str, Strong
from policybrief.document.tree import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Image,
    List,
    Paragraph,
    Point,
    Quote,
    Row,
    Section,
    Series,
    Table,
)

Node = Document | Block | Inline | Row | Cell | Chart | Series | Image | Column | Point


def children(node: Any) -> tuple[Any, ...]:
    """The nodes directly below `node`, in reading order: caption, head, body, notes."""
    below = _BELOW.get(type(node))
    return below(node) if below else ()


def walk(node: Any) -> Iterator[Any]:
    """`node` and everything below it, in reading order."""
    waiting, below_of = [node], _BELOW.get
    while waiting:
        node = waiting.pop()
        yield node
        if below := below_of(type(node)):
            waiting.extend(below(node)[::-1])


def records_in(node: Any, *, cited: bool = True) -> Iterator[str]:
    """Ids of the records that a node shows anything of, in reading order and as often as it does.

    Those from which its words come, those that its pictures draw, and, if `cited`, the sources of its notes.
    """
    for below in walk(node):
        kind = type(
            below
        )  # by far the most nodes have no words of a record: `match` takes four times as long
        if kind is Span or kind is Paragraph:
            if below.origin is not None:
                yield below.origin.record
        elif kind is Note:
            if cited:
                yield below.target.removeprefix("source.")
        elif kind is Figure or kind is Table:
            yield from below.records


def plain_text(node: Any) -> str:
    """The words of a node without its notes and without page references."""
    match node:
        case Str(text=text):
            return text
        case Note(mark=mark):
            return mark
        case tuple():
            return "".join(plain_text(child) for child in node)
        case _:
            return "".join(plain_text(child) for child in children(node))


_BELOW: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    **{kind: attrgetter("blocks") for kind in (Document, Quote, Cell)},
    **{kind: attrgetter("content") for kind in (Paragraph, Strong, Emphasis, Link)},
    **{kind: attrgetter("content") for kind in (CrossReference, Span, Note)},
    Section: lambda node: (*node.title, *node.subtitle, *node.blocks),
    Callout: lambda node: (*node.title, *node.blocks),
    List: lambda node: tuple(block for entry in node.entries for block in entry),
    Table: lambda node: (*node.caption, *node.head, *node.body, *node.notes),
    Row: attrgetter("cells"),
    Figure: lambda node: (*node.caption, node.content, *node.notes),
    Chart: attrgetter("series"),
    Series: attrgetter("points"),
}
"""Kind of node → the nodes directly below it; a kind that is not named has none."""
