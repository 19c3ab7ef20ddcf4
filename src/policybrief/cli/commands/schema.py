"""`brief schema`: the JSON Schema of a dossier, for editors and other tools."""

from __future__ import annotations

import json

import click

from policybrief.project.json_schema import dossier_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a dossier, for editors.

    `brief init` sets it up in Visual Studio Code. For another project:

    \b
      brief schema > .brief/dossier.schema.json
    """
    text = json.dumps(dossier_schema(), ensure_ascii=False, indent=1)
    click.echo((text + "\n").encode(), nl=False)
