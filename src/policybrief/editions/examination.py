"""Editions made in memory, or found to be as they were; how one ends stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.editions.fault_reach import blocking_faults
from policybrief.editions.input_digests import InputDigests
from policybrief.editions.previous_issues import PreviousIssues
from policybrief.editions.results import EditionOutcome, EditionResult, outcome_of
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
    from policybrief.editions.manifest_entries import EditionEntry
    from policybrief.editions.workspace import Workspace


def examine(
    workspace: Workspace,
    editions: Sequence[Edition],
    *,
    files: bool = False,
    points_alone: bool = False,
    workers: Workers | None = None,
    make: EditionMaker | None = None,
    known: Callable[[Edition], Sequence[EditionEntry]] = lambda _: (),
) -> Iterator[EditionResult]:
    """Each edition made in memory, in the order given, with `files` or only examined; nothing is written.

    With `points_alone` no documents are made, only what is open or broken is found. What is `known` of an
    edition counts where nothing that decides it has changed: it is not even selected. Where its key is that
    as before, its files would be the same and are not made again; its result says so.
    """
    loaded = workspace.loaded
    previous = PreviousIssues(loaded, workspace.loaded_templates)
    stopped = _stopped(workspace, editions)
    free = [edition for edition, faults in zip(editions, stopped, strict=True) if not faults]
    shared = SharedInputs(
        make or _real_maker(),
        loaded.project,
        workspace.templates,
        workspace.gate().prepared([edition.audience for edition in free if files]),
        files,
        points_alone,
        workspace.public_log,
    )
    planner = _Planner(shared, previous, None if make else InputDigests(workspace))
    plans = [
        planner.plan(edition, faults=faults, known=() if faults else known(edition))
        for edition, faults in zip(editions, stopped, strict=True)
    ]
    to_be_made = [plan for plan in plans if plan.is_to_be_made]
    tasks = (
        EditionTask(edition, workspace.subjects.of(edition), plan.last_key)
        for plan in to_be_made
        for edition in (previous.added_to(plan.edition),)
    )
    made = make_editions(tasks, number=len(to_be_made), shared=shared, workers=workers or Processes())
    for plan in plans:
        if plan.faults:
            yield EditionResult(plan.edition, EditionOutcome.BROKEN, plan.faults)
        elif plan.known is not None:
            yield _as_known(plan.edition, plan.known)
        else:
            yield planner.with_inputs(_judged(plan.edition, next(made)), plan)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done about one edition."""

    edition: Edition
    faults: tuple[Diagnostic, ...] = ()
    """Why it cannot be made."""
    inputs: str = ""
    last_key: str = ""
    known: EditionEntry | None = None
    """What is known of it and still true."""

    @property
    def is_to_be_made(self) -> bool:
        return not self.faults and self.known is None


def _stopped(workspace: Workspace, editions: Sequence[Edition]) -> tuple[tuple[Diagnostic, ...], ...]:
    """For each edition the faults for which it cannot be made."""
    faults = {t.name: t.diagnostics for t in workspace.loaded_templates if t.template is None}
    blocking = blocking_faults(editions, loaded=workspace.loaded)
    return tuple((*faults.get(e.template, ()), *more) for e, more in zip(editions, blocking, strict=True))


@dataclass(frozen=True, slots=True)
class _Planner:
    """Finds out which editions must be made; without digests, all that have no faults."""

    shared: SharedInputs
    previous: PreviousIssues
    digests: InputDigests | None

    def plan(
        self, edition: Edition, *, faults: tuple[Diagnostic, ...], known: Sequence[EditionEntry]
    ) -> _Plan:
        """What is to be done about an edition; if it was searched for other needles, it is made again."""
        last_key = known[0].key if known and self.shared.files else ""
        if faults or self.digests is None:
            return _Plan(edition, faults=faults, last_key=last_key)
        inputs = self.digests.of(self.previous.added_to(edition))
        seal = self.shared.gate.seal(edition.audience) if self.shared.files else ""
        same = next((entry for entry in known if _is_true(entry, inputs, seal, self.digests)), None)
        return _Plan(edition, inputs=inputs, last_key=last_key, known=same)

    def with_inputs(self, result: EditionResult, plan: _Plan) -> EditionResult:
        """The result of a plan, with the digest of all that decided it."""
        if self.digests is None:
            return result
        return replace(result, inputs=f"{plan.inputs}.{self.digests.places(result.diagnostics)}")


def _is_true(entry: EditionEntry, inputs: str, seal: str, digests: InputDigests) -> bool:
    """True if what decided the edition is the same, and its points still stand where they stood."""
    before, _, places = entry.inputs.partition(".")
    if before != inputs or (seal and entry.key.partition(".")[2] != seal):
        return False
    return places == digests.places(entry.diagnostics)


def _as_known(edition: Edition, entry: EditionEntry) -> EditionResult:
    """The result of an edition of which nothing has changed."""
    return EditionResult(
        edition,
        outcome_of(entry.diagnostics),
        entry.diagnostics,
        pages=entry.pages,
        shown=entry.shown,
        left_out=entry.left_out,
        inputs=entry.inputs,
        known=entry,
    )


def _judged(edition: Edition, made: MadeEdition | Crash) -> EditionResult:
    if isinstance(made, Crash):
        at = f" ({made.where})" if made.where else ""
        fault = Diagnostic(
            "internal-fault",
            f"internal error in policybrief; please report this line: {made.reason}{at}",
        )
        return EditionResult(edition, EditionOutcome.FAILED, (fault,))
    return EditionResult(edition, outcome_of(made.diagnostics), made.diagnostics, made, made.pages)


def _real_maker() -> EditionMaker:
    from policybrief.editions import make_edition

    return make_edition
