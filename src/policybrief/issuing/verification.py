"""Whether a file is what went out, and still current; whether the ledger is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Span
from policybrief.editions import EditionEntry, examine
from policybrief.issuing.identification import FileState, KnownFile, identify_file
from policybrief.issuing.record_changes import RecordChange, changes_since
from policybrief.issuing.registry import Registry, open_registry
from policybrief.issuing.reissue import as_issued, edition_today
from policybrief.ledger import FOLDER, Issued, Ledger, Recalled, read_ledger
from policybrief.project.history import NoHistory, lost_below
from policybrief.selection import EditionFilter
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.editions import Workspace


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """A file of the project: an issued edition and how it stands today, or one that a build wrote."""

    file: KnownFile
    currency: Currency | None = None
    """Of an issued edition."""
    offices: tuple[str, ...] = ()
    """Those that an issued edition went to."""
    ledger_whole: bool = True
    """False if there is a fault in the series of an issued edition."""
    fresh: bool = False
    """Whether a build today would write the file again; of one that a build wrote."""

    @property
    def current(self) -> bool:
        """True if the file is unaltered, and would say the same today."""
        unaltered = self.file.state is FileState.UNALTERED
        return unaltered and (self.currency.current if self.currency else self.fresh)


def verify_file(path: Path, workspace: Workspace) -> VerifiedFile | None:
    """What the file at `path` is, and how it stands today; None if it is none of ours."""
    registry = open_registry(workspace)
    file = identify_file(path, registry.ledger, root=registry.root)
    if file is None:
        return None
    if file.issued is None:
        unaltered = file.built is not None and file.state is FileState.UNALTERED
        return VerifiedFile(file, fresh=unaltered and _is_fresh(file.built, workspace))
    folder = f"{file.issued.series.folder}/"
    whole = not any(fault.span and fault.span.path.startswith(folder) for fault in registry.faults)
    offices = registry.ledger.offices(file.issued)
    return VerifiedFile(file, currency_of(file.issued, registry), offices, whole)


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    """The ledger of a project, and what is wrong with it."""

    ledger: Ledger
    faults: tuple[Diagnostic, ...]
    no_history: str = ""
    """Why git cannot find events that were removed, where it cannot."""


def verify_ledger(root: Path) -> VerifiedLedger:
    """The ledger with its faults, and with the last events that were removed, which only git knows of."""
    ledger, faults = read_ledger(root)
    try:
        return VerifiedLedger(ledger, (*faults, *_lost(root)))
    except NoHistory as why:
        return VerifiedLedger(ledger, faults, str(why))


def _lost(root: Path) -> Iterator[Diagnostic]:
    """Events that a commit added and that are gone: the chain does not miss its last ones, git does."""
    for path, commit in lost_below(root, FOLDER.as_posix(), ending=".json"):
        if not path.endswith(".document.json"):
            message = f"this event is missing; it was in commit {commit.name[:8]} of {commit.day}"
            hint = f"restore it: git checkout {commit.name[:8]} -- {path}"
            yield Diagnostic("ledger-lost", message, Span(path, 1, 1), hint=hint)


def _is_fresh(entry: EditionEntry | None, workspace: Workspace) -> bool:
    """True if a build today would write these files again."""
    if entry is None:
        return False
    only = EditionFilter((entry.brief,), (entry.template,), (entry.audience,), (entry.language,))
    editions, _ = workspace.find_editions(only)
    if not editions or editions[0].as_of.isoformat() != entry.as_of:
        return False
    [own], key = editions[:1], entry.key.partition(".")[0]
    asked_for = tuple(form for form in WRITERS if any(_is_in(form, file.path) for file in entry.files))
    variants = [own, replace(own, formats=asked_for)]  # those of `brief build --format docx` have another key
    return any(result.made is not None and result.made.key == key for result in examine(workspace, variants))


def _is_in(form: str, path: str) -> bool:
    return path.endswith(f".{WRITERS[form].extension}")


@dataclass(frozen=True, slots=True)
class Currency:
    """What has happened since an edition went out; nothing, if it is current."""

    recalled: Recalled | None = None
    later: tuple[Issued, ...] = ()
    """Later versions of its series."""
    changes: tuple[RecordChange, ...] = ()
    added: tuple[str, ...] = ()
    """Records that it would show now, and did not."""
    gone: tuple[tuple[str, str], ...] = ()
    """(record, reason) that it would not show now; without those that have changed."""
    reworded: bool = False
    """Whether only what surrounds the records differs."""
    unmade: str = ""
    """Why what it would show now is unknown."""

    @property
    def current(self) -> bool:
        return self == Currency()


def currency_of(issued: Issued, registry: Registry) -> Currency:
    """What has happened to `issued` since: in the ledger, to its records, and in what it would say today."""
    changes = changes_since(issued, registry.loaded)
    currency = Currency(registry.ledger.recalled(issued), registry.ledger.later(issued), changes)
    edition = edition_today(issued.series, registry)
    if edition is None:
        return replace(currency, unmade="no brief makes it any more")
    result, same = as_issued(edition, issued, registry)
    if result.made is None or result.made.document is None:
        return replace(currency, unmade="it cannot be made now; see brief check")
    before = {record.id for record in issued.records if not record.unseen}
    after = set(result.made.shown)
    selection, corpus = result.made.selection, registry.loaded.corpus
    changed = {change.then.id for change in changes}
    added = tuple(name for name in result.made.shown if name not in before)
    gone = tuple(
        (name, selection.why_not(record) if (record := corpus.get(name)) else "")
        for name in sorted(before - after - changed)
    )
    return replace(currency, added=added, gone=gone, reworded=not (same or changes or added or gone))
