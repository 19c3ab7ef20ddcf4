"""What the log of a job may say: it is read by more people than the records are."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.records import KINDS
from policybrief.release import restricted
from policybrief.rules import RULES

if TYPE_CHECKING:
    from policybrief.project import Loaded


def is_public_log() -> bool:
    """True in continuous integration (the variable CI is set)."""
    return bool(os.environ.get("CI"))


@dataclass(frozen=True, slots=True)
class Discretion:
    """Names records as they may be named: in continuous integration what not everybody may see by a hash."""

    on: bool = False
    named: frozenset[str] = frozenset()
    """Ids that may be named: a record that is gone, or could not be read, may have had any marking."""
    quoted: frozenset[str] = frozenset()
    """Words besides that may be quoted: names of kinds and fields."""
    _pattern: re.Pattern[str] | None = field(default=None, repr=False, compare=False)

    def name(self, record: str) -> str:
        """The id, or eight hex digits for it."""
        return record if self.tells(record) or not record else _hashed(record)

    def tells(self, record: str) -> bool:
        """True if words and figures of the record may be told."""
        return not self.on or record in self.named

    def words(self, text: str) -> str:
        """The text with each id in it as it may be named."""
        return self._pattern.sub(lambda found: _hashed(found[0]), text) if self._pattern else text

    def of(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic without words of records; itself where nothing need be hidden."""
        if not self.on:
            return diagnostic
        listed = diagnostic.code in _QUOTE_NOTHING  # but words of ours
        said = diagnostic if listed else self._unquoted(diagnostic)
        return replace(
            said,
            message=self.words(said.message),
            hint=self.words(said.hint),
            remedy=(),
            record=said.record if said.code == "leak" else self.name(said.record),
        )

    def _unquoted(self, diagnostic: Diagnostic) -> Diagnostic:
        """A fault of reading quotes what somebody typed, and nobody can tell yet how that is marked."""
        return replace(
            diagnostic,
            message=self._without_values(diagnostic.message),
            hint=self._without_values(diagnostic.hint),
        )

    def _without_values(self, text: str) -> str:
        quoted = _QUOTED.findall(text)
        if text.count("'") != 2 * len(quoted) or not {*self.named, *self.quoted}.issuperset(quoted):
            text = _FROM_FIRST_TO_LAST.sub("'…'", text)  # a value may hold quotation marks of its own
        return _FIGURE.sub("…", text)


OPENLY = Discretion()
"""At a desk everything is said."""


def discretion(loaded: Loaded) -> Discretion:
    """How the records of a project may be named here."""
    if not is_public_log():
        return OPENLY
    closed = restricted(loaded.corpus.records, loaded.project)
    hidden = [record for record in loaded.corpus.records if record.id in closed]
    names = {*loaded.corpus.broken, *(name for record in hidden for name in (record.id, *record.was))}
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])") if names else None
    named = frozenset(record.id for record in loaded.corpus.records) - names
    ours = frozenset({*KINDS, *(f.name for kind in KINDS.values() for f in fields(kind))})
    return Discretion(True, named, ours, pattern)


_QUOTE_NOTHING = frozenset({*RULES, "leak", "unsearchable-file", "internal-fault"})
_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_FROM_FIRST_TO_LAST = re.compile(r"(?<!\w)'.*'", re.DOTALL)
_FIGURE = re.compile(r"(?<!line )(?<![\w./-])[-+]?\d[\d.,:/-]*(?![\w])")


def _hashed(record: str) -> str:
    return "#" + hashlib.sha256(record.encode()).hexdigest()[:8]
