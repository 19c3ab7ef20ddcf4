"""Numbers of records as links to their entries; links that lead nowhere as plain words."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, assert_never

from policybrief.document import (
    Block,
    Cell,
    CrossReference,
    Inline,
    Note,
    Paragraph,
    RecordNumbers,
    Section,
    Str,
    plain_text,
    records_in,
    walk,
)
from policybrief.records import Record, bases_of
from policybrief.sections import Printer, entry_id, is_entry
from policybrief.sections.cited_places import cites
from policybrief.sections.compose.caveats import is_caveat


@dataclass(frozen=True, slots=True)
class Entries:
    """Where a document shows its records: cells and paragraphs to which a number leads, and sections."""

    ids: Set[str] = frozenset()
    sections: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Record → id and heading of the first section with its words, among those that have a heading."""


def entries_of(sections: tuple[Section, ...]) -> Entries:
    """The entries in these sections, and the section of each record."""
    ids = set()
    first: dict[str, tuple[str, str]] = {}
    for section in sections:
        for node in walk(section):
            if type(node) in (Cell, Paragraph) and (is_entry(node.id) or is_caveat(node.id)):
                ids.add(node.id)
        if section.title:
            for record in records_in(section, cited=False):
                first.setdefault(record, (section.id, plain_text(section.title).strip()))
    return Entries(frozenset(ids), first)


def resolved(numbers: RecordNumbers, printer: Printer, entries: Entries) -> tuple[Inline, ...]:
    """What a reference to records is in a document: links, words, and citations of their sources."""
    records = printer.selection.grounds(numbers.records)
    content: tuple[Inline, ...] = ()
    listed = [r for r in records if printer.name(r) and entry_id(r) in entries.ids]
    match numbers.form:
        case "sources":
            listed = []
        case "numbers" | "words":
            parts = [_number(record, printer) for record in listed]
            if numbers.form == "words":
                others = (record for record in records if record not in listed)
                parts += [printer.text(record, "short") or printer.text(record) for record in others]
                listed = [*records]
            content = tuple(one for part in parts for one in (Str(numbers.between), *part))[1:]
        case "section" | "paragraph":
            content = tuple(one for r in records for one in _place(r, printer, entries))
            listed = [*records] if content else []
            if not content:
                bases = (basis for record in records for basis in bases_of(record))
                records = printer.selection.grounds(tuple(bases))
        case _:
            assert_never(numbers.form)
    sources = cites(printer, *(record for record in records if record not in listed))
    if not content and not sources:
        return ()
    lead = (Str(numbers.lead),) if numbers.lead else ()
    return (*lead, *content, *sources, *((Str(numbers.end),) if numbers.end else ()))


def _number(record: Record, printer: Printer) -> tuple[Inline, ...]:
    return (CrossReference((Str(printer.name(record)),), entry_id(record)),)


def _place(record: Record, printer: Printer, entries: Entries) -> tuple[Inline, ...]:
    """The number of a record, or the heading of the section that shows it, as a link."""
    if printer.name(record) and entry_id(record) in entries.ids:
        return _number(record, printer)
    if record.id not in entries.sections:
        return ()
    target, title = entries.sections[record.id]
    return (CrossReference((Str(printer.quoted(title)),), target),)


def without_links_to(blocks: tuple[Block, ...], dead: set[str]) -> tuple[Block, ...]:
    """The blocks, each reference to an id of `dead`, which none of them has, turned into its own words."""
    return _without(blocks, dead) if dead else blocks


def _without(value: Any, dead: set[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(part for one in value for part in _unlinked(one, dead))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _without(old, dead) for f in fields(value) if (old := getattr(value, f.name))}
    if isinstance(value, Note) and value.target in dead:
        changed["target"] = ""
    return replace(value, **changed)


def _unlinked(value: Any, dead: set[str]) -> tuple[Any, ...]:
    if isinstance(value, CrossReference) and value.target in dead:
        return _without(value.content, dead)  # type: ignore[no-any-return]
    return (_without(value, dead),)
