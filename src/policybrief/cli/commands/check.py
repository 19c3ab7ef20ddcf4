"""`brief check`: everything that is wrong or open, in the project and in each edition; no papers are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.diagnostics import as_record, distinct, echo_json
from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.report import (
    all_diagnostics,
    editions_by_diagnostic,
    exit_code,
    print_diagnostics,
    tally,
)
from policybrief.designing.template_faults import design_faults, templates_of
from policybrief.diagnostics import Diagnostic, Refusal, counted
from policybrief.editions import Workspace, check_editions, open_workspace, withdrawn_notes
from policybrief.ledger import read_ledger

if TYPE_CHECKING:
    from policybrief.editions import EditionResult

FORMATS = ("text", "json", "sarif", "gitlab", "github")


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are open points.")
@click.option("--all", "show_all", is_flag=True, help="Show every open point in full.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="For other programs: json, sarif, gitlab (Code Quality), github (annotations).",
)
@click.option("--explain", metavar="CODE", help="Explain a code and what to do about it: stale-fact.")
@click.pass_context
def command(ctx: click.Context, *, strict: bool, show_all: bool, form: str, explain: str | None) -> None:
    """Check the project and every edition, and list errors and open points.

    Errors stop a brief: fix the line shown. Open points mark it as a draft. No papers are made.
    """
    if explain is not None:
        click.echo(_explained(explain))
        return
    workspace = open_workspace(all_templates=True)
    editions = workspace.editions()
    results = []
    if form == "text":
        with progress(len(editions), "Checking") as step:
            for result in check_editions(workspace, editions):
                results.append(result)
                step(())
    else:
        results = [*check_editions(workspace, editions)]
    designs = (fault for name in templates_of(workspace) for fault in design_faults(workspace, name))
    _, ledger = read_ledger(workspace.loaded.root)
    notes = withdrawn_notes(workspace, results)
    diagnostics = distinct([*all_diagnostics(workspace, results), *designs, *notes, *ledger])
    if form == "text":
        print_diagnostics(workspace, diagnostics, show_all=show_all)
        click.echo(f"{counted(len(editions), 'edition')} checked: {tally(diagnostics)}.")
        if diagnostics:
            click.echo("To see what a code means and what to do: brief check --explain CODE")
    else:
        _echo_for_tools(form, diagnostics, results, workspace=workspace, strict=strict)
    ctx.exit(exit_code(diagnostics, results, strict=strict))


def _explained(code: str) -> str:
    """What the code means.

    Raises: Refusal: there is no such code; it suggests those that may be meant.
    """
    from policybrief.checks.rule_pages import codes_like, explained

    text = explained(code)
    if not text:
        alike = codes_like(code)
        quoted = " or ".join(f"'{one}'" for one in alike)
        hint = f"did you mean {quoted}?" if alike else "docs/errors.md lists the codes"
        raise Refusal(f"there is no code called '{code}'; {hint}")
    return text


def _echo_for_tools(
    form: str,
    diagnostics: Sequence[Diagnostic],
    results: Sequence[EditionResult],
    *,
    workspace: Workspace,
    strict: bool,
) -> None:
    """Print `diagnostics` as UTF-8 in one of the formats for other programs."""
    from policybrief import __version__
    from policybrief.cli.terminal.machine_formats import (
        as_github,
        as_gitlab,
        as_sarif,
        path_in_repository,
    )

    discretion = workspace.discretion()
    names_by_fault: dict[Diagnostic, set[str]] = {}
    for diagnostic, editions in editions_by_diagnostic(results).items():
        names_by_fault.setdefault(discretion.in_report(diagnostic), set()).update(
            edition.name for edition in editions
        )
    editions_of = {diagnostic: sorted(names) for diagnostic, names in names_by_fault.items()}
    diagnostics = [discretion.in_report(diagnostic) for diagnostic in diagnostics]
    within = path_in_repository(workspace.loaded.root)
    match form:
        case "sarif":
            text = as_sarif(
                diagnostics, editions=editions_of, within=within, version=__version__, strict=strict
            )
        case "gitlab":
            text = as_gitlab(diagnostics, within=within, strict=strict)
        case "github":
            text = "\n".join(as_github(diagnostics, within=within, strict=strict))
        case _:
            echo_json(as_record(d, editions=editions_of.get(d, ())) for d in diagnostics)
            return
    click.echo((text + "\n" if text else "").encode(), nl=False)
