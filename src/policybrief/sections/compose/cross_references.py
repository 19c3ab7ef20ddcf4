"""Numbers of records as links to their entries; links that lead nowhere as plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any, assert_never

from policybrief.document import (
    Block,
    Callout,
    Cell,
    CrossReference,
    Inline,
    Note,
    Paragraph,
    RecordNumbers,
    Section,
    Str,
    first_paragraphs,
    plain_text,
    records_in,
    walk,
)
from policybrief.records import Record, bases_of
from policybrief.sections import Printer, entry_id, entry_of, is_entry
from policybrief.sections.cited_places import cites
from policybrief.sections.compose.caveats import is_caveat


class Entries:
    """Where a document shows its records: cells and paragraphs to which a number leads, and sections."""

    def __init__(self, sections: tuple[Section, ...] = (), nodes: Iterable[Any] = ()) -> None:
        """The entries in these sections; `nodes` are all that is in them."""
        self._sections = sections
        named = (node.id for node in nodes if type(node) in (Cell, Paragraph) and node.id)
        self.ids = frozenset(node_id for node_id in named if is_entry(node_id) or is_caveat(node_id))

    @cached_property
    def sections(self) -> dict[str, tuple[str, str]]:
        """Record → id and heading of the section with its entry, else of the first one with its words.

        Sections without a heading do not count. Few papers ask for one, so it is found when asked for.
        """
        first: dict[str, tuple[str, str]] = {}
        of_entries: dict[str, tuple[str, str]] = {}
        for section in (section for section in self._sections if section.title):
            place = (section.id, plain_text(section.title).strip())
            for node in walk(section):
                if type(node) in (Cell, Paragraph, Callout) and is_entry(node.id):
                    of_entries.setdefault(node.id, place)
            for record in records_in(section, cited=False):
                first.setdefault(record, place)
        here = {record: of_entries[entry] for record in first if (entry := entry_of(record)) in of_entries}
        return first | here


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
    number = _place_in_advice(record, printer) or printer.name(record)
    if number and entry_id(record) in entries.ids:
        return (CrossReference((Str(number),), entry_id(record)),)
    if record.id not in entries.sections:
        return ()
    target, title = entries.sections[record.id]
    return (CrossReference((Str(printer.quoted(title)),), target),)


def _place_in_advice(record: Record, printer: Printer) -> str:
    """The number of a recommendation in the decision box and in the table; "" for other records."""
    ids = [recommendation.id for recommendation in printer.recommendations()]
    return str(ids.index(record.id) + 1) if record.id in ids else ""


def waits_for_numbers(numbers: RecordNumbers, printer: Printer, entries: Entries) -> bool:
    """True for a reference to a paragraph of a paper whose paragraphs have no numbers yet."""
    if numbers.form != "paragraph" or printer.outline.paragraphs != "numbered":
        return False
    return any(record in entries.sections for record in numbers.records)


def with_numbers_of_paragraphs(blocks: tuple[Block, ...], printer: Printer) -> tuple[Block, ...]:
    """The numbered blocks with "paragraph 4" for each reference that waited for its number."""
    paragraphs = first_paragraphs(blocks)
    sections = tuple(block for block in blocks if isinstance(block, Section))
    entries = Entries(sections, (node for section in sections for node in walk(section)))

    def with_number(inline: Any) -> tuple[Any, ...] | None:
        if not isinstance(inline, RecordNumbers):
            return None
        paragraph = next((paragraphs[record] for record in inline.records if record in paragraphs), None)
        if paragraph is None:
            return resolved(inline, printer, entries)
        before, _, after = printer.words("place.paragraph", numbers="\0").partition("\0")
        number = CrossReference((Str(paragraph.number),), paragraph.id, numbers=True)
        return (*((Str(before),) if before else ()), number, *((Str(after),) if after else ()))

    return _changed(blocks, with_number)  # type: ignore[no-any-return]


def without_links_to(blocks: tuple[Block, ...], dead: set[str]) -> tuple[Block, ...]:
    """The blocks, each reference to an id of `dead`, which none of them has, turned into its own words."""

    def unlinked(node: Any) -> tuple[Any, ...] | None:
        if isinstance(node, CrossReference) and node.target in dead:
            return _changed(node.content, unlinked)  # type: ignore[no-any-return]
        if isinstance(node, Note) and node.target in dead:
            return (replace(node, target=""),)
        return None

    return _changed(blocks, unlinked) if dead else blocks


def _changed(value: Any, change: Callable[[Any], tuple[Any, ...] | None]) -> Any:
    """A tree with what `change` gives in the place of a node; None leaves the node, and looks below it."""
    if isinstance(value, tuple):
        return tuple(part for one in value for part in _in_place_of(one, change))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    below = {f.name: old for f in fields(value) if isinstance(old := getattr(value, f.name), tuple) and old}
    changed = {name: new for name, old in below.items() if (new := _changed(old, change)) != old}
    return replace(value, **changed) if changed else value


def _in_place_of(value: Any, change: Callable[[Any], tuple[Any, ...] | None]) -> tuple[Any, ...]:
    given = change(value)
    return (_changed(value, change),) if given is None else given
