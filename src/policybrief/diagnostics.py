"""What went wrong and where: the one value in which every step reports faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic stops.

    `error`: what it names cannot be read or resolved; nothing that needs it is written.
    `open`: a point that somebody must settle; the file is written and marked as a draft.
    `leak`: a file would show more than its audience may see; it is never written.
    `note`: for information.
    """

    ERROR = "error"
    OPEN = "open"
    LEAK = "leak"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file: lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: a kebab-case code, a sentence for people, its place, and the remedy."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    remedy: tuple[str, ...] = ()
    """The corrected lines of the file, ready to copy."""
    record: str = ""
    """Id of the record that it is about, if there is one."""
    label_values: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """(name, words) for the sentence that a paper prints of it, in the paper's language."""


def is_broken(diagnostics: Iterable[Diagnostic]) -> bool:
    """True if any of them stops a build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """Order of printing: by place, those without a place first."""
    span = diagnostic.span
    place = (span.path, span.line, span.column) if span else ("", 0, 0)
    return (*place, diagnostic.code, diagnostic.message)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 file", "2 files"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Refusal(Exception):
    """What was typed names something that does not exist or cannot be done: exit 2, in one sentence."""

    def __init__(self, message: str, faults: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)
        """What is wrong with what it names, where that is the reason."""
