"""`brief template copy`: a section of base, written into a template to change its structure."""

from __future__ import annotations

import click

from policybrief.editions import project_root


@click.command("copy")
@click.argument("name", metavar="NAME")
@click.argument("section", metavar="SECTION")
def command(name: str, section: str) -> None:
    """Copy a section into a template to change its structure.

    You can change wording, colours and the order of sections without a copy: see docs/templates.md. The
    first line of the copy records its original, so that `brief template check` can report when the
    original has changed.
    """
    from policybrief.designing.section_copies import copy_section

    path, original = copy_section(name, section, project_root())
    click.echo(f"Wrote {path}, a copy of {original}.")
    click.echo(f"Change it, then: brief template check {name}")
