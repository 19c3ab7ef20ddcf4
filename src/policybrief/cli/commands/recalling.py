"""The work of `brief recall`: editions and offices listed, correction notes drafted, a recall noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from policybrief.cli.commands.verifying import move_line
from policybrief.cli.terminal.diagnostics import as_text, echo_json
from policybrief.cli.terminal.report import point_to_errors
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import alone
from policybrief.editions.workspace import Workspace, one_edition, one_of, open_workspace
from policybrief.files.writing import write_together
from policybrief.issuing import (
    Affected,
    Desk,
    affected,
    changed_between,
    draft,
    offices,
    open_desk,
    recall,
    series_of,
)
from policybrief.ledger import Issued, event_path
from policybrief.project import read_project
from policybrief.project.history import NoHistory, common_commit, project_at


def run(names: Sequence[str], *, since: str, drafting: bool, form: str) -> None:
    """List the editions that rest on what has moved.

    Raises:
        Refusal: no record has one of the names, or git cannot tell what has changed.
    """
    workspace = open_workspace()
    point_to_errors(workspace)
    desk = open_desk(workspace)
    named = tuple(_record(name, desk) for name in names)
    hits = affected(desk, named=named, only=_since(since, workspace) if since else None)
    if form == "json":
        echo_json(_as_record(hit) for hit in hits)
        return
    for fault in desk.faults:
        click.echo(as_text(fault, texts={}) + "\n", err=True)
    for line in _lines(hits, desk, named=named, since=since):
        click.echo(line)
    if drafting:
        for line in _drafted(hits, desk, workspace):
            click.echo(line)
    elif any(hit.holders for hit in hits):
        click.echo("\nDraft a correction note for each paper that is still held: brief recall … --draft")


def note_recall(names: Sequence[str], *, why: str, by: str) -> int:
    """Note in the ledger that an edition was called back; the exit code.

    Raises:
        Refusal: the words name no issued edition, or one that was called back.
    """
    workspace = open_workspace(names)
    try:
        [office] = offices([by]) if by else [""]
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    with alone(workspace.loaded.root, waiting=lambda: click.echo("Waiting for another command to end.")):
        desk = open_desk(workspace)
        issued = _issued(names, desk, workspace)
        before = desk.ledger.recalled(issued)
        if before is not None:
            raise Refusal(f"{issued.said} was called back on {before.on}: {before.why}")
        event = recall(issued, desk, on=workspace.today, why=" ".join(why.split()), by=office)
    click.echo(f"Noted: {issued.series.name}, {issued.said}, is called back.")
    click.echo(f"Tell: {', '.join(desk.ledger.offices(issued))}")
    click.echo(f"  {event_path(event)}")
    click.echo('Commit the ledger: git add briefs/issued && git commit -m "Recall …"')
    return 0


def _issued(names: Sequence[str], desk: Desk, workspace: Workspace) -> Issued:
    """The issued edition with this number, or the last one of the edition named.

    Raises:
        Refusal: there is none, or branches gave two the same number.
    """
    number = " ".join(names)
    numbered = desk.ledger.numbered(number)
    if len(numbered) > 1:
        listed = "\n".join(f"  {event.series.name}, {event.said}: {event_path(event)}" for event in numbered)
        raise Refusal(f"{len(numbered)} issued editions bear this number; name the edition:\n{listed}")
    if numbered:
        return numbered[0]
    if len(names) == 1 and "/" in number and number.partition("/")[2][:4].isdigit():
        one_of("issued edition", number, [event.number for event in desk.ledger.issues()])
    edition = one_edition(workspace.editions())
    latest = desk.ledger.latest(series_of(edition))
    if latest is None:
        raise Refusal(f"{edition.name} was never issued")
    return latest


def _record(name: str, desk: Desk) -> str:
    """A record by its id, its former id, or an id that only the ledger knows.

    Raises:
        Refusal: nothing knows it.
    """
    corpus = desk.loaded.corpus
    in_ledger = {rested.id for event in desk.ledger.issues() for rested in event.records}
    if name in in_ledger:
        return name
    if (record := corpus.get(name)) is not None:
        return next((former for former in record.was if former in in_ledger), name)
    return one_of("record", name, sorted({record.id for record in corpus.records} | in_ledger))


def _since(revision: str, workspace: Workspace) -> frozenset[str]:
    """Ids of the records that have changed since a commit.

    Raises:
        Refusal: git cannot tell.
    """
    root = workspace.loaded.root
    try:
        with project_at(root, common_commit(root, revision)) as folder:
            if not (folder / "policybrief.yaml").is_file():
                raise Refusal(f"there was no project at {revision}")
            return changed_between(read_project(folder), workspace.loaded)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None


def _lines(hits: Sequence[Affected], desk: Desk, *, named: Sequence[str], since: str) -> Iterator[str]:
    every = len(desk.ledger.issues())
    what = ", ".join(named) if named else "what has moved" + (f" since {since}" if since else "")
    if not hits:
        yield f"No issued edition rests on {what} ({counted(every, 'issued edition')} looked at)."
        return
    verb = "rests" if len(hits) == 1 else "rest"
    yield f"{counted(len(hits), 'issued edition')} {verb} on {what}:"
    for hit in hits:
        yield ""
        yield click.style(hit.issued.series.name, bold=True) + f": {hit.issued.said}"
        if hit.holders:
            yield f"  held by {', '.join(hit.holders)}"
        if hit.updated:
            yield f"  {', '.join(hit.updated)}: had a later version since"
        if hit.recalled:
            yield f"  called back on {hit.recalled.on}: {hit.recalled.why}"
        for move in hit.moved:
            yield f"  {move_line(move)}"
    told = dict.fromkeys(office for hit in hits for office in hit.holders)
    if told:
        yield ""
        yield f"To be told: {', '.join(told)}"


def _drafted(hits: Sequence[Affected], desk: Desk, workspace: Workspace) -> Iterator[str]:
    """A note drafted for each edition that is still held; none is put over one that stands."""
    yield ""
    for hit in hits:
        if not hit.holders:
            continue
        note = draft(hit, desk, today=workspace.today)
        if note is None:
            yield f"{hit.issued.number}: nothing to draft: its readers saw nothing that now reads otherwise."
            continue
        files = {workspace.loaded.root / path: text.encode() for path, text in note.files}
        standing = [path for path in files if path.exists()]
        if standing:
            yield f"{hit.issued.number}: {standing[0].name} stands already; delete it to draft it anew."
            continue
        write_together(files)
        yield f"Drafted for {', '.join(hit.holders)}:"
        yield from (f"  {Path(path).as_posix()}" for path, _ in note.files)
        yield f"  brief build {note.name}"


def _as_record(hit: Affected) -> dict[str, Any]:
    issued = hit.issued
    return {
        "edition": issued.series.name,
        "number": issued.number,
        "version": issued.version,
        "on": issued.on.isoformat(),
        "held_by": [*hit.holders],
        "updated": [*hit.updated],
        "recalled": hit.recalled.on.isoformat() if hit.recalled else "",
        "bears": hit.bears,
        "records": [
            {
                "record": move.then.id,
                "kind": move.then.kind,
                "fate": move.fate.value,
                "told": move.told,
                "bears": move.then.bears,
                "shown": not move.then.unseen,
            }
            for move in hit.moved
        ],
    }
