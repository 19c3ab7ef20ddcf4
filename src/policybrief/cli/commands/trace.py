"""`brief trace`: where words of an edition come from, or everything that rests on a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.changes import BrokenEdition, current_side
from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import echo_json
from policybrief.cli.terminal.report import end_broken, point_to_errors
from policybrief.diagnostics import Refusal
from policybrief.editions import document_of
from policybrief.editions.workspace import Workspace, one_of, open_workspace

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.records import Edition, Record


@click.command("trace")
@click.argument(
    "names", metavar="RECORD | EDITION TEXT", nargs=-1, required=True, shell_complete=complete_shown
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], *, form: str) -> None:
    """Say where words come from, or what rests on a record.

    Words may be pasted from the finished file, with its line breaks and marks. EDITION is named as
    everywhere, or is the path of its file in out/.

    \b
      brief trace nato-support officials "12 new projects"
      brief trace out/nato-support/defence/nato-support-officials-en.pdf \\
        "12 new projects"
      brief trace winter-projects
    """
    workspace = open_workspace()
    point_to_errors(workspace)
    record = _record(names[-1], workspace)
    if record is not None:
        from policybrief.cli.commands.tracing_records import as_records, say

        editions = workspace.editions(workspace.named(names[:-1]))
        if form == "json":
            echo_json(as_records(record, editions, workspace))
        else:
            say(record, editions, workspace)
        return
    if len(names) == 1:
        known = [r.id for r in workspace.loaded.corpus.records]
        raise Refusal(_no_record(names[0], known))
    from policybrief.cli.commands.tracing_words import as_records as words_as_records
    from policybrief.cli.commands.tracing_words import look_up, say_found

    edition, document = _document(names[:-1], workspace, told=form == "text")
    found = look_up(names[-1], document, edition, workspace)
    if form == "json":
        echo_json(words_as_records(found, document, workspace))
    else:
        say_found(found, document, workspace)
    ctx.exit(0 if found.said else 1)


def _record(name: str, workspace: Workspace) -> Record | None:
    """The record of that id, or the one that once had it."""
    corpus = workspace.loaded.corpus
    found = corpus.get(name) or next((r for r in corpus.records if name in r.was), None)
    if found is not None and found.id != name:
        click.echo(f"'{name}' is now called '{found.id}'.", err=True)
    return found


def _no_record(name: str, known: Sequence[str]) -> str:
    if " " in name:
        return 'Name the edition in which it stands: brief trace nato-support minister "the words"'
    try:
        one_of("record", name, known)
    except Refusal as refusal:
        hint = str(refusal)
    return hint if "did you mean" in hint else f"no record is called '{name}'; see: brief list records"


def _document(names: Sequence[str], workspace: Workspace, *, told: bool) -> tuple[Edition, Document]:
    """The first edition that has all the names, and its document: that of the file where one is named."""
    edition = workspace.editions(workspace.named(names))[0]
    file = next((Path(name) for name in names if Path(name).is_file()), None)
    if file is not None:
        document = document_of(workspace.loaded.root, edition, file.read_bytes())
        if document is not None:
            return edition, document
        if told:
            said = f"{file.name} is not as the last build wrote it; looked up in the edition as it is now."
            click.echo(said, err=True)
    side = current_side(edition, workspace)
    if isinstance(side, BrokenEdition):
        end_broken(side, workspace)
    return edition, side.document
