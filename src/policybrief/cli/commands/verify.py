"""`brief verify`: which edition a file is, whether it is unaltered, and what has moved since."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--ledger", is_flag=True, help="Whether the ledger of issued editions is whole.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.pass_context
def command(ctx: click.Context, *, file: Path | None, ledger: bool, form: str) -> None:
    """Tell which edition a file is, unaltered or not, current or not.

    FILE is a Word file or PDF. Inside the project the ledger tells; elsewhere only what the file says of
    itself can be told. Exit 0 if it is unaltered and current, 1 if not, 2 if it is no file of ours.

    \b
      brief verify ~/Downloads/nato-support-minister-en-v2.docx
      brief verify --ledger
    """
    if ledger == bool(file):
        raise click.UsageError("Name a FILE, or --ledger.")
    from policybrief.cli.commands.verifying import run, run_ledger

    ctx.exit(run_ledger(form) if file is None else run(file, form))
