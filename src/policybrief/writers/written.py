"""What a writer returns."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, what could not be rendered, and the number of pages (0 if unknown)."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
    pages: int = 0
    places: tuple[tuple[str, int], ...] = ()
    """(node id, page) pairs, for page references in formats that do not lay out."""
    parted: tuple[tuple[str, str], ...] = ()
    """(word, with soft hyphens) pairs of words wider than their place, for formats that do not lay out."""
