"""`brief recall`: who holds an edition based on changed records; correction notes; recording a recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import as_text, echo_json
from policybrief.cli.terminal.issued_changes import change_line
from policybrief.cli.terminal.report import print_unread_notice
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import build_lock, open_workspace
from policybrief.files.writing import write_together
from policybrief.issuing import (
    AffectedEdition,
    Registry,
    affected_editions,
    changed_records,
    draft_note,
    issued_named,
    offices,
    open_registry,
    recall,
    record_named,
)
from policybrief.ledger import event_path


@click.command("recall")
@click.argument("names", metavar="[RECORD]...", nargs=-1, shell_complete=complete_shown)
@click.option(
    "--since", metavar="COMMIT", default="", help="Only records changed since a commit, tag or branch."
)
@click.option("--draft", is_flag=True, help="Draft a correction note for each, as a brief in briefs/.")
@click.option("--record", is_flag=True, help="Record that an edition, given by name or number, was recalled.")
@click.option("--why", metavar="WORDS", default="", help="With --record: why it was recalled.")
@click.option("--by", metavar="OFFICE", default="", help="With --record: who recalled it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
def command(
    *,
    names: tuple[str, ...],
    since: str,
    draft: bool,
    record: bool,
    why: str,
    by: str,
    form: str,
) -> None:
    """List issued editions affected by changed records, and who holds them.

    Without RECORD: all editions based on a record that has been corrected, withdrawn, replaced, marked
    higher or graded lower since they were issued. With RECORD: all editions based on it, whether it has
    changed or not. Editions whose recommendation was based on it come first. Exits with 0 whether or not
    anything is found.

    \b
      brief recall winter-projects
      brief recall --since HEAD~3 --draft
      brief recall nato-support-minister-en/2022-1 --record \\
        --why "the figure was wrong"
    """
    if record:
        if not names or not why.strip():
            raise click.UsageError("--record needs an edition (name or number) and --why.")
        if since or draft or form == "json":
            raise click.UsageError("--record can be combined only with --why and --by.")
        _note_recall(names, why=why, by=by)
        return
    if why or by:
        raise click.UsageError("--why and --by need --record.")
    if draft and form == "json":
        raise click.UsageError("--draft cannot be combined with --format json.")
    _print_affected(names, since=since, draft=draft, form=form)


def _print_affected(names: Sequence[str], *, since: str, draft: bool, form: str) -> None:
    """List the editions based on changed records, and draft a note for each if asked.

    Raises:
        Refusal: no record has one of the names, or git cannot show what has changed.
    """
    workspace = open_workspace()
    print_unread_notice(workspace)
    registry = open_registry(workspace)
    named = tuple(record_named(name, registry) for name in names)
    only = changed_records(since, workspace) if since else None
    editions = affected_editions(registry, named=named, only=only)
    for fault in registry.faults:
        click.echo(as_text(fault, texts={}) + "\n", err=True)
    if form == "json":
        echo_json(_as_object(edition) for edition in editions)
        return
    for line in _lines(editions, registry, named=named, since=since):
        click.echo(line)
    if draft:
        for line in _drafted(editions, registry):
            click.echo(line)
    elif any(edition.holders for edition in editions):
        click.echo("\nDraft a correction note for each paper that is still held: brief recall … --draft")


def _note_recall(names: Sequence[str], *, why: str, by: str) -> None:
    """Record in the ledger that an edition was recalled.

    Raises:
        Refusal: the words name no issued edition, or one that was recalled.
    """
    workspace = open_workspace(names)
    try:
        [office] = offices([by]) if by else [""]
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    with build_lock(
        workspace.loaded.root, waiting=lambda: click.echo("Waiting for another command to finish.")
    ):
        registry = open_registry(workspace)
        issued = issued_named(names, registry)
        event = recall(issued, registry, why=" ".join(why.split()), by=office)
    click.echo(f"Recorded: {issued.series.name}, {issued.label}, has been recalled.")
    click.echo(f"Inform: {', '.join(registry.ledger.offices(issued))}")
    click.echo(f"  {event_path(event)}")
    click.echo('Commit the ledger: git add briefs/issued && git commit -m "Recall …"')


def _lines(
    editions: Sequence[AffectedEdition], registry: Registry, *, named: Sequence[str], since: str
) -> Iterator[str]:
    every = len(registry.ledger.issues())
    records = ", ".join(named) if named else "changed records" + (f" since {since}" if since else "")
    if not editions:
        yield f"No issued edition is based on {records} ({counted(every, 'issued edition')} checked)."
        return
    verb = "is based" if len(editions) == 1 else "are based"
    yield f"{counted(len(editions), 'issued edition')} {verb} on {records}:"
    for edition in editions:
        yield ""
        yield click.style(edition.issued.series.name, bold=True) + f": {edition.issued.label}"
        if edition.holders:
            yield f"  held by {', '.join(edition.holders)}"
        if edition.updated:
            yield f"  {', '.join(edition.updated)}: have a later version"
        if edition.recalled:
            yield f"  recalled on {edition.recalled.on}: {edition.recalled.why}"
        for change in edition.changes:
            yield f"  {change_line(change)}"
    holders = dict.fromkeys(office for edition in editions for office in edition.holders)
    if holders:
        yield ""
        yield f"To be informed: {', '.join(holders)}"


def _drafted(editions: Sequence[AffectedEdition], registry: Registry) -> Iterator[str]:
    """A note drafted for each edition that is still held; an existing note is not overwritten."""
    yield ""
    for edition in editions:
        if not edition.holders:
            continue
        number = edition.issued.number
        note = draft_note(edition, registry)
        if note is None:
            yield f"{number}: nothing to draft; nothing that its readers saw has changed."
            continue
        files = {registry.root / path: text.encode() for path, text in note.files}
        existing = [path for path in files if path.exists()]
        if existing:
            yield f"{number}: {existing[0].name} already exists; delete it to draft a new one."
            continue
        write_together(files)
        yield f"Drafted for {', '.join(edition.holders)}:"
        yield from (f"  {Path(path).as_posix()}" for path, _ in note.files)
        yield f"  brief build {note.name}"


def _as_object(edition: AffectedEdition) -> dict[str, Any]:
    issued = edition.issued
    return {
        "edition": issued.series.name,
        "number": issued.number,
        "version": issued.version,
        "on": issued.on.isoformat(),
        "held_by": [*edition.holders],
        "updated": [*edition.updated],
        "recalled": edition.recalled.on.isoformat() if edition.recalled else "",
        "bears": edition.bears,
        "records": [
            {
                "record": change.then.id,
                "kind": change.then.kind,
                "fate": change.became.value,
                "told": change.detail,
                "bears": change.then.bears,
                "shown": not change.then.unseen,
            }
            for change in edition.changes
        ],
    }
