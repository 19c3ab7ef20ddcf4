"""An SQLite database → every text in its tables, with the table and column where each stands."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from policybrief.gate.encodings import readings
from policybrief.gate.parts import Part, Piece, Unpacking, UnreadableError, byte_parts

MAGIC = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)
"""Where the head says whether the newest changes are in a file beside it (database file format, 1.3)."""

_FULL_TEXT = re.compile(r"CREATE\s+VIRTUAL\s+TABLE\b.+\bUSING\s+fts5\b", re.IGNORECASE | re.DOTALL)
_INDEX = ("data", "idx", "docsize", "config")
"""Tables in which FTS5 keeps the words of an index, packed."""


def database_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The texts of each table, the names of tables and columns, and what is in the bytes besides.

    Nothing in the database is run: views, triggers and virtual tables are read as the text that defines them.
    What is no text in a table is read as a file. Deleted rows are among the bytes.

    Raises:
        UnreadableError: it is damaged, or a table holds a file that cannot be read.
    """
    base = sqlite3.connect(":memory:")
    inside = f"{name}, " if name else ""
    files: list[tuple[str, bytes]] = []
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.deserialize(content[: _VERSIONS.start] + b"\1\1" + content[_VERSIONS.stop :])
        if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise UnreadableError(f"{name or 'the database'} is damaged")
        base.text_factory = bytes
        schema = base.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        rows = [tuple(value.decode("utf-8", "replace") for value in row) for row in schema]
        yield Part(
            f"{inside}the schema", tuple(Piece("sql", table, f"{table} {sql}") for _, table, sql in rows)
        )
        indexes = [table for _, table, sql in rows if _FULL_TEXT.match(sql)]
        made_of = {f"{index}_{end}" for index in indexes for end in _INDEX}
        for kind, table, sql in rows:
            if table in indexes:
                yield _index(base, table, inside)
            elif kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
                yield from _table(base, table, inside, [] if table in made_of else files)
    except (sqlite3.Error, OverflowError) as fault:
        raise UnreadableError(f"{name or 'the database'} is damaged ({type(fault).__name__})") from None
    finally:
        base.close()
    for place, file in files:
        unpacking.take(len(file), name=place)
        yield from unpacking.parts_of(file, name=place, depth=depth + 1)
    yield from byte_parts(content, name=f"{inside}the bytes")


def _index(base: sqlite3.Connection, table: str, inside: str) -> Part:
    """The words of a full-text index in the order in which the texts had them."""
    name = table.replace("'", "''")
    base.execute(f"CREATE VIRTUAL TABLE temp.words_of_index USING fts5vocab(main, '{name}', instance)")
    order = "SELECT doc, col, term FROM temp.words_of_index ORDER BY doc, col, offset"
    texts: dict[tuple[int, str], list[str]] = {}
    for document, column, term in base.execute(order):
        texts.setdefault((document, column.decode()), []).append(term.decode("utf-8", "replace"))
    base.execute("DROP TABLE temp.words_of_index")
    pieces = (Piece(column, f"column {column}", " ".join(words)) for (_, column), words in texts.items())
    return Part(f"{inside}index {table}", tuple(pieces))


def _table(
    base: sqlite3.Connection, table: str, inside: str, files: list[tuple[str, bytes]]
) -> Iterator[Part]:
    """The texts of a table, row by row; what is no text goes to `files`."""
    cursor = base.execute('SELECT * FROM "{}"'.format(table.replace('"', '""')))
    columns = [column[0] for column in cursor.description]
    quoted = ", ".join('typeof("{}")'.format(column.replace('"', '""')) for column in columns)
    kinds = base.execute('SELECT {} FROM "{}"'.format(quoted, table.replace('"', '""')))
    pieces: list[Piece] = []
    for row, types in zip(cursor, kinds, strict=True):
        for column, value, kind in zip(columns, row, types, strict=True):
            texts = (str(value),) if not isinstance(value, bytes) else readings(value)
            if isinstance(value, bytes) and (kind == b"blob" or not texts) and value:
                files.append((f"{inside}table {table}, column {column}", value))
            pieces += [Piece(column, f"column {column}", text) for text in texts if value is not None]
    yield Part(f"{inside}table {table}", tuple(pieces))
