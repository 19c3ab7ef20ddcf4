"""Markdown of a section template → blocks and inlines; what a section cannot hold is refused at its place."""

from policybrief.sections.markup.parsing import parse_markdown
from policybrief.sections.markup.refusals import Anchor, MarkupFault, RefusedMarkup
from policybrief.sections.markup.tokens import CLOSE, OPEN, marker, read_markdown

__all__ = [
    "CLOSE",
    "OPEN",
    "Anchor",
    "MarkupFault",
    "RefusedMarkup",
    "marker",
    "parse_markdown",
    "read_markdown",
]
