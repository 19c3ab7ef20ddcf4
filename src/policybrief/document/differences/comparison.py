"""Two documents → their differences, record by record, and what differs around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policybrief.document import Document
from policybrief.document.differences.passages import Passage, passages
from policybrief.document.differences.sequences import align, rising
from policybrief.document.differences.text_comparison import WordRun, figures, in_words


@dataclass(frozen=True, slots=True)
class Changed:
    """What one place said about a record before, and what it says now."""

    record: str
    field: str
    before: str
    after: str
    words: tuple[WordRun, ...]
    figures: tuple[tuple[str, str], ...]
    """(old, new) of the figures that changed; none of dates and scores beside a record."""
    section: str = ""
    """The heading that it stands under now."""
    label: str = ""
    """The table column that it is in, where the words are not the record's own."""
    own: bool = True
    """Whether the words are the record's own."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that says the same in another place."""

    record: str
    before: tuple[str, ...]
    """Headings that it stood under …"""
    after: tuple[str, ...]
    """… and those that it stands under."""


@dataclass(frozen=True, slots=True)
class Surrounding:
    """Words of no record: a title, a label, a heading. Empty where there were none, or are none."""

    before: str
    after: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs, in reading order; what was removed in that of the earlier document."""

    added: tuple[Passage, ...] = ()
    """Statements of records that were not there; or of fields that were not shown."""
    removed: tuple[Passage, ...] = ()
    changed: tuple[Changed, ...] = ()
    moved: tuple[Moved, ...] = ()
    surroundings: tuple[Surrounding, ...] = ()
    new_records: tuple[str, ...] = ()
    """Those of `added` of which nothing was in the earlier document."""
    gone_records: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.moved, self.surroundings))


def compare(before: Document, after: Document) -> Differences:
    """What differs between two documents; the day of the facts and the page of open points are left aside."""
    old, new = passages(before), passages(after)
    then, now = _own(old), _own(new)
    changed = [*_changed(then, now), *_changed_beside(old, new)]
    known, present = _records(old), _records(new)
    added, removed = tuple(_only(now, then)), tuple(_only(then, now))
    touched = {c.record for c in changed} | {p.record for p in (*added, *removed)}
    order = {record: place for place, record in enumerate(present)}
    return Differences(
        added,
        removed,
        tuple(sorted(changed, key=lambda change: order.get(change.record, len(order)))),
        tuple(move for move in _moved(old, new) if move.record not in touched),
        (*_of_meta(before, after), *_around(old, new)),
        tuple(record for record in present if record not in known),
        tuple(record for record in known if record not in present),
    )


Statements = dict[tuple[str, str], dict[str, Passage]]
"""(record, field) → the texts by which it is shown, each where it stands first."""


def _own(found: Iterable[Passage]) -> Statements:
    statements: Statements = {}
    for passage in found:
        if passage.own:
            statements.setdefault((passage.record, passage.field), {}).setdefault(passage.text, passage)
    return statements


def _records(found: Iterable[Passage]) -> dict[str, None]:
    return dict.fromkeys(passage.record for passage in found if passage.own)


def _only(one: Statements, other: Statements) -> Iterator[Passage]:
    """The first text of what only `one` shows."""
    for key, texts in one.items():
        if key not in other:
            yield next(iter(texts.values()))


def _changed(then: Statements, now: Statements) -> Iterator[Changed]:
    """What a record said and says; a text shown in several forms (with its verb, without) counts once."""
    for key in now:
        if key not in then or then[key].keys() == now[key].keys():
            continue
        gone = [passage for text, passage in then[key].items() if text not in now[key]]
        come = [passage for text, passage in now[key].items() if text not in then[key]]
        if gone and come:
            yield _change(_longest(gone), _longest(come))


def _longest(found: Sequence[Passage]) -> Passage:
    return max(found, key=lambda passage: len(passage.text))


def _change(before: Passage, after: Passage) -> Changed:
    runs = in_words(before.text, after.text)
    return Changed(
        *(after.record, after.field, before.text, after.text, runs),
        figures=figures(runs) if after.own else (),
        section=after.title,
        label=after.label,
        own=after.own,
        language=after.language,
    )


def _changed_beside(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Changed]:
    """Words beside a record that is in both: its rating, its day, who is named with it."""
    then, now = _beside(old), _beside(new)
    for key in now:
        gone, come = Counter(map(_steady, then.get(key, ()))), Counter(map(_steady, now[key]))
        left = [p for p in then.get(key, ()) if gone[_steady(p)] > come[_steady(p)]]
        came = [p for p in now[key] if come[_steady(p)] > gone[_steady(p)]]
        yield from (_change(a, b) for a, b in zip(left, came, strict=False))


_NUMBERED = re.compile(r"\[\d+\]|\b[FJPR]\d+\b")


def _steady(passage: Passage) -> str:
    """Its text without the numbers of sources and records, which each edition counts anew."""
    return _NUMBERED.sub("#", passage.text)


def _beside(found: Iterable[Passage]) -> dict[tuple[str, ...], list[Passage]]:
    placed: dict[tuple[str, ...], list[Passage]] = {}
    for passage in found:
        if not passage.own and passage.record:
            key = (passage.section, passage.record, passage.field, passage.label)
            placed.setdefault(key, []).append(passage)
    return placed


def _moved(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Moved]:
    """Records under other headings than before, and those that the order of the others leaves behind."""
    then, now = _places(old), _places(new)
    both = [record for record in now if record in then]
    order = {record: place for place, record in enumerate(r for r in then if r in now)}
    kept = {both[index] for index in rising([order[record] for record in both])}
    for record in both:
        before, after = then[record], now[record]
        if [section for section, _ in before] != [section for section, _ in after] or record not in kept:
            yield Moved(record, tuple(t for _, t in before), tuple(t for _, t in after))


def _places(found: Iterable[Passage]) -> dict[str, list[tuple[str, str]]]:
    """Record → (id, heading) of the sections in which its words stand."""
    places: dict[str, dict[tuple[str, str], None]] = {}
    for passage in found:
        if passage.own:
            places.setdefault(passage.record, {})[passage.section, passage.title] = None
    return {record: [*sections] for record, sections in places.items()}


def _of_meta(before: Document, after: Document) -> Iterator[Surrounding]:
    old, new = before.meta, after.meta
    pairs = (
        (old.title, new.title),
        (old.organisation, new.organisation),
        (old.subject, new.subject),
        (old.number, new.number) if old.number and new.number else ("", ""),  # an issued paper has one
        (" ".join(mark.label for mark in old.marks), " ".join(mark.label for mark in new.marks)),
        (old.draft, new.draft),
        (old.rights, new.rights),
    )
    yield from (Surrounding(one, other) for one, other in pairs if one != other)


def _around(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Surrounding]:
    """Words of no record, by the sections of the new document, then by those that are gone."""
    then, now = _by_section(old), _by_section(new)
    for section in dict.fromkeys((*now, *then)):
        a, b = then.get(section, []), now.get(section, [])
        for stretch in align([*map(_steady, a)], [*map(_steady, b)]):
            if not stretch.same:
                yield from _paired(a[stretch.start : stretch.end], b[stretch.begin : stretch.stop])


def _by_section(found: Iterable[Passage]) -> dict[str, list[Passage]]:
    sections: dict[str, list[Passage]] = {}
    for passage in found:
        if not passage.own and not passage.record:
            sections.setdefault(passage.section, []).append(passage)
    return sections


def _paired(gone: Sequence[Passage], come: Sequence[Passage]) -> Iterator[Surrounding]:
    for number in range(max(len(gone), len(come))):
        before = gone[number] if number < len(gone) else None
        after = come[number] if number < len(come) else None
        title = (after or before or Passage("")).title
        yield Surrounding(before.text if before else "", after.text if after else "", title)
