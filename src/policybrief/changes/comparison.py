"""Two documents compared: what became of each record, and who can say why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from policybrief.changes.reasons import Reasons
from policybrief.document.differences import Changed, Differences, Moved, Passage, WordRun, compare, named_in

if TYPE_CHECKING:
    from policybrief.changes.sides import Side
    from policybrief.editions import Workspace
    from policybrief.project.corpus import Corpus

T = TypeVar("T", Passage, Changed)
_CONTEXT = 6
"""Words that are kept on either side of what has changed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, what differs, and who can say why."""

    before: Side
    after: Side
    differences: Differences
    corpus: Corpus
    reasons: Reasons
    left_out: tuple[str, ...] = ()
    """Records of the earlier document that the later one has not, and whose words must not be shown."""


@dataclass(frozen=True, slots=True)
class RecordDifference:
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


def compare_sides(before: Side, after: Side, workspace: Workspace, *, for_others: bool) -> Comparison:
    """The differences in what each reader may read today; `for_others` in what that of the later side may."""
    loaded = workspace.loaded
    after, hidden = after.for_reader(after.reader, loaded)
    before, left_out = before.for_reader(after.reader if for_others else before.reader, loaded)
    shown = {*named_in(after.document), *hidden}
    gone = tuple(record for record in left_out if record not in shown)
    reasons = Reasons(loaded, after.made.selection if after.made else None)
    return Comparison(before, after, compare(before.document, after.document), loaded.corpus, reasons, gone)


def record_differences(comparison: Comparison) -> tuple[RecordDifference, ...]:
    """What became of each record: new, changed and moved in the order of the document, then what is gone."""
    differences = comparison.differences
    present = dict.fromkeys(
        [
            *(p.record for p in differences.added),
            *(c.record for c in differences.changed),
            *(m.record for m in differences.moved),
        ]
    )
    gone = dict.fromkeys((*differences.gone_records, *comparison.left_out))
    still_shown = [
        record
        for record in {**present, **dict.fromkeys(p.record for p in differences.removed)}
        if record not in gone
    ]
    new = frozenset(differences.new_records)
    added, removed = _by_record(differences.added), _by_record(differences.removed)
    changed, moved = _by_record(differences.changed), {move.record: move for move in differences.moved}

    def became(record: str) -> RecordDifference:
        word = "new" if record in new else "moved" if record in moved else "changed"
        fate, touched = "", record
        if record in gone:
            word, fate = comparison.reasons.fate(record)
            touched = fate.removeprefix("replaced by ") if word == "replaced" else record
        return RecordDifference(
            *(record, word, fate, comparison.reasons.why(touched)),
            added.get(record, ()),
            removed.get(record, ()),
            changed.get(record, ()),
            moved.get(record),
        )

    return tuple(map(became, (*still_shown, *gone)))


def _by_record(found: Iterable[T]) -> dict[str, tuple[T, ...]]:
    """Record → what was found of it."""
    grouped: dict[str, list[T]] = {}
    for one in found:
        grouped.setdefault(one.record, []).append(one)
    return {record: tuple(ones) for record, ones in grouped.items()}


def shortened(runs: Sequence[WordRun]) -> tuple[WordRun, ...]:
    """The runs, what stays cut to a few words beside what changes."""
    cut = []
    for number, run in enumerate(runs):
        words = run.text.split(" ")
        first, last = number == 0, number == len(runs) - 1
        if run.kind == "same" and len(words) > 2 * _CONTEXT + 2:
            head = [] if first else words[:_CONTEXT]
            tail = [] if last else words[-_CONTEXT:]
            run = WordRun("same", " ".join([*head, "…", *tail]))
        cut.append(run)
    return tuple(cut)
