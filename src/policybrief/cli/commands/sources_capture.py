"""`brief sources capture`: keep the copy of a source, and write its hash into the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policybrief.captures import Unreadable, keep_capture, note_capture, read_capture
from policybrief.cli.terminal.completion import complete_shown
from policybrief.diagnostics import Refusal
from policybrief.editions import Workspace, one_of, open_workspace
from policybrief.records import Source


@click.command("capture")
@click.argument("source", shell_complete=complete_shown)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", "day", metavar="DATE", help="Day the copy was taken; default: today.")
def command(source: str, file: Path, *, day: str | None) -> None:
    """Archive the copy of a source that was read.

    The copy is stored under its hash in a folder outside git (.brief/captures, or captures: in
    policybrief.yaml). The hash and the day are added to the source's record.

    \b
      brief sources capture panel-2022 ~/Downloads/panel.pdf
    """
    workspace = open_workspace()
    record = _source(source, workspace)
    on = _day(day, workspace)
    content = file.read_bytes()
    try:
        captured = read_capture(content)
    except Unreadable as fault:
        raise Refusal(f"{file.name} cannot be used as a copy: {fault}") from None
    if not captured.text.strip():
        click.echo("It contains no text (is it a scan?), so quotations cannot be checked.", err=True)
    sha256 = keep_capture(workspace.loaded.root, workspace.loaded.project, content)
    if record.capture and record.capture.sha256 == sha256:
        click.echo(f"{record.id} already has this copy, taken on {record.capture.on}.")
        return
    path = note_capture(record, f"{on}, {sha256}", workspace.loaded)
    click.echo(f"Archived: {len(content):,} bytes of {captured.media}; recorded in {path}")


def _source(name: str, workspace: Workspace) -> Source:
    sources = workspace.loaded.corpus.of(Source)
    one_of("source", name, [source.id for source in sources])
    return next(source for source in sources if source.id == name)


def _day(text: str | None, workspace: Workspace) -> date:
    try:
        on = date.fromisoformat(text) if text else workspace.today
    except ValueError:
        raise Refusal(f"'{text}' is not a day: write --on 2022-10-03") from None
    if on > workspace.today:
        raise Refusal(f"{on} is in the future.")
    return on
