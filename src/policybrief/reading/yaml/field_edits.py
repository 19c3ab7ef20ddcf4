"""Setting fields of records in a YAML text: all that is not the field stays as it was, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policybrief.reading.yaml.field_places import CannotEdit, EditableText, FieldEdit
from policybrief.reading.yaml.places import value_of
from policybrief.reading.yaml.trees import parse_tree

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
        refused = (*refused, *(more if after is not None else ((edit, "it would not read back as meant"),)))
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
