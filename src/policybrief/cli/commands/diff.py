"""`brief diff`: what has changed in an edition, record by record, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from policybrief.changes import BrokenEdition, Side, compare_sides, compared_sides, track_changes
from policybrief.cli.terminal.completion import complete_briefs
from policybrief.cli.terminal.diagnostics import echo_json
from policybrief.cli.terminal.diff_formats import as_markdown, as_records
from policybrief.cli.terminal.diff_text import as_text
from policybrief.cli.terminal.report import end_broken, print_diagnostics, print_unread_notice
from policybrief.cli.terminal.returned_edits import edits_as_markdown, edits_as_records, edits_as_text
from policybrief.diagnostics import Refusal, counted
from policybrief.editions import Workspace, open_workspace
from policybrief.files.writing import write_atomically
from policybrief.returns import ReturnedFile, is_edited, read_returned_file


@click.command("diff")
@click.argument("names", metavar="EDITION...", nargs=-1, required=True, shell_complete=complete_briefs)
@click.option("--against", metavar="COMMIT", default="", help="Against a commit, tag or branch.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.option(
    "--docx",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a Word file that tracks the changes.",
)
@click.option("--markdown", is_flag=True, help="As Markdown, for a message or a merge request.")
def command(*, names: tuple[str, ...], against: str, form: str, docx: Path | None, markdown: bool) -> None:
    """Say what has changed in an edition, record by record, and why.

    One EDITION is compared with what its reader has: the edition last issued, else the files in out/. Two are
    compared with each other; put quotation marks around names that belong together. A Word file that somebody
    edited is compared with its edition.

    \b
      brief diff nato-support minister uk
      brief diff nato-support minister uk --against HEAD~5
      brief diff nato-support minister uk --docx changes.docx
      brief diff "nato-support minister en" "nato-support public en"
      brief diff "returned from the minister.docx" nato-support minister
    """
    if markdown and form == "json":
        raise click.UsageError("--markdown goes without --format json.")
    form = "markdown" if markdown else form
    workspace = open_workspace()
    print_unread_notice(workspace)
    if not against and docx is None and (file := _returned_file(names, workspace)):
        words = [name for name in names if name != file]
        returned = read_returned_file(Path(file), words, workspace)
        if isinstance(returned, BrokenEdition):
            end_broken(returned, workspace)
        _print_edits(returned, form)
        return
    sides = compared_sides(names, workspace, against=against)
    if isinstance(sides, BrokenEdition):
        end_broken(sides, workspace)
    _print_differences(*sides, workspace, form, docx)


def _returned_file(names: Sequence[str], workspace: Workspace) -> str:
    """The one Word file among `names` that has other words than it went out with; "" if there is none.

    One without a change is meant as well where the words of its edition stand beside it, each by itself.
    """
    files = [name for name in names if Path(name).suffix.lower() == ".docx" and Path(name).is_file()]
    edited = [name for name in files if is_edited(Path(name), workspace)]
    meant = edited or (files if len(names) > len(files) + 1 else [])
    return meant[0] if len(meant) == 1 else ""


def _print_edits(file: ReturnedFile, form: str) -> None:
    if form == "json":
        echo_json(edits_as_records(file))
        return
    for line in edits_as_markdown(file) if form == "markdown" else edits_as_text(file):
        click.echo(line)


def _print_differences(before: Side, after: Side, workspace: Workspace, form: str, docx: Path | None) -> None:
    comparison = compare_sides(before, after, workspace, for_others=form == "markdown")
    if docx is not None:
        _write_tracked(docx, before, after, workspace)
    if form == "json":
        echo_json(as_records(comparison))
        return
    outside = not after.reader.internal
    for line in as_markdown(comparison, outside=outside) if form == "markdown" else as_text(comparison):
        click.echo(line)
    if comparison.reasons.hint:
        click.echo(f"\nWhy a record differs is unknown: {comparison.reasons.hint}.", err=True)


def _write_tracked(path: Path, before: Side, after: Side, workspace: Workspace) -> None:
    """Write the later side as a Word file that tracks what has changed; what that leaves out is printed.

    Raises:
        Refusal: the later side is no edition of now, or the file would take the place of another.
    """
    if after.made is None:
        raise Refusal("--docx tracks the changes in an edition as it stands now, not in one that was issued.")
    if path.exists():
        raise Refusal(f"{path} exists already: name another file, or remove it.")
    file = track_changes(after.made, before.document, workspace, name=path.name)
    if file.content is None:
        print_diagnostics(workspace, file.leaks)
        click.echo(f"{path} was not written: it would show more than its reader may see.", err=True)
        raise click.exceptions.Exit(1)
    write_atomically(path, file.content)
    click.echo(f"Wrote {path}: accept all changes for the new text, reject all for the old one.", err=True)
    if file.left_out:
        number = counted(len(file.left_out), "deletion is", "deletions are")
        click.echo(
            f"{number} not in it, for its reader may no longer see what stood there: "
            f"{', '.join(file.left_out)}.",
            err=True,
        )
