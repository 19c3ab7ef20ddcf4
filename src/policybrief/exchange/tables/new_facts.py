"""Facts of a table → new records and changes, with notes on each row that stay off the heap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policybrief.exchange.imported_values import FieldChange, FieldHashes, compare, fingerprint, hash_words
from policybrief.exchange.tables.cells import InputRow
from policybrief.exchange.tables.facts import FactReader, RowError, record_fields, values_of
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml.writing import field_lines
from policybrief.records import Fact


@dataclass(frozen=True, slots=True)
class NewFact:
    """A record to be written: its id and its lines at no indentation."""

    id: str
    lines: tuple[str, ...]


class RowNotes:
    """Notes on each row: its id and the hashes of its fields, or why it was refused.

    SQLite keeps them in a file that has no name and vanishes with us, so that a table may be of any length.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE imported (id TEXT PRIMARY KEY, row INTEGER, fields TEXT) WITHOUT ROWID;"
            "CREATE TABLE refused (row INTEGER, reason TEXT);"
        )

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def row_of(self, record: str) -> int:
        """The row that has this id already; 0 if none has."""
        row = self._base.execute("SELECT row FROM imported WHERE id = ?", (record,)).fetchone()
        return int(row[0]) if row else 0

    def note(self, record: str, row: int, fields: str) -> None:
        """Note the hashes of a row's fields, or (row 0) those of an earlier import."""
        self._base.execute("INSERT OR REPLACE INTO imported VALUES (?, ?, ?)", (record, row, fields))

    def note_refusal(self, row: int, reason: str) -> None:
        """Note why a row was refused."""
        self._base.execute("INSERT INTO refused VALUES (?, ?)", (row, reason))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, fields in words) of all, in the order of ids."""
        yield from self._base.execute("SELECT id, fields FROM imported ORDER BY id")

    def refused(self) -> Iterator[tuple[int, str]]:
        """(row, reason), in the order of rows."""
        yield from self._base.execute("SELECT row, reason FROM refused ORDER BY row, rowid")

    def reasons(self) -> list[tuple[str, int, int]]:
        """(reason, how many rows, the first of them), the first row first."""
        return self._base.execute(
            "SELECT reason, count(*), min(row) FROM refused GROUP BY reason ORDER BY min(row)"
        ).fetchall()


class TableImport:
    """The import of one table: what it adds and changes so far."""

    def __init__(self, reader: FactReader, corpus: Corpus, *, hashes: FieldHashes, overwrite: bool) -> None:
        self.reader, self.corpus, self.overwrite = reader, corpus, overwrite
        self.hashes, self.notes = hashes, RowNotes()
        self.former_ids = {old for record in corpus.records for old in record.was} | corpus.broken
        self.changed: list[FieldChange] = []
        self.hand_edits: list[FieldChange] = []
        self.rows = self.added = self.same = self.refused = 0

    def new_facts(self, rows: Iterable[InputRow]) -> Iterator[NewFact]:
        """The facts that the project does not have yet, as they are read; all others are noted."""
        for record, fields in self.hashes.items():
            self.notes.note(record, 0, hash_words(fields))
        for row in rows:
            self.rows += 1
            try:
                new = self._new_fact(row)
            except RowError as fault:
                self.refused += 1
                self.notes.note_refusal(row.number, str(fault))
                continue
            if new is not None:
                self.added += 1
                yield new

    def _new_fact(self, row: InputRow) -> NewFact | None:
        fact, fields = self.reader.fact(row)
        if earlier := self.notes.row_of(fact.id):
            raise RowError(
                f"its id '{fact.id}' is that of row {earlier}: either the row appears twice, or two rows "
                "have the same id"
            )
        if fact.id in self.former_ids:
            raise RowError(f"its id '{fact.id}' belonged to another record, and ids are never reused")
        values = values_of(fact)
        record = self.corpus.get(fact.id)
        if record is None:
            self.notes.note(fact.id, row.number, hash_words({n: fingerprint(v) for n, v in values.items()}))
            lines = [
                line
                for name, value, figure in record_fields(fact, fields)
                for line in field_lines(name, value, figure=figure)
            ]
            return NewFact(fact.id, (f"{fact.id}:", *(f"  {line}" for line in (*lines, "generated: yes"))))
        if not isinstance(record, Fact):
            raise RowError(f"its id '{fact.id}' is that of a record of another kind ({record.kind})")
        hashes = dict(self.hashes.get(fact.id, {}))
        changed, hand_edits = compare(
            fact.id, values_of(record), values, hashes=hashes, overwrite=self.overwrite
        )
        self.changed += changed
        self.hand_edits += hand_edits
        self.same += not (changed or hand_edits)
        self.notes.note(fact.id, row.number, hash_words(hashes))
        return None
