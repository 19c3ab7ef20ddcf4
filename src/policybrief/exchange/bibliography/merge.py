"""A bibliography and the records that there are → what to add, what to change, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policybrief.exchange.bibliography.entries import FIELDS, Bibliography, BibliographyEntry, Unplaced
from policybrief.exchange.imported_values import FieldChange, FieldHashes, compare, fingerprint
from policybrief.languages import Text, latin
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml.writing import Value
from policybrief.records import ID, Source


@dataclass(frozen=True, slots=True)
class NewSource:
    """A new record: its id and its fields, the key of the bibliography among them."""

    id: str
    fields: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import comes to.

    `hand_edits` are fields that differ from the bibliography because somebody edited the record by hand.
    """

    added: tuple[NewSource, ...]
    changed: tuple[FieldChange, ...]
    hand_edits: tuple[FieldChange, ...]
    same: int
    """Entries of which nothing was new."""
    unplaced: tuple[Unplaced, ...]
    hashes: FieldHashes


def merge(
    bibliography: Bibliography,
    corpus: Corpus,
    *,
    hashes: FieldHashes,
    overwrite: bool = False,
) -> Merge:
    """What importing `bibliography` comes to, given the `hashes` of earlier imports.

    An entry belongs to the record with its key, else with its DOI, else with the same title, authors and
    date. A field is changed if nobody has edited it since the last import, or with `overwrite`.
    """
    matcher = _Matcher(bibliography, corpus, hashes)
    collector = _Collector(hashes, overwrite=overwrite, path=bibliography.path)
    used = {record.id for record in corpus.records} | corpus.broken
    used |= {former for record in corpus.records for former in record.was}
    for entry in bibliography.entries:
        record = matcher.record_of(entry)
        if isinstance(record, Unplaced):
            collector.unplaced.append(record)
        elif record is None:
            name = proposed_id(entry, used)
            used.add(name)
            collector.add(entry, name)
        else:
            collector.update(entry, record)
    return collector.merge(bibliography.unplaced)


def proposed_id(entry: BibliographyEntry, used: Iterable[str]) -> str:
    """A free id: the key in small letters, else author, year and first words of the title, else the DOI."""
    words = latin(entry.key).split()
    if not words or not words[0][:1].isalpha() or entry.key.startswith(("http", "urn")):
        words = _id_words(entry) or latin(str(entry.get("doi"))).split()
    start = "-".join(words)[:50].strip("-")
    start = f"source-{start}" if len(start) == 1 else start
    start = start if ID.fullmatch(start) else f"source-{fingerprint(entry.key or entry.get('title'))[:6]}"
    number, name = 1, start
    while name in used:
        number += 1
        name = f"{start}-{number}"
    return name


def _id_words(entry: BibliographyEntry) -> list[str]:
    authors = entry.get("author")
    family = latin(authors[0].split(",")[0]).split()[:2] if isinstance(authors, tuple) and authors else []
    year = str(entry.get("issued"))[:4]
    title = [word for word in latin(str(entry.get("title"))).split() if len(word) > 3][: 1 if family else 3]
    return [*family, *([year] if year else []), *title] if family or title else []


def values_of(source: Source) -> dict[str, Value]:
    """The fields of a record that a bibliography carries, as it would give them."""
    values: dict[str, Value] = {}
    for field in FIELDS:
        value = getattr(source, field)
        value = value.original() if isinstance(value, Text) else value
        if value:
            values[field] = value if isinstance(value, tuple) else " ".join(str(value).split())
    return values


class _Matcher:
    """Finds the record that an entry belongs to."""

    def __init__(self, bibliography: Bibliography, corpus: Corpus, hashes: FieldHashes) -> None:
        self.path = bibliography.path
        self.keys = {entry.key for entry in bibliography.entries if entry.key}
        self.lines: dict[str, int] = {}
        self.by_key: dict[str, Source] = {}
        self.by_doi: dict[str, Source] = {}
        self.by_words: dict[tuple[str, ...], Source] = {}
        for source in corpus.of(Source):
            for name in (*source.was, source.id, source.key):
                if name:
                    self.by_key[name] = source
            if source.key not in self.keys and source.id not in self.keys:
                self.by_doi.setdefault(source.doi.casefold(), source)
                self.by_words.setdefault(_identity(values_of(source), hashes.get(source.id, {})), source)
        self.by_doi.pop("", None)

    def record_of(self, entry: BibliographyEntry) -> Source | Unplaced | None:
        """The record, None for a new one; or why it cannot be taken: it is there twice."""
        own = self.by_key.get(entry.key) if entry.key else None
        record = own or self.by_doi.get(str(entry.get("doi")).casefold())
        identity = _identity(dict(entry.fields), {})
        record = record or self.by_words.get(identity)
        name = record.id if record else "" if entry.key else "\n".join(identity)
        if name and name in self.lines:
            if entry.key and record is not own:
                return None  # another work of the same DOI or title, with a key of its own
            reason = f"it appears twice; the one used is in line {self.lines[name]}"
            return Unplaced(f"{self.path}:{entry.line}", entry.key or str(entry.get("title")), reason)
        if name:
            self.lines[name] = entry.line
        return record


def _identity(values: Mapping[str, Value], hashes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        hashes.get(name) or fingerprint(values.get(name, "")) for name in ("title", "author", "issued")
    )


class _Collector:
    """Gathers what an import comes to."""

    def __init__(self, hashes: FieldHashes, *, overwrite: bool, path: str) -> None:
        self.hashes = {name: dict(fields) for name, fields in hashes.items()}
        self.overwrite, self.path = overwrite, path
        self.added: list[NewSource] = []
        self.changed: list[FieldChange] = []
        self.hand_edits: list[FieldChange] = []
        self.unplaced: list[Unplaced] = []
        self.same = 0

    def add(self, entry: BibliographyEntry, name: str) -> None:
        key = (("key", entry.key),) if entry.key and entry.key != name else ()
        self.added.append(NewSource(name, (*entry.fields, *key)))
        self.hashes[name] = {field: fingerprint(value) for field, value in entry.fields}

    def update(self, entry: BibliographyEntry, record: Source) -> None:
        hashes = self.hashes.setdefault(record.id, {})
        changed, hand_edits = compare(
            record.id, values_of(record), dict(entry.fields), hashes=hashes, overwrite=self.overwrite
        )
        self.changed += changed
        self.hand_edits += hand_edits
        self.same += not (changed or hand_edits)

    def merge(self, unplaced: tuple[Unplaced, ...]) -> Merge:
        return Merge(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.hand_edits),
            self.same,
            (*unplaced, *self.unplaced),
            self.hashes,
        )
