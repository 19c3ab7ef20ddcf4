"""An issued edition called back, and what names it: a number, the words of an edition, a record below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policybrief.diagnostics import Refusal
from policybrief.editions import one_edition, one_of, workspace_at
from policybrief.issuing.affected_papers import changed_between
from policybrief.issuing.issuance import write_event
from policybrief.ledger import EditionSeries, Issued, Recalled, event_path
from policybrief.project.history import NoHistory, common_commit

if TYPE_CHECKING:
    from policybrief.editions import Workspace
    from policybrief.issuing.registry import Registry


def recall(issued: Issued, registry: Registry, *, why: str, by: str = "") -> Recalled:
    """The event that calls `issued` back, noted in the ledger.

    Raises:
        Refusal: it was called back before.
        OSError: the disk is full, …
    """
    before = registry.ledger.recalled(issued)
    if before is not None:
        raise Refusal(f"{issued.label} was recalled on {before.on}: {before.why}")
    on, number = registry.workspace.today, issued.number
    event = Recalled(series=issued.series, number=number, on=on, why=why, issued=issued.hash, by=by)
    sealed, _ = write_event(event, registry)
    assert isinstance(sealed, Recalled)
    return sealed


def issued_named(names: Sequence[str], registry: Registry) -> Issued:
    """The issued edition with this number, or the last one of the edition that the command names.

    Raises:
        Refusal: there is none, or branches gave two the same number.
    """
    number = " ".join(names)
    numbered = registry.ledger.numbered(number)
    if len(numbered) > 1:
        listed = "\n".join(f"  {event.series.name}, {event.label}: {event_path(event)}" for event in numbered)
        raise Refusal(
            f"{len(numbered)} issued editions have this number; give the name of the edition:\n{listed}"
        )
    if numbered:
        return numbered[0]
    if len(names) == 1 and "/" in number and number.partition("/")[2][:4].isdigit():
        one_of("issued edition", number, [event.number for event in registry.ledger.issues()])
    edition = one_edition(registry.workspace.editions())
    latest = registry.ledger.latest(EditionSeries.of(edition))
    if latest is None:
        raise Refusal(f"{edition.name} was never issued")
    return latest


def record_named(name: str, registry: Registry) -> str:
    """The id in the ledger of a record named by its id, a former id, or an id that only the ledger has.

    Raises:
        Refusal: nothing has it.
    """
    corpus = registry.loaded.corpus
    in_ledger = {record.id for event in registry.ledger.issues() for record in event.records}
    if name in in_ledger:
        return name
    if (record := corpus.get(name)) is not None:
        return next((former for former in record.was if former in in_ledger), name)
    return one_of("record", name, sorted({record.id for record in corpus.records} | in_ledger))


def changed_records(revision: str, workspace: Workspace) -> frozenset[str]:
    """Ids of the records that have changed since a commit, a tag or a branch.

    Raises:
        Refusal: git cannot answer.
    """
    try:
        commit = common_commit(workspace.loaded.root, revision)
        with workspace_at(commit, workspace, today=workspace.today) as past:
            if past is None:
                raise Refusal(f"there was no project at {revision}")
            return changed_between(past.loaded, workspace.loaded)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None
