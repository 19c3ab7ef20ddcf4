"""`brief import`: sources from a bibliography into the project's dossiers, again and again."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("csl-json", "bibtex", "ris")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", metavar="FILE", help="The dossier for what is new: briefs/records/sources.yaml.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="If it is not to be found out.")
@click.option("--encoding", default="", metavar="NAME", help="Of the file, if not UTF-8: cp1252.")
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
    overwrite: bool,
    dry_run: bool,
    report: Path | None,
    strict: bool,
) -> None:
    """Take in sources from Zotero, or facts from a table.

    FILE is a bibliography in CSL-JSON, BibTeX, BibLaTeX or RIS. Import it again when it has changed: works
    are found by their keys, what changed is listed, and what you edited by hand stays.

    \b
      brief import library.bib
    """
    from policybrief.cli.importing_works import import_works

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
