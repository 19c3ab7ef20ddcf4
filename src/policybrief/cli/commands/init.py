"""`brief init`: a project that builds at once, copied from the starter."""

from __future__ import annotations

import json
from pathlib import Path

import click

from policybrief.diagnostics import Refusal

STARTER = Path(__file__).parents[2] / "starter"
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "vscode": ".vscode"}
"""Names that git would obey in our own sources → those that the project gets."""

_SHOWN = (
    ("policybrief.yaml", "your organisation, audiences, marking"),
    ("briefs/bridge.yaml", "a brief: title and question"),
    ("briefs/records/bridge.yaml", "its dossier: sources, facts, options, risks"),
    ("templates/ministry/", "name, colour, labels"),
)


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
def command(folder: Path) -> None:
    """Start a project that builds at once.

    It is put in DIR, or in the folder where you are. Files that are there already are left as they are.
    """
    from policybrief.files.writing import write_together
    from policybrief.project.json_schema import dossier_schema

    if (folder / "policybrief.yaml").exists():
        raise Refusal(f"{folder.as_posix()}/policybrief.yaml is there already.")
    wanted = {_target(path): path.read_bytes() for path in sorted(STARTER.rglob("*")) if path.is_file()}
    schema = json.dumps(dossier_schema(), ensure_ascii=False, indent=1) + "\n"
    wanted[Path(".vscode/dossier.schema.json")] = schema.encode()
    kept = [path for path in wanted if (folder / path).exists()]
    write_together({folder / path: content for path, content in wanted.items() if path not in kept})
    name = folder.as_posix().rstrip("/")
    click.echo(f"Created {name}/" if name != "." else "Created here:")
    for shown, words in _SHOWN:
        click.echo(f"  {shown:<28}  {words}")
    for path in kept:
        click.echo(f"  {path.as_posix():<28}  was there already, left as it is")
    there = f'"{name}"' if " " in name else name
    click.echo("Next:  " + ("" if name == "." else f"cd {there} && ") + "brief build")


def _target(path: Path) -> Path:
    first, *rest = path.relative_to(STARTER).parts
    return Path(_HIDDEN.get(first, first), *rest)
