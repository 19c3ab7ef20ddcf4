"""`brief trace`: where words of an edition come from, or everything based on a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.changes import BrokenEdition, current_side
from policybrief.changes.trace import origins_of
from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import echo_json
from policybrief.cli.terminal.report import end_broken, print_unread_notice
from policybrief.cli.terminal.traced_record import record_as_objects, record_as_text
from policybrief.cli.terminal.traced_words import origins_as_objects, origins_as_text
from policybrief.diagnostics import Refusal
from policybrief.editions import Workspace, document_of_file, one_of, open_workspace

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.records import Edition, Record


_LOOKED_UP = "looked up in the edition as it is now."


@click.command("trace")
@click.argument(
    "names", metavar="RECORD | EDITION TEXT", nargs=-1, required=True, shell_complete=complete_shown
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], *, form: str) -> None:
    """Show where words come from, or what is based on a record.

    You can paste words from the finished file, with its line breaks and marks. EDITION is a brief and an
    audience, as in other commands, or the path of its file in out/.

    \b
      brief trace nato-support officials "12 new projects"
      brief trace out/nato-support/defence/nato-support-officials-en.pdf \\
        "12 new projects"
      brief trace winter-projects
    """
    workspace = open_workspace()
    print_unread_notice(workspace)
    record = _record(names[-1], workspace)
    if record is not None:
        editions = workspace.editions(workspace.named(names[:-1]))
        if form == "json":
            echo_json(record_as_objects(record, editions, workspace))
            return
        for line in record_as_text(record, editions, workspace):
            click.echo(line)
        return
    if len(names) == 1:
        raise Refusal(_no_record(names[0], workspace))
    edition, document = _document(names[:-1], workspace, form)
    origins = origins_of(names[-1], document, edition, workspace)
    if form == "json":
        echo_json(origins_as_objects(origins, document, workspace))
    else:
        for line in origins_as_text(origins, document, workspace):
            click.echo(line)
    ctx.exit(0 if origins.in_edition else 1)


def _record(name: str, workspace: Workspace) -> Record | None:
    """The record of that id, or the one that once had it."""
    corpus = workspace.loaded.corpus
    record = corpus.get(name) or next((r for r in corpus.records if name in r.was), None)
    if record is not None and record.id != name:
        click.echo(f"'{name}' is now called '{record.id}'.", err=True)
    return record


def _no_record(name: str, workspace: Workspace) -> str:
    if " " in name:
        return 'Name the edition that contains it: brief trace nato-support minister "the words"'
    try:
        one_of("record", name, [record.id for record in workspace.loaded.corpus.records])
    except Refusal as refusal:
        hint = str(refusal)
    return hint if "did you mean" in hint else f"there is no record called '{name}'; see: brief list records"


def _document(names: Sequence[str], workspace: Workspace, form: str) -> tuple[Edition, Document]:
    """The first edition that has all the names, and its document: that of the file where one is named."""
    edition = workspace.editions(workspace.named(names))[0]
    file = next((Path(name) for name in names if Path(name).is_file()), None)
    if file is not None:
        document = document_of_file(workspace.loaded.root, edition, file.read_bytes())
        if document is not None:
            return edition, document
        if form == "text":
            click.echo(f"{file.name} is not as the last build wrote it; {_LOOKED_UP}", err=True)
    side = current_side(edition, workspace)
    if isinstance(side, BrokenEdition):
        end_broken(side, workspace)
    return edition, side.document
