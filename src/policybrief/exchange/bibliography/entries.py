"""What a bibliography says about each work, in the fields of a source record, and what has no place there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from policybrief.exchange.imported_values import BOUNDS
from policybrief.reading.yaml.writing import Value

Format = Literal["csl-json", "bibtex", "ris"]
FIELDS = (
    "title",
    "type",
    "author",
    "publisher",
    "container_title",
    "genre",
    "issued",
    "url",
    "doi",
    "isbn",
    "volume",
    "issue",
    "language",
    *BOUNDS,
)
"""The fields of a source that a bibliography carries, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that did not find its way into a record: where it stands, what it is, and why not.

    With a `field` the entry itself was taken.
    """

    place: str
    """`library.bib:120`; of a table `aid.csv, row 12`."""
    entry: str
    reason: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One work: its key in the bibliography ("" if it has none), its line, and (field, value) pairs."""

    key: str
    line: int
    fields: tuple[tuple[str, Value], ...]

    def get(self, field: str) -> Value:
        """The value of one field; "" if there is none."""
        return next((value for name, value in self.fields if name == field), "")


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A file as read: every entry that could be, and all that has no place in a record."""

    path: str
    format: Format
    entries: tuple[BibliographyEntry, ...]
    unplaced: tuple[Unplaced, ...] = ()


class Gathering:
    """The entries of one file while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[BibliographyEntry] = []
        self.unplaced: list[Unplaced] = []
        self._lines: dict[str, int] = {}

    def work(self, key: str, line: int) -> Work:
        """A new work, to be filled and then given to `add`."""
        return Work(self, key, line)

    def refuse(self, line: int, entry: str, reason: str, *, value: str = "") -> None:
        """List an entry that cannot be taken."""
        self.unplaced.append(Unplaced(f"{self.path}:{line}", entry, reason, value=value))

    def add(self, work: Work) -> None:
        """Take a filled work, unless it has no title or its key is there already."""
        name = work.key or str(work.fields.get("title", ""))
        if not work.fields.get("title"):
            self.refuse(work.line, name, "it has no title; give it one (in [brackets] if it is yours)")
        elif work.key and work.key in self._lines:
            first = self._lines[work.key]
            self.refuse(work.line, name, f"the key appears twice; the entry in line {first} was used")
        else:
            self._lines[work.key] = work.line
            fields = tuple((name, work.fields[name]) for name in FIELDS if work.fields.get(name))
            self.entries.append(BibliographyEntry(work.key, work.line, fields))
            self.unplaced.extend(work.unplaced)

    def bibliography(self, form: Format) -> Bibliography:
        """All that was gathered."""
        return Bibliography(self.path, form, tuple(self.entries), tuple(self.unplaced))


class Work:
    """One entry while it is read."""

    def __init__(self, gathering: Gathering, key: str, line: int) -> None:
        self.key = "".join(c for c in key if c.isprintable())
        self.line, self.path = line, gathering.path
        self.fields: dict[str, Value] = {}
        self.unplaced: list[Unplaced] = []

    def put(self, field: str, value: Value) -> None:
        """Set a field, unless it is set already or there is nothing to set."""
        value = cleaned(value) if isinstance(value, str) else tuple(map(cleaned, value))
        if value and not self.fields.get(field):
            self.fields[field] = value

    def leave(self, field: str, value: object, reason: str) -> None:
        """List a field that has no place in the record."""
        words = cleaned(str(value))
        if words:
            excerpt = words if len(words) <= 80 else words[:79] + "…"
            place = f"{self.path}:{self.line}"
            self.unplaced.append(Unplaced(place, self.key or self._name(), reason, field, excerpt))

    def leave_all(self, fields: Iterable[tuple[str, object]]) -> None:
        """List fields for which a source record has none."""
        for field, value in fields:
            self.leave(field, value, NO_PLACE)

    def _name(self) -> str:
        return str(self.fields.get("title", ""))


NO_PLACE = "a source record has no field for it"


def person(*, family: str, given: str = "", suffix: str = "") -> str:
    """A person: `King, Martin Luther, Jr.`; a single name stands alone."""
    return ", ".join(part for part in (family.strip(), given.strip(), suffix.strip()) if part)


def institution(name: str) -> str:
    """A body; one with a comma in its name is in braces, or the comma would part two names."""
    name = name.strip()
    return f"{{{name}}}" if "," in name else name


_MARKUP = re.compile(
    r"</?(?:i|b|u|em|strong|sc|scp|sup|sub|span|p|br|jats:[a-z]+)(?: [^<>]*)?/?>", re.IGNORECASE
)
"""What Zotero, CSL processors and databases of articles write inside titles."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def cleaned(text: str) -> str:
    """`text` on one line, without markup and entities of HTML and characters that no file should hold."""
    if "<" in text:
        text = _MARKUP.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())
