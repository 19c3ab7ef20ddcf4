"""What all parts of one document share while it is laid out: the look, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.document import Origin
from policybrief.templates.look import Look
from policybrief.writers.pdf.faces import Face, Family, fallback, family

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands where a letter was lost on the way, and is printed for one that no font has."""


@dataclass(frozen=True, slots=True)
class TooWide:
    """A word that is wider than the place it is in; `column` is the head of its column."""

    word: str
    width: float
    room: float
    record: str
    column: str


@dataclass(slots=True)
class Setting:
    """The look and its family; characters that no font has, words that do not fit, notes counted so far."""

    look: Look
    family: Family
    language: str = ""
    """That of the document."""
    pages: dict[str, int] = field(default_factory=dict)
    """Node id → the page on which it stands; empty before pages are filled."""
    missing: dict[tuple[str, str], dict[tuple[str, str], None]] = field(default_factory=dict)
    """(record, field) → each character that no font has, with the word in which it stands."""
    too_wide: dict[TooWide, None] = field(default_factory=dict)
    soft_hyphens: dict[str, str] = field(default_factory=dict)
    """A word that was wider than its place → with a soft hyphen wherever it may be split."""
    notes: int = 0
    foot: bool = False
    """True if notes stand at the foot of their page."""

    @classmethod
    def of(cls, look: Look, notes: str = "", language: str = "") -> Setting:
        """The setting for a look, with notes at the "foot" of pages or at the "end" if `notes` has it so."""
        return cls(look, family(look.font), language, foot=(notes or look.notes) == "foot")

    def fallback(self, character: str) -> Face | None:
        """The face for a character that the family lacks, or None."""
        return fallback(character, self.look.faces)

    def lacks(self, character: str, origin: Origin | None, word: str) -> None:
        """Remembers that no font has `character` of `word`."""
        record, where = (origin.record, origin.field) if origin else ("", "")
        self.missing.setdefault((record, where), {})[character, word] = None
