"""`brief trace`: where words of an edition come from, or everything that rests on a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.build import Asked, as_it_stands, document_of, editions_of, said_in
from policybrief.cli.completion import complete_shown
from policybrief.cli.formatters import echo_json
from policybrief.cli.here import Here, Refusal, one_of, open_here, point_to_errors, refuse
from policybrief.cli.report import say_faults

if TYPE_CHECKING:
    from policybrief.briefs import Edition
    from policybrief.document import Document
    from policybrief.records import Record


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
    here = open_here()
    point_to_errors(here)
    record = _record(names[-1], here)
    if record is not None:
        from policybrief.cli.tracing_records import as_records, say

        editions = _editions(names[:-1], here)
        if form == "json":
            echo_json(as_records(record, editions, here))
        else:
            say(record, editions, here)
        return
    if len(names) == 1:
        known = [r.id for r in here.loaded.corpus.records]
        raise Refusal(_no_record(names[0], known))
    from policybrief.cli.tracing_words import as_records as words_as_records
    from policybrief.cli.tracing_words import look_up, say_found

    edition, document = _document(names[:-1], here, told=form == "text")
    found = look_up(names[-1], document, edition, here)
    if form == "json":
        echo_json(words_as_records(found, document, here))
    else:
        say_found(found, document, here)
    ctx.exit(0 if found.said else 1)


def _record(name: str, here: Here) -> Record | None:
    """The record of that id, or the one that once had it."""
    corpus = here.loaded.corpus
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
        hint = refusal.message
    return hint if "did you mean" in hint else f"no record is called '{name}'; see: brief list records"


def _editions(names: Sequence[str], here: Here) -> tuple[Edition, ...]:
    """The editions named; all if none is."""
    if not names:
        return here.editions()
    every, _ = editions_of(here.loaded, houses=here.houses, asked=Asked(), today=here.today)
    asked, faults = said_in(names, every)
    refuse(faults)
    return here.editions(asked)


def _document(names: Sequence[str], here: Here, *, told: bool) -> tuple[Edition, Document]:
    """The first edition that has all the names, and its document: that of the file where one is named."""
    edition = _editions(names, here)[0]
    file = next((Path(name) for name in names if Path(name).is_file()), None)
    if file is not None:
        document = document_of(here.loaded.root, edition, file.read_bytes())
        if document is not None:
            return edition, document
        if told:
            said = f"{file.name} is not as the last build wrote it; looked up in the edition as it is now."
            click.echo(said, err=True)
    result, document = as_it_stands(edition, here.loaded, here.houses)
    if document is None:
        say_faults(here, result.diagnostics)
        click.echo(f"{edition.name} cannot be made.")
        raise click.exceptions.Exit(1)
    return edition, document
