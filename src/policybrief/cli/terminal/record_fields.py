"""A record's fields in words, and where each value came from: typed, the head of its file, or inferred."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from policybrief.languages import NBSP, Text, format_day
from policybrief.project.corpus import effective_marking, known_on
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import (
    KINDS,
    Bond,
    Cited,
    Clearance,
    Mention,
    Number,
    Rating,
    Record,
    Stamp,
    Stance,
    clearance_lapsed,
    ids_named,
    state_of,
)

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field: its name, its value in words, and why it has that value."""

    name: str
    value: str
    why: str


def first_words(record: Record, language: str = "") -> str:
    """The sentence, title or name that stands for the record, in the language named or its own."""
    for name in ("text", "title", "name"):
        words = getattr(record, name, None)
        if words:
            said = str(words.in_language(language)[0] if language else words.original())
            return " ".join(said.split())
    return ""


def state_in_words(record: Record) -> str:
    """The state, with who recorded it and when: "cleared 3 October 2022 by head of unit"."""
    state = state_of(record)
    if record.withdrawn:
        return f"{state} {_on(record.withdrawn)}{_after(record.withdrawn.words)}"
    if record.cleared is None:
        return state
    clearance = clearance_in_words(record.cleared, lapsed=clearance_lapsed(record))
    return f"{state} ({clearance})" if state == "draft" else clearance


def clearance_in_words(cleared: Clearance, *, lapsed: bool) -> str:
    """Who cleared a text and when, and why that does not cover the present text, if it has `lapsed`."""
    who = cleared.words.original()
    words = f"cleared {_on(cleared)}{f' by {who}' if who else ''}"
    if not cleared.of:
        return f"{words}; text not named"
    return f"{words}; changed since" if lapsed else words


def record_fields(record: Record, loaded: LoadedProject) -> Iterator[RecordField]:
    """Every field that has a value, typed or inferred, in the order of the schema."""
    written = WrittenRecord(record, loaded)
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "id":
            continue
        if field.name == "marking":
            value = effective_marking(record, loaded.corpus, loaded.project)
        elif field.name == "known":
            value = known_on(record, loaded.corpus)
        if value not in (None, (), "", Text()) and not _is_default(field.default, value, field.name, written):
            yield RecordField(field.name, in_words(value), written.why(field.name))


def in_words(value: Any) -> str:
    """A value as one would type its short form; entries of a list and languages on lines of their own."""
    match value:
        case Text():
            first, *others = (f"{words}" for _, words in value.versions)
            codes = [code for code, _ in value.versions[1:]]
            return "\n".join(
                [first, *(f"{code}: {words}" for code, words in zip(codes, others, strict=True))]
            )
        case Mention():
            return f"{{{value.id}{'.' if value.accessor else ''}{value.accessor}}}"
        case Cited():
            return f"{value.id}, {value.locator.original()}"
        case Stance():
            condition = value.condition.original()
            return f"{value.option}: {value.stance.removesuffix('_if')} {condition}".rstrip()
        case Rating():
            return f"{value.criterion}: {value.rating}{_after(value.why)}"
        case Clearance():
            return f"{value.date}{_after(value.words)}{f', of {value.of}' if value.of else ''}"
        case Stamp():
            return f"{value.date}{_after(value.words)}"
        case Number():
            to = f" to {value.to}" if value.to is not None else ""
            return f"{value.qualifier} {value.value}{to} {value.unit.original()}".strip()
        case tuple() if all(isinstance(entry, str) for entry in value):
            return ", ".join(value)
        case tuple():
            return "\n".join(in_words(entry) for entry in value)
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
    if is_dataclass(value) and getattr(type(value), "__str__", None) is object.__str__:
        parts = [(f.name, getattr(value, f.name)) for f in fields(value)]
        return "; ".join(
            f"{name}: {in_words(part)}" for name, part in parts if part not in (None, "", Text())
        )
    return str(value)


class WrittenRecord:
    """What the files of a record contain: its own keys, and those at the head of its file."""

    def __init__(self, record: Record, loaded: LoadedProject) -> None:
        self.record = record
        self.loaded = loaded
        self.plural = next(plural for plural, kind in KINDS.items() if isinstance(record, kind))
        place = loaded.corpus.place(record.id)
        self.source: YamlFile | None = next(
            (s for s in loaded.sources if place is not None and s.path == place.path), None
        )
        whole = self.source.value if self.source and isinstance(self.source.value, dict) else {}
        self.head = {key: value for key, value in whole.items() if key not in KINDS}
        self.typed = (whole.get(self.plural) or {}).get(record.id)

    def has(self, name: str) -> bool:
        """True if somebody typed a value for the field, here or at the head of the file."""
        return isinstance(self.typed, str) or name in (self.typed or ()) or name in self.head

    def why(self, name: str) -> str:
        """Where the value of a field came from, in words."""
        keys = (self.plural, self.record.id)
        if isinstance(self.typed, dict) and name in self.typed:
            return f"typed in {self._at(*keys, name)}"
        if name in self.head:
            return f"head of the file, {self._at(name)}"
        return self._inferred(name) or (
            f"short form in {self._at(*keys)}" if isinstance(self.typed, str) else "default"
        )

    def _at(self, *keys: str) -> str:
        span = locate(self.source, keys) if self.source else None
        return f"line {span.line}" if span else "the file"

    def _inferred(self, name: str) -> str:
        record = self.record
        match name:
            case "topics" if self.source:
                return f"name of the file, {PurePosixPath(self.source.path).name}"
            case "marking":
                if parts := ids_named(record, Bond.QUOTED):
                    cited = [*dict.fromkeys((*ids_named(record, Bond.CITED), *parts))]
                    return f"highest of what it is made of: {', '.join(cited)}"
                cited = ids_named(record, Bond.CITED)
                return f"highest of its sources: {', '.join(cited)}" if cited else "of the project"
            case "known":
                if parts := ids_named(record, Bond.QUOTED):
                    cited = [*dict.fromkeys((*ids_named(record, Bond.CITED), *parts))]
                    return f"latest of what it is made of: {', '.join(cited)}"
                return f"issue of its sources: {', '.join(ids_named(record, Bond.CITED))}"
            case "date":
                return "issue of its source"
            case "ask":
                return "first word of the text"
            case "actor":
                return "a person, because it has an affiliation" if record.kind == "actor" else ""
            case "owner":
                return "of the project"
            case "mentions":
                return "braces in its texts"
        return ""


def _on(stamp: Stamp) -> str:
    return format_day(stamp.date, "en").replace(NBSP, " ")


def _after(words: Text) -> str:
    return f", {words.original()}" if words else ""


def _is_default(default: Any, value: Any, name: str, written: WrittenRecord) -> bool:
    """True for a default that nobody typed, such as the priority `should`."""
    return bool(default == value) and not written.has(name)
