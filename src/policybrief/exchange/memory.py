"""What imports last took, as short hashes: so the next one can tell a new value from an edit by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from policybrief.exchange.bibliography.entries import Value

PLACE = "briefs/imported.json"
"""Where it stands in a project: kept with the records, one line a record."""

_ABOUT = (
    "What brief import last took, as hashes, so that it can tell edits by hand. Keep it with the records."
)

Taken = dict[str, dict[str, str]]
"""Id of a record → field → hash of the value that was last taken."""


def fingerprint(value: Value) -> str:
    """Eight hex digits over a value, its blanks made one."""
    words = "\n".join(value) if isinstance(value, tuple) else value
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:8]


def read_memory(root: Path) -> tuple[str, Taken]:
    """The text of the file in a project and what was last taken; nothing where there is none.

    Raises:
        ValueError: it is no such file.
    """
    path = root / PLACE
    if not path.exists():
        return "", {}
    try:
        text = path.read_text(encoding="utf-8")
        return text, _taken(text) if text.strip() else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(f"{PLACE} is damaged; delete it, and edits by hand are kept") from None


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
