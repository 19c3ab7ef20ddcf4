"""All records, indexed and immutable: by id, by kind, by who refers to whom, with the place of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from policybrief.dates import Interval
from policybrief.diagnostics import Diagnostic, Span
from policybrief.languages import fallbacks
from policybrief.reading.yaml import YamlFile, extent, locate
from policybrief.records import KINDS, Record, Reference, clearance_lapsed, references

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All records in the order of their files, ids that failed to read, and the files they came from."""

    records: tuple[Record, ...] = ()
    broken: frozenset[str] = frozenset()
    sources: tuple[YamlFile, ...] = field(default=(), repr=False)
    files: tuple[int, ...] = field(default=(), repr=False)
    """For each record the index of its file in `sources`."""
    outdated: tuple[Diagnostic, ...] = field(default=(), repr=False)
    """Notes that a translation is of an older original, or not as it was cleared: open where it is shown."""
    translations: tuple[tuple[str, str, YamlFile], ...] = field(default=(), repr=False)
    """(path of a dossier, language, its translation)."""
    _position: dict[str, int] = field(init=False, repr=False, compare=False)
    _referring: dict[str, list[int]] = field(init=False, repr=False, compare=False)
    _lapsed: dict[str, bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_position", {r.id: n for n, r in enumerate(self.records)})
        object.__setattr__(self, "_referring", {})
        object.__setattr__(self, "_lapsed", {})

    def get(self, record_id: str) -> Record | None:
        """The record of that id, or None."""
        position = self._position.get(record_id)
        return None if position is None else self.records[position]

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All records of one kind."""
        return tuple(record for record in self.records if isinstance(record, kind))

    def only(self, ids: Iterable[str]) -> Corpus:
        """The corpus of these records alone, in the same order, with the files that hold them."""
        positions = sorted({self._position[i] for i in ids})
        numbers = [self.files[n] for n in positions if n < len(self.files)]
        order = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
        sources = tuple(self.sources[number] for number in order)
        paths = {source.path for source in sources}
        records = tuple(self.records[n] for n in positions)
        present = {record.id for record in records}
        return replace(
            self,
            records=records,
            sources=sources,
            files=tuple(order[number] for number in numbers),
            outdated=tuple(note for note in self.outdated if note.record in present),
            translations=tuple(one for one in self.translations if one[0] in paths),
        )

    def referring_to(self, record_id: str) -> tuple[Record, ...]:
        """The records that name this id in any of their fields."""
        if not self._referring:  # made when first asked for: a build without questions needs none
            for number, record in enumerate(self.records):
                for target in dict.fromkeys(target for _, target in references(record)):
                    self._referring.setdefault(target, []).append(number)
        return tuple(self.records[n] for n in self._referring.get(record_id, ()))

    def has_lapsed(self, record_id: str) -> bool:
        """True if the record's clearance covers another text than its present one, or names none."""
        if record_id not in self._lapsed:
            record = self.get(record_id)
            self._lapsed[record_id] = record is not None and clearance_lapsed(record)
        return self._lapsed[record_id]

    def references(self, record: Record) -> tuple[Reference, ...]:
        """(field, id) of every record that `record` names, in the order of its fields."""
        return references(record)

    def source_of(self, record_id: str) -> YamlFile | None:
        """The file that holds the record, or None."""
        position = self._position.get(record_id)
        if position is None or position >= len(self.files):
            return None
        return self.sources[self.files[position]]

    def translation_of(self, record_id: str, language: str) -> YamlFile | None:
        """The file that translates the record into that language, or None."""
        record, source = self.get(record_id), self.source_of(record_id)
        for path, code, translation in self.translations if record and source else ():
            if source and record and (path, code) == (source.path, language):
                kinds = translation.value if isinstance(translation.value, dict) else {}
                return translation if record_id in (kinds.get(kind_key(record)) or ()) else None
        return None

    def place(self, record_id: str, *keys: str | int, word: str = "", language: str = "") -> Span | None:
        """Where the record's id stands; with `keys` the place of that field, narrowed to `word`.

        With `language` the place in the translation into it, or what it falls back on, where there is one.
        """
        record, source = self.get(record_id), self.source_of(record_id)
        if record is None or source is None:
            return None
        keys_of_record = (kind_key(record), record_id)
        of = (
            translation
            for tag in fallbacks(language)
            for path, code, translation in self.translations
            if (path, code) == (source.path, tag) and _has(translation.value, (*keys_of_record, *keys[:1]))
        )
        return locate(next(of, source), (*keys_of_record, *keys), key=not keys, word=word)

    def place_or_head(self, record_id: str, name: str) -> Span | None:
        """Where the field stands: in the record, or at the head of its file."""
        record, source = self.get(record_id), self.source_of(record_id)
        if record is None or source is None:
            return None
        typed = source.value[kind_key(record)][record_id]
        inside = isinstance(typed, dict) and name in typed
        return self.place(record_id, name) if inside else locate(source, (name,))

    def extents(self, record_id: str) -> tuple[tuple[str, int, int], ...]:
        """(path, first line, last line) of the record in its dossier and in each translation that has it."""
        record, source = self.get(record_id), self.source_of(record_id)
        if record is None or source is None:
            return ()
        also = (translation for path, _, translation in self.translations if path == source.path)
        extents = ((one.path, extent(one, (kind_key(record), record_id))) for one in (source, *also))
        return tuple((path, *lines) for path, lines in extents if lines)


def _has(value: Any, keys: tuple[str | int, ...]) -> bool:
    """True if there is something at `keys`; a plain string is the main field of a record."""
    for key in keys:
        if isinstance(value, str):
            return True
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def with_article(kind: str) -> str:
    """ "a fact", "an option"."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def kind_key(record: Record) -> str:
    """The top-level key under which the record is in its dossier."""
    return next(key for key, kind in KINDS.items() if kind is type(record))


def interval(record: Record, corpus: Corpus) -> Interval:
    """While the record holds, as it states itself; open ends are None.

    That a newer record replaces it does not end it: it gives way only where that one is shown.
    """
    return Interval(getattr(record, "since", None), getattr(record, "until", None))
