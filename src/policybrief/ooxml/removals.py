"""What was taken out of a Word file, each kind of thing named once."""

from __future__ import annotations

from collections import Counter

from policybrief.diagnostics import Diagnostic, Severity

MOST = 40
"""Notes about one file; a hostile one could ask for thousands."""


class Removals:
    """Counts what is taken out, by code and words."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, left_out: str, number: int = 1) -> None:
        """Note that `left_out` is not in the clean file; the same words count up."""
        if number:
            self._counts[code, left_out] += number

    def __contains__(self, thing: tuple[str, str]) -> bool:
        """True if this code was noted with these words."""
        return thing in self._counts

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """A note for each kind of thing, in the order of their codes."""
        counts = sorted(self._counts.items())[:MOST]
        return tuple(self._note(code, left_out, count) for (code, left_out), count in counts)

    def _note(self, code: str, left_out: str, count: int) -> Diagnostic:
        times = f" ({count} times)" if count > 1 else ""
        return Diagnostic(code, f"{self.path}: left out {left_out}{times}", None, Severity.NOTE)
