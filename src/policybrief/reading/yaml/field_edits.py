"""Setting fields of records in a YAML text: all that is not the field stays as it was, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from policybrief.reading.yaml.field_places import CannotEdit, EditableText, FieldEdit
from policybrief.reading.yaml.parsing import parse_tree
from policybrief.reading.yaml.places import value_of

Refused = tuple[tuple[FieldEdit, str], ...]
"""(edit, reason) pairs."""


def set_fields(text: str, edits: Sequence[FieldEdit]) -> tuple[str, Refused]:
    """`text` with the edits made, and those that cannot be made without losing something, with the reason.

    Comments, order, blank lines, line ends and a byte order mark stay. What was written is read again: where
    anything but these fields has changed, the edit that did it is refused.
    """
    after, refused = _set_all(text, edits)
    if after is not None:
        return after, refused
    refused = ()
    for edit in edits:  # one of them spoils the whole: each is tried alone
        after, more = _set_all(text, (edit,))
        text = text if after is None else after
        refused = (*refused, *(more if after is not None else ((edit, "it would not be read as intended"),)))
    return text, refused


def without_key(text: str, name: str) -> str | None:
    """`text` without a top-level key and its value; None where more than these would be lost."""
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    page = EditableText(body)
    try:
        start, end, words = page.removal(name)
    except CannotEdit:
        return None
    after = body[:start] + words.replace("\n", page.newline) + body[end:]
    tree = parse_tree(after)
    same = value_of(tree.root) == {key: value for key, value in page.value.items() if key != name}
    return mark + after if same and not tree.stopped and not tree.traps else None


def _set_all(text: str, edits: Sequence[FieldEdit]) -> tuple[str | None, Refused]:
    """`text` with the edits that have a place in it, and the others; None if that spoils it."""
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    page = EditableText(body)
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
        at = max(at, end)
    after = "".join([*parts, body[at:]])
    reads_back = not made or _says(after, page.value, made)
    return (mark + after if reads_back else None), tuple(refused)


def _joined(pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The pieces from the first to the last; those added at one place in their order."""
    whole: dict[tuple[int, int], str] = {}
    for start, end, words in pieces:
        whole[start, end] = whole.get((start, end), "") + words
    return sorted((start, end, words) for (start, end), words in whole.items())


def _says(after: str, before: Any, edits: Iterable[FieldEdit]) -> bool:
    """True if the text `after` says what was said `before`, and the edits."""
    tree = parse_tree(after)
    found = value_of(tree.root)
    if tree.stopped or tree.traps or not isinstance(found, dict):
        return False
    wanted = {kind: dict(below) if isinstance(below, dict) else below for kind, below in before.items()}
    for edit in edits:
        said = wanted[edit.kind][edit.record]
        fields = said if isinstance(said, dict) else dict(edit.long_form)
        read = found.get(edit.kind, {}).get(edit.record)
        if not isinstance(read, dict) or _plain(read.get(edit.field)) != _plain(_meant(edit)):
            return False
        if not isinstance(said, dict) and {name: _plain(read.get(name)) for name in fields} == _plain(fields):
            fields = {name: read[name] for name in fields}
        wanted[edit.kind][edit.record] = {**fields, edit.field: read[edit.field]}
    return bool(found == wanted)


def _meant(edit: FieldEdit) -> Any:
    if isinstance(edit.value, tuple):
        return [*edit.value]
    return value_of(parse_tree(edit.value).root) if edit.figure else edit.value


def _plain(value: Any) -> Any:
    """A value without what the way of writing it adds: blanks at the end of a block, figures as text."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def append_record(text: str, *, kind: str, lines: tuple[str, ...]) -> tuple[str, int]:
    """`text` with `lines` as the last record under the top-level key `kind`, and the line they start on.

    `lines` begin with the id at no indentation; they are indented as the records there are, or by two
    spaces. A kind that is not there yet is added at the end.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = _LINE.findall(text) if text.strip() else []
    if whole and not whole[-1].endswith(("\n", "\r")):
        whole[-1] += newline
    existing = [line.rstrip("\r\n") for line in whole]
    head = next((n for n, line in enumerate(existing) if re.match(rf"{kind}:\s*(?:#.*)?$", line)), None)
    if head is None:
        end = len(whole)
        gap = [*([""] if existing and existing[-1].strip() else []), f"{kind}:"]
    else:
        end = _end_of_kind(existing, head)
        gap = [""] if end > head + 1 and _is_spaced(existing[head + 1 : end]) else []
    indent = _indent(existing, head)
    added = [*gap, *(f"{indent}{line}" if line else "" for line in lines)]
    after = "".join(line + newline for line in added)
    return "".join([*whole[:end], after, *whole[end:]]), end + len(gap) + 1


_LINE = re.compile(r".*?(?:\r\n|\r|\n)|.+$", re.DOTALL)


def _end_of_kind(lines: list[str], head: int) -> int:
    """Index behind the kind's last line; comments that stand before the next kind belong to that."""
    end = head + 1
    for number in range(head + 1, len(lines)):
        line = lines[number]
        if line and not line[0].isspace() and not line.startswith("#"):
            break
        if line.strip() and line[0].isspace():
            end = number + 1
    return end


def _indent(lines: list[str], head: int | None) -> str:
    for line in lines[head + 1 :] if head is not None else ():
        if line.strip() and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip())] or "  "
    return "  "


def _is_spaced(lines: list[str]) -> bool:
    """True if blank lines part the records of this kind."""
    return any(not line.strip() for line in lines)
