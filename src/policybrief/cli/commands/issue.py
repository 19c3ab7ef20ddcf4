"""`brief issue`: freeze an edition, write its final files, and record in the ledger who gets it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

import click

from policybrief.cli.terminal.completion import complete_briefs
from policybrief.cli.terminal.diagnostics import distinct
from policybrief.cli.terminal.report import print_diagnostics
from policybrief.diagnostics import Diagnostic, Refusal, Severity, counted
from policybrief.editions import (
    Workspace,
    build_lock,
    file_of,
    one_edition,
    open_workspace,
    remove_unfinished,
)
from policybrief.issuing import (
    IssueOutcome,
    IssueRequest,
    IssueResult,
    chain_of,
    issue,
    offices,
    open_registry,
)
from policybrief.ledger import FOLDER, Issued, PassedOn
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.records import Edition


@click.command("issue")
@click.argument("names", metavar="EDITION", nargs=-1, required=True, shell_complete=complete_briefs)
@click.option(
    "--to",
    metavar="OFFICE",
    multiple=True,
    required=True,
    help='Recipient; repeat the option, or separate with ";".',
)
@click.option("--by", metavar="OFFICE", default="", help="Office that drafted it.")
@click.option(
    "--cleared-by", metavar="OFFICE", multiple=True, help='Who cleared it: "legal adviser, 2022-10-02".'
)
@click.option(
    "--approved-by",
    metavar="OFFICE",
    multiple=True,
    help='Who approved it: "head of department, 2022-10-03".',
)
@click.option("--dissent", metavar="OFFICE: WORDS", multiple=True, help="Record an objection.")
@click.option("--number", metavar="NUMBER", default="", help="Use this number instead of the next free one.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(tuple(WRITERS)),
    help="Only this format; default: the formats that were built.",
)
@click.option("--again", is_flag=True, help="Issue it even if nothing has changed since the last version.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the files; default: the project's out/."
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    names: tuple[str, ...],
    to: tuple[str, ...],
    by: str,
    cleared_by: tuple[str, ...],
    approved_by: tuple[str, ...],
    dissent: tuple[str, ...],
    number: str,
    formats: tuple[str, ...],
    again: bool,
    out: Path | None,
) -> None:
    """Issue an edition: freeze its files and enter it in the ledger.

    An edition with open points cannot be issued: resolve each point, or waive the rule in the record. The
    files go to out/issued/; the ledger entry and the document go to briefs/issued/: commit these. A paper
    built only in Word is issued only in Word. A clearance may include a day and a result: "legal adviser,
    2022-10-02, no objection".

    \b
      brief issue nato-support foreign-affairs minister en --to "Private Office" \\
        --cleared-by "legal adviser, 2022-10-02" --approved-by "head of unit"
    """
    workspace = open_workspace(names)
    edition = one_edition(workspace.editions())
    target = out.resolve() if out else workspace.loaded.root / "out"
    steps = {"drafted": by, "cleared": cleared_by, "approved": approved_by, "dissent": dissent}
    request = _request(workspace, to=to, steps=steps, number=number, again=again)
    request = replace(request, formats=formats or _built_formats(edition, target))
    with build_lock(
        workspace.loaded.root, waiting=lambda: click.echo("Waiting for another command to finish.")
    ):
        for folder in (target / "issued", workspace.loaded.root / FOLDER):
            remove_unfinished(folder)
        result = issue(edition, request, open_registry(workspace), out=target)
    if result.outcome is IssueOutcome.REFUSED:
        _print_refusal(result.diagnostics, edition, workspace)
        ctx.exit(1)
    for line in _result_lines(result, edition):
        click.echo(line)


def _built_formats(edition: Edition, out: Path) -> tuple[str, ...]:
    """Those of the edition's formats in which it has been built."""
    return tuple(form for form in edition.formats if (out / file_of(edition, form)).is_file())


def _request(
    workspace: Workspace, *, to: Sequence[str], steps: Mapping[str, Any], number: str, again: bool
) -> IssueRequest:
    """What was asked for.

    Raises: Refusal: an office, a day or a number cannot be read.
    """
    number = " ".join(number.split())
    if len(number) > 60 or "@" in number:
        raise Refusal(
            f"'{number[:60]}' cannot be used as a number: at most 60 characters, and no web address"
        )
    try:
        chain = chain_of(
            drafted=steps["drafted"],
            cleared=steps["cleared"],
            approved=steps["approved"],
            dissent=steps["dissent"],
            today=workspace.today,
        )
        return IssueRequest(offices(to), workspace.today, chain, number, again)
    except ValueError as fault:
        raise Refusal(str(fault)) from None


def _result_lines(result: IssueResult, edition: Edition) -> Iterator[str]:
    latest = result.latest
    match result.outcome:
        case IssueOutcome.REFUSED:
            return
        case IssueOutcome.UNCHANGED:
            assert latest is not None
            yield f"{edition.name}: unchanged since version {latest.version} of {latest.on}."
            yield "Nothing was written. To issue it anyway: --again"
            return
        case IssueOutcome.PASSED_ON:
            assert isinstance(result.event, PassedOn)
            assert latest is not None
            yield f"{edition.name}: unchanged since version {latest.version} of {latest.on}."
            yield f"Recorded that the same files also go to {', '.join(result.event.to)}:"
        case IssueOutcome.ISSUED:
            event = result.event
            assert isinstance(event, Issued)
            yield f"Issued {edition.name}: {event.number}, version {event.version}"
            yield f"to {', '.join(event.to)}; it is based on {counted(len(event.records), 'record')}:"
        case _:
            assert_never(result.outcome)
    for path in result.files:
        yield f"  {_short(path)}"
    yield f'Commit the ledger: git add {FOLDER} && git commit -m "Issue {edition.stem}"'


def _print_refusal(diagnostics: Sequence[Diagnostic], edition: Edition, workspace: Workspace) -> None:
    diagnostics = distinct(diagnostics)
    print_diagnostics(workspace, diagnostics, show_all=True)
    points = sum(d.severity is Severity.OPEN for d in diagnostics)
    only_points = points == len(diagnostics)
    why = f"{counted(points, 'point')} open" if only_points else counted(len(diagnostics), "error")
    click.echo(f"Not issued: {edition.name} ({why}).")
    if points:
        click.echo("Resolve each point, or waive the rule in the record with waive: (who, why, until when).")


def _short(path: Path) -> str:
    """`path` from the working folder, with slashes, where there is such a way."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
