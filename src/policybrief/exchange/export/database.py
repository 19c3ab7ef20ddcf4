"""A copy of a corpus as an SQLite database that people can explore (sqlite.org/fileformat2.html, FTS5)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.resources import files
from typing import Any

from policybrief.exchange.export.copies import CorpusCopy
from policybrief.exchange.export.kind_tables import create_tables
from policybrief.exchange.export.row_values import keeping_row, kind_rows, pair_rows, with_number
from policybrief.languages import Text
from policybrief.records import KINDS, Record, Sourced, references

Rows = Iterable[tuple[Any, ...]]


def database(copy: CorpusCopy) -> bytes:
    """The bytes of the database: the same for the same copy, without a page that ever held anything else."""
    base = sqlite3.connect(":memory:", isolation_level=None)
    try:
        base.executescript((files(__package__) / "schema.sql").read_text(encoding="utf-8"))
        base.executescript(";".join(create_tables()))
        base.execute("BEGIN")
        for table, rows in _tables(copy):
            for row in rows:
                base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        base.execute("INSERT INTO search (search) VALUES ('rebuild')")
        base.execute("INSERT INTO search (search) VALUES ('optimize')")
        base.execute("COMMIT")
        lost = base.execute("PRAGMA foreign_key_check").fetchall()
        assert not lost, lost  # a copy names nothing that is not in it
        base.execute("ANALYZE")
        base.execute("VACUUM")
        return base.serialize()
    finally:
        base.close()


def metadata_json(copy: CorpusCopy, *, name: str) -> str:
    """`metadata.json` (Datasette 0.64) for a database whose file is called `name`."""
    marking = " ".join(copy.highest)
    made_for = f"For {copy.audience}." if copy.audience else "It contains all records: for internal use only."
    tables: dict[str, dict[str, Any]] = {
        table: {"description": words} for table, words in _DESCRIPTIONS.items()
    }
    tables["records"] |= {"label_column": "words", "facets": ["kind", "marking", "state"]}
    tables["texts"] |= {"fts_table": "search", "fts_pk": "number"}
    if copy.audience:
        del tables["keeping"]
    metadata = {
        "title": f"{marking} – {copy.organisation}" if marking else copy.organisation,
        "description": f"Highest marking: {marking or 'none'}. {made_for}",
        "databases": {name.rpartition(".")[0] or name: {"tables": tables}},
    }
    return json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"


def _tables(copy: CorpusCopy) -> Iterator[tuple[str, Rows]]:
    """(table, its rows), each table behind those that it refers to."""
    ids, states = {record.id for record in copy.records}, dict(copy.states)
    yield "about", about(copy)
    labels = {name: " ".join(own) for name, own in copy.markings}
    common = ((*_record(r, copy.language), labels.get(r.id, ""), states[r.id]) for r in copy.records)
    yield "records", common
    yield "topics", [(r.id, topic) for r in copy.records for topic in dict.fromkeys(r.topics)]
    yield "markings", [(name, label) for name, labels in copy.markings for label in dict.fromkeys(labels)]
    for kind in KINDS.values():
        for record in (r for r in copy.records if type(r) is kind):
            yield from ((table, [row]) for table, row in kind_rows(record, copy.language))
    for record in copy.records:
        yield from ((table, [row]) for table, row in pair_rows(record, copy.language))
    if not copy.audience:
        yield "keeping", (keeping_row(record, copy.language) for record in copy.records)
    yield "texts", ((number, *row) for number, row in enumerate(_texts(copy), 1))
    yield "citations", _citations(copy)
    pairs = ((r.id, f, to) for r in copy.records for f, to in references(r) if to in ids)
    yield '"references"', dict.fromkeys(pairs)
    yield "briefs", copy.briefs
    yield (
        "editions",
        ((e.name, e.brief, e.template, e.audience, e.language, e.as_of, e.pages) for e in copy.editions),
    )
    yield "shown_in", ((e.name, record) for e in copy.editions for record in e.shown if record in ids)


def about(copy: CorpusCopy) -> tuple[tuple[str, str], ...]:
    """(what, said) of the whole: for whom it is, and how it is marked."""
    return (
        ("highest marking", " ".join(copy.highest)),
        ("made for", copy.audience or "internal use: it contains all records, whatever their marking"),
        ("made by", "policybrief"),
        ("organisation", copy.organisation),
        ("records", str(len(copy.records))),
    )


def _record(record: Record, language: str) -> tuple[str, ...]:
    candidates = (getattr(record, name, None) for name in ("text", "title", "name"))
    words = next((text for text in candidates if isinstance(text, Text) and text), Text())
    filled = _filled(*words.in_language(language), record)
    return record.id, record.kind, filled


def _texts(copy: CorpusCopy) -> Rows:
    for record in copy.records:
        for f in fields(record):
            value = getattr(record, f.name)
            if isinstance(value, Text):
                for language, words in value.versions:
                    yield record.id, f.name, language, _filled(words, language, record)


def _filled(words: str, language: str, record: Record) -> str:
    number = getattr(record, "number", None)
    return with_number(words, number, language) if number else words


def _citations(copy: CorpusCopy) -> Rows:
    for record in copy.records:
        if isinstance(record, Sourced):
            for place, cited in enumerate(record.source, 1):
                yield (
                    record.id,
                    place,
                    cited.id,
                    cited.locator.in_language(copy.language)[0],
                    cited.quote or None,
                )


_DESCRIPTIONS = {
    "records": "All records of every kind: the text of each, its marking and state.",
    "facts": "Facts, with their figures.",
    "positions": "Positions and their holders.",
    "stances": "The stance of each position on each option.",
    "ratings": "Options by criteria.",
    "citations": "The source of each fact or position, with the locator.",
    "references": "Every reference of one record to another.",
    "texts": "All texts in all languages; searched by `search`.",
    "shown_in": "The records shown by each edition as last built.",
    "keeping": "The owner of each record, who cleared and checked it, and who may see it.",
}
