"""`brief sources`: the group of commands about copies of sources."""

from __future__ import annotations

import click

from policybrief.cli import Commands, Table

COMMANDS: Table = (
    (
        "Commands",
        (
            ("capture", "Archive the copy of a source that was read."),
            ("verify", "Check sources against their copies, or their web addresses."),
        ),
    ),
)
"""As in the main group: the command NAME is the module `sources_NAME`."""


@click.command("sources", cls=Commands, table=COMMANDS, prefix="sources_")
def command() -> None:
    """Archive copies of sources and check sources against them."""
