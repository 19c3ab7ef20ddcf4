"""What imports last took, as short hashes: so the next one can tell a new value from an edit by hand."""

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
"""Where it stands in a project: kept with the records, one line a record."""

_ABOUT = (
    "What brief import last took, as hashes, so that it can tell edits by hand. Keep it with the records."
)

Taken = dict[str, dict[str, str]]
"""Id of a record → field → hash of the value that was last taken."""


@dataclass(frozen=True, slots=True)
class Change:
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
    given: Mapping[str, Value],
    *,
    taken: dict[str, str],
    overwrite: bool,
) -> tuple[list[Change], list[Change]]:
    """The fields to change and those kept, because somebody edited them since they were `taken`.

    `taken` is brought up to date: so what was kept is told once.
    """
    changed: list[Change] = []
    kept: list[Change] = []
    for field, new in given.items():
        old, last = present.get(field, ""), taken.get(field)
        taken[field] = fingerprint(new)
        if fingerprint(old) == taken[field]:
            continue
        untouched = last == fingerprint(old) if old else last is None
        if untouched or overwrite:
            changed.append(Change(record, field, old, new))
        elif last != taken[field]:
            kept.append(Change(record, field, old, new))
    return changed, kept


def read_memory(root: Path) -> tuple[str, Taken]:
    """The text of the file in a project and what was last taken; nothing where there is none.

    Raises:
        Refusal: it is no such file.
    """
    path = root / PLACE
    if not path.exists():
        return "", {}
    try:
        text = path.read_text(encoding="utf-8")
        return text, _taken(text) if text.strip() else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal(f"{PLACE} is damaged; delete it, and edits by hand are kept") from None


def _taken(text: str) -> Taken:
    records = json.loads(text)["records"]
    return {
        str(name): dict(pair.split(" ", 1) for pair in str(fields).split(", ") if " " in pair)
        for name, fields in records.items()
    }


def memory_text(taken: Mapping[str, Mapping[str, str]]) -> str:
    """The same as a text, a line a record in the order of ids: branches that import different works merge."""
    return memory_of((name, in_words(taken[name])) for name in sorted(taken))


def in_words(fields: Mapping[str, str]) -> str:
    """The fields of one record and their hashes, on one line."""
    return ", ".join(f"{field} {digits}" for field, digits in fields.items())


def memory_of(records: Iterable[tuple[str, str]]) -> str:
    """The text of (id, fields in words) pairs, which come in the order of ids."""
    body = ",\n".join(f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in records)
    return f'{{\n "policybrief": 1,\n "about": {json.dumps(_ABOUT)},\n "records": {{\n{body}\n }}\n}}\n'
