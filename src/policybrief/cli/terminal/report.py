"""What `build` and `check` print at the end: errors in full, open points by rule, one exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from policybrief.cli.terminal.diagnostics import as_text, by_rule, distinct
from policybrief.diagnostics import Diagnostic, Severity, counted
from policybrief.editions import EditionOutcome, EditionResult, Workspace

if TYPE_CHECKING:
    from policybrief.changes import BrokenEdition
    from policybrief.records import Edition

MACHINE = 3
_UNSAID = (
    "CI is set: no line of a file is shown, and a restricted record is named by a hash.\n"
    "For the full text, run brief check on your own computer"
)


def all_diagnostics(workspace: Workspace, results: Iterable[EditionResult]) -> tuple[Diagnostic, ...]:
    """Every diagnostic of the project, its templates and its editions, once."""
    of_editions = (d for result in results for d in result.diagnostics)
    return distinct([*workspace.loaded.diagnostics, *workspace.template_faults, *of_editions])


def editions_by_diagnostic(results: Iterable[EditionResult]) -> dict[Diagnostic, list[Edition]]:
    """Each diagnostic → the editions that have it."""
    diagnostics: dict[Diagnostic, list[Edition]] = {}
    for result in results:
        for diagnostic in dict.fromkeys(result.diagnostics):
            diagnostics.setdefault(diagnostic, []).append(result.edition)
    return diagnostics


def print_diagnostics(
    workspace: Workspace, diagnostics: Sequence[Diagnostic], *, show_all: bool = False
) -> None:
    """Print all but open points in full; these get one line per rule, or are printed in full with `show_all`.

    In continuous integration no lines of files are shown, and restricted records are named by a hash.
    """
    discretion = workspace.discretion()
    texts = {} if discretion.on else workspace.texts(diagnostics)
    diagnostics = [discretion.of(diagnostic) for diagnostic in diagnostics]
    for diagnostic in diagnostics:
        if show_all or diagnostic.severity is not Severity.OPEN:
            click.echo(as_text(diagnostic, texts=texts) + "\n")
    points = [d for d in diagnostics if d.severity is Severity.OPEN]
    if points and not show_all:
        click.echo(f"{counted(len(points), 'open point')} (each in full: brief check --all):")
        click.echo(by_rule(points) + "\n")
    if diagnostics and discretion.on:
        click.echo(_UNSAID + "\n")


def end_broken(broken: BrokenEdition, workspace: Workspace) -> NoReturn:
    """Print what is wrong with an edition that cannot be made, and end the command."""
    print_diagnostics(workspace, broken.diagnostics)
    click.echo(f"{broken.edition.name} cannot be made.")
    raise click.exceptions.Exit(1)


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """ "2 errors, 1 leak, 14 open points, 1 note", or "nothing to report"."""
    severities = [d.severity for d in diagnostics]
    words = (
        (Severity.ERROR, "error"),
        (Severity.LEAK, "leak"),
        (Severity.OPEN, "open point"),
        (Severity.NOTE, "note"),
    )
    parts = [counted(n, word) for severity, word in words if (n := severities.count(severity))]
    return ", ".join(parts) or "nothing to report"


def exit_code(diagnostics: Iterable[Diagnostic], results: Iterable[EditionResult], *, strict: bool) -> int:
    """3 where the machine failed; 1 for errors and leaks, and for open points if `strict`; else 0."""
    if any(r.outcome is EditionOutcome.FAILED or any(f.locked for f in r.files) for r in results):
        return MACHINE
    faults = {Severity.ERROR, Severity.LEAK} | ({Severity.OPEN} if strict else set())
    return int(any(d.severity in faults for d in diagnostics))


def print_unread_notice(workspace: Workspace) -> None:
    """Print on the error stream that something could not be read, while a command shows the rest."""
    number = sum(d.severity is Severity.ERROR for d in workspace.loaded.diagnostics)
    if number:
        click.echo(f"Not everything could be read ({counted(number, 'error')}): see brief check", err=True)
