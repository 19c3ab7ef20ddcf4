"""Records and changes → the texts of dossiers, with all that stands in them as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policybrief.exchange.bibliography.merging import Added, Change
from policybrief.exchange.tables.facts import FIGURES
from policybrief.reading.yaml import FieldEdit, append_record, set_fields
from policybrief.reading.yaml.writing import field_lines

_FIGURES = frozenset({"issued", *FIGURES})


def with_added(text: str, added: Iterable[Added], *, kind: str) -> str:
    """`text` with new records behind those of their kind."""
    lines = [line for record in added for line in _record_lines(record)]
    if not lines:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + append_record(text.removeprefix(mark), kind=kind, lines=tuple(lines))[0]


def with_changes(
    text: str, changes: Sequence[Change], *, kind: str
) -> tuple[str, tuple[tuple[Change, str], ...]]:
    """`text` with the fields changed, and (change, reason) where one cannot be without losing something."""
    edits = [FieldEdit(kind, c.id, c.field, c.after, c.field in _FIGURES) for c in changes]
    text, refused = set_fields(text, edits)
    of = dict(zip(edits, changes, strict=True))
    return text, tuple((of[edit], reason) for edit, reason in refused)


def _record_lines(record: Added) -> Iterable[str]:
    yield f"{record.id}:"
    for field, value in record.fields:
        yield from (f"  {line}" for line in field_lines(field, value, figure=field in _FIGURES))
    yield "  generated: yes"
