"""Facts of a table → new records and changes, with what must be remembered of each row kept off the heap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policybrief.exchange.imported_values import Change, Taken, compare, fingerprint, in_words
from policybrief.exchange.tables.cells import Row
from policybrief.exchange.tables.facts import FactReader, RowError, record_fields, values_of
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml.writing import field_lines
from policybrief.records import Fact


@dataclass(frozen=True, slots=True)
class NewFact:
    """A record to be written: its id and its lines at no indentation."""

    id: str
    lines: tuple[str, ...]


class Notes:
    """What is remembered of each row: its id, what was taken of it, or why nothing was.

    SQLite keeps it in a file that has no name and vanishes with us, so that a table may be of any length.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE taken (id TEXT PRIMARY KEY, row INTEGER, fields TEXT) WITHOUT ROWID;"
            "CREATE TABLE refused (row INTEGER, reason TEXT);"
        )

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def row_of(self, record: str) -> int:
        """The row that has this id already; 0 if none has."""
        found = self._base.execute("SELECT row FROM taken WHERE id = ?", (record,)).fetchone()
        return int(found[0]) if found else 0

    def take(self, record: str, row: int, fields: str) -> None:
        """Note what was taken of a row, or (row 0) of an earlier import."""
        self._base.execute("INSERT OR REPLACE INTO taken VALUES (?, ?, ?)", (record, row, fields))

    def refuse(self, row: int, reason: str) -> None:
        """Note why nothing was."""
        self._base.execute("INSERT INTO refused VALUES (?, ?)", (row, reason))

    def taken(self) -> Iterator[tuple[str, str]]:
        """(id, fields in words) of all, in the order of ids."""
        yield from self._base.execute("SELECT id, fields FROM taken ORDER BY id")

    def refused(self) -> Iterator[tuple[int, str]]:
        """(row, reason), in the order of rows."""
        yield from self._base.execute("SELECT row, reason FROM refused ORDER BY row, rowid")

    def reasons(self) -> list[tuple[str, int, int]]:
        """(reason, how many rows, the first of them), the first row first."""
        return self._base.execute(
            "SELECT reason, count(*), min(row) FROM refused GROUP BY reason ORDER BY min(row)"
        ).fetchall()


class Filling:
    """One table on its way into a project."""

    def __init__(self, reader: FactReader, corpus: Corpus, *, taken: Taken, overwrite: bool) -> None:
        self.reader, self.corpus, self.overwrite = reader, corpus, overwrite
        self.known, self.notes = taken, Notes()
        self.former = {old for record in corpus.records for old in record.was} | corpus.broken
        self.changed: list[Change] = []
        self.kept: list[Change] = []
        self.rows = self.added = self.same = self.refused = 0

    def new_facts(self, rows: Iterable[Row]) -> Iterator[NewFact]:
        """The facts that the project does not have yet, as they are read; all else is noted."""
        for record, fields in self.known.items():
            self.notes.take(record, 0, in_words(fields))
        for row in rows:
            self.rows += 1
            try:
                new = self._taken(row)
            except RowError as fault:
                self.refused += 1
                self.notes.refuse(row.number, str(fault))
                continue
            if new is not None:
                self.added += 1
                yield new

    def _taken(self, row: Row) -> NewFact | None:
        fact, given = self.reader.fact(row)
        if earlier := self.notes.row_of(fact.id):
            raise RowError(
                f"its id '{fact.id}' is that of row {earlier}: the same row twice, or one id for two"
            )
        if fact.id in self.former:
            raise RowError(f"its id '{fact.id}' was that of another record, and ids are never used again")
        values = values_of(fact)
        record = self.corpus.get(fact.id)
        if record is None:
            self.notes.take(fact.id, row.number, in_words({n: fingerprint(v) for n, v in values.items()}))
            fields = record_fields(fact, given)
            lines = [
                line for name, value, figure in fields for line in field_lines(name, value, figure=figure)
            ]
            return NewFact(fact.id, (f"{fact.id}:", *(f"  {line}" for line in (*lines, "generated: yes"))))
        if not isinstance(record, Fact):
            raise RowError(f"its id '{fact.id}' is that of a record of another kind ({record.kind})")
        taken = dict(self.known.get(fact.id, {}))
        changed, kept = compare(fact.id, values_of(record), values, taken=taken, overwrite=self.overwrite)
        self.changed += changed
        self.kept += kept
        self.same += not (changed or kept)
        self.notes.take(fact.id, row.number, in_words(taken))
        return None
