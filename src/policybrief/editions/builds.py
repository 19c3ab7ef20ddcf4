"""Editions made and written below `out/`, under the project's lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import is_broken
from policybrief.editions.claims import build_lock, remove_unfinished
from policybrief.editions.examination import examine
from policybrief.editions.output_folder import OutputFolder
from policybrief.editions.results import BuildResult, EditionResult
from policybrief.editions.workers import EditionMaker, Workers
from policybrief.records import Edition

if TYPE_CHECKING:
    from policybrief.editions.workspace import Workspace

AN_HOUR = 3600.0
"""Seconds after which nobody is still writing a file of `.brief/`."""


def build(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    out: Path,
    whole: bool = False,
    report: Callable[[EditionResult], None] = lambda _: None,
    waiting: Callable[[], None] = lambda: None,
    workers: Workers | None = None,
    make: EditionMaker | None = None,
    explain: bool = False,
) -> BuildResult:
    """Make and write `editions` below `out`, calling `report` after each; the manifest is brought up to date.

    Each is made in its formats; if these are those of the settings, also in those that were asked for by name
    before, as long as their files are there.

    One build at a time holds a project: another one calls `waiting` and waits. A `whole` build also removes
    files that the manifest names and no edition wants, unless nobody knows which are wanted: the project or a
    template has errors. `explain` adds the previous and the current document to each change.
    """
    with build_lock(workspace.loaded.root, waiting=waiting):
        loaded = workspace.loaded
        remove_unfinished(out)
        remove_unfinished(loaded.root / ".brief", older_than=AN_HOUR)
        folder, results = OutputFolder(loaded.root, out, project=loaded.project, explain=explain), []
        editions = [folder.with_extras(edition) for edition in editions]
        removed: tuple[tuple[Path, Path | None], ...] = ()
        try:
            made = examine(
                *(workspace, editions),
                files=True,
                workers=workers,
                make=make,
                known=folder.known,
            )
            for result in made:
                placed = folder.put(result)
                report(placed)
                results.append(placed.reduced())
            if whole and not _in_doubt(workspace):
                removed = folder.clear(editions)
        finally:
            folder.close()
    return BuildResult(
        tuple(results),
        tuple(path for path, copy in removed if copy is None),
        tuple(copy for _, copy in removed if copy is not None),
        folder.files(),
    )


def _in_doubt(workspace: Workspace) -> bool:
    """True if nobody knows which editions are wanted.

    A misspelt template asks for other files than before, and a brief in a file that is not read for none.
    """
    faults = (*workspace.loaded.diagnostics, *workspace.template_faults)
    unread = any(fault.code == "not-read" for fault in faults)
    return unread or is_broken(faults) or any(t.template is None for t in workspace.loaded_templates)
