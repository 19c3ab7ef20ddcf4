"""What stands between the title of a document and its list of contents."""

from __future__ import annotations

from policybrief.document import Block, Document, Section


def under_title(document: Document) -> tuple[Block, ...]:
    """The box of particulars, which every format prints before the contents; () without one."""
    first = document.blocks[:1]
    return first if first and isinstance(first[0], Section) and first[0].role == "particulars" else ()


def below_contents(document: Document) -> tuple[Block, ...]:
    """The blocks without those that stand under the title."""
    return document.blocks[len(under_title(document)) :]
