"""`brief template`: the group of commands for people who design how papers look."""

from __future__ import annotations

import click

from policybrief.cli import Commands, Table

COMMANDS: Table = (
    (
        "Commands",
        (
            ("new", "Create a house template, or make one from a Word file."),
            ("check", "Check house templates for errors and open points."),
            ("preview", "Build a specimen of a template: every section, block and role."),
            ("copy", "Copy a section into a template to change its structure."),
        ),
    ),
)
"""As in the main group: the command NAME is the module `template_NAME`."""


@click.command("template", cls=Commands, table=COMMANDS, prefix="template_")
def command() -> None:
    """Create, check and preview house templates."""
