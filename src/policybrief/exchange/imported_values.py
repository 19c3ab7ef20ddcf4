"""Hashes of the values last imported, to distinguish a new value from an edit by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policybrief.diagnostics import Refusal
from policybrief.reading.yaml.writing import Value

BOUNDS = ("marking", "originator", "releasable_to", "audiences")
"""Fields that say who may read a record: they come with whatever is imported, and change with it."""

PLACE = "briefs/imported.json"
"""The file in a project that holds them, one line a record; it belongs with the records."""

_ABOUT = (
    "Hashes of the values last imported, so that brief import recognises edits by hand. Keep this file "
    "with the records."
)

FieldHashes = dict[str, dict[str, str]]
"""Id of a record → field → hash of the value that was last imported."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record: what stands there and what the import has."""

    id: str
    field: str
    before: Value
    after: Value


def fingerprint(value: Value) -> str:
    """Eight hex digits over a value, its blanks made one."""
    words = "\n".join(value) if isinstance(value, tuple) else value
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:8]


def compare(
    record: str,
    present: Mapping[str, Value],
    imported: Mapping[str, Value],
    *,
    hashes: dict[str, str],
    overwrite: bool,
) -> tuple[list[FieldChange], list[FieldChange]]:
    """The fields to change, and those to leave because somebody has edited them since the last import.

    `hashes` are those of the last import, and are brought up to date: so an edit by hand is listed once.
    """
    changed: list[FieldChange] = []
    hand_edits: list[FieldChange] = []
    for field, new in imported.items():
        old, last = present.get(field, ""), hashes.get(field)
        hashes[field] = fingerprint(new)
        if fingerprint(old) == hashes[field]:
            continue
        untouched = last == fingerprint(old) if old else last is None
        if untouched or overwrite:
            changed.append(FieldChange(record, field, old, new))
        elif last != hashes[field]:
            hand_edits.append(FieldChange(record, field, old, new))
    return changed, hand_edits


def read_hashes(root: Path) -> tuple[str, FieldHashes]:
    """The text of the file in a project and the hashes in it; nothing where there is none.

    Raises:
        Refusal: it is no such file.
    """
    path = root / PLACE
    if not path.exists():
        return "", {}
    try:
        text = path.read_text(encoding="utf-8")
        return text, _parsed(text) if text.strip() else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal(f"{PLACE} is damaged; delete it (edits by hand will be kept)") from None


def _parsed(text: str) -> FieldHashes:
    records = json.loads(text)["records"]
    return {
        str(name): dict(pair.split(" ", 1) for pair in str(fields).split(", ") if " " in pair)
        for name, fields in records.items()
    }


def hashes_text(hashes: Mapping[str, Mapping[str, str]]) -> str:
    """The text of that file, a line a record in the order of ids, so that two branches merge."""
    return joined_hashes((name, hash_words(hashes[name])) for name in sorted(hashes))


def hash_words(fields: Mapping[str, str]) -> str:
    """The fields of one record and their hashes, on one line."""
    return ", ".join(f"{field} {digits}" for field, digits in fields.items())


def joined_hashes(records: Iterable[tuple[str, str]]) -> str:
    """The text of (id, hashes in words) pairs, which come in the order of ids."""
    body = ",\n".join(f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in records)
    return f'{{\n "policybrief": 1,\n "about": {json.dumps(_ABOUT)},\n "records": {{\n{body}\n }}\n}}\n'
