"""Days on which something is said to have been done: nobody can have done it on a day that is to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from policybrief.diagnostics import Diagnostic, Span
from policybrief.project.corpus.index import Corpus
from policybrief.reading.short_forms import stated_clearance
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import Record
from policybrief.records import Source as SourceRecord

_DONE = {"cleared": "cleared", "checked": "checked", "capture": "taken"}
"""Field → what is said to have been done."""


def days_to_come(corpus: Corpus, latest: date) -> Iterator[Diagnostic]:
    """Errors for records cleared or checked, and copies of sources taken, on a day after `latest`.

    A clearance that lies ahead would be none that anybody gave; a fact checked in ten years never goes stale.
    """
    for record in corpus.records:
        for name, day in _days(record):
            if day > latest:
                yield _ahead(record, name, day, corpus)
    for _, _, translation in corpus.translations:
        yield from _of_translation(translation, latest)


def _days(record: Record) -> Iterator[tuple[str, date]]:
    if record.cleared:
        yield "cleared", record.cleared.date
    if record.checked:
        yield "checked", record.checked.date
    if isinstance(record, SourceRecord) and record.capture:
        yield "capture", record.capture.on


def _ahead(record: Record, name: str, day: date, corpus: Corpus) -> Diagnostic:
    source, span = corpus.source_of(record.id), corpus.place_or_head(record.id, name)
    at_head = source is not None and span == locate(source, (name,)) != corpus.place(record.id, name)
    return _fault(span, name, day, "" if at_head else record.id)


def _of_translation(translation: YamlFile, latest: date) -> Iterator[Diagnostic]:
    kinds = translation.value if isinstance(translation.value, dict) else {}
    for kind, records in kinds.items():
        for name, words in records.items() if isinstance(records, dict) else ():
            stated = _below(words, "cleared")
            clearance = stated_clearance(stated) if stated else None
            if clearance and clearance.date > latest:
                yield _fault(locate(translation, (kind, name, "cleared")), "cleared", clearance.date, name)


def _below(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _fault(span: Span | None, name: str, day: date, record: str) -> Diagnostic:
    message = f"{day} is in the future: nobody can have {_DONE[name]} this on that day"
    hint = "write the day on which it was done, or delete the line"
    return Diagnostic("day-to-come", message, span, hint=hint, record=record)
