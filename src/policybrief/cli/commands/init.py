"""`brief init`: a project that builds immediately, copied from the starter."""

from __future__ import annotations

from pathlib import Path

import click

_SHOWN = (
    ("policybrief.yaml", "your organisation, audiences, marking"),
    ("briefs/bridge.yaml", "a brief: title and question"),
    ("briefs/records/bridge.yaml", "its dossier: sources, facts, options, risks"),
    ("templates/ministry/", "name, colour, labels"),
    ("roads-letter.docx", "a Word file to make a template from"),
)


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
def command(folder: Path) -> None:
    """Create a ready-to-build project.

    The project is created in DIR, or in the current folder. Existing files are left unchanged.
    """
    from policybrief.project.new_projects import create_project

    present = create_project(folder)
    name = folder.as_posix().rstrip("/")
    click.echo(f"Created {name}/" if name != "." else "Created here:")
    for path, words in _SHOWN:
        click.echo(f"  {path:<28}  {words}")
    for file in present:
        click.echo(f"  {file.as_posix():<28}  already exists, left unchanged")
    typed = f'"{name}"' if " " in name else name
    click.echo("Next:  " + ("" if name == "." else f"cd {typed} && ") + "brief build")
