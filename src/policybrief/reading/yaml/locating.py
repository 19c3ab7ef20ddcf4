"""The place of any key path of a source, on demand."""

from __future__ import annotations

import re

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.yaml.parsing import parse_tree
from policybrief.reading.yaml.places import Node, walk
from policybrief.reading.yaml.reading import YamlFile, comments_after, has_inline_comments

Keys = tuple[str | int, ...]


def locate(source: YamlFile, keys: Keys, *, key: bool = False, word: str = "") -> Span:
    """The place of the value at `keys`, or of its key.

    Keys that lead further than the text does (into a short form) give the place of the last one found;
    `word` narrows the span to its first occurrence there.
    """
    node = parse_tree(source.readable).root
    if node is None:
        return Span(source.path, 1, 1)
    named = node
    for step in keys:
        pair = _below(node, step)
        if pair is None:
            break
        named, node = pair
    lines = source.text.split("\n")
    place = named if key else node
    return _narrowed(source.path, lines, node, word) or _span(source.path, lines, place)


def _below(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """The key node and value node of one step; an entry of a list is its own key."""
    if isinstance(step, int) and node.kind == "list" and step < len(node.members):
        return node.members[step], node.members[step]
    return next(((key, value) for key, value in node.pairs if key.text == str(step)), None)


def _span(path: str, lines: list[str], node: Node) -> Span:
    line, column = node.start
    whole = lines[line] if line < len(lines) else ""
    end = node.end[1] if node.end[0] == line else len(whole.rstrip())
    return Span(path, line + 1, column + 1, max(1, end - column))


def _narrowed(path: str, lines: list[str], node: Node, word: str) -> Span | None:
    if not word:
        return None
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    (line, column), (last, end) = node.start, node.end
    for number in range(line, min(last + 1, len(lines))):
        text = lines[number][:end] if number == last else lines[number]
        match = pattern.search(text, column if number == line else 0)
        if match:
            return Span(path, number + 1, match.start() + 1, len(word))
    return None


def extent(source: YamlFile, keys: Keys) -> tuple[int, int] | None:
    """The first and the last line, from 1, of what stands at `keys`, key and value; None if nothing does."""
    node = parse_tree(source.readable).root
    first = 0
    for step in keys:
        pair = _below(node, step) if node else None
        if pair is None:
            return None
        first, node = pair[0].start[0], pair[1]
    if node is None:
        return None
    lines = source.text.split("\n")
    last, column = max(below.end for _, below in walk(node))
    while last > first and _says_nothing(lines[last][:column] if last < len(lines) else ""):
        last, column = last - 1, len(lines[last - 1]) if last <= len(lines) else 0
    return first + 1, last + 1


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def written(source: YamlFile, keys: Keys) -> str:
    """A scalar as it is typed (`4.50`), which its value (4.5) no longer shows; "" if there is none."""
    node = parse_tree(source.readable).root
    for step in keys:
        pair = _below(node, step) if node else None
        if pair is None:
            return ""
        node = pair[1]
    return node.text if node and node.kind == "scalar" else ""


def fixed_line(source: YamlFile, span: Span) -> tuple[str, ...]:
    """The line at `span`, written so that its words are text whatever they are."""
    from policybrief.reading.yaml.lines import safest, take_apart

    line = take_apart(source.text.split("\n")[span.line - 1])
    return safest(line, line.words) if line.words else ()


def inline_comments(source: YamlFile) -> tuple[tuple[Keys, Diagnostic], ...]:
    """The values that a comment follows on their line, with the fault that it is if the value is a text."""
    if not has_inline_comments(source.readable):
        return ()
    from policybrief.reading.yaml.misreadings import cut_fault

    text = source.readable
    comments = comments_after(text, parse_tree(text).root)
    return tuple((keys, cut_fault(text, end, at).diagnostic(source.path)) for keys, end, at, _ in comments)
