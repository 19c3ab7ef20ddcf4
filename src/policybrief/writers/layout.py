"""The pages of a document, by which writers go that fill no pages themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document on its pages: how many there are, what is where, and what could not be set properly."""

    pages: int = 0
    places: tuple[tuple[str, int], ...] = ()
    """(node id, page) pairs, for page references in formats that do not lay out."""
    soft_hyphens: tuple[tuple[str, str], ...] = ()
    """(word, with soft hyphens) pairs of words wider than their place, for formats that do not lay out."""
    diagnostics: tuple[Diagnostic, ...] = ()
    draw: Callable[[], bytes] = _nothing
    """The pages as a PDF."""
