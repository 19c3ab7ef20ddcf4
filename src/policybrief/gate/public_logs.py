"""What the log of a job may say: it is read by more people than the records are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from policybrief.diagnostics import Diagnostic
from policybrief.gate.aliases import Aliases
from policybrief.gate.withheld import restricted
from policybrief.records import Project, Record
from policybrief.rules import RULES


def is_public_log() -> bool:
    """True in continuous integration (the variable CI is set)."""
    return bool(os.environ.get("CI"))


@dataclass(frozen=True, slots=True)
class Discretion:
    """Names records as they may be named: where many read, what not everybody may see by an alias."""

    on: bool = False
    named: frozenset[str] = frozenset()
    """Ids that may be named: a record that is gone, or could not be read, may have had any marking."""
    hidden: frozenset[str] = frozenset()
    """Ids that may not be in a sentence, former ones too."""
    aliases: Aliases = field(default_factory=Aliases)

    def name(self, record: str) -> str:
        """The id, or its alias."""
        return record if self.may_quote(record) or not record else self.aliases.of(record)

    def may_quote(self, record: str) -> bool:
        """True if words and figures of the record may be shown."""
        return not self.on or record in self.named

    def words(self, text: str) -> str:
        """The text with each id in it as it may be named."""
        return _ID.sub(lambda id: self.aliases.of(id[0]) if id[0] in self.hidden else id[0], text)

    def in_report(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic as a report for other programs has it: also at a desk without lines of a file.

        Findings of rules quote nothing. Faults of reading quote values; a value with a space in it is a text.
        """
        diagnostic = self.of(diagnostic)
        if diagnostic.code in RULES:
            return replace(diagnostic, remedy=())
        message = _QUOTED.sub(lambda match: "'…'" if " " in match[1] else match[0], diagnostic.message)
        return replace(diagnostic, message=message, remedy=())

    def of(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic without words of records; itself where nothing need be hidden."""
        if not self.on:
            return diagnostic
        if diagnostic.record and diagnostic.code in RULES and not self.may_quote(diagnostic.record):
            return self._without_finding(diagnostic)
        quoted = diagnostic if diagnostic.code in _QUOTE_OUR_WORDS else self._unquoted(diagnostic)
        return replace(
            quoted,
            message=self.words(quoted.message),
            hint=self.words(quoted.hint),
            remedy=(),
            record=quoted.record if quoted.code == "leak" else self.name(quoted.record),
        )

    def _without_finding(self, diagnostic: Diagnostic) -> Diagnostic:
        """What a rule found in a record that may not be shown: a likelihood, a stance, who waived it."""
        alias = self.name(diagnostic.record)
        message = f"record {alias} does not follow the rule {diagnostic.code}"
        hint = "for details, run brief check on your own computer"
        return replace(diagnostic, message=message, hint=hint, remedy=(), record=alias)

    def _unquoted(self, diagnostic: Diagnostic) -> Diagnostic:
        """Without what it quotes: for an error of reading, the marking is not yet known."""
        return replace(
            diagnostic,
            message=self._without_values(diagnostic.message),
            hint=self._without_values(diagnostic.hint),
        )

    def _without_values(self, text: str) -> str:
        return _FIGURE.sub("…", _FROM_FIRST_TO_LAST.sub(self._quoted, text))

    def _quoted(self, match: re.Match[str]) -> str:
        """What is quoted, if it is the id of a record that may be named."""
        return match[0] if match[0][1:-1] in self.named else "'…'"


OPENLY = Discretion()
"""At a desk everything is quoted."""


def discretion(
    records: Iterable[Record], project: Project, *, broken: Iterable[str], public_log: bool
) -> Discretion:
    """How the records of a project may be named; `broken` are the ids that could not be read."""
    if not public_log:
        return OPENLY
    records = tuple(records)
    closed = restricted(records, project)
    former = {old for record in records if record.id in closed for old in record.was}
    named = frozenset(record.id for record in records) - closed
    return Discretion(True, named, closed | former | frozenset(broken), Aliases(records))


_ID = re.compile(r"(?<![\w-])[a-z][a-z0-9-]+(?![\w-])")
_QUOTE_OUR_WORDS = frozenset({*RULES, "leak", "unsearchable-file", "internal-fault"})
_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_FROM_FIRST_TO_LAST = re.compile(r"(?<!\w)'.*'", re.DOTALL)
"""What is quoted may hold quotation marks of its own."""
_FIGURE = re.compile(r"(?<!line )(?<![\w./-])[-+]?\d[\d.,:/-]*(?![\w])")
