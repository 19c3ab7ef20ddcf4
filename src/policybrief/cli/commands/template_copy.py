"""`brief template copy`: a section of base, written into a template to change its structure."""

from __future__ import annotations

import click

from policybrief.diagnostics import Refusal
from policybrief.editions.workspace import one_of, project_root
from policybrief.files.names import entry


@click.command("copy")
@click.argument("name", metavar="NAME")
@click.argument("section", metavar="SECTION")
def command(name: str, section: str) -> None:
    """Copy a section into a template, to change its structure.

    Wording, colours and the order of sections need no copy: see docs/templates.md. The copy's first line says
    what it was based on, so that `brief template check` can tell you when that has changed since.
    """
    from policybrief.files.writing import write_atomically
    from policybrief.templates import list_templates
    from policybrief.templates.copies import copied, original
    from policybrief.templates.reading import read_chain

    root = project_root()
    one_of("template", name, list_templates(root))
    folders = tuple(folder for folder, _, _ in read_chain(name, root)[0])
    if not folders or folders[0].built_in:
        raise Refusal(f"'{name}' is built in; start a template of your own with: brief template new NAME")
    known = {stem for folder in folders for stem, _, _ in folder.under("sections", ".md")}
    one_of("section", section, sorted(known))
    path = entry(root / "templates", name) / "sections" / f"{section}.md"
    shown = path.relative_to(root).as_posix()
    found = original(folders[1:], section)
    if path.exists() or found is None:
        raise Refusal(f"{shown} is there already; nothing was changed.")
    place, text = found
    write_atomically(path, copied(text, place=place).encode())
    click.echo(f"Wrote {shown}, a copy of {place}.")
    click.echo(f"Change it, then: brief template check {name}")
