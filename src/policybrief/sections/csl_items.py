"""Source records → CSL-JSON (citationstyles.org, csl-data 1.0), for citation styles and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from policybrief.dates import StatedDate
from policybrief.records import Source


def csl_item(source: Source, *, language: str = "") -> dict[str, Any]:
    """One item, its id that of the record; texts in `language`, else as they were written."""
    item: dict[str, Any] = {
        "id": source.id,
        "type": source.type,
        "title": source.title.in_language(language)[0].strip(),
        "author": [csl_name(author) for author in source.author],
        "issued": csl_date(source.issued) if source.issued else None,
        "publisher": source.publisher.in_language(language)[0],
        "genre": source.genre.in_language(language)[0],
        "container-title": source.container_title,
        "URL": source.url,
        "DOI": source.doi,
        "ISBN": source.isbn,
        "volume": source.volume,
        "issue": source.issue,
    }
    return {name: value for name, value in item.items() if value}


def csl_name(author: str) -> dict[str, str]:
    """`Family, Given` and `Family, Given, Suffix` are persons; all else, and what braces hold, are bodies."""
    if author.startswith("{") and author.endswith("}"):
        return {"literal": author[1:-1]}
    parts = [part.strip() for part in author.split(",", 2)]
    names = dict(zip(("family", "given", "suffix"), parts, strict=False))
    return {name: part for name, part in names.items() if part} if len(parts) > 1 else {"literal": author}


def csl_date(day: StatedDate) -> dict[str, Any]:
    """A date in parts; an inexact one is `circa`."""
    parts = [part for part in (day.year, day.month, day.day) if part]
    return {"date-parts": [parts], **({} if day.exact else {"circa": True})}


def csl_json(sources: Iterable[Source], *, markings: dict[str, tuple[str, ...]]) -> bytes:
    """An array of items with citation keys and languages; who may read each is in `custom`.

    Item by item on lines of their own, in the order given: the same sources make the same bytes.
    """
    items = []
    for source in sources:
        item = csl_item(source)
        item |= {"language": source.language} if source.language else {}
        item |= {"citation-key": source.key} if source.key else {}
        labels = markings.get(source.id, ())
        bounds = {
            "marking": labels[0] if len(labels) == 1 else [*labels],
            "originator": source.originator,
            "releasable_to": [*source.releasable_to],
            "audiences": [*source.audiences],
        }
        custom = {name: value for name, value in bounds.items() if value}
        item |= {"custom": custom} if custom else {}
        items.append(json.dumps(item, ensure_ascii=False, indent=1))
    return ("[\n" + ",\n".join(items) + "\n]\n").encode() if items else b"[]\n"
