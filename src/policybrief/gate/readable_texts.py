"""What each audience may read of the records, in the form in which it is compared, made once for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policybrief.gate.normalised import plain
from policybrief.gate.record_texts import names_in_entries, open_texts
from policybrief.records import Audience, Line, Record


class Readable(NamedTuple):
    """The `plain` texts that one audience may read."""

    records: tuple[str, ...]
    """Open records; the text of each is at the same place in `all`."""
    all: tuple[str, ...]
    """The texts of those records, then what the project says about itself."""
    copies: tuple[str, ...]
    """The texts of open records that the program wrote: they repeat others."""


class ReadableTexts:
    """The texts of records, each made plain when the first audience may read it, and shared by the rest."""

    def __init__(self, every: Mapping[str, Record], reported: tuple[str, ...]) -> None:
        self._every = every
        self._reported = reported
        self._spoken_of: dict[str, tuple[str, ...]] = {}
        self._texts: dict[tuple[str, frozenset[str], bool], str] = {}

    def readable(self, audience: Audience, closed: frozenset[str]) -> Readable:
        """What an audience may read that must not see the records `closed`."""
        opened = [record for record in self._every.values() if record.id not in closed]
        originals = [record for record in opened if not record.generated]
        copies = (self._text(record, audience, closed) for record in opened if record.generated)
        texts = (self._text(record, audience, closed) for record in originals)
        return Readable(tuple(record.id for record in originals), (*texts, *self._reported), tuple(copies))

    def _text(self, record: Record, audience: Audience, closed: frozenset[str]) -> str:
        """The text of a record; it differs only by whom it speaks of, and by who reads what to avoid."""
        hidden = closed.intersection(self._names_in(record)) if closed else closed
        key = record.id, hidden, audience.internal and isinstance(record, Line)
        if key not in self._texts:
            texts = open_texts(record, audience, closed)
            self._texts[key] = plain("\n".join(text for text in texts if text not in self._every))
        return self._texts[key]

    def _names_in(self, record: Record) -> tuple[str, ...]:
        """The records of which entries of a record speak."""
        if record.id not in self._spoken_of:
            names = dict.fromkeys(name for name in names_in_entries(record) if name in self._every)
            self._spoken_of[record.id] = tuple(names)
        return self._spoken_of[record.id]
