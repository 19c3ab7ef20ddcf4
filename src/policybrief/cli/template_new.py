"""`brief template new`: a template folder that builds at once, from the starter or from a Word file."""

from __future__ import annotations

import re
from pathlib import Path

import click

from policybrief.cli.here import Refusal, root_here

STARTER = Path(__file__).parent.parent / "template_starter"
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")


@click.command("new")
@click.argument("name", metavar="NAME")
def command(name: str) -> None:
    """Start a house template, or make one from a Word file.

    It becomes the folder templates/NAME of the project: small letters, digits and hyphens.
    """
    from policybrief.build.files import write_atomically

    folder = _free_folder(root_here(), name)
    for path in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        write_atomically(folder / path.relative_to(STARTER), path.read_bytes())
    click.echo(f"Created templates/{name}/")
    click.echo(f"  {'template.yaml':<20}  name, colour, faces, margins; what each audience gets")
    click.echo(f"  {'labels/en.yaml':<20}  the words of your papers")
    click.echo(f"Next:  write  template: {name}  into policybrief.yaml, then: brief build")


def _free_folder(root: Path, name: str) -> Path:
    """Where the template will stand.

    Raises:
        Refusal: the name cannot be one, or is taken.
    """
    from policybrief.templates import list_templates

    if not NAME.fullmatch(name):
        raise Refusal(
            f"'{name}' cannot be a template's name: small letters, digits and hyphens, a letter first"
        )
    folder = root / "templates" / name
    if name in list_templates(root) or folder.exists():
        raise Refusal(f"There is a template '{name}' already; nothing was changed.")
    return folder
