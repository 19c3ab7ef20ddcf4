"""`brief check`: everything that is wrong or open, in the project and in every edition, writing nothing."""

from __future__ import annotations

import click

from policybrief.build import examine
from policybrief.cli.designs import design_faults, templates_of
from policybrief.cli.formatters import as_record, counted, distinct, echo_json
from policybrief.cli.here import open_here
from policybrief.cli.report import all_found, editions_by_fault, exit_code, progress, say_faults, tally


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit 1 if points are open.")
@click.option("--all", "show_all", is_flag=True, help="Every open point in full.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.pass_context
def command(ctx: click.Context, *, strict: bool, show_all: bool, form: str) -> None:
    """Find what is wrong or still open, without writing files.

    Errors stop a brief: mend the line shown. Open points mark it as a draft.
    """
    here = open_here(all_templates=True)
    editions = here.editions()
    results = []
    if form == "json":
        results = [*examine(here.loaded, editions, houses=here.houses)]
    else:
        with progress(len(editions), "Checking") as step:
            for result in examine(here.loaded, editions, houses=here.houses):
                results.append(result)
                step(())
    designs = (fault for name in templates_of(here) for fault in design_faults(here, name))
    found = distinct([*all_found(here, results), *designs])
    if form == "json":
        names = editions_by_fault(results)
        echo_json(as_record(d, editions=[e.name for e in names.get(d, ())]) for d in found)
    else:
        say_faults(here, found, show_all=show_all)
        click.echo(f"{counted(len(editions), 'edition')} checked: {tally(found)}.")
    ctx.exit(exit_code(found, results, strict=strict))
