"""The texts of a record in which braces name other records, and those that they name."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from policybrief.languages import Text
from policybrief.records.braces import Accessor, braces_in, has_braces
from policybrief.records.field_uses import FieldUse, names_for
from policybrief.records.parts import Cited, Number
from policybrief.records.references import QuotedRef

FieldKeys = tuple[str | int, ...]
"""The way to a field below a record: names of fields, and places in lists."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that a text of another names in braces: its words or values are part of that text."""

    id: QuotedRef
    accessor: Accessor = ""
    value: str = ""
    """The quantity that is printed, in canonical form: a clearance covers it. Filled in by the corpus."""

    @property
    def prints_words(self) -> bool:
        """True if the number or the words of the record are printed, not only a mark or a link."""
        return self.accessor in ("number", "number.bare", "quote")


HEADINGS = frozenset(("title", "short", "box", "name"))
"""Texts that stand where no mark and no link can: they take no braces but `{number}`."""
_NO_TEXTS = (Cited, Number)
"""Parts whose texts are places in sources and units: a brace in them is a brace."""


def texts_with_braces(record: object) -> list[tuple[FieldKeys, Text]]:
    """(keys, text) of each text of a record that has a brace and may name others."""
    found: list[tuple[FieldKeys, Text]] = []
    _add_texts(record, (), found)
    return found


def mentions_in(record: object) -> tuple[Mention, ...]:
    """The records that the original texts of `record` name in braces, each once, without values.

    Raises:
        BracesFault: a text has braces that say nothing.
    """
    found = (braces for _, text in texts_with_braces(record) for braces in braces_in(text.original()))
    return tuple(dict.fromkeys(Mention(b.name, b.accessor) for b in found if not b.is_own))


def _add_texts(value: Any, keys: FieldKeys, found: list[tuple[FieldKeys, Text]]) -> None:
    """Add the texts with braces in a dataclass to `found`: asked of every record that is read."""
    cls: Any = type(value)
    texts, parts = _text_fields(cls)
    for name in texts:
        text = getattr(value, name)
        for _, words in text.versions:
            if "{" in words or "}" in words:
                found.append(((*keys, name), text))
                break
    for name in parts:
        part = getattr(value, name)
        if type(part) is tuple:
            for number, one in enumerate(part):
                _add_one(one, (*keys, name, number), found)
        elif part is not None:
            _add_one(part, (*keys, name), found)


def _add_one(value: Any, keys: FieldKeys, found: list[tuple[FieldKeys, Text]]) -> None:
    if type(value) is not Text:
        _add_texts(value, keys, found)
    elif any(has_braces(words) for _, words in value.versions):
        found.append((keys, value))


@cache
def _text_fields(cls: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a dataclass that are texts, and those that hold parts which have some."""
    kept = names_for(cls, FieldUse.KEEPING, FieldUse.BOUND)
    hints = get_type_hints(cls)
    named = [f.name for f in fields(cls) if f.name not in kept and _has_texts(hints[f.name])]
    texts = tuple(name for name in named if hints[name] is Text)
    return texts, tuple(name for name in named if name not in texts)


def _has_texts(hint: Any) -> bool:
    if hint is Text:
        return True
    if isinstance(hint, type) and is_dataclass(hint):
        return not issubclass(hint, _NO_TEXTS) and any(_text_fields(hint))
    return get_origin(hint) is not None and any(_has_texts(argument) for argument in get_args(hint))
