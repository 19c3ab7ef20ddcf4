"""Numbers of records as links to their entries; links that lead nowhere as plain words."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.document import Block, CrossReference, Inline, Note, RecordNumbers, Str
from policybrief.sections import Printer, entry_id
from policybrief.sections.cited_places import cites


def numbers_as_links(numbers: RecordNumbers, printer: Printer, entries: Set[str]) -> tuple[Inline, ...]:
    """Links to the records that have an entry in the document, then the sources of the others."""
    records = printer.selection.grounds(numbers.records)
    listed = [record for record in records if printer.name(record) and entry_id(record) in entries]
    others = [record for record in records if record not in listed]
    parts: list[tuple[Inline, ...]] = [
        (CrossReference((Str(printer.name(record)),), entry_id(record)),) for record in listed
    ]
    if numbers.words:
        parts += [printer.text(record, "short") or printer.text(record) for record in others]
    content = tuple(one for part in parts for one in (Str(numbers.between), *part))[1:]
    sources = () if numbers.words else cites(printer, *others)
    if not content and not sources:
        return ()
    lead = (Str(numbers.lead),) if numbers.lead else ()
    return (*lead, *content, *sources, *((Str(numbers.end),) if numbers.end else ()))


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
