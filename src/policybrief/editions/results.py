"""How an edition ended, and what a whole build did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document
from policybrief.files.writing import Placed
from policybrief.records import Edition
from policybrief.selection import OTHER_TOPIC

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition
    from policybrief.editions.manifest_entries import EditionEntry


class EditionOutcome(StrEnum):
    """How an edition ended: the first two are written."""

    CLEAN = "clean"
    OPEN = "open"
    BROKEN = "broken"
    LEAK = "leak"
    FAILED = "failed"
    """A fault of the machine or of ours."""

    @property
    def written(self) -> bool:
        return self in (EditionOutcome.CLEAN, EditionOutcome.OPEN)


def outcome_of(diagnostics: Iterable[Diagnostic]) -> EditionOutcome:
    """How an edition ends with these, unless a fault of the machine stopped it."""
    severities = {diagnostic.severity for diagnostic in diagnostics}
    for severity, outcome in _OUTCOMES:
        if severity in severities:
            return outcome
    return EditionOutcome.CLEAN


_OUTCOMES = (
    (Severity.ERROR, EditionOutcome.BROKEN),
    (Severity.LEAK, EditionOutcome.LEAK),
    (Severity.OPEN, EditionOutcome.OPEN),
)


@dataclass(frozen=True, slots=True)
class FileChange:
    """What differs from the previous files: `new`, `rebuilt` or `unchanged`; records that came and went."""

    word: str = "new"
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    documents: tuple[Document | None, Document | None] = (None, None)
    """The previous and the current document, if requested."""


@dataclass(frozen=True, slots=True)
class EditionResult:
    """One edition: its outcome, why, its files and pages."""

    edition: Edition
    outcome: EditionOutcome
    diagnostics: tuple[Diagnostic, ...] = ()
    made: MadeEdition | None = None
    pages: int = 0
    files: tuple[Placed, ...] = ()
    change: FileChange = FileChange()
    shown: tuple[str, ...] = ()
    """Once it is `reduced`, the records that it shows …"""
    left_out: tuple[tuple[str, str], ...] = ()
    """… and (record, reason) of those on the subject that it leaves out."""
    inputs: str = ""
    """Digest of all that decided it, and of the files in which its points have their places."""
    known: EditionEntry | None = None
    """What the manifest knows of it, where that is still true and nothing was made."""

    def reduced(self) -> EditionResult:
        """The result without its documents, records and bytes: many are kept until all can be reported."""
        edition, change = replace(self.edition, earlier=()), replace(self.change, documents=(None, None))
        if self.made is None:
            return replace(self, edition=edition, change=change, known=None)
        shown, left_out = tuple(sorted(self.made.shown)), on_subject(self.made.selection.left_out)
        return replace(self, edition=edition, change=change, made=None, shown=shown, left_out=left_out)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """All results in the order of the editions, and what became of files that no edition wants."""

    results: tuple[EditionResult, ...]
    removed: tuple[Path, ...] = ()
    set_aside: tuple[Path, ...] = ()
    files: tuple[tuple[str, int, str], ...] = ()
    """(path from the root, size in bytes, SHA-256) of every file of these editions that now stands."""


def on_subject(left_out: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The (record, reason) pairs of those that are on a topic of the brief, sorted."""
    return tuple(sorted(pair for pair in left_out if pair[1] != OTHER_TOPIC))
