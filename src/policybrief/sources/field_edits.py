"""Setting fields of records in a YAML text: all that is not the field stays as it was, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policybrief.sources.places import Node, parse_tree, value_of
from policybrief.sources.writing import WIDTH, field_lines, listed, scalar, wrapped

Value = str | tuple[str, ...]

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field of one record (below the top-level key `kind`) and the value that it is to have.

    A `figure` (a number, a date) is written without quotation marks.
    """

    kind: str
    record: str
    field: str
    value: Value
    figure: bool = False


class CannotEdit(ValueError):
    """The field is written in a way that cannot be changed without losing something; with the reason."""


def set_fields(text: str, edits: Sequence[FieldEdit]) -> tuple[str, tuple[tuple[FieldEdit, str], ...]]:
    """`text` with the edits made, and (edit, reason) for those that cannot be.

    Comments, order, blank lines, line ends and a byte order mark stay. What was written is read again: if
    anything but these fields had changed, it would raise.

    Raises:
        ValueError: the text is no map of maps, or it would not read back as meant.
    """
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    page = _Page(body)
    pieces: list[tuple[int, int, str]] = []
    made: list[FieldEdit] = []
    refused: list[tuple[FieldEdit, str]] = []
    for edit in edits:
        try:
            pieces.append(page.piece(edit))
            made.append(edit)
        except CannotEdit as reason:
            refused.append((edit, str(reason)))
    parts, at = [], 0
    for start, end, words in _joined(pieces):
        parts += [body[at:start], words.replace("\n", page.newline)]
        at = end
    body = "".join([*parts, body[at:]])
    _check(page.value, body, made)
    return mark + body, tuple(refused)


def _joined(pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The pieces from the first to the last; those added at one place in their order."""
    whole: dict[tuple[int, int], str] = {}
    for start, end, words in pieces:
        whole[start, end] = whole.get((start, end), "") + words
    return sorted((start, end, words) for (start, end), words in whole.items())


class _Page:
    """A text, the offsets of its lines, and its tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self.newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
        tree = parse_tree(text)
        if tree.root is None or tree.root.kind != "map" or tree.stopped:
            raise ValueError("the file is no dossier")
        self.value = value_of(tree.root)
        self.kinds = {key.text: value for key, value in tree.root.pairs}
        self.records: dict[str, dict[str, Node]] = {}

    def piece(self, edit: FieldEdit) -> tuple[int, int, str]:
        """(start, end, words): what is to stand in place of what."""
        record = self._record(edit)
        if record is None or record.kind != "map":
            raise CannotEdit("its record is written in a short form")
        pair = next(((key, value) for key, value in record.pairs if key.text == edit.field), None)
        flow = self.text[self._at(record.start)] == "{"
        if pair is None:
            return self._added_inside(record, edit) if flow else self._added_below(record, edit)
        return self._replaced(*pair, edit, flow=flow)

    def _record(self, edit: FieldEdit) -> Node | None:
        if edit.kind not in self.records:
            node = self.kinds.get(edit.kind)
            self.records[edit.kind] = {key.text: value for key, value in node.pairs} if node else {}
        return self.records[edit.kind].get(edit.record)

    def _at(self, place: tuple[int, int]) -> int:
        return self.starts[place[0]] + place[1] if place[0] < len(self.starts) else len(self.text)

    def _added_inside(self, record: Node, edit: FieldEdit) -> tuple[int, int, str]:
        """Before the closing brace."""
        brace = self._at(record.end) - 1
        at = len(self.text[:brace].rstrip())
        comma = ", " if record.pairs else ""
        return at, at, f"{comma}{edit.field}: {_one_line(edit, inside=True)}"

    def _added_below(self, record: Node, edit: FieldEdit) -> tuple[int, int, str]:
        """On lines of its own below the record's last field and a comment that follows it on its line."""
        key, last = record.pairs[-1]
        end = self._end(last) if last.start != last.end or last.kind != "scalar" else self._at(key.end)
        match = _BREAK.search(self.text, end)
        at = match.start() if match else len(self.text)
        pad = " " * record.pairs[0][0].start[1]
        lines = field_lines(edit.field, edit.value, figure=edit.figure)
        return at, at, "".join(f"\n{pad}{line}" for line in lines)

    def _replaced(self, key: Node, value: Node, edit: FieldEdit, *, flow: bool) -> tuple[int, int, str]:
        start, end = self._at(value.start), self._end(value)
        before = self.text[start:end]
        if value.kind == "scalar" and not before:
            colon = self.text.index(":", self._at(key.end)) + 1
            return colon, colon, f" {_one_line(edit, inside=flow)}"
        if value.kind != "scalar" and _COMMENT.search(before):
            raise CannotEdit("a comment stands inside the field")
        if value.kind == "list" and before[0] == "-" and isinstance(edit.value, tuple):
            pad = " " * value.start[1]
            return start, end, f"\n{pad}".join(f"- {scalar(word)}" for word in edit.value)
        if value.kind == "scalar" and before[0] in ">|" and isinstance(edit.value, str):
            return self._block(start, end, edit.value, indent=key.start[1] + 2)
        rest = _BREAK.split(self.text[end:], maxsplit=1)[0]
        words = _one_line(edit, inside=flow)
        if flow or rest.strip() or key.start[0] != value.start[0] or isinstance(edit.value, tuple):
            return start, end, words
        if value.start[1] + len(words) > WIDTH and " " in edit.value:
            pad = " " * (key.start[1] + 2)
            return start, end, "".join([">", *(f"\n{pad}{line}" for line in wrapped(edit.value, WIDTH))])
        return start, end, words

    def _block(self, start: int, end: int, words: str, *, indent: int) -> tuple[int, int, str]:
        """Below the head of a block (`>` and what follows it on its line), indented as it was."""
        head = _BREAK.search(self.text, start)
        if head is None or head.start() >= end:
            raise CannotEdit("the field is empty")
        lines = [line for line in _BREAK.split(self.text[head.end() : end]) if line.strip()]
        indent = min(len(line) - len(line.lstrip(" ")) for line in lines) if lines else indent
        folded = self.text[start] == ">"
        new = wrapped(words, max(WIDTH - indent, 40)) if folded else [words]
        return head.end(), end, "\n".join(" " * indent + line for line in new)

    def _end(self, node: Node) -> int:
        """Where the last character of a value stands, and one more."""
        if node.pairs and self.text[self._at(node.start)] != "{":
            key, last = node.pairs[-1]
            return max(self._end(last), self._at(key.end))
        if node.members and self.text[self._at(node.start)] != "[":
            return self._end(node.members[-1])
        start, end = self._at(node.start), self._at(node.end)
        return start + len(self.text[start:end].rstrip())


def _one_line(edit: FieldEdit, *, inside: bool) -> str:
    if isinstance(edit.value, tuple):
        return listed(edit.value)
    return edit.value if edit.figure else scalar(edit.value, inside=inside)


def _check(before: Any, body: str, edits: Iterable[FieldEdit]) -> None:
    tree = parse_tree(body)
    wanted = {kind: dict(below) if isinstance(below, dict) else below for kind, below in before.items()}
    for edit in edits:
        fields = wanted[edit.kind][edit.record]
        value: Any = [*edit.value] if isinstance(edit.value, tuple) else edit.value
        if edit.figure and isinstance(edit.value, str):
            value = value_of(parse_tree(edit.value).root)
        wanted[edit.kind][edit.record] = {**fields, edit.field: value}
    if tree.stopped or _plain(value_of(tree.root)) != _plain(wanted):
        raise ValueError("what was to be written would not read back as meant")


def _plain(value: Any) -> Any:
    """A value without what the way of writing it adds: blanks at the end, figures as text."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
