"""`brief doctor`: whether this machine has what `brief` needs, and what to do if not."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from policybrief.cli.terminal.diagnostics import columns, echo_json
from policybrief.machine_checks import BROKEN, OK, machine_checks
from policybrief.project.inputs import find_root

MACHINE = 3


@click.command("doctor")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, *, form: str) -> None:
    """Check that this machine has everything it needs.

    Checks versions, fonts, time zones, git, write access, encoding and PATH. Exits with 3 if something
    necessary is missing or broken. Include the output when you report a problem.
    """
    checks = [*machine_checks(find_root(Path.cwd()))]
    if form == "json":
        echo_json(asdict(check) for check in checks)
    else:
        for line in columns(
            [(c.state if c.state == OK else c.state.upper(), c.check, c.found) for c in checks]
        ):
            click.echo(line)
        for check in checks:
            if check.remedy:
                click.echo(f"{check.check}: {check.remedy}")
    ctx.exit(MACHINE if any(check.state == BROKEN for check in checks) else 0)
