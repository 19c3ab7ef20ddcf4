"""What could not be set as it should be, as diagnostics that name the record."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document, Table, walk
from policybrief.writers.pdf.setting import LOST, Setting, TooWide


def findings(document: Document, setting: Setting) -> tuple[Diagnostic, ...]:
    """Open points: characters that no font has, words wider than their column, a decision not on page 1."""
    found = [_missing(*lacking) for lacking in sorted(setting.missing)]
    found += [_too_wide(word) for word in setting.too_wide]
    decisions = [node.id for node in walk(document) if isinstance(node, Table) and node.role == "decision"]
    if decisions and setting.pages.get(decisions[0], 1) > 1:
        said = "the decision box does not stand on page 1"
        hint = "shorten the bottom line"
        found.append(Diagnostic("decision-overflow", said, None, Severity.OPEN, hint))
    return tuple(found)


def _missing(character: str, record: str, where: str) -> Diagnostic:
    place = f" in the field '{where}' of '{record}'" if record else ""
    if character == LOST:
        said = f"a letter was lost{place} when the text was taken over; it is printed as {LOST}"
        return Diagnostic("lost-letter", said, None, Severity.OPEN, "type it again", record=record)
    said = f"no font has the character '{character}' (U+{ord(character):04X}){place}; it is printed as {LOST}"
    hint = "write it in letters of the Latin, Greek or Cyrillic script, or in words"
    return Diagnostic("missing-glyph", said, None, Severity.OPEN, hint, record=record)


def _too_wide(found: TooWide) -> Diagnostic:
    where = f"the column '{found.column}'" if found.column else "the text"
    whose = f" of '{found.record}'" if found.record else ""
    said = (
        f"the word '{found.word}'{whose} is wider than {where}: {found.width:.0f} of {found.room:.0f} points"
    )
    hint = "take a shorter word; a line may break after - / –"
    return Diagnostic("word-too-wide", said, None, Severity.OPEN, hint, record=found.record)
