"""The prose of a section: passages as paragraphs, bullets and boxes."""

from __future__ import annotations

from policybrief.document import Block, Callout
from policybrief.records import Passage
from policybrief.sections.numbering import entry_id
from policybrief.sections.paragraphs import in_blocks
from policybrief.sections.printing import Printer


def prose(printer: Printer) -> tuple[Block, ...]:
    """The passages of the section that is printed, in the order of the brief's list, else of their files."""
    return tuple(
        block
        for passage in _in_order(printer)
        if passage.section == printer.section
        for block in blocks_of(printer, passage)
    )


def blocks_of(printer: Printer, passage: Passage) -> tuple[Block, ...]:
    """A passage as paragraphs and lists, in a box with a heading where it has one."""
    blocks = in_blocks(printer, passage, node_id="" if passage.box else entry_id(passage))
    if not passage.box or not blocks:
        return blocks
    return (Callout(blocks, "box", printer.field(passage, "box", passage.box), entry_id(passage)),)


def _in_order(printer: Printer) -> tuple[Passage, ...]:
    listed = printer.listed("passages")
    first = tuple(record for record in listed if isinstance(record, Passage))
    return (*first, *(p for p in printer.selection.of(Passage) if p not in first))
