"""`brief verify`: which edition a file is, whether it is unaltered, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from policybrief.cli.terminal.diagnostics import as_record, as_text, echo_json
from policybrief.cli.terminal.issued_changes import currency_lines
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import open_workspace, project_root
from policybrief.issuing import (
    Currency,
    FileState,
    KnownFile,
    VerifiedFile,
    VerifiedLedger,
    identify_file,
    verify_file,
    verify_ledger,
)
from policybrief.ledger import Issued, Ledger
from policybrief.project.inputs import find_root

_STATES = {
    FileState.UNALTERED: "Unaltered: identical to the file that was issued.",
    FileState.ADDED_TO: (
        "Added to: the file that was issued, with an addition at its end (a signature, a comment)."
    ),
    FileState.SAME_WORDS: (
        "Same words, other bytes: another program saved it; no word of the text or notes differs."
    ),
    FileState.ALTERED: "ALTERED: differs from the file that was issued, in its words too.",
}
_ALTERED_PDF = "ALTERED: differs from the file that was issued."


@click.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--ledger", is_flag=True, help="Check that the ledger of issued editions is complete and unaltered."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, *, file: Path | None, ledger: bool, form: str) -> None:
    """Identify a file and check that it is unaltered and current.

    FILE is a Word file or PDF. Inside the project it is checked against the ledger; elsewhere only what
    the file says about itself can be shown. Exits with 0 if it is unaltered and current, 1 if not, 2 if
    it is not a file made by brief.

    \b
      brief verify ~/Downloads/nato-support-minister-en-v2.docx
      brief verify --ledger
    """
    if ledger == bool(file):
        raise click.UsageError("Name a FILE, or --ledger.")
    if file is None:
        ctx.exit(_print_ledger(verify_ledger(project_root()), form))
    if find_root(Path.cwd()) is None:
        _print_foreign(file, form)
        ctx.exit(1)
    verified = verify_file(file, open_workspace())
    if verified is None:
        raise Refusal(
            f"{file.name} was not made by brief: no ledger entry matches it, and it has no identifier"
        )
    if form == "json":
        echo_json([_file_as_object(file, verified)])
    else:
        for line in _file_lines(file, verified):
            click.echo(line)
    ctx.exit(int(not (verified.current and verified.ledger_whole)))


def _print_ledger(verified: VerifiedLedger, form: str) -> int:
    """Print what is wrong with the ledger; the exit code: 0 if it is complete, 1 if not."""
    faults = verified.faults
    if form == "json":
        echo_json(as_record(fault) for fault in faults)
        return int(bool(faults))
    for fault in faults:
        click.echo(as_text(fault, texts={}) + "\n")
    issued = verified.ledger.issues()
    series = len({event.series for event in issued})
    click.echo(
        f"{counted(len(issued), 'issued edition')} in {series} series: "
        + (f"{counted(len(faults), 'error')}." if faults else "the ledger is complete and unaltered.")
    )
    if verified.no_history:
        click.echo(f"Cannot check whether the last entries were removed: {verified.no_history}.", err=True)
    return int(bool(faults))


def _print_foreign(path: Path, form: str) -> None:
    """What a file says about itself, where there is no ledger.

    Raises: Refusal: it has no identifier.
    """
    file = identify_file(path, Ledger())
    if file is None:
        raise Refusal(
            f"{path.name} has no identifier of an issued edition. Drafts have none: "
            "run this inside the project that made it."
        )
    if form == "json":
        echo_json([_identifier_as_object(path, file) | dict(file.properties)])
        return
    click.echo(f"{path.name} says that it is an issued edition:")
    for name, words in (*file.properties, ("identifier", file.identifier)):
        click.echo(f"  {name}: {words}")
    click.echo("To check whether it is unaltered and current, run this inside its project.")


def _file_lines(path: Path, verified: VerifiedFile) -> Iterator[str]:
    file, currency = verified.file, verified.currency
    if file.issued is not None and currency is not None:
        yield from _issued_lines(path, file.issued, currency, verified)
    elif file.built is not None:
        yield from _built_lines(path, verified)
    else:
        yield f"{path.name} has the identifier of an issued edition, {file.identifier},"
        yield "which is not in this ledger. Is it from another project, or from a branch not yet merged?"


def _issued_lines(path: Path, issued: Issued, currency: Currency, verified: VerifiedFile) -> Iterator[str]:
    yield f"{path.name} is {issued.series.name}"
    offices = ", ".join(verified.offices)
    yield f"  {issued.number}, version {issued.version}, issued on {issued.on} to {offices}"
    yield f"  facts as of {issued.as_of}"
    altered_pdf = verified.file.state is FileState.ALTERED and path.suffix.lower() == ".pdf"
    yield _ALTERED_PDF if altered_pdf else _STATES[verified.file.state]
    if currency.current:
        yield "Current: nothing that it is based on has changed, and it would say the same today."
    else:
        yield "Not current:"
        yield from (f"  {line}" for line in currency_lines(currency))
    if not verified.ledger_whole:
        yield "This ledger is incomplete or altered: brief verify --ledger"


def _built_lines(path: Path, verified: VerifiedFile) -> Iterator[str]:
    entry, unaltered = verified.file.built, verified.file.state is FileState.UNALTERED
    assert entry is not None
    name = " ".join((entry.brief, entry.template, entry.audience, entry.language))
    yield f"{path.name} is {name}, as brief build wrote it; it was not issued"
    yield f"  facts as of {entry.as_of}"
    yield "Unaltered: identical to the file that was built." if unaltered else "ALTERED: edited by hand."
    if unaltered:
        yield "Current: it would say the same today." if verified.fresh else "Not current: build it again."


def _file_as_object(path: Path, verified: VerifiedFile) -> Mapping[str, Any]:
    file, currency = verified.file, verified.currency
    if file.issued is not None and currency is not None:
        fields = _issued_as_object(path, file.issued, currency, file.state)
        return fields | {"ledger_whole": verified.ledger_whole}
    entry = file.built
    if entry is None:
        return _identifier_as_object(path, file)
    name = " ".join((entry.brief, entry.template, entry.audience, entry.language))
    fields = {"file": path.name, "edition": name, "number": "", "bytes": file.state.value}
    return fields | {"current": verified.fresh}


def _identifier_as_object(path: Path, file: KnownFile) -> dict[str, Any]:
    return {"file": path.name, "identifier": file.identifier, "bytes": file.state.value}


def _issued_as_object(path: Path, issued: Issued, currency: Currency, state: FileState) -> dict[str, Any]:
    return {
        "file": path.name,
        "edition": issued.series.name,
        "number": issued.number,
        "version": issued.version,
        "on": issued.on.isoformat(),
        "bytes": state.value,
        "current": currency.current,
        "recalled": currency.recalled.on.isoformat() if currency.recalled else "",
        "later": [event.number for event in currency.later],
        "moved": [
            {"record": c.then.id, "fate": c.became.value, "told": c.detail, "bears": c.then.bears}
            for c in currency.changes
        ],
        "added": [*currency.added],
        "gone": [{"record": record, "reason": reason} for record, reason in currency.gone],
        "reworded": currency.reworded,
        "unmade": currency.unmade,
    }
