"""One edition → one document: outline, ids, numbers, notes, letterhead words, markings, open points."""

from policybrief.sections.compose.composing import Composed, compose

__all__ = ["Composed", "compose"]
