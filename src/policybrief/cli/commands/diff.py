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
@click.option("--against", metavar="COMMIT", default="", help="Compare with a commit, tag or branch.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.option(
    "--docx",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a Word file with tracked changes.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown, for a message or a merge request.")
def command(*, names: tuple[str, ...], against: str, form: str, docx: Path | None, markdown: bool) -> None:
    """Show what has changed in an edition, record by record, and why.

    One EDITION is compared with what its readers have: the edition last issued, or else the files in
    out/. Two are compared with each other; put the names of each in quotation marks. A Word file that
    someone edited is compared with its edition.

    \b
      brief diff nato-support minister uk
      brief diff nato-support minister uk --against HEAD~5
      brief diff nato-support minister uk --docx changes.docx
      brief diff "nato-support minister en" "nato-support public en"
      brief diff "returned from the minister.docx" nato-support minister
    """
    if markdown and form == "json":
        raise click.UsageError("--markdown cannot be combined with --format json.")
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
    """The one Word file among `names` whose words were edited; "" if there is none.

    A file without changes counts too if the names of its edition are given beside it, each as an
    argument.
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
        click.echo(f"\nThe reasons for the differences are not known: {comparison.reasons.hint}.", err=True)


def _write_tracked(path: Path, before: Side, after: Side, workspace: Workspace) -> None:
    """Write the later side as a Word file with tracked changes; print what that leaves out.

    Raises:
        Refusal: the later side is not a current edition, or the file already exists.
    """
    if after.made is None:
        raise Refusal("--docx tracks the changes up to the current edition, not up to one that was issued.")
    if path.exists():
        raise Refusal(f"{path} already exists: choose another name, or remove it.")
    file = track_changes(after.made, before.document, workspace, name=path.name)
    if file.content is None:
        print_diagnostics(workspace, file.leaks)
        click.echo(f"{path} was not written: it would show more than its readers may see.", err=True)
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
