"""`brief diff`: what has changed in an edition, record by record, with the reason."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli.terminal.completion import complete_briefs


@click.command("diff")
@click.argument("names", metavar="EDITION...", nargs=-1, required=True, shell_complete=complete_briefs)
@click.option("--against", metavar="COMMIT", default="", help="Against a commit, tag or branch.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.option(
    "--docx",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a Word file that tracks the changes.",
)
@click.option("--markdown", is_flag=True, help="As Markdown, for a message or a merge request.")
def command(*, names: tuple[str, ...], against: str, form: str, docx: Path | None, markdown: bool) -> None:
    """Say what has changed in an edition, record by record, and why.

    One EDITION is compared with what its reader has: the edition last issued, else the files in out/. Two are
    compared with each other; put quotation marks around names that belong together. A Word file that somebody
    edited is compared with its edition.

    \b
      brief diff nato-support minister uk
      brief diff nato-support minister uk --against HEAD~5
      brief diff nato-support minister uk --docx changes.docx
      brief diff "nato-support minister en" "nato-support public en"
      brief diff "returned from the minister.docx" nato-support minister
    """
    if markdown and form == "json":
        raise click.UsageError("--markdown goes without --format json.")
    from policybrief.cli.commands.diffing import run

    run(names, against=against, form="markdown" if markdown else form, docx=docx)
