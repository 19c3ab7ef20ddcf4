"""The work of `brief diff`: two documents compared and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from policybrief.changes import tracked
from policybrief.changes.reasons import Reasons
from policybrief.changes.records import Compared
from policybrief.cli.commands.diff_sides import Sides, sides
from policybrief.cli.commands.edited import Returned, is_edited, returned
from policybrief.cli.terminal.diagnostics import echo_json
from policybrief.cli.terminal.diff_formats import as_markdown, as_records
from policybrief.cli.terminal.diff_text import as_text
from policybrief.cli.terminal.report import point_to_errors, say_faults
from policybrief.cli.terminal.returned_edits import edits_as_markdown, edits_as_records, edits_as_text
from policybrief.diagnostics import Refusal, counted
from policybrief.document.differences import compare, named_in
from policybrief.editions.workspace import Workspace, open_workspace
from policybrief.files.writing import write_atomically


def run(names: tuple[str, ...], *, against: str, form: str, docx: Path | None) -> None:
    """Print the differences that are asked for; with `docx` write the Word file that tracks them.

    Raises:
        Refusal: a name matches nothing, or there is nothing to compare with.
    """
    workspace = open_workspace()
    point_to_errors(workspace)
    if not against and docx is None and (file := _returned_file(names, workspace)):
        _say_returned(returned(Path(file), [name for name in names if name != file], workspace), form)
        return
    found = sides(names, workspace, against=against)
    compared = _compared(found, workspace, for_others=form == "markdown")
    if docx is not None:
        _write_tracked(docx, found, workspace)
    if form == "json":
        echo_json(as_records(compared))
        return
    outside = not found.after.reader.internal
    for line in as_markdown(compared, outside=outside) if form == "markdown" else as_text(compared):
        click.echo(line)
    if compared.reasons.hint:
        click.echo(f"\nWhy a record differs is unknown: {compared.reasons.hint}.", err=True)


def _compared(found: Sides, workspace: Workspace, *, for_others: bool) -> Compared:
    """The differences in what each reader may read today; `for_others` in what that of the later side may."""
    after, hidden = found.after.for_reader(found.after.reader, workspace.loaded)
    reader = found.after.reader if for_others else found.before.reader
    before, left_out = found.before.for_reader(reader, workspace.loaded)
    shown = {*named_in(after.document), *hidden}
    gone = tuple(record for record in left_out if record not in shown)
    reasons = Reasons(workspace.loaded, found.made.selection if found.made else None)
    differences = compare(before.document, after.document)
    return Compared(before, after, differences, workspace.loaded.corpus, reasons, gone)


def _returned_file(names: Sequence[str], workspace: Workspace) -> str:
    """The one Word file among `names` that has other words than it went out with; "" if there is none.

    One without a change is meant as well where the words of its edition stand beside it, each by itself.
    """
    files = [name for name in names if Path(name).suffix.lower() == ".docx" and Path(name).is_file()]
    edited = [name for name in files if is_edited(Path(name), workspace)]
    meant = edited or (files if len(names) > len(files) + 1 else [])
    return meant[0] if len(meant) == 1 else ""


def _say_returned(found: Returned, form: str) -> None:
    if form == "json":
        echo_json(edits_as_records(found))
        return
    for line in edits_as_markdown(found) if form == "markdown" else edits_as_text(found):
        click.echo(line)


def _write_tracked(path: Path, found: Sides, workspace: Workspace) -> None:
    """Write the later side as a Word file that tracks what has changed; what that leaves out is said.

    Raises:
        Refusal: the later side is no edition of now, or the file would take the place of another.
    """
    if found.made is None:
        raise Refusal("--docx tracks the changes in an edition as it stands now, not in one that was issued.")
    if path.exists():
        raise Refusal(f"{path} exists already: name another file, or remove it.")
    done = tracked(found.made, found.before.document, workspace.loaded, workspace.houses, name=path.name)
    if done.file is None:
        say_faults(workspace, done.leaks)
        click.echo(f"{path} was not written: it would show more than its reader may see.", err=True)
        raise click.exceptions.Exit(1)
    write_atomically(path, done.file)
    click.echo(f"Wrote {path}: accept all changes for the new text, reject all for the old one.", err=True)
    if done.left_out:
        said = counted(len(done.left_out), "deletion is", "deletions are")
        click.echo(
            f"{said} not in it, for its reader may no longer see what stood there: "
            f"{', '.join(done.left_out)}.",
            err=True,
        )
