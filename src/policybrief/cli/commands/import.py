"""`brief import`: sources from a bibliography, or facts from a table, into the project's dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli.terminal.diagnostics import as_json, as_text
from policybrief.cli.terminal.progress import progress
from policybrief.diagnostics import Refusal
from policybrief.files.writing import write_atomically

if TYPE_CHECKING:
    from policybrief.exchange.tables.column_maps import ColumnMap
    from policybrief.project import LoadedProject

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls")
FORMATS = ("csl-json", "bibtex", "ris")


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--into", metavar="FILE", help="Dossier for new records; default: sources.yaml.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Format of a bibliography, if it cannot be detected."
)
@click.option("--encoding", default="", metavar="NAME", help="File encoding if not UTF-8, e.g. cp1252.")
@click.option(
    "--map", "map_file", type=_FILE, metavar="FILE", help="File that says which column is which field."
)
@click.option(
    "--new-map",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a draft of that file, to complete.",
)
@click.option(
    "--per-file", type=click.IntRange(1, 5000), default=2000, help="Facts per dossier; default: 2000."
)
@click.option("--overwrite", is_flag=True, help="Also replace values that were edited by hand.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be done.")
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a full report as JSON."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything could not be imported.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    *,
    into: str | None,
    form: str | None,
    encoding: str,
    map_file: Path | None,
    new_map: Path | None,
    per_file: int,
    overwrite: bool,
    dry_run: bool,
    report: Path | None,
    strict: bool,
) -> None:
    """Import sources from Zotero, or facts from a table.

    FILE is a bibliography in CSL-JSON, BibTeX, BibLaTeX or RIS, or a table in CSV or XLSX. Import it
    again when it has changed: records are matched by their keys, changes are listed, and what you edited
    by hand is kept.

    \b
      brief import library.bib
      brief import aid.csv --new-map aid-map.yaml   then check the map, and
      brief import aid.csv --map aid-map.yaml
    """
    if new_map:
        ctx.exit(_write_map(file, new_map))
    if map_file is None and form is None and file.suffix.lower() in _TABLES:
        hint = f"brief import {_typed(file)} --new-map {_typed(Path(file.stem + '-map.yaml'))}"
        raise Refusal(f"Which column is which field? Write a map first, then check it:\n  {hint}")
    options: dict[str, Any] = {"into": into, "overwrite": overwrite, "dry_run": dry_run}
    if map_file:
        complete = _import_facts(file, map_file, report, per_file=per_file, **options)
    else:
        complete = _import_works(file, report, form=form, encoding=encoding, **options)
    ctx.exit(int(complete is None or (strict and not complete)))


def _import_works(file: Path, report: Path | None, **options: Any) -> bool | None:
    """Whether all of a bibliography was imported; None if it cannot be read."""
    from policybrief.cli.terminal.import_results import work_lines, work_records
    from policybrief.exchange.work_imports import import_works

    result, faults = import_works(file, _loaded(), **options)
    for fault in faults:
        click.echo(as_text(fault, texts={}))
    if result is None:
        return None
    _echo(work_lines(result, file=file.name, dry_run=options["dry_run"]))
    _write_report(report, work_records(result))
    return not result.merge.unplaced


def _import_facts(file: Path, map_file: Path, report: Path | None, **options: Any) -> bool | None:
    """Whether all of a table was imported; None if the table or its map cannot be used."""
    from policybrief.cli.terminal.import_results import fact_lines, fact_records
    from policybrief.exchange.fact_imports import import_facts
    from policybrief.exchange.tables.cells import TableError

    loaded = _loaded()
    try:
        column_map = _checked_map(map_file, table=file)
        if column_map is None:
            return None
        with _bar() as progress:
            result = import_facts(file, column_map, loaded, progress=progress, **options)
    except TableError as fault:
        click.echo(f"{file.name}: {fault}")
        return None
    with closing(result.notes):
        _echo(fact_lines(result, file=file.name, dry_run=options["dry_run"]))
        _write_report(report, fact_records(result, file=file.name))
    return not (result.refused or result.unchanged)


def _checked_map(map_file: Path, *, table: Path) -> ColumnMap | None:
    """The map, if it can be used with this table; what is wrong is printed."""
    from policybrief.exchange.fact_imports import check_map

    checked = check_map(map_file, table=table)
    for fault in checked.faults:
        click.echo(as_text(fault, texts={map_file.name: checked.text}) + "\n")
    if checked.unused:
        unused = ", ".join(checked.unused)
        click.echo(f"Columns not imported (if that is intended, list them under unused:): {unused}")
    return checked.column_map


def _write_map(table: Path, place: Path) -> int:
    """Write a map for the table to `place`; the exit code."""
    from policybrief.exchange.tables.cells import TableError
    from policybrief.exchange.tables.proposed_maps import write_proposed_map

    try:
        write_proposed_map(table, place)
    except TableError as fault:
        click.echo(f"{table.name}: {fault}")
        return 1
    click.echo(f"Wrote {place}. Check every line, then:")
    click.echo(f"  brief import {_typed(table)} --map {_typed(place)} --dry-run")
    return 0


def _loaded() -> LoadedProject:
    from policybrief.editions import project_root
    from policybrief.project import read_project

    return read_project(project_root())


@contextmanager
def _bar() -> Iterator[Callable[[float], None]]:
    """A bar that moves with the share of the file that has been read."""
    with progress(100, "Reading") as step:
        steps = 0

        def move(share: float) -> None:
            nonlocal steps
            more = int(share * 100) - steps
            if more > 0:
                step((), more)
                steps += more

        yield move


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _write_report(path: Path | None, records: Iterable[Mapping[str, Any]]) -> None:
    if path:
        write_atomically(path, (as_json(records) + "\n").encode())


def _typed(path: Path) -> str:
    """The path as it is typed in a terminal."""
    return f'"{path}"' if " " in str(path) else str(path)
