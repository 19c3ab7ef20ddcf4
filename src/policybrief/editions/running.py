"""Editions made and written: each ends as one of five outcomes, and none stops another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Severity, is_broken
from policybrief.editions.claims import alone, sweep
from policybrief.editions.many import Crash, Crew, Maker, Processes, Shared, make_all
from policybrief.editions.output_folder import Shelf
from policybrief.editions.previous_issues import with_earlier
from policybrief.editions.results import Built, Outcome, Result
from policybrief.editions.stopping import stopping
from policybrief.records import Edition

if TYPE_CHECKING:
    from policybrief.editions import Made
    from policybrief.editions.workspace import Workspace


def examine(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    files: bool = False,
    crew: Crew | None = None,
    make: Maker | None = None,
    known: Callable[[Edition], str] = lambda _: "",
) -> Iterator[Result]:
    """Each edition made in memory, in the order given, with `files` or only examined; nothing is written.

    One whose key is the `known` one is not made again: its result has no files and says so.
    """
    loaded = workspace.loaded
    editions = with_earlier(editions, loaded, workspace.houses)
    faults = {house.name: house.diagnostics for house in workspace.houses if house.template is None}
    found = stopping(editions, loaded=loaded)
    stopped = [(*faults.get(e.template, ()), *more) for e, more in zip(editions, found, strict=True)]
    shared = Shared(
        make or _real_maker(),
        loaded.project,
        loaded.corpus,
        workspace.templates,
        workspace.gate(),
        files,
        workspace.public_log,
    )
    free = [edition for edition, why in zip(editions, stopped, strict=True) if not why]
    made = make_all(free, shared=shared, crew=crew or Processes(), known=known)
    for edition, why in zip(editions, stopped, strict=True):
        if why:
            yield Result(edition, Outcome.BROKEN, why)
        else:
            yield _judged(*next(made))


def build(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    out: Path,
    whole: bool = False,
    report: Callable[[Result], None] = lambda _: None,
    waiting: Callable[[], None] = lambda: None,
    crew: Crew | None = None,
    make: Maker | None = None,
    explain: bool = False,
) -> Built:
    """Make and write `editions` below `out`, calling `report` after each; the manifest is brought up to date.

    Each is made in its formats; if these are those of the settings, also in those that were asked for by name
    before, as long as their files are there.

    One build at a time holds a project: another one calls `waiting` and waits. A `whole` build also removes
    files that the manifest names and no edition wants, unless nobody knows which are wanted: the project or a
    template has errors. `explain` has each change carry the documents of before and of now.
    """
    with alone(workspace.loaded.root, waiting=waiting):
        sweep(out)
        loaded = workspace.loaded
        shelf, results = Shelf(loaded.root, out, project=loaded.project, explain=explain), []
        editions = [shelf.with_extras(edition) for edition in editions]
        removed: tuple[tuple[Path, Path | None], ...] = ()
        try:
            made = examine(
                *(workspace, editions),
                files=True,
                crew=crew,
                make=make,
                known=shelf.known,
            )
            for result in made:
                results.append(shelf.put(result))
                report(results[-1])
            if whole and not _in_doubt(workspace):
                removed = shelf.clear(editions)
        finally:
            shelf.close()
    return Built(
        tuple(results),
        tuple(path for path, kept in removed if kept is None),
        tuple(kept for _, kept in removed if kept is not None),
        shelf.standing(),
    )


def _in_doubt(workspace: Workspace) -> bool:
    """True if nobody knows which editions are wanted.

    A misspelt template asks for other files than before, and a brief in a file that is not read for none.
    """
    houses = workspace.houses
    found = (*workspace.loaded.diagnostics, *(fault for house in houses for fault in house.diagnostics))
    unread = any(fault.code == "not-read" for fault in found)
    return unread or is_broken(found) or any(house.template is None for house in houses)


def _judged(edition: Edition, made: Made | Crash) -> Result:
    if isinstance(made, Crash):
        at = f" ({made.where})" if made.where else ""
        fault = Diagnostic(
            "internal-fault",
            f"policybrief has a fault of its own; please report this line: {made.reason}{at}",
        )
        return Result(edition, Outcome.FAILED, (fault,))
    found = {d.severity for d in made.diagnostics}
    outcome = (
        Outcome.BROKEN
        if Severity.ERROR in found
        else Outcome.LEAK
        if Severity.LEAK in found
        else Outcome.OPEN
        if Severity.OPEN in found
        else Outcome.CLEAN
    )
    return Result(edition, outcome, made.diagnostics, made, made.pages)


def _real_maker() -> Maker:
    from policybrief.editions import make

    return make
