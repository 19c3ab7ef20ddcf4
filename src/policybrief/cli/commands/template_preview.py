"""`brief template preview`: a specimen of a template, with every block and role, in both formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.diagnostics import as_text
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import one_of, open_workspace
from policybrief.writers import WRITERS, formats_by_default, lay_out

if TYPE_CHECKING:
    from policybrief.diagnostics import Diagnostic


@click.command("preview")
@click.argument("name", metavar="NAME")
@click.option(
    "--format", "forms", type=click.Choice(tuple(WRITERS)), multiple=True, help="Default: Word and PDF."
)
@click.option("--language", metavar="CODE", help="Language of the fixed words; default: the project's first.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; default: out/specimen/NAME.",
)
@click.pass_context
def command(
    ctx: click.Context, *, name: str, forms: tuple[str, ...], language: str | None, out: Path | None
) -> None:
    """Build a specimen of a template: every section, block and role.

    The paper describes an invented case. A second paper is a draft with more options than fit across one
    table.
    """
    from policybrief.designing.specimen import specimens
    from policybrief.files.writing import write_atomically
    from policybrief.templates import list_templates, read_template

    workspace = open_workspace()
    root = workspace.loaded.root
    template, faults = read_template(one_of("template", name, list_templates(root)), root)
    if template is None:
        _say(faults, workspace.texts(faults))
        ctx.exit(1)
    code = language or workspace.loaded.project.languages[0]
    if not template.speaks(code):
        raise Refusal(f"no words in '{code}'; there are: {', '.join(sorted(template.languages()))}")
    folder = out or root / "out" / "specimen" / name
    failed = False
    for specimen in specimens(template, language=code):
        _say(specimen.diagnostics, workspace.texts(specimen.diagnostics))
        failed = failed or specimen.document is None
        if specimen.document is not None:
            layout = lay_out(specimen.document, template.look)
            for writer in (WRITERS[form] for form in forms or formats_by_default()):
                path = folder / f"{specimen.stem}.{writer.extension}"
                write_atomically(path, writer.write(specimen.document, template.look, layout))
                shown_path = path.relative_to(root) if path.is_relative_to(root) else path
                click.echo(
                    shown_path.as_posix() + (f"  {counted(layout.pages, 'page')}" if writer.paged else "")
                )
    ctx.exit(int(failed))


def _say(faults: tuple[Diagnostic, ...], texts: dict[str, str]) -> None:
    for fault in faults:
        click.echo(as_text(fault, texts=texts) + "\n", err=True)
