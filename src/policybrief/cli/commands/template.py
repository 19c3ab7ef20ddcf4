"""`brief template`: the group of commands for those who design how papers look."""

from __future__ import annotations

import click

from policybrief.cli import Commands, Table

COMMANDS: Table = (
    (
        "Commands",
        (
            ("new", "Start a house template, or make one from a Word file."),
            ("check", "Find what is wrong with house templates."),
            ("preview", "Show a template: every section, block and role."),
            ("copy", "Copy a section into a template, to change its structure."),
        ),
    ),
)
"""As in the main group: the command NAME is the module `template_NAME`."""


@click.command("template", cls=Commands, table=COMMANDS, prefix="template_")
def command() -> None:
    """Make, check and show house templates."""
