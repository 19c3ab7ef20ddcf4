"""Why a record differs: what became of it, and the last commit that touched its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.project.history import Commit, NoHistory, removed_by, touched_by

if TYPE_CHECKING:
    from policybrief.project import LoadedProject
    from policybrief.selection import Selection

UNKNOWN = "unknown"
LEFT_OUT = {
    "other-topic": "not on a topic of the brief",
    "left-out-by-brief": "left out by the brief",
    "other-template": "for another ministry's template",
    "other-audience": "meant for other readers",
    "marking": "marked too high for this reader",
    "not-releasable": "not released to this reader",
    "without-evidence": "our own analysis, which names no evidence",
    "not-yet-known": "not known on the day of the edition",
    "not-yet-true": "not yet true on the day of the edition",
    "no-longer-true": "no longer true on the day of the edition",
    "rests-on-withheld": "everything it is based on, or is about, is left out",
    "shed": "left out because of the page limit",
}
"""Reason of the selection → the same in words."""


@dataclass(slots=True)
class Reasons:
    """Asks git about the records of one project; what it cannot find out is stated once, in `hint`."""

    loaded: LoadedProject
    selection: Selection | None = None
    hint: str = ""
    _files: dict[str, tuple[Commit | None, ...]] = field(default_factory=dict)

    def why(self, record: str) -> str:
        """Subject, day and short name of the last commit that touched the record; or that it is unknown."""
        try:
            if self.loaded.corpus.get(record) is None:
                return _commit_label(removed_by(self.loaded.root, f"{record}:", below="briefs"))
            commits = [commit for extent in self.loaded.corpus.extents(record) for commit in self._of(extent)]
        except NoHistory as fault:
            self.hint = self.hint or str(fault)
            return UNKNOWN
        if not commits:
            return UNKNOWN
        if None in commits:
            return "not committed yet"
        return _commit_label(max((c for c in commits if c), key=lambda commit: commit.second))

    def fate(self, record: str) -> tuple[str, str]:
        """(word, sentence) of what became of a record that is not shown any more."""
        current = self.loaded.corpus.get(record)
        if current is None:
            return "removed", "removed from the records"
        if current.withdrawn is not None:
            words = current.withdrawn.words.original()
            return "withdrawn", f"withdrawn on {current.withdrawn.date}{': ' if words else ''}{words}"
        reason = self.selection.why_not(current) if self.selection else ""
        if reason.startswith("replaced-by "):
            return "replaced", f"replaced by {reason.removeprefix('replaced-by ')}"
        why = LEFT_OUT.get(reason, "")
        return "no longer shown", f"no longer shown: {why}" if why else "no longer shown"

    def _of(self, extent: tuple[str, int, int]) -> tuple[Commit | None, ...]:
        """The commits that touched these lines last."""
        path, first, last = extent
        if path not in self._files:
            self._files[path] = touched_by(self.loaded.root, Path(path).as_posix())
        return self._files[path][first - 1 : last]


def _commit_label(commit: Commit | None) -> str:
    return f"{commit.subject} ({commit.day}, {commit.name[:8]})" if commit else UNKNOWN
