"""Blocks of a document added to the flow, each by its kind."""

from __future__ import annotations

from itertools import zip_longest
from typing import assert_never

from policybrief.document import (
    Block,
    Callout,
    Figure,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Table,
)
from policybrief.writers.pdf.captioned_blocks import add_figure, add_table
from policybrief.writers.pdf.flow import Flow
from policybrief.writers.pdf.headings import add_section
from policybrief.writers.pdf.running_text import add_callout, add_list, add_paragraph
from policybrief.writers.pdf.tree import Element


def add_blocks(
    flow: Flow, blocks: tuple[Block, ...], parent: Element, *, level: int = 1, indent: float | None = None
) -> None:
    """Adds `blocks`; `indent` is where text starts, the text column if it is None."""
    for block, following in zip_longest(blocks, blocks[1:]):
        _add(flow, block, parent, level=level, indent=indent)
        if _explains(following) and isinstance(block, Paragraph) and not _explains(block):
            flow.keep_last()


def _add(flow: Flow, block: Block, parent: Element, *, level: int, indent: float | None) -> None:
    left = flow.setting.look.page.main_x if indent is None else indent
    match block:
        case Section():
            add_section(flow, block, parent, level=level)
        case Paragraph():
            add_paragraph(flow, block, parent, left=left)
        case List():
            add_list(flow, block, parent, left=left)
        case Table():
            add_table(flow, block, parent)
        case Figure():
            add_figure(flow, block, parent)
        case Callout():
            add_callout(flow, block, parent, level=level, left=left)
        case Quote():
            flow.blocks(block.blocks, parent.add("BlockQuote"), level=level, indent=left + 12)
        case PageBreak():
            flow.page_break()
        case _:
            assert_never(block)


def _explains(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "note"
