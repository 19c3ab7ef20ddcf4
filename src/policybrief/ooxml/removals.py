"""What was taken out of a Word file, each kind of thing said once."""

from __future__ import annotations

from collections import Counter

from policybrief.diagnostics import Diagnostic, Severity

MOST = 40
"""Notes about one file; a hostile one could ask for thousands."""


class Removals:
    """Counts what is taken out, by code and words."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, what: str, number: int = 1) -> None:
        """Note that `what` was left out; the same words count up."""
        if number:
            self._found[code, what] += number

    def __contains__(self, thing: tuple[str, str]) -> bool:
        """True if this code was noted with these words."""
        return thing in self._found

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """A note for each kind of thing, in the order of their codes."""
        return tuple(
            Diagnostic(
                code, f"{self.path}: left out {what}{f' ({n} times)' if n > 1 else ''}", None, Severity.NOTE
            )
            for (code, what), n in sorted(self._found.items())[:MOST]
        )
