"""`brief export`: a copy of the corpus for exploring, or of its sources for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.diagnostics import as_text
from policybrief.cli.terminal.report import point_to_errors
from policybrief.diagnostics import Refusal, Severity, counted
from policybrief.editions.manifest import read_manifest
from policybrief.editions.workspace import Workspace, one_of, open_workspace
from policybrief.exchange.export.copies import CorpusCopy, EditionCopy, copy_for, whole_copy
from policybrief.files.writing import write_together
from policybrief.records import Source
from policybrief.selection import readable

if TYPE_CHECKING:
    from policybrief.records import Audience

_DATABASES = (".db", ".sqlite", ".sqlite3")


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--audience", metavar="NAME", help="Only what this audience may read.")
@click.option("--drafts", is_flag=True, help="For an audience, also what is not cleared.")
@click.option("--metadata", metavar="FILE", help="Also write Datasette's metadata.json; - prints it.")
@click.pass_context
def command(
    ctx: click.Context, file: Path, *, audience: str | None, drafts: bool, metadata: str | None
) -> None:
    """Write a copy of the corpus for exploring, or its sources.

    FILE.db is an SQLite database, ready for Datasette; FILE.json has the sources in CSL-JSON. Without
    --audience it holds everything but notes for colleagues: the highest marking is said, stands in the file,
    and only you can read it on this computer.

    \b
      brief export corpus.db
      brief export sources.json --audience partner
    """
    suffix = file.suffix.lower()
    if suffix not in (*_DATABASES, ".json"):
        raise Refusal(f"'{file.name}' says no format; write a name that ends in .db or .json")
    if metadata and suffix == ".json":
        raise Refusal("--metadata goes with a database: FILE.db")
    _refuse_to_overwrite(file)
    workspace = open_workspace(all_templates=True)
    faults = [d for d in workspace.loaded.diagnostics if d.severity is Severity.ERROR]
    reader = _reader(audience, workspace) if audience else None
    if reader and faults:
        click.echo(f"Nothing was written: {counted(len(faults), 'fault')} may hide how records are marked.")
        click.echo("See: brief check")
        ctx.exit(1)
    copy, aside = _copy(reader, workspace, drafts=drafts), metadata == "-"
    content = _content(copy, suffix)
    if reader and not _may_go(content, file, reader, copy, workspace, aside=aside):
        ctx.exit(1)
    with _for_us_only(not reader):
        write_together({file: content, **_metadata(metadata, copy, file)})
    _say(copy, file, suffix, aside=aside)
    if reader and not drafts:
        _say_drafts(copy, _copy(reader, workspace, drafts=True), aside=aside)
    point_to_errors(workspace)
    ctx.exit(int(bool(faults)))


def _refuse_to_overwrite(file: Path) -> None:
    if not file.exists():
        return
    with file.open("rb") as there:
        start = there.read(64)
    ours = (
        start.startswith(b"SQLite format 3\0") if file.suffix != ".json" else start.lstrip().startswith(b"[")
    )
    if not ours:
        raise Refusal(f"{file} is there already and is no export; name another file")


def _reader(name: str, workspace: Workspace) -> Audience:
    project = workspace.loaded.project
    reader = project.audience(one_of("audience", name, [a.name for a in project.audiences]))
    assert reader is not None  # one_of says so
    return reader


def _copy(reader: Audience | None, workspace: Workspace, *, drafts: bool) -> CorpusCopy:
    loaded = workspace.loaded
    editions = [*_editions(workspace)]
    if reader is None:
        return whole_copy(loaded.corpus, loaded.project, briefs=loaded.briefs, editions=editions)
    records = readable(loaded.corpus, loaded.project, audience=reader, as_of=workspace.today, drafts=drafts)
    return copy_for(reader, records, loaded.corpus, loaded.project, briefs=loaded.briefs, editions=editions)


def _editions(workspace: Workspace) -> Iterator[EditionCopy]:
    """The editions that were built last, once for all formats; rehearsals are none."""
    entries = [
        entry for _, entry in sorted(read_manifest(workspace.loaded.root).items()) if not entry.rehearsal
    ]
    once = {(e.brief, e.template, e.audience, e.language): e for e in entries}
    for key, entry in once.items():
        pages = max(e.pages for e in entries if (e.brief, e.template, e.audience, e.language) == key)
        yield EditionCopy(" ".join(key), *key, entry.as_of, pages, entry.shown)


def _content(copy: CorpusCopy, suffix: str) -> bytes:
    if suffix == ".json":
        from policybrief.sections.csl_items import csl_json

        sources = [record for record in copy.records if isinstance(record, Source)]
        return csl_json(sources, markings=dict(copy.markings))
    from policybrief.exchange.export.database import database

    return database(copy)


def _may_go(
    content: bytes, file: Path, reader: Audience, copy: CorpusCopy, workspace: Workspace, *, aside: bool
) -> bool:
    """Whether the leak gate lets the bytes pass; what it finds is said, and nothing is written."""
    gate = workspace.gate()
    verdict = gate.search(
        content,
        name=file.name,
        audience=reader,
        shown=[record.id for record in copy.records],
        authors=(copy.organisation,),
    )
    for leak in verdict.leaks:
        click.echo(as_text(leak, texts={}) + "\n")
    if verdict.receipt is None:
        click.echo("Nothing was written.")
        return False
    searched = f"{counted(verdict.receipt.parts, 'part')} searched for {verdict.receipt.needles} needles"
    click.echo(f"{searched}, none found.", err=aside)
    return True


@contextmanager
def _for_us_only(private: bool) -> Iterator[None]:
    """While it lasts, new files can be read by their owner alone, where the system knows such a thing."""
    before = os.umask(0o077) if private else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def _metadata(place: str | None, copy: CorpusCopy, file: Path) -> dict[Path, bytes]:
    """The file of metadata that is asked for; `-` prints it."""
    from policybrief.exchange.export.datasette import metadata_json

    text = metadata_json(copy, name=file.name) if place else ""
    if place == "-":
        click.echo(text, nl=False)
    return {Path(place): text.encode()} if place and place != "-" else {}


def _say(copy: CorpusCopy, file: Path, suffix: str, *, aside: bool) -> None:
    marking = " ".join(copy.highest) or "no marking"
    sources = sum(isinstance(record, Source) for record in copy.records)
    what = counted(sources, "source") if suffix == ".json" else counted(len(copy.records), "record")
    if copy.audience:
        click.echo(f"{file}: {what} that {copy.audience} may read, highest marking {marking}.", err=aside)
        return
    click.echo(f"{file}: {what}.", err=aside)
    click.echo(
        f"It holds EVERYTHING but notes, up to {marking}: keep it in our house, and out of git.", err=True
    )
    click.echo("For readers outside:  brief export FILE --audience NAME", err=True)


def _say_drafts(copy: CorpusCopy, with_drafts: CorpusCopy, *, aside: bool) -> None:
    number = len(with_drafts.records) - len(copy.records)
    if number:
        said = f"Left out because they are not cleared: {counted(number, 'record')} (--drafts takes them in)."
        click.echo(said, err=aside)
