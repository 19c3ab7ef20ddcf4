"""The tree of a YAML text with the place of every key and value, and what in it must be refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from policybrief.reading.yaml.scalars import plain_value

MAX_DEPTH = 128

Position = tuple[int, int]
"""Line and column, both from 0, columns in characters."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place; `end` is where the next character would stand."""

    kind: Literal["scalar", "map", "list"]
    start: Position
    end: Position
    text: str = ""
    plain: bool = False
    pairs: tuple[tuple[Node, Node], ...] = ()
    members: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Trap:
    """Something that YAML would accept and that means other than what people read."""

    kind: Literal[
        "tag",
        "anchor",
        "alias",
        "merge-key",
        "duplicate-key",
        "depth",
        "documents",
        "long-number",
        "odd-number",
        "list-key",
    ]
    start: Position
    end: Position
    word: str = ""
    first: Position = (0, 0)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole text: its root, its traps, and where and why reading stopped, if it did."""

    root: Node | None
    traps: tuple[Trap, ...] = ()
    stopped: tuple[Position, str] | None = None
    context: Position | None = None


def value_of(node: Node | None) -> Any:
    """The plain value of a node, as the fast reader gives it."""
    if node is None:
        return None
    match node.kind:
        case "scalar":
            return plain_value(node.text) if node.plain else node.text
        case "list":
            return [value_of(member) for member in node.members]
        case "map":
            return {value_of(key): value_of(value) for key, value in node.pairs}


def walk(node: Node | None, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    """Every value below `node` with its keys, in the order of the text."""
    if node is None:
        return
    yield keys, node
    for key, value in node.pairs:
        yield from walk(value, (*keys, key.text))
    for index, member in enumerate(node.members):
        yield from walk(member, (*keys, index))
