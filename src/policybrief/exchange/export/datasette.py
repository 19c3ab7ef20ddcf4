"""What Datasette is told of an exported database: its title, its marking, what each table holds."""

from __future__ import annotations

import json
from typing import Any

from policybrief.exchange.export.copies import CorpusCopy

_TABLES = {
    "records": "Everything, whatever its kind: the words of each record, its marking and state.",
    "facts": "What can be checked, with its figure.",
    "positions": "What somebody holds.",
    "stances": "What each position says of each option.",
    "ratings": "Options by criteria.",
    "citations": "Which source a fact or position rests on, and where in it.",
    "references": "Every reference of one record to another.",
    "texts": "All texts in all languages; searched by `search`.",
    "shown_in": "Which edition shows which record, as it was last built.",
    "keeping": "Whose a record is, who cleared and checked it, who may have it.",
}


def metadata_json(copy: CorpusCopy, *, name: str) -> str:
    """`metadata.json` (Datasette 0.64) for a database whose file is called `name`."""
    marking = " ".join(copy.highest)
    made_for = f"For {copy.audience}." if copy.audience else "It holds all records: for our own house only."
    tables: dict[str, dict[str, Any]] = {table: {"description": words} for table, words in _TABLES.items()}
    tables["records"] |= {"label_column": "words", "facets": ["kind", "marking", "state"]}
    tables["texts"] |= {"fts_table": "search", "fts_pk": "number"}
    if copy.audience:
        del tables["keeping"]
    whole = {
        "title": f"{marking} – {copy.organisation}" if marking else copy.organisation,
        "description": f"Highest marking: {marking or 'none'}. {made_for}",
        "databases": {name.rpartition(".")[0] or name: {"tables": tables}},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
