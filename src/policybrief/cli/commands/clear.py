"""`brief clear`: write who cleared which text when into the records, all of them or none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import click

from policybrief.cli.terminal.completion import complete_records
from policybrief.cli.terminal.diagnostics import as_text, columns
from policybrief.cli.terminal.record_fields import first_words
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import Workspace, open_workspace
from policybrief.issuing import (
    ClearableText,
    ClearanceRequest,
    faults_of,
    superseded_heads,
    texts_to_clear,
    write_clearances,
)
from policybrief.reading.yaml import without_forbidden


@click.command("clear")
@click.argument("ids", metavar="[RECORD]...", nargs=-1, shell_complete=complete_records)
@click.option("--by", metavar="WHO", required=True, help='Who clears the texts: "head of unit".')
@click.option("--on", "day", metavar="DATE", help="Day of clearance; default: today.")
@click.option("--topic", metavar="TOPIC", help="All records on this topic.")
@click.option("--dossier", metavar="FILE", help="All records in this file in briefs/records/.")
@click.option("--edition", metavar="EDITION", help='All records shown in it: "nato-support minister uk".')
@click.option(
    "--language", metavar="CODE", help="Clear the translation into this language, not the original."
)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def command(
    ids: tuple[str, ...],
    *,
    by: str,
    day: str | None,
    topic: str | None,
    dossier: str | None,
    edition: str | None,
    language: str | None,
    yes: bool,
) -> None:
    """Record who cleared which texts, and when.

    If a cleared record changes, it becomes a draft again. Sources, actors and criteria are cleared only
    if you name them. For an edition in another language, both the originals and the translations are
    cleared.

    \b
      brief clear madrid-agreed winter-projects --by "head of unit"
      brief clear --edition "nato-support defence minister en" --by "head of unit"
    """
    workspace = open_workspace()
    by = without_forbidden(by)
    if not by:
        raise Refusal('Say who clears: --by "head of unit"')
    on = _day(day, workspace)
    request = ClearanceRequest(ids, topic or "", dossier or "", edition or "", language or "")
    try:
        _clear(texts_to_clear(request, workspace), workspace, by=by, on=on, yes=yes)
    except Refusal as refusal:
        raise Refusal(_with_places(refusal, workspace)) from None


def _clear(texts: Sequence[ClearableText], workspace: Workspace, *, by: str, on: date, yes: bool) -> None:
    """Write the clearance of the texts that `by` has not cleared yet, once the user has agreed.

    Raises:
        Refusal: there are errors in their files, or a file cannot be changed in place.
    """
    left = [text for text in texts if not text.is_cleared_by(by)]
    heads = superseded_heads(texts, workspace.loaded)
    _print_cleared(len(texts) - len(left), len(texts))
    if not left and not heads:
        return
    if faults := faults_of(left, workspace.loaded):
        raise Refusal("Nothing was cleared. First fix:", faults)
    if left:
        click.echo(f"To be cleared by {by} on {on}:")
    for line in columns([[t.name, t.record.kind, t.state, first_words(t.record, t.language)] for t in left]):
        click.echo(f"  {line}")
    if left and not yes and _on_a_terminal() and not click.confirm(f"Clear {counted(len(left), 'record')}?"):
        click.echo("Nothing was cleared.")
        return
    paths = write_clearances(left, workspace.loaded, by=by, on=on, heads=heads)
    if left:
        click.echo(f"Cleared: {counted(len(left), 'record')} in {', '.join(paths)}")
    for head in heads:
        click.echo(f"Removed from the head of {head.path}: cleared")


def _with_places(refusal: Refusal, workspace: Workspace) -> str:
    """Its sentence, and below it each error with its place and line."""
    faults = refusal.faults
    return "\n\n".join([str(refusal), *(as_text(f, texts=workspace.texts(faults)) for f in faults)])


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()


def _day(words: str | None, workspace: Workspace) -> date:
    """The day typed, or today.

    Raises: Refusal: it is not a day, or is in the future.
    """
    try:
        on = date.fromisoformat(words) if words else workspace.today
    except ValueError:
        raise Refusal(f"'{words}' is not a day: write --on 2022-10-03") from None
    if on > workspace.today:
        raise Refusal(f"{on} is in the future: no text can have been cleared on it.")
    return on


def _print_cleared(number: int, of: int) -> None:
    if number:
        every = "All are" if number == of > 1 else f"{number} of {of} are" if of > 1 else "It is"
        click.echo(f"{every} cleared already and unchanged since.")
