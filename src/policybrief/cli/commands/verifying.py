"""The work of `brief verify`: what a file is, and how it stands today; whether the ledger is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from policybrief.changes import BrokenEdition, current_side
from policybrief.cli.terminal.diagnostics import as_record, as_text, echo_json
from policybrief.diagnostics import Diagnostic, Refusal, Span, counted
from policybrief.editions import Entry, editions_of
from policybrief.editions.workspace import Workspace, open_workspace, project_root
from policybrief.issuing import Bytes, KnownFile, Move, Standing, identify_file, open_desk
from policybrief.issuing.currency import standing
from policybrief.ledger import FOLDER, Issued, Ledger, read_ledger
from policybrief.project.history import NoHistory, lost_below
from policybrief.project.inputs import find_root
from policybrief.selection.filter import EditionFilter

_SAID = {
    Bytes.UNALTERED: "Unaltered: these are the bytes that went out.",
    Bytes.ADDED_TO: "Added to: the file that went out, with something after it (a signature, a comment).",
    Bytes.SAME_WORDS: "Same words, other bytes: another program saved it; no word of text or notes differs.",
    Bytes.ALTERED: "ALTERED: these are not the bytes that went out, and their words differ too.",
}
_ALTERED_PDF = "ALTERED: these are not the bytes that went out."


def run(file: Path, form: str) -> int:
    """The exit code: 0 unaltered and current, 1 not.

    Raises:
        Refusal: the file is none of ours.
    """
    root = find_root(Path.cwd())
    if root is None:
        return _say_outside(file, identify_file(file, Ledger()), form)
    workspace = open_workspace()
    desk = open_desk(workspace)
    known = identify_file(file, desk.ledger, root=root)
    if known is None:
        raise Refusal(
            f"{file.name} is no file of ours: no ledger entry has its bytes, and it bears no identifier"
        )
    if known.issued is None:
        return _say_unissued(file, known, workspace, form)
    stands = standing(known.issued, desk, today=workspace.today)
    if form == "json":
        echo_json([_as_record(file, known, stands)])
        return int(known.bytes is not Bytes.UNALTERED or not stands.current)
    offices = desk.ledger.offices(known.issued)
    for line in _lines(file, known, known.issued, stands, offices):
        click.echo(line)
    folder = f"{known.issued.series.folder}/"
    if any(fault.span and fault.span.path.startswith(folder) for fault in desk.faults):
        click.echo("The ledger that says so is not whole: brief verify --ledger")
        return 1
    return int(known.bytes is not Bytes.UNALTERED or not stands.current)


def run_ledger(form: str) -> int:
    """The exit code: 0 if the ledger is whole, 1 if not."""
    root = project_root()
    ledger, faults = read_ledger(root)
    unknown = ""
    try:
        faults = (*faults, *_lost(root))
    except NoHistory as why:
        unknown = str(why)
    if form == "json":
        echo_json(as_record(fault) for fault in faults)
        return int(bool(faults))
    for fault in faults:
        click.echo(as_text(fault, texts={}) + "\n")
    issued = ledger.issues()
    series = len({event.series for event in issued})
    click.echo(
        f"{counted(len(issued), 'issued edition')} in {series} series: "
        + (f"{counted(len(faults), 'fault')}." if faults else "the ledger is whole.")
    )
    if unknown:
        click.echo(f"Whether the last entries were removed cannot be told: {unknown}.", err=True)
    return int(bool(faults))


def _lost(root: Path) -> Iterator[Diagnostic]:
    """Events that a commit added and that are gone: the chain does not miss its last ones, git does."""
    for path, commit in lost_below(root, FOLDER.as_posix(), ending=".json"):
        if not path.endswith(".document.json"):
            said = f"this event is gone; commit {commit.name[:8]} of {commit.day} had it"
            hint = f"bring it back: git checkout {commit.name[:8]} -- {path}"
            yield Diagnostic("ledger-lost", said, Span(path, 1, 1), hint=hint)


def _lines(
    file: Path, known: KnownFile, issued: Issued, stands: Standing, offices: Sequence[str]
) -> Iterator[str]:
    yield f"{file.name} is {issued.series.name}"
    yield f"  {issued.number}, version {issued.version}, issued on {issued.on} to {', '.join(offices)}"
    yield f"  facts as of {issued.as_of}"
    altered = known.bytes is Bytes.ALTERED and file.suffix.lower() == ".pdf"
    yield _ALTERED_PDF if altered else _SAID[known.bytes]
    if stands.current:
        yield "Current: nothing that it rests on has moved, and it would say the same today."
        return
    yield "Not current:"
    for line in standing_lines(stands):
        yield f"  {line}"


def standing_lines(stands: Standing) -> Iterator[str]:
    """What has happened since, a line each, the gravest first."""
    if stands.recalled:
        yield f"called back on {stands.recalled.on}: {stands.recalled.why}"
    for later in stands.later:
        yield f"version {later.version} was issued on {later.on}: {later.number}"
    for move in stands.moved:
        yield move_line(move)
    if stands.added:
        yield f"it would show now: {', '.join(stands.added)}"
    for record, reason in stands.gone:
        yield f"it would no longer show: {record}" + (f" ({reason})" if reason else "")
    if stands.reworded:
        yield "the words around the records differ: a title, a label, an order"
    if stands.unmade:
        yield f"what it would say now cannot be told: {stands.unmade}"


def move_line(move: Move) -> str:
    """ "winter-projects (fact): corrected; the recommendation rests on it"."""
    told = f" ({move.told})" if move.told else ""
    bears = "; the recommendation rests on it" if move.then.bears else ""
    unseen = "; not shown, but rested on" if move.then.unseen else ""
    return f"{move.then.id} ({move.then.kind}): {move.fate}{told}{bears}{unseen}"


def _as_record(file: Path, known: KnownFile, stands: Standing) -> dict[str, Any]:
    issued = known.issued
    assert issued is not None
    return {
        "file": file.name,
        "edition": issued.series.name,
        "number": issued.number,
        "version": issued.version,
        "on": issued.on.isoformat(),
        "bytes": known.bytes.value,
        "current": stands.current,
        "recalled": stands.recalled.on.isoformat() if stands.recalled else "",
        "later": [event.number for event in stands.later],
        "moved": [
            {"record": m.then.id, "fate": m.fate.value, "told": m.told, "bears": m.then.bears}
            for m in stands.moved
        ],
        "added": [*stands.added],
        "gone": [{"record": record, "reason": reason} for record, reason in stands.gone],
        "reworded": stands.reworded,
        "unmade": stands.unmade,
    }


def _say_outside(file: Path, known: KnownFile | None, form: str) -> int:
    """What a file says of itself, where no ledger is at hand.

    Raises:
        Refusal: it bears no identifier.
    """
    if known is None:
        raise Refusal(
            f"{file.name} bears no identifier of an issued edition. Drafts bear none: "
            "run this inside the project that it comes from."
        )
    if form == "json":
        said = {"file": file.name, "identifier": known.identifier, "bytes": known.bytes.value}
        echo_json([said | dict(known.properties)])
        return 1
    click.echo(f"{file.name} says that it is an issued edition:")
    for name, words in (*known.properties, ("identifier", known.identifier)):
        click.echo(f"  {name}: {words}")
    click.echo("Whether it is unaltered and current cannot be told here: run this inside its project.")
    return 1


def _say_unissued(file: Path, known: KnownFile, workspace: Workspace, form: str) -> int:
    """A file that a build wrote, or one issued by another project or branch."""
    entry = known.built
    if entry is None:
        if form == "json":
            echo_json([{"file": file.name, "identifier": known.identifier, "bytes": known.bytes.value}])
        else:
            click.echo(f"{file.name} bears the identifier of an issued edition, {known.identifier},")
            click.echo("which no entry of this ledger has: of another project, or a branch not merged yet?")
        return 1
    same = known.bytes is Bytes.UNALTERED
    fresh = same and _is_fresh(entry, workspace)
    name = " ".join((entry.brief, entry.template, entry.audience, entry.language))
    if form == "json":
        said = {"file": file.name, "edition": name, "number": "", "bytes": known.bytes.value}
        echo_json([said | {"current": fresh}])
        return int(not fresh)
    click.echo(f"{file.name} is {name}, as brief build wrote it; it was not issued")
    click.echo(f"  facts as of {entry.as_of}")
    click.echo("Unaltered: these are the bytes that were written." if same else "ALTERED: edited by hand.")
    if same:
        click.echo("Current: it would say the same today." if fresh else "Not current: build it again.")
    return int(not fresh)


def _is_fresh(entry: Entry, workspace: Workspace) -> bool:
    """True if a build today would write these files again."""
    only = EditionFilter((entry.brief,), (entry.template,), (entry.audience,), (entry.language,))
    found, _ = editions_of(workspace.loaded, houses=workspace.houses, today=workspace.today, only=only)
    if not found or found[0].as_of.isoformat() != entry.as_of:
        return False
    side = current_side(found[0], workspace)
    if isinstance(side, BrokenEdition) or side.made is None:
        return False
    return side.made.key == entry.key.partition(".")[0]
