"""Where a field of a record is in a YAML text, or would stand, and what is to stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policybrief.reading.yaml.parsing import parse_tree
from policybrief.reading.yaml.places import Node, value_of
from policybrief.reading.yaml.writing import WIDTH, Value, field_lines, scalar, value_words, wrapped

Replacement = tuple[int, int, str]
"""(start, end, words): what is to be in place of the characters from start to end."""

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field of one record (below the top-level key `kind`) and the value that it is to have.

    A `figure` (a number, a date) is written without quotation marks. `long_form` are the fields of a record
    that is written as one string; without them such a record cannot be edited.
    """

    kind: str
    record: str
    field: str
    value: Value
    figure: bool = False
    long_form: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The line as one would type it below the record's id."""
        return f"{self.field}: {value_words(self.value, figure=self.figure)}"


class CannotEdit(ValueError):
    """The field is written in a way that cannot be changed without losing something; with the reason."""


class EditableText:
    """A text, the offsets of its lines, and its tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self.newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
        tree = parse_tree(text)
        readable = tree.root is not None and tree.root.kind == "map" and not tree.stopped
        self.root = tree.root if readable else None
        self.value = value_of(self.root) or {}
        self.kinds = {key.text: value for key, value in self.root.pairs} if self.root else {}
        self.records: dict[str, dict[str, tuple[Node, Node]]] = {}

    def piece(self, edit: FieldEdit) -> Replacement:
        """What is to be in place of what.

        Raises:
            CannotEdit: the record is not there, or the field cannot be changed.
        """
        key, record = self._record(edit)
        flow = any(self._is_flow(node) for node in (self.root, self.kinds[edit.kind], record) if node)
        if record.kind == "scalar":
            return self._written_out(key, record, edit, flow=flow)
        if record.kind == "list":
            raise CannotEdit("its record is written as a list")
        pair = next(((name, value) for name, value in record.pairs if name.text == edit.field), None)
        if pair is not None:
            return self._replaced(*pair, edit, flow=flow)
        return self._added_inside(record, edit) if flow else self._added_below(record, edit)

    def removal(self, name: str) -> Replacement:
        """The top-level key with its value taken out; a comment behind it stays, on a line of its own.

        Raises:
            CannotEdit: it cannot be taken out without losing something.
        """
        pairs = self.root.pairs if self.root and not self._is_flow(self.root) else ()
        pair = next(((key, value) for key, value in pairs if key.text == name), None)
        if pair is None:
            raise CannotEdit("there is no such line at the head of the file")
        key, value = pair
        start, end = self._at(key.start), max(self._end(value), self._colon(key))
        if value.kind != "scalar" and _COMMENT.search(self.text[start:end]):
            raise CannotEdit("there is a comment inside the field")
        line = _BREAK.search(self.text, end)
        comment = self.text[end : line.start() if line else len(self.text)].strip()
        end = line.end() if line else len(self.text)
        if not comment and (blank := re.match(r"[ \t]*(?:\r\n|\r|\n)", self.text[end:])):
            above = self.text[:start].splitlines()
            if not above or not above[-1].strip():  # or two blank lines would follow each other
                end += blank.end()
        return start, end, f"{comment}\n" if comment else ""

    def _record(self, edit: FieldEdit) -> tuple[Node, Node]:
        if edit.kind not in self.records:
            node = self.kinds.get(edit.kind)
            self.records[edit.kind] = {pair[0].text: pair for pair in node.pairs} if node else {}
        if edit.record not in self.records[edit.kind]:
            raise CannotEdit("its record does not exist")
        return self.records[edit.kind][edit.record]

    def _written_out(self, key: Node, record: Node, edit: FieldEdit, *, flow: bool) -> Replacement:
        """A record that is one string, as the fields that it stands for."""
        start, end = self._at(record.start), self._end(record)
        if not edit.long_form or self.text[start : start + 1] in ("|", ">"):
            raise CannotEdit("its record is written in a short form")
        if flow:
            fields = [f"{name}: {scalar(words, inside=True)}" for name, words in edit.long_form]
            return start, end, "{" + ", ".join([*fields, _inside(edit)]) + "}"
        pad = "\n" + " " * (key.start[1] + (key.start[1] or 2))
        lines = [line for name, words in edit.long_form for line in field_lines(name, words)]
        lines += field_lines(edit.field, edit.value, figure=edit.figure)
        return self._colon(key), end, "".join(pad + line for line in lines)

    def _added_inside(self, record: Node, edit: FieldEdit) -> Replacement:
        """Behind the last field, before what closes the map."""
        field = _inside(edit)
        if not record.pairs:
            inside = self._at(record.start) + 1
            return inside, inside, field
        end = self._at(record.pairs[-1][1].end)
        return end, end, f", {field}"

    def _added_below(self, record: Node, edit: FieldEdit) -> Replacement:
        """On lines of its own below the record's last field and a comment that follows it on its line."""
        key, last = record.pairs[-1]
        end = self._end(last) if last.start != last.end or last.kind != "scalar" else self._at(key.end)
        match = _BREAK.search(self.text, end)
        at = match.start() if match else len(self.text)
        pad = " " * record.pairs[0][0].start[1]
        lines = field_lines(edit.field, edit.value, figure=edit.figure)
        return at, at, "".join(f"\n{pad}{line}" for line in lines)

    def _replaced(self, key: Node, value: Node, edit: FieldEdit, *, flow: bool) -> Replacement:
        start, end = self._at(value.start), self._end(value)
        before = self.text[start:end]
        words = value_words(edit.value, figure=edit.figure, inside=flow)
        if value.kind == "scalar" and not before:
            colon = self._colon(key)
            return colon, colon, f" {words}"
        if value.kind != "scalar" and _COMMENT.search(before):
            raise CannotEdit("there is a comment inside the field")
        if value.kind == "list" and before[0] == "-" and isinstance(edit.value, tuple):
            pad = " " * value.start[1]
            return start, end, f"\n{pad}".join(f"- {scalar(word)}" for word in edit.value)
        if value.kind == "scalar" and before[0] in ">|" and isinstance(edit.value, str):
            return self._block(start, end, edit.value, indent=key.start[1] + 2)
        rest = _BREAK.split(self.text[end:], maxsplit=1)[0]
        if flow or rest.strip() or key.start[0] != value.start[0] or isinstance(edit.value, tuple):
            return start, end, words
        if value.start[1] + len(words) > WIDTH and " " in edit.value:
            pad = " " * (key.start[1] + 2)
            return start, end, "".join([">", *(f"\n{pad}{line}" for line in wrapped(edit.value, WIDTH))])
        return start, end, words

    def _block(self, start: int, end: int, words: str, *, indent: int) -> Replacement:
        """Below the head of a block (`>` and what follows it on its line), indented as it was."""
        head = _BREAK.search(self.text, start)
        if head is None or head.start() >= end:
            raise CannotEdit("the field is empty")
        lines = [line for line in _BREAK.split(self.text[head.end() : end]) if line.strip()]
        indent = min(len(line) - len(line.lstrip(" ")) for line in lines) if lines else indent
        folded = self.text[start] == ">"
        new = wrapped(words, max(WIDTH - indent, 40)) if folded else [words]
        return head.end(), end, "\n".join(" " * indent + line for line in new)

    def _is_flow(self, node: Node) -> bool:
        at = self._at(node.start)
        return node.kind != "scalar" and self.text[at : at + 1] in ("{", "[")

    def _colon(self, key: Node) -> int:
        """Behind the colon of a key."""
        return self.text.index(":", self._at(key.end)) + 1

    def _at(self, place: tuple[int, int]) -> int:
        return self.starts[place[0]] + place[1] if place[0] < len(self.starts) else len(self.text)

    def _end(self, node: Node) -> int:
        """Where the last character of a value stands, and one more."""
        if node.pairs and not self._is_flow(node):
            key, last = node.pairs[-1]
            return max(self._end(last), self._at(key.end))
        if node.members and not self._is_flow(node):
            return self._end(node.members[-1])
        start, end = self._at(node.start), self._at(node.end)
        return start + len(self.text[start:end].rstrip())


def _inside(edit: FieldEdit) -> str:
    """The field as it is in braces."""
    return f"{edit.field}: {value_words(edit.value, figure=edit.figure, inside=True)}"
