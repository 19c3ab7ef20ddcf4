"""`brief import`: sources from a bibliography into the project's dossiers, again and again."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls")
FORMATS = ("csl-json", "bibtex", "ris")


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--into", metavar="FILE", help="The dossier for what is new; else sources.yaml.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="If it is not to be found out.")
@click.option("--encoding", default="", metavar="NAME", help="Of the file, if not UTF-8: cp1252.")
@click.option("--map", "map_file", type=_FILE, metavar="FILE", help="Which column of a table is which field.")
@click.option("--new-map", type=click.Path(path_type=Path), metavar="FILE", help="Write a map to start from.")
@click.option("--per-file", type=click.IntRange(1, 5000), default=2000, help="Facts to a dossier: 2000.")
@click.option("--overwrite", is_flag=True, help="Also replace what was edited by hand.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write all of it as JSON.")
@click.option("--strict", is_flag=True, help="Exit 1 if anything has no place.")
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
    """Take in sources from Zotero, or facts from a table.

    FILE is a bibliography in CSL-JSON, BibTeX, BibLaTeX or RIS, or a table in CSV or XLSX. Import it again
    when it has changed: records are found by their keys, what changed is listed, and what you edited by
    hand stays.

    \b
      brief import library.bib
      brief import aid.csv --new-map aid-map.yaml   then look at the map, and
      brief import aid.csv --map aid-map.yaml
    """
    if new_map or map_file or (file.suffix.lower() in _TABLES and form is None):
        ctx.exit(_table(file, map_file, new_map, into, per_file, overwrite, dry_run, report, strict))
    from policybrief.cli.commands.importing_works import import_works

    ctx.exit(
        import_works(
            file,
            into=into or "briefs/records/sources.yaml",
            form=form,
            encoding=encoding,
            overwrite=overwrite,
            dry_run=dry_run,
            report=report,
            strict=strict,
        )
    )


def _table(
    file: Path,
    map_file: Path | None,
    new_map: Path | None,
    into: str | None,
    per_file: int,
    overwrite: bool,
    dry_run: bool,
    report: Path | None,
    strict: bool,
) -> int:
    from policybrief.diagnostics import Refusal

    if new_map:
        from policybrief.exchange.new_map import write_new_map

        return write_new_map(file, new_map)
    if map_file is None:
        from policybrief.exchange.new_map import as_typed

        hint = f"brief import {as_typed(file)} --new-map {as_typed(Path(file.stem + '-map.yaml'))}"
        raise Refusal(f"Which column is which field? Write a map first, and look at it:\n  {hint}")
    from policybrief.cli.commands.importing_facts import import_facts

    return import_facts(
        file,
        map_file=map_file,
        into=into,
        per_file=per_file,
        overwrite=overwrite,
        dry_run=dry_run,
        report=report,
        strict=strict,
    )
