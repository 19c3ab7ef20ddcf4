"""`brief issue`: freeze an edition, write its final files, and note in the ledger who gets it."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli.terminal.completion import complete_briefs
from policybrief.writers import WRITERS


@click.command("issue")
@click.argument("names", metavar="EDITION", nargs=-1, required=True, shell_complete=complete_briefs)
@click.option(
    "--to", metavar="OFFICE", multiple=True, required=True, help="Who gets it; for each, or parted by ;"
)
@click.option("--by", metavar="OFFICE", default="", help="Who drafted it.")
@click.option("--cleared-by", metavar="OFFICE", multiple=True, help='"legal adviser, 2022-10-02".')
@click.option("--approved-by", metavar="OFFICE", multiple=True, help='"head of department, 2022-10-03".')
@click.option("--dissent", metavar="OFFICE: WORDS", multiple=True, help="What one of them does not share.")
@click.option("--number", metavar="NUMBER", default="", help="A number of yours, not the next free one.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(tuple(WRITERS)),
    help="Only this; what was built if left out.",
)
@click.option("--again", is_flag=True, help="Also if nothing has changed since the last version.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the files; out/ of the project.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    names: tuple[str, ...],
    to: tuple[str, ...],
    by: str,
    cleared_by: tuple[str, ...],
    approved_by: tuple[str, ...],
    dissent: tuple[str, ...],
    number: str,
    formats: tuple[str, ...],
    again: bool,
    out: Path | None,
) -> None:
    """Freeze an edition: final files, an entry in the ledger.

    An edition with an open point is not issued: settle it, or waive the rule in the record. Files go to
    out/issued/, the entry and the document to briefs/issued/: commit these. A paper that was built in Word
    alone goes out in Word alone. A step of clearance may carry a day and a result: "legal adviser,
    2022-10-02, no objection".

    \b
      brief issue nato-support foreign-affairs minister en --to "Private Office" \\
        --cleared-by "legal adviser, 2022-10-02" --approved-by "head of unit"
    """
    from policybrief.cli.commands.issuing import run

    steps = {"drafted": by, "cleared": cleared_by, "approved": approved_by, "dissent": dissent}
    ctx.exit(run(names, to=to, steps=steps, number=number, formats=formats, again=again, out=out))
