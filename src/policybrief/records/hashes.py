"""Hashes over what a record says: clearances, translations and the ledger name them, for years."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from policybrief.dates import StatedDate
from policybrief.languages import Text, serves
from policybrief.records.bases import Record
from policybrief.records.field_uses import FieldUse, names_for

State = Literal["draft", "cleared", "withdrawn"]


def state_of(record: Record) -> State:
    """Whether it may be published: `withdrawn`; `cleared` in its present words; else `draft`."""
    if record.withdrawn:
        return "withdrawn"
    return "cleared" if record.cleared and not clearance_lapsed(record) else "draft"


def clearance_lapsed(record: Record) -> bool:
    """True if its clearance covers another text than its present one, or names none."""
    return record.cleared is not None and record.cleared.of != content_hash(record)


def content_hash(record: Record) -> str:
    """Sixteen hex digits over what the record says, in the language it was written in.

    Translations and what only keeps the record are left out, and so is every field that has its default, so
    that a field that a later version adds changes no hash.
    """
    return _digest([record.kind, _canonical(record)])


def translation_hash(record: Record, language: str) -> str:
    """Sixteen hex digits over what a translation says: all words of the record in exactly that language."""
    return _digest(_words_in(record, language))


def translated_words_hash(record: Record, language: str) -> str:
    """Sixteen hex digits over the translated words that a reader of `language` gets; "" if there are none."""
    versions = (version for text in _texts(record) for version in text.versions[1:])
    words = [words for code, words in versions if serves(code, language) and words]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:16] if words else ""


def canonical_json(value: Any) -> str:
    """What a value of a record says, in a form that is the same for the same value for years."""
    return _json(_canonical(value))


def _digest(value: Any) -> str:
    return hashlib.sha256(_json(value).encode()).hexdigest()[:16]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _canonical(value: Any) -> Any:
    if isinstance(value, Text):
        return value.original()
    if isinstance(value, StatedDate | date | Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        keeping = names_for(type(value), FieldUse.KEEPING)
        included = ((f, getattr(value, f.name)) for f in fields(value) if f.name not in keeping)
        return {
            f.metadata.get("hashed_as", f.name): _canonical(one) for f, one in included if one != f.default
        }
    if isinstance(value, tuple):
        return [_canonical(entry) for entry in value]
    return value


def _words_in(value: Any, language: str) -> Any:
    """Fields and entries that have words in that language; None where nothing has."""
    if isinstance(value, Text):
        return value.in_language(language)[0] if value.has(language) else None
    if is_dataclass(value) and not isinstance(value, type):
        keeping = names_for(type(value), FieldUse.KEEPING)
        included = (f for f in fields(value) if f.name not in keeping)
        below = {
            f.metadata.get("hashed_as", f.name): _words_in(getattr(value, f.name), language) for f in included
        }
        return {name: words for name, words in below.items() if words} or None
    if isinstance(value, tuple):
        entries = [_words_in(entry, language) for entry in value]
        return entries if any(entries) else None
    return None


def _texts(value: Any) -> Iterator[Text]:
    """All texts in a value but those that only keep the record."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        keeping = names_for(type(value), FieldUse.KEEPING)
        for f in fields(value):
            if f.name not in keeping:
                yield from _texts(getattr(value, f.name))
