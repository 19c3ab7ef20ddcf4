"""Editions made and written: each ends as one of five outcomes, and none stops another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Severity, is_broken
from policybrief.editions.claims import build_lock, remove_unfinished
from policybrief.editions.fault_reach import blocking_faults
from policybrief.editions.output_folder import OutputFolder
from policybrief.editions.results import BuildResult, EditionOutcome, EditionResult
from policybrief.editions.workers import (
    Crash,
    EditionMaker,
    EditionTask,
    Processes,
    SharedInputs,
    Workers,
    make_editions,
)
from policybrief.records import Edition

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition
    from policybrief.editions.workspace import Workspace
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.editions.project_editions import LoadedTemplate
from policybrief.ledger import FOLDER, Ledger, read_document, read_ledger
from policybrief.records import Earlier
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.project import LoadedProject
    from policybrief.templates import Template


def examine(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    files: bool = False,
    workers: Workers | None = None,
    make: EditionMaker | None = None,
    last_key: Callable[[Edition], str] = lambda _: "",
) -> Iterator[EditionResult]:
    """Each edition made in memory, in the order given, with `files` or only examined; nothing is written.

    One whose key is the `last_key` one is not made again: its result has no files and says so.
    """
    loaded = workspace.loaded
    editions = with_previous_issues(editions, loaded, workspace.loaded_templates)
    faults = {t.name: t.diagnostics for t in workspace.loaded_templates if t.template is None}
    blocking = blocking_faults(editions, loaded=loaded)
    stopped = [(*faults.get(e.template, ()), *more) for e, more in zip(editions, blocking, strict=True)]
    free = [edition for edition, why in zip(editions, stopped, strict=True) if not why]
    readers = [edition.audience for edition in free if files]
    shared = SharedInputs(
        make or _real_maker(),
        loaded.project,
        workspace.templates,
        workspace.gate().prepared(readers),
        files,
        workspace.public_log,
    )
    tasks = (EditionTask(edition, workspace.subjects.of(edition), last_key(edition)) for edition in free)
    made = make_editions(tasks, number=len(free), shared=shared, workers=workers or Processes())
    for edition, why in zip(editions, stopped, strict=True):
        if why:
            yield EditionResult(edition, EditionOutcome.BROKEN, why)
        else:
            yield _judged(edition, next(made))


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
    template has errors. `explain` has each change carry the documents of before and of now.
    """
    with build_lock(workspace.loaded.root, waiting=waiting):
        remove_unfinished(out)
        loaded = workspace.loaded
        folder, results = OutputFolder(loaded.root, out, project=loaded.project, explain=explain), []
        editions = [folder.with_extras(edition) for edition in editions]
        removed: tuple[tuple[Path, Path | None], ...] = ()
        try:
            made = examine(
                *(workspace, editions),
                files=True,
                workers=workers,
                make=make,
                last_key=folder.last_key,
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


def _judged(edition: Edition, made: MadeEdition | Crash) -> EditionResult:
    if isinstance(made, Crash):
        at = f" ({made.where})" if made.where else ""
        fault = Diagnostic(
            "internal-fault",
            f"policybrief has a fault of its own; please report this line: {made.reason}{at}",
        )
        return EditionResult(edition, EditionOutcome.FAILED, (fault,))
    severities = {d.severity for d in made.diagnostics}
    outcome = (
        EditionOutcome.BROKEN
        if Severity.ERROR in severities
        else EditionOutcome.LEAK
        if Severity.LEAK in severities
        else EditionOutcome.OPEN
        if Severity.OPEN in severities
        else EditionOutcome.CLEAN
    )
    return EditionResult(edition, outcome, made.diagnostics, made, made.pages)


def _real_maker() -> EditionMaker:
    from policybrief.editions import make_edition

    return make_edition


MOST_ISSUED = 5
"""Issued editions of a series that are looked at for one that says something else."""


def with_previous_issues(
    editions: Sequence[Edition], loaded: LoadedProject, templates: Sequence[LoadedTemplate]
) -> tuple[Edition, ...]:
    """The editions, those whose template tells what has changed with what their readers were sent before."""
    telling = {
        (t.name, outline.audience)
        for t in templates
        if t.template is not None
        for outline in t.template.outlines
        if any(_tells(t.template, name) for name in (*outline.sections, *outline.annexes))
    }
    reports = [(edition.template, edition.audience.name) in telling for edition in editions]
    if not any(reports) or not (loaded.root / FOLDER).is_dir():
        return tuple(editions)
    ledger, _ = read_ledger(loaded.root)
    return tuple(
        replace(edition, earlier=tuple(_issued(edition, ledger, loaded))) if tells else edition
        for edition, tells in zip(editions, reports, strict=True)
    )


def _tells(template: Template, section: str) -> bool:
    file = template.section(section)
    return file is not None and "what_has_changed" in file.text


def _issued(edition: Edition, ledger: Ledger, loaded: LoadedProject) -> Iterator[Earlier]:
    """The last few, the newest first: what was sent again unchanged says the same as the one before."""
    names = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    sent = ledger.issues(**dict(zip(("brief", "template", "audience", "language"), names, strict=True)))
    for issued in reversed(sent[-MOST_ISSUED:]):
        document = read_document(loaded.root, issued)
        if document is not None:
            readable, _ = as_read_today(document, edition.audience, loaded.corpus, loaded.project)
            yield Earlier(issued.number, issued.on, document, readable)
