"""`brief export`: a copy of the corpus for exploring, or of its sources for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli.terminal.diagnostics import as_text
from policybrief.cli.terminal.report import print_unread_notice
from policybrief.diagnostics import Refusal, Severity, counted
from policybrief.editions import Workspace, one_of, open_workspace
from policybrief.exchange.corpus_exports import Export, check_target, make_export, write_export
from policybrief.exchange.export.copies import CorpusCopy
from policybrief.records import Audience, Source


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--audience", metavar="NAME", help="Only records that this audience may read.")
@click.option("--drafts", is_flag=True, help="With --audience: also records that are not cleared.")
@click.option(
    "--metadata", metavar="FILE", help="Also write metadata for Datasette to this file; - prints it."
)
@click.pass_context
def command(
    ctx: click.Context, file: Path, *, audience: str | None, drafts: bool, metadata: str | None
) -> None:
    """Export the records as a database, or the sources as CSL-JSON.

    FILE.db is an SQLite database, ready for Datasette; FILE.json has the sources in CSL-JSON. Without
    --audience it contains everything except notes for colleagues: the highest marking is printed and
    stored in the file, and on this computer only you can read the file.

    \b
      brief export corpus.db
      brief export sources.json --audience partner
    """
    if metadata and file.suffix.lower() == ".json":
        raise Refusal("--metadata goes with a database: FILE.db")
    check_target(file)
    workspace = open_workspace(all_templates=True)
    faults = [d for d in workspace.loaded.diagnostics if d.severity is Severity.ERROR]
    reader = _reader(audience, workspace) if audience else None
    if reader and faults:
        click.echo(f"Nothing was written: {counted(len(faults), 'error')} may hide how records are marked.")
        click.echo("See: brief check")
        ctx.exit(1)
    export, aside = make_export(workspace, file=file, audience=reader, drafts=drafts), metadata == "-"
    if not _passed(export, aside=aside):
        ctx.exit(1)
    write_export(export, file, more=_metadata(metadata, export.copy, file))
    _echo_summary(export.copy, file, aside=aside)
    if export.drafts_left_out:
        number = counted(export.drafts_left_out, "record")
        click.echo(f"Left out because they are not cleared: {number} (--drafts takes them in).", err=aside)
    print_unread_notice(workspace)
    ctx.exit(int(bool(faults)))


def _reader(name: str, workspace: Workspace) -> Audience:
    project = workspace.loaded.project
    reader = project.audience(one_of("audience", name, [a.name for a in project.audiences]))
    assert reader is not None  # one_of says so
    return reader


def _passed(export: Export, *, aside: bool) -> bool:
    """Whether the leak gate lets the export pass; what it finds is printed."""
    if export.verdict is None:
        return True
    for leak in export.verdict.leaks:
        click.echo(as_text(leak, texts={}) + "\n")
    receipt = export.verdict.receipt
    if receipt is None:
        click.echo("Nothing was written.")
        return False
    searched = f"{counted(receipt.parts, 'part')} searched for {receipt.needles} needles"
    click.echo(f"{searched}, none found.", err=aside)
    return True


def _metadata(place: str | None, copy: CorpusCopy, file: Path) -> dict[Path, bytes]:
    """The file of metadata, if there is to be one; `-` prints it."""
    if not place:
        return {}
    from policybrief.exchange.export.database import metadata_json

    text = metadata_json(copy, name=file.name)
    if place == "-":
        click.echo(text, nl=False)
        return {}
    return {Path(place): text.encode()}


def _echo_summary(copy: CorpusCopy, file: Path, *, aside: bool) -> None:
    marking = " ".join(copy.highest) or "no marking"
    sources = sum(isinstance(record, Source) for record in copy.records)
    json = file.suffix.lower() == ".json"
    number = counted(sources, "source") if json else counted(len(copy.records), "record")
    if copy.audience:
        click.echo(f"{file}: {number} that {copy.audience} may read, highest marking {marking}.", err=aside)
        return
    click.echo(f"{file}: {number}.", err=aside)
    click.echo(
        f"It holds EVERYTHING but notes, up to {marking}: keep it in our house, and out of git.", err=True
    )
    click.echo("For readers outside:  brief export FILE --audience NAME", err=True)
