"""Paragraphs numbered through a document: 1, 2, 3 …, and 3.1, 3.2 … for the entries of a list below one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policybrief.document.tree import Block, List, Paragraph, Section
from policybrief.document.walk import records_in, walk

NUMBERED_ROLES = ("body", "lead")
"""Roles of running text; notes, sources, questions and what is in tables and boxes bear no numbers."""
_NOT_BODY = ("annex", "open-points", "particulars")
"""Roles of sections whose paragraphs are not counted."""


def with_paragraph_numbers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a document, each paragraph of its body and each entry of a list there with its number.

    A list directly below a numbered paragraph counts in that number; the entries of any other are counted
    as paragraphs are.
    """
    return _Counter().sequence(blocks)


def first_paragraphs(blocks: tuple[Block, ...]) -> dict[str, Paragraph]:
    """Record → its first numbered paragraph: one that begins with its words, else one that has some."""
    beginning: dict[str, Paragraph] = {}
    naming: dict[str, Paragraph] = {}
    for block in blocks:
        for node in walk(block):
            if isinstance(node, Paragraph) and node.number:
                if node.origin:
                    beginning.setdefault(node.origin.record, node)
                for record in records_in(node, cited=False):
                    naming.setdefault(record, node)
    return naming | beginning


@dataclass(slots=True)
class _Counter:
    count: int = 0

    def sequence(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Blocks that follow each other, in a section or in the document."""
        return tuple(self._numbered(blocks))

    def _numbered(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        above, entries = "", 0
        """The number of the paragraph directly above, and how many entries already count in it."""
        for block in blocks:
            match block:
                case List():
                    yield self._list(block, above, entries)
                    entries += _counting(block)
                    continue
                case Paragraph() if block.role in NUMBERED_ROLES and block.content:
                    above, entries = self._next(), 0
                    yield replace(block, number=above)
                    continue
                case Section() if block.role not in _NOT_BODY:
                    yield replace(block, blocks=self.sequence(block.blocks))
                case _:
                    yield block
            above, entries = "", 0

    def _next(self) -> str:
        self.count += 1
        return str(self.count)

    def _list(self, block: List, above: str, before: int) -> List:
        entries = []
        for entry in block.entries:
            number = ""
            if _counts(entry):
                before += 1
                number = f"{above}.{before}" if above else self._next()
            entries.append(self._entry(entry, number))
        return replace(block, entries=tuple(entries))

    def _entry(self, entry: tuple[Block, ...], number: str) -> tuple[Block, ...]:
        """The entry, its first paragraph with the number, the lists in it counted within that."""
        blocks: list[Block] = []
        inside = 0
        for place, block in enumerate(entry):
            if place == 0 and isinstance(block, Paragraph):
                block = replace(block, number=number)
            elif isinstance(block, List):
                count = _counting(block)
                block, inside = self._list(block, number, inside), inside + count
            blocks.append(block)
        return tuple(blocks)


def _counts(entry: tuple[Block, ...]) -> bool:
    """True for an entry that begins with a paragraph: a number stands before that."""
    return bool(entry) and isinstance(entry[0], Paragraph)


def _counting(block: List) -> int:
    return sum(map(_counts, block.entries))
