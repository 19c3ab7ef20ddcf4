"""One edition → one document: outline, ids, numbers, notes, letterhead words, markings, open points."""

from policybrief.sections.compose.documents import Composed, compose

__all__ = ["Composed", "compose"]
