"""The work of `brief issue`: one edition, made final and noted, or all that is open about it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli.terminal.diagnostics import distinct
from policybrief.cli.terminal.report import say_faults
from policybrief.diagnostics import Diagnostic, Refusal, Severity, counted
from policybrief.editions import alone
from policybrief.editions.claims import sweep
from policybrief.editions.wanted import file_of
from policybrief.editions.workspace import Workspace, one_edition, open_workspace
from policybrief.issuing import Issuing, Outcome, Request, chain_of, issue, offices, open_desk
from policybrief.ledger import FOLDER, Issued, PassedOn

if TYPE_CHECKING:
    from policybrief.records import Edition


def run(
    names: Sequence[str],
    *,
    to: Sequence[str],
    steps: Mapping[str, Any],
    number: str,
    formats: Sequence[str],
    again: bool,
    out: Path | None,
) -> int:
    """The exit code: 0 where it was issued, or had been; 1 where something is open, broken or leaks.

    Raises:
        Refusal: a name matches nothing or several editions, or what was typed names no office.
    """
    workspace = open_workspace(names)
    edition = one_edition(workspace.editions())
    target = out.resolve() if out else workspace.loaded.root / "out"
    request = _request(workspace, to=to, steps=steps, number=number, again=again)
    request = replace(request, formats=tuple(formats) or _standing(edition, target))
    with alone(workspace.loaded.root, waiting=lambda: click.echo("Waiting for another command to end.")):
        desk = open_desk(workspace)
        for folder in (target / "issued", workspace.loaded.root / FOLDER):
            sweep(folder)
        issuing = issue(edition, request, desk, out=target)
    return _say(issuing, edition, workspace)


def _standing(edition: Edition, out: Path) -> tuple[str, ...]:
    """Those of the edition's formats in which it has been built."""
    return tuple(form for form in edition.formats if (out / file_of(edition, form)).is_file())


def _request(
    workspace: Workspace, *, to: Sequence[str], steps: Mapping[str, Any], number: str, again: bool
) -> Request:
    """What was asked for.

    Raises:
        Refusal: what was typed names no office, no day or no number.
    """
    number = " ".join(number.split())
    if len(number) > 60 or "@" in number:
        raise Refusal(f"'{number[:60]}' is no number: at most 60 characters, and no address")
    try:
        chain = chain_of(
            drafted=steps["drafted"],
            cleared=steps["cleared"],
            approved=steps["approved"],
            dissent=steps["dissent"],
            today=workspace.today,
        )
        return Request(offices(to), workspace.today, chain, number, again)
    except ValueError as fault:
        raise Refusal(str(fault)) from None


def _say(issuing: Issuing, edition: Edition, workspace: Workspace) -> int:
    latest = issuing.latest
    match issuing.outcome:
        case Outcome.REFUSED:
            return _say_refused(issuing.diagnostics, edition, workspace)
        case Outcome.UNCHANGED:
            assert latest is not None
            click.echo(f"{edition.name}: unchanged since version {latest.version} of {latest.on}.")
            click.echo("Nothing was written. To issue it all the same: --again")
            return 0
        case Outcome.PASSED_ON:
            assert isinstance(issuing.event, PassedOn)
            assert latest is not None
            click.echo(f"{edition.name}: unchanged since version {latest.version} of {latest.on}.")
            click.echo(f"Noted that the same files go to {', '.join(issuing.event.to)} too:")
        case Outcome.ISSUED:
            event = issuing.event
            assert isinstance(event, Issued)
            click.echo(f"Issued {edition.name}: {event.number}, version {event.version}")
            click.echo(f"to {', '.join(event.to)}; it rests on {counted(len(event.records), 'record')}:")
    for path in issuing.files:
        click.echo(f"  {_short(path)}")
    click.echo(f'Commit the ledger: git add {FOLDER} && git commit -m "Issue {edition.stem}"')
    return 0


def _say_refused(found: Sequence[Diagnostic], edition: Edition, workspace: Workspace) -> int:
    found = distinct(found)
    say_faults(workspace, found, show_all=True)
    points = sum(d.severity is Severity.OPEN for d in found)
    why = f"{counted(points, 'point')} open" if points == len(found) else counted(len(found), "fault")
    click.echo(f"Not issued: {edition.name} ({why}).")
    if points:
        click.echo("Settle each point, or excuse its record with waive: (who, why, until when).")
    return 1


def _short(path: Path) -> str:
    """`path` from the working folder, with slashes, where there is such a way."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
