"""`brief template check`: what a designer should fix, with its place and the remedy."""

from __future__ import annotations

import click

from policybrief.cli.terminal.diagnostics import as_record, as_text, distinct, echo_json
from policybrief.cli.terminal.report import exit_code, tally
from policybrief.designing.section_copies import outdated_copies
from policybrief.designing.template_faults import design_faults, templates_of
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import one_of, open_workspace


@click.command("check")
@click.argument("names", metavar="[NAME]…", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are open points.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, *, names: tuple[str, ...], strict: bool, form: str) -> None:
    """Check house templates for errors and open points.

    Errors stop briefs; open points are problems that readers would notice, such as text that is hard to
    read; notes are for you. Without NAME, all templates of the project are checked.
    """
    from policybrief.templates import list_templates

    workspace = open_workspace()
    root = workspace.loaded.root
    templates = tuple(one_of("template", name, list_templates(root)) for name in names) or templates_of(
        workspace
    )
    if not templates:
        raise Refusal("this project has no template; create one with: brief template new NAME")
    faults = distinct(fault for name in templates for fault in design_faults(workspace, name))
    if form == "json":
        echo_json(as_record(fault) for fault in faults)
    else:
        texts = workspace.texts(faults)
        for fault in faults:
            click.echo(as_text(fault, texts=texts) + "\n")
        for difference in outdated_copies(templates, root):
            click.echo(difference + "\n")
        click.echo(f"{counted(len(templates), 'template')} checked: {tally(faults)}.")
    ctx.exit(exit_code(faults, (), strict=strict))
