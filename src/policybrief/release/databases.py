"""An SQLite database → every text in its tables, with the table and column where each stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from policybrief.release.parts import Part, Piece, UnreadableError, byte_parts

MAGIC = b"SQLite format 3\x00"


def database_parts(content: bytes, *, name: str) -> Iterator[Part]:
    """The texts of each table, the names of tables and columns, and what stands in the bytes besides.

    Nothing in the database is run: views, triggers and virtual tables are read as the text that defines them.

    Raises:
        UnreadableError: it is damaged.
    """
    base = sqlite3.connect(":memory:")
    inside = f"{name}, " if name else ""
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.deserialize(content)
        base.text_factory = lambda data: data.decode("utf-8", "replace")
        schema = base.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        yield Part(f"{inside}the schema", tuple(Piece("sql", str(n), f"{n} {sql}") for _, n, sql in schema))
        for kind, table, sql in schema:
            if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
                yield from _table(base, str(table), inside)
    except sqlite3.Error as fault:
        raise UnreadableError(f"{name or 'the database'} is damaged ({type(fault).__name__})") from None
    finally:
        base.close()
    yield from byte_parts(content, name=f"{inside}the bytes")


def _table(base: sqlite3.Connection, table: str, inside: str) -> Iterator[Part]:
    quoted = table.replace('"', '""')
    cursor = base.execute(f'SELECT * FROM "{quoted}"')
    columns = [column[0] for column in cursor.description]
    pieces = tuple(
        Piece(column, f"column {column}", text)
        for row in cursor
        for column, value in zip(columns, row, strict=True)
        if (text := _text(value))
    )
    yield Part(f"{inside}table {table}", pieces)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return "" if value is None else str(value)
