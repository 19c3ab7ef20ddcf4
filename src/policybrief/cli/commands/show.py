"""`brief show`: an edition as text, or a record with all its fields and where each came from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.cli.terminal.record_fields import clearance_in_words, record_fields, state_in_words
from policybrief.cli.terminal.report import exit_code, print_diagnostics, print_unread_notice
from policybrief.cli.terminal.streams import clear_screen
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import Workspace, examine, one_of, open_workspace, project_root
from policybrief.issuing import clearable_text
from policybrief.project import Reader
from policybrief.project.inputs import fingerprint
from policybrief.selection import parse_names
from policybrief.writers.text import as_lines

if TYPE_CHECKING:
    from policybrief.records import Edition, Record

_SECONDS = 0.3
"""Seconds between two checks of the files: changes appear quickly, and an unchanged project costs little."""


@click.command("show")
@click.argument("names", metavar="EDITION|RECORD", nargs=-1, required=True, shell_complete=complete_shown)
@click.option("--why", is_flag=True, help="For a record: show where each value came from.")
@click.option("--watch", is_flag=True, help="Show it again whenever a project file is saved.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], *, why: bool, watch: bool) -> None:
    """Show an edition or a record in the terminal.

    \b
      brief show madrid-agreed --why
      brief show nato-support minister uk
      brief show nato-support minister --watch
      brief show out/nato-support/defence/nato-support-minister-uk.pdf
    """
    reader = Reader(project_root())
    if not watch:
        ctx.exit(_show(names, reader, why=why))
    for _ in _saves(reader.root):
        clear_screen()
        try:
            _show(names, reader, why=why)
        except Refusal as refusal:  # while a file is half typed, what it holds may have no name
            click.echo(f"Error: {refusal}", err=True)
        click.echo(click.style("\nWaiting for a file to be saved; press Ctrl-C to stop.", dim=True))


def _saves(root: Path) -> Iterator[None]:
    """Once at the beginning, and then whenever a file that a build depends on has changed."""
    shown = ""
    while True:
        now = fingerprint(root)
        if now != shown:
            shown = now
            yield
        else:
            sleep(_SECONDS)


def _show(names: tuple[str, ...], reader: Reader, *, why: bool) -> int:
    workspace = open_workspace(reader=reader)
    print_unread_notice(workspace)
    record = workspace.loaded.corpus.get(names[0]) if len(names) == 1 else None
    if record is None:
        return _show_edition(_one_edition(names, workspace), workspace)
    _show_record(record, workspace, why=why)
    return 0


def _show_record(record: Record, workspace: Workspace, *, why: bool) -> None:
    corpus = workspace.loaded.corpus
    head = textwrap.wrap(
        f"{record.id}  {record.kind}, {state_in_words(record)}", WIDTH, subsequent_indent="  "
    )
    head[0] = click.style(record.id, bold=True) + head[0].removeprefix(record.id)
    click.echo("\n".join(head))
    shown = [*record_fields(record, workspace.loaded)]
    width = max(len("named by"), *(len(field.name) for field in shown)) + 2
    for field in shown:
        lines = [
            part
            for line in field.value.splitlines()
            for part in textwrap.wrap(line, WIDTH - 2 - width) or [""]
        ]
        lines += [click.style(f"({field.why})", dim=True)] if why else []
        for number, line in enumerate(lines):
            click.echo(f"  {'' if number else field.name:<{width}}{line}")
    place = corpus.place(record.id)
    if place:
        click.echo(f"  {'written':<{width}}{place.path}:{place.line}")
    for language in workspace.loaded.project.languages[1:]:
        clearance = _translation_clearance(record, language, workspace)
        if clearance:
            click.echo(f"  {language:<{width}}{clearance}")
    named_by = ", ".join(r.id for r in corpus.referring_to(record.id))
    for number, line in enumerate(textwrap.wrap(named_by, WIDTH - 2 - width)):
        click.echo(f"  {'' if number else 'named by':<{width}}{line}")


def _translation_clearance(record: Record, language: str, workspace: Workspace) -> str:
    """Who cleared the translation and when; "" where nobody did."""
    if workspace.loaded.corpus.translation_of(record.id, language) is None:
        return ""
    one = clearable_text(record, language, workspace.loaded)
    words = clearance_in_words(one.cleared, lapsed=one.state == "changed") if one.cleared else ""
    return f"translation {words}" if words else ""


def _one_edition(names: tuple[str, ...], workspace: Workspace) -> Edition:
    """The first edition that has all the names; a name that is neither edition nor record is refused."""
    only, faults = parse_names(names, workspace.names())
    if faults:
        known = [name for group in workspace.names().values() for name in group]
        known += [record.id for record in workspace.loaded.corpus.records]
        for name in names:
            one_of("record, brief, template, audience or language", name, known)
    return workspace.editions(only)[0]


def _show_edition(edition: Edition, workspace: Workspace) -> int:
    result = next(iter(examine(workspace, [edition])))
    if result.made is None or result.made.document is None:
        print_diagnostics(workspace, result.diagnostics)
        click.echo(f"{edition.name} cannot be shown.")
        return exit_code(result.diagnostics, [result], strict=False)
    pages = f", {counted(result.pages, 'page')}" if result.pages else ""
    click.echo(click.style(f"{edition.name}, as of {edition.as_of}{pages}, {result.outcome}\n", dim=True))
    for line in as_lines(result.made.document, width=WIDTH, strong=partial(click.style, bold=True)):
        click.echo(line)
    return exit_code(result.diagnostics, [result], strict=False)
