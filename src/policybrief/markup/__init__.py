"""Markdown of a section template → blocks and inlines; what a section cannot hold is refused at its place."""

from policybrief.markup.parsing import parse_markdown
from policybrief.markup.refusals import Anchor, MarkupFault, Refusal
from policybrief.markup.tokens import CLOSE, OPEN, marker, read_markdown

__all__ = [
    "CLOSE",
    "OPEN",
    "Anchor",
    "MarkupFault",
    "Refusal",
    "marker",
    "parse_markdown",
    "read_markdown",
]
