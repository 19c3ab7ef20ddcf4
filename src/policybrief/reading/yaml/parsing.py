"""PyYAML's events → located nodes, so that tags, anchors and depth are seen before anything is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from policybrief.reading.yaml.places import MAX_DEPTH, Node, Position, Trap, Tree, value_of
from policybrief.reading.yaml.scalars import is_odd_number, is_too_long, plain_value

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Tree:
    """The located tree of `text`; texts that YAML cannot read give a tree that says where it stopped."""
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        place = (mark.line, mark.column) if mark else (0, 0)
        started = (context.line, context.column) if context else None
        return Tree(None, tuple(builder.traps), (place, error.problem or ""), started)
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        before = text[:position]
        place = (before.count("\n"), position - before.rfind("\n") - 1)
        return Tree(None, tuple(builder.traps), (place, "control character"))
    except _TooDeepError:
        return Tree(None, tuple(builder.traps))
    return Tree(root, tuple(builder.traps))


class _TooDeepError(Exception):
    """Nesting beyond `MAX_DEPTH`; the trap is already noted."""


class _Builder:
    """Builds nodes from parser events, so that tags, anchors and depth are seen before anything is made."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.traps: list[Trap] = []

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._trap("documents", event)
                    return root
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        start, end = _place(event.start_mark), _place(event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            self._trap("alias", event, event.anchor or "")
            return Node("scalar", start, end)
        if event.anchor is not None:
            self._trap("anchor", event, str(event.anchor))
        if event.tag is not None or (
            isinstance(event, yaml.ScalarEvent) and event.implicit == (False, False)
        ):
            self._trap("tag", event, event.tag or "!")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, start, end)
        if depth > MAX_DEPTH:
            self._trap("depth", event)
            raise _TooDeepError
        return self._collection(event, start, depth)

    def _scalar(self, event: Any, start: Position, end: Position) -> Node:
        plain = event.style in (None, "")
        value = plain_value(event.value) if plain else event.value
        if plain and is_too_long(value):
            self._trap("long-number", event, event.value)
        elif plain and is_odd_number(event.value, value):
            self._trap("odd-number", event, event.value)
        return Node("scalar", start, end, event.value, plain)

    def _collection(self, event: Any, start: Position, depth: int) -> Node:
        is_map = isinstance(event, yaml.MappingStartEvent)
        closing = yaml.MappingEndEvent if is_map else yaml.SequenceEndEvent
        below: list[Node] = []
        for inner in self.events:
            if isinstance(inner, closing):
                end = _place(inner.end_mark)
                break
            below.append(self._node(inner, depth + 1))
        if not is_map:
            return Node("list", start, end, members=tuple(below))
        pairs = tuple(zip(below[::2], below[1::2], strict=True))
        self._check_keys(pairs)
        return Node("map", start, end, pairs=pairs)

    def _check_keys(self, pairs: tuple[tuple[Node, Node], ...]) -> None:
        places: dict[object, Position] = {}
        for key, _ in pairs:
            if key.kind != "scalar":
                self.traps.append(Trap("list-key", key.start, key.end))
                continue
            name = value_of(key)
            if key.plain and key.text == "<<":
                self.traps.append(Trap("merge-key", key.start, key.end))
            if (type(name), name) in places:
                self.traps.append(
                    Trap("duplicate-key", key.start, key.end, key.text, places[type(name), name])
                )
            places.setdefault((type(name), name), key.start)

    def _trap(self, kind: Any, event: Any, word: str = "") -> None:
        self.traps.append(Trap(kind, _place(event.start_mark), _place(event.end_mark), word))


def _place(mark: Any) -> Position:
    return mark.line, mark.column


@lru_cache(maxsize=64)
def parse_tree(text: str) -> Tree:
    """The located tree of `text`; texts that YAML cannot read give a tree that says where it stopped."""
    return parse(text)
