"""Two documents compared for a command: what became of each record, and who can say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policybrief.diagnostics import counted
from policybrief.document.differences import Changed, Differences, Moved, Passage, Run
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.changes.reasons import Reasons
    from policybrief.document import Document
    from policybrief.project import Loaded
    from policybrief.project.corpus import Corpus
    from policybrief.records import Audience

_CONTEXT = 6
"""Words that are kept on either side of what has changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents, and what it is in words."""

    document: Document
    said: str
    reader: Audience

    def for_reader(self, reader: Audience, loaded: Loaded) -> tuple[Side, tuple[str, ...]]:
        """The document as `reader` may read it today, and the records whose words are left out."""
        document, left_out = as_read_today(self.document, reader, loaded.corpus, loaded.project)
        return replace(self, document=document), left_out

    @property
    def facts(self) -> str:
        """The day of the facts, as an ISO date."""
        return self.document.meta.date


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents, what differs, and who can say why."""

    before: Side
    after: Side
    differences: Differences
    corpus: Corpus
    reasons: Reasons
    left_out: tuple[str, ...] = ()
    """Records of the earlier document that the later one has not, and whose words must not be shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one record."""

    record: str
    word: str
    """new · changed · moved · withdrawn · replaced · removed · no longer shown"""
    fate: str = ""
    """What became of one that is gone, in words."""
    why: str = ""
    """Who touched it last: subject, day and name of a commit."""
    added: tuple[Passage, ...] = ()
    removed: tuple[Passage, ...] = ()
    changed: tuple[Changed, ...] = ()
    moved: Moved | None = None

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """(old, new) of its figures, each once."""
        return tuple(dict.fromkeys(pair for change in self.changed for pair in change.figures))


def entries(compared: Compared) -> tuple[Entry, ...]:
    """What became of each record: new, changed and moved in the order of the document, then what is gone."""
    found = compared.differences
    present = dict.fromkeys(
        [
            *(p.record for p in found.added),
            *(c.record for c in found.changed),
            *(m.record for m in found.moved),
        ]
    )
    gone = dict.fromkeys((*found.gone_records, *compared.left_out))
    kept = [
        record
        for record in {**present, **dict.fromkeys(p.record for p in found.removed)}
        if record not in gone
    ]
    return tuple(_entry(record, compared) for record in (*kept, *gone))


def _entry(record: str, compared: Compared) -> Entry:
    found = compared.differences
    moved = next((move for move in found.moved if move.record == record), None)
    word = "new" if record in found.new_records else "moved" if moved else "changed"
    fate, touched = "", record
    if record in (*found.gone_records, *compared.left_out):
        word, fate = compared.reasons.fate(record)
        touched = fate.removeprefix("replaced by ") if word == "replaced" else record
    return Entry(
        *(record, word, fate, compared.reasons.why(touched)),
        tuple(p for p in found.added if p.record == record),
        tuple(p for p in found.removed if p.record == record),
        tuple(c for c in found.changed if c.record == record),
        moved,
    )


def tally(told: Sequence[Entry], found: Differences) -> str:
    words = dict.fromkeys(entry.word for entry in told)
    parts = [f"{sum(e.word == word for e in told)} {word}" for word in words]
    figures = sum(len(entry.figures) for entry in told)
    parts = [counted(figures, "figure"), *parts] if figures else parts
    around = len(found.surroundings)
    return ", ".join([*parts, *([f"{counted(around, 'change')} around them"] if around else [])])


def days(compared: Compared) -> str:
    """The days of the facts, where they differ."""
    before, after = compared.before.facts, compared.after.facts
    return f" (facts as of {before}, now {after})" if before != after else ""


def shortened(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs, what stays cut to a few words beside what changes."""
    cut = []
    for number, run in enumerate(runs):
        words = run.text.split(" ")
        first, last = number == 0, number == len(runs) - 1
        if run.kind == "same" and len(words) > 2 * _CONTEXT + 2:
            head = [] if first else words[:_CONTEXT]
            tail = [] if last else words[-_CONTEXT:]
            run = Run("same", " ".join([*head, "…", *tail]))
        cut.append(run)
    return tuple(cut)
