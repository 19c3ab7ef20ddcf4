"""`brief release`: whether a file, from any program, may be sent to an audience."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli.terminal.diagnostics import as_record, as_text, echo_json
from policybrief.diagnostics import Severity, counted
from policybrief.editions import Workspace, one_of, open_workspace


@click.command("release")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--audience", required=True, metavar="NAME", help="Audience that is to receive the file.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, file: Path, *, audience: str, form: str) -> None:
    """Check whether a file may be sent to an audience.

    FILE may be one edited by hand, or one from another program: Word, PDF, HTML, Markdown, plain text, CSV,
    JSON, SQLite, XLSX, ODT, RTF, mail, ZIP or gzip. Every part of it is searched for text this audience
    must not see, and for names of people and computers. A file with a part that cannot be read may not be
    sent. Files written by brief build have already been searched.

    \b
      brief release "Note to partners.docx" --audience partner
    """
    if not file.is_file():
        raise click.UsageError(f"{file} is not an ordinary file")
    workspace = open_workspace(all_templates=True)
    _refuse_unread(ctx, workspace, file, form)
    project = workspace.loaded.project
    reader = project.audience(one_of("audience", audience, [a.name for a in project.audiences]))
    assert reader is not None
    gate = workspace.gate()
    authors = tuple(template.look.organisation for template in workspace.templates)
    verdict = gate.search(file.read_bytes(), name=file.name, audience=reader, authors=authors)
    discretion = workspace.discretion()
    shared = [[discretion.name(record) for record in pair] for pair in gate.needles(reader).shared]
    if form == "json":
        receipt = verdict.receipt and {
            "released": True,
            "sha256": verdict.receipt.sha256,
            "shared": shared,
            "not_read_as_text": list(verdict.unread),
        }
        echo_json([*([receipt] if receipt else []), *(as_record(leak) for leak in verdict.leaks)])
    elif verdict.receipt is not None:
        searched = f"{counted(verdict.receipt.parts, 'part')} searched for {verdict.receipt.needles} texts"
        click.echo(f"{file.name} may be sent to {audience}: {searched}, none found.")
        for part in verdict.unread:
            click.echo(f"  not read as text: {part}")
    else:
        for leak in verdict.leaks:
            click.echo(as_text(leak, texts={}) + "\n")
        click.echo(f"The file must not be sent to {audience}.")
    if form == "text":
        for withheld, readable in shared:
            click.echo(f"Not searched for: words of {withheld} that {audience} may read in {readable}.")
    ctx.exit(0 if verdict.receipt is not None else 1)


def _refuse_unread(ctx: click.Context, workspace: Workspace, file: Path, form: str) -> None:
    """Ends the command if a record was not read: its words and its marking are then unknown."""
    faults = [fault for fault in workspace.loaded.diagnostics if fault.severity is Severity.ERROR]
    if not faults:
        return
    if form == "json":
        echo_json([as_record(fault) for fault in faults])
    else:
        number = counted(len(faults), "error")
        click.echo(
            f"{file.name} was not searched: {number} may hide how records are marked.\nSee: brief check"
        )
    ctx.exit(1)
