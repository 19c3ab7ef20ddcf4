"""The result of an import, as lines of text and as plain objects for other programs."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policybrief.diagnostics import counted
from policybrief.exchange.bibliography.entries import NO_PLACE, Unplaced
from policybrief.exchange.fact_imports import FactImport
from policybrief.exchange.imported_values import FieldChange
from policybrief.exchange.work_imports import WorkImport, shortened

_FORMATS = {"csl-json": "CSL-JSON", "bibtex": "BibTeX", "ris": "RIS"}
_MOST = 20
"""Lines of a list printed on a terminal; the report has all of them."""


def work_lines(result: WorkImport, *, file: str, dry_run: bool) -> Iterator[str]:
    """The result of importing a bibliography, in lines."""
    would, merge = "would be " if dry_run else "", result.merge
    yield f"{file}: {_FORMATS[result.format]}, {counted(result.entries, 'entry', 'entries')} read"
    if merge.added:
        yield f"  {len(merge.added)} {would}added to {result.dossier}"
    if merge.added and dry_run:
        yield from _listed(f"{one.id}  {shortened(dict(one.fields)['title'])}" for one in merge.added)
    yield from _change_lines(merge.changed, merge.hand_edits, would=would)
    if merge.same:
        yield f"  {merge.same} unchanged"
    works = [one for one in merge.unplaced if not one.field]
    if works:
        yield f"  {counted(len(works), 'entry', 'entries')} not imported:"
        yield from _listed(_unplaced_line(one) for one in works)
    yield from _field_lines([one for one in merge.unplaced if one.field])


def work_records(result: WorkImport) -> Iterator[Mapping[str, Any]]:
    """The same as plain objects: `outcome` and what it is about."""
    for added in result.merge.added:
        yield {"outcome": "added", "record": added.id, "fields": dict(added.fields)}
    yield from _change_records(result.merge.changed, result.merge.hand_edits)
    for one in result.merge.unplaced:
        fields = {
            "place": one.place,
            "entry": one.entry,
            "field": one.field,
            "value": one.value,
            "reason": one.reason,
        }
        yield {"outcome": "not taken", **{name: value for name, value in fields.items() if value}}


def fact_lines(result: FactImport, *, file: str, dry_run: bool) -> Iterator[str]:
    """The result of importing a table, in lines."""
    would = "would be " if dry_run else ""
    if result.fault:
        yield f"{file}: {result.fault}"
    yield f"{file}: {counted(result.rows, 'row')} read"
    if result.added:
        files = [path for path, _ in result.added]
        more = f" to {files[-1]} ({counted(len(files), 'file')})" if len(files) > 1 else ""
        number = sum(number for _, number in result.added)
        yield f"  {counted(number, 'fact')} {would}added to {files[0]}{more}"
    yield from _change_lines(result.changed, result.hand_edits, would=would)
    if result.same:
        yield f"  {result.same} unchanged"
    if result.unchanged:
        yield f"  {counted(len(result.unchanged), 'field')} not imported:"
        yield from (f"    {one}" for one in result.unchanged[:_MOST])
    yield from _row_lines(result)


def fact_records(result: FactImport, *, file: str) -> Iterator[Mapping[str, Any]]:
    """The same as plain objects: `outcome` and what it is about."""
    for path, number in result.added:
        yield {"outcome": "added", "path": path, "facts": number}
    yield from _change_records(result.changed, result.hand_edits)
    for one in result.unchanged:
        yield {
            "outcome": "not taken",
            "place": one.place,
            "field": one.change.field,
            "reason": one.reason,
        }
    for row, reason in result.notes.refused():
        yield {"outcome": "not taken", "place": f"{file}, row {row}", "row": row, "reason": reason}


def _change_lines(
    changed: Sequence[FieldChange], hand_edits: Sequence[FieldChange], *, would: str
) -> Iterator[str]:
    """What was changed and what was kept, a line a field."""
    if changed:
        yield f"  {counted(len({c.id for c in changed}), 'record')} {would}changed:"
        yield from _listed(f"{c.id}  {c.field}: {_arrow(c)}" for c in changed)
    if hand_edits:
        yield f"  {counted(len(hand_edits), 'field')} edited by hand and kept (to replace: --overwrite):"
        yield from _listed(f"{c.id}  {c.field}: {_arrow(c)}" for c in hand_edits)


def _change_records(
    changed: Sequence[FieldChange], hand_edits: Sequence[FieldChange]
) -> Iterator[Mapping[str, Any]]:
    for outcome, changes in (("changed", changed), ("kept", hand_edits)):
        for c in changes:
            yield {"outcome": outcome, "record": c.id, "field": c.field, "before": c.before, "after": c.after}


def _field_lines(fields: Sequence[Unplaced]) -> Iterator[str]:
    """Fields that could not be imported, a line each; those that no record has are counted."""
    odd = [one for one in fields if one.reason != NO_PLACE]
    if odd:
        yield f"  {counted(len(odd), 'field')} not imported:"
        yield from _listed(_unplaced_line(one) for one in odd)
    counts = Counter(one.field for one in fields if one.reason == NO_PLACE)
    if counts:
        names = ", ".join(f"{name} ({number})" for name, number in counts.most_common())
        words = f"Not imported, because a source has no such field (full list: --report): {names}"
        yield from textwrap.wrap(
            words, 78, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )


def _row_lines(result: FactImport) -> Iterator[str]:
    """Rows that were not imported, a line for each reason."""
    reasons = result.notes.reasons()
    if reasons:
        yield f"  {counted(result.refused, 'row')} not imported:"
    for reason, number, first in reasons[:_MOST]:
        more = f" and {number - 1} more" if number > 1 else ""
        yield f"    row {first}{more}: {reason}"
    if len(reasons) > _MOST:
        yield f"    … and {len(reasons) - _MOST} more reasons (all: --report FILE)"


def _listed(lines: Iterable[str]) -> Iterator[str]:
    all_lines = [*lines]
    yield from (f"    {line}" for line in all_lines[:_MOST])
    if len(all_lines) > _MOST:
        yield f"    … and {len(all_lines) - _MOST} more (all: --report FILE)"


def _unplaced_line(one: Unplaced) -> str:
    value = f"  {one.field} '{one.value}'" if one.field else f"  '{one.value}'" if one.value else ""
    return f"{one.place}  {one.entry}{value}: {one.reason}"


def _arrow(change: FieldChange) -> str:
    return f"{shortened(change.before) or '(nothing)'} → {shortened(change.after)}"
