"""Where a note is called: its number is set close to the word before it."""

from __future__ import annotations

from policybrief.document import Inline, Note, Str

NBSP = "\u00a0"

QUIET = frozenset({"secondary", "portion", "caveat"})
"""Roles of spans whose words are set paler than those around them."""


def joins_note(inlines: tuple[Inline, ...], index: int) -> bool:
    """True for the space between a word and the number of its footnote; not for that between two numbers."""
    inline = inlines[index]
    if not isinstance(inline, Str) or inline.text != NBSP or index + 1 == len(inlines):
        return False
    before = inlines[index - 1] if index else None
    return isinstance(inlines[index + 1], Note) and not isinstance(before, Note)
