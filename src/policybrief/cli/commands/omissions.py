"""`brief omissions`: what each copy of a brief leaves out and why, and whether that makes it one-sided."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from policybrief.changes.trace import (
    Copy,
    DifferingFigures,
    Omissions,
    OneSided,
    compare_copies,
    in_no_section,
    records_of,
    shown_nowhere,
)
from policybrief.cli.terminal.completion import complete_briefs
from policybrief.cli.terminal.diagnostics import WIDTH, echo_json
from policybrief.cli.terminal.report import print_unread_notice
from policybrief.cli.terminal.traced_record import reason_in_words
from policybrief.diagnostics import counted
from policybrief.editions import Workspace, open_workspace
from policybrief.gate import Discretion

if TYPE_CHECKING:
    from policybrief.project.corpus import Corpus


@click.command("omissions")
@click.argument("brief", shell_complete=complete_briefs)
@click.option("--template", metavar="NAME", help="Compare the copies of this template; default: the first.")
@click.option("--all", "show_all", is_flag=True, help="List every record and where each copy has it.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a copy is one-sided or a figure differs.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(
    ctx: click.Context, brief: str, *, template: str | None, show_all: bool, strict: bool, form: str
) -> None:
    """Show what each copy of a brief leaves out, and why.

    Also shows whether this makes a copy one-sided, and whether each figure is the same in all copies. The
    output names records that some readers must not see: share it only with people who may read the
    project's files.
    """
    workspace = open_workspace()
    print_unread_notice(workspace)
    omissions = compare_copies(brief, template or "", workspace)
    for edition in omissions.unmade:
        click.echo(f"{edition.name} cannot be made: see brief check", err=True)
    discretion = workspace.discretion()
    if form == "json":
        echo_json(_as_records(omissions, discretion, workspace.loaded.corpus))
    else:
        _print_copies(omissions.copies)
        _print_unshown(omissions.copies, workspace, discretion)
        if show_all:
            _print_table(omissions.copies, workspace, discretion)
        _print_sided(omissions.one_sided, discretion)
        _print_figures(omissions.differing_figures, discretion)
        _print_shared(omissions.shared, discretion)
    ctx.exit(int(strict and bool(omissions.one_sided or omissions.differing_figures)))


def _name(copy: Copy) -> str:
    return f"{copy.edition.audience.name} {copy.edition.language}"


def _print_copies(copies: Sequence[Copy]) -> None:
    first = copies[0].edition
    click.echo(
        click.style(
            f"{first.brief.name}, {first.template}: {counted(len(copies), 'copy', 'copies')}", bold=True
        )
    )
    for copy in copies:
        reasons = Counter(reason.partition(" ")[0] for _, reason in copy.left_out if reason != "other-topic")
        left = ", ".join(f"{number} {_short(reason)}" for reason, number in reasons.most_common())
        words = f"shows {len(copy.shown)} records; leaves out {left or 'none'}"
        lines = textwrap.wrap(words, WIDTH - 18)
        for number, line in enumerate(lines):
            click.echo(f"  {'' if number else _name(copy):<15} {line}")
        if copy.empty_sections:
            words = f"sections omitted because they would be empty: {', '.join(copy.empty_sections)}"
            for line in textwrap.wrap(words, WIDTH - 18):
                click.echo(f"  {'':<15} {line}")


_SHORT = {
    "marking": "marked too high",
    "not-releasable": "not released to it",
    "without-evidence": "that name no evidence",
    "other-template": "for another ministry's template",
    "other-audience": "for other readers",
    "left-out-by-brief": "left out by the brief",
    "not-yet-known": "not yet known",
    "not-yet-true": "not yet true",
    "no-longer-true": "no longer true",
    "rests-on-withheld": "based on these",
    "replaced-by": "replaced",
    "shed": "for length",
}


def _short(reason: str) -> str:
    return _SHORT.get(reason, reason)


def _print_table(copies: Sequence[Copy], workspace: Workspace, discretion: Discretion) -> None:
    click.echo("\nx in the body, a only in an annex, . not shown (no reason: no section prints it)")
    names = [_name(copy) for copy in copies]
    for number, name in enumerate(names):
        click.echo(f"  {'|  ' * number}+-- {name}")
    for record in records_of(copies, workspace.loaded.corpus):
        marks = "  ".join(_mark(record.id, copy) for copy in copies)
        why = dict.fromkeys(
            discretion.words(reason_in_words(r))
            for copy in copies
            if (r := dict(copy.left_out).get(record.id))
        )
        line = f"  {marks}  {discretion.name(record.id)}"
        room = WIDTH - len(line) - 3
        reasons = f" ({textwrap.shorten('; '.join(why), max(room, 12), placeholder='…')})" if why else ""
        click.echo(line + reasons)


def _mark(record: str, copy: Copy) -> str:
    return "x" if record in copy.body else "a" if record in copy.annexes else "."


def _print_unshown(copies: Sequence[Copy], workspace: Workspace, discretion: Discretion) -> None:
    """What no copy shows, with the reason where there is one, and what no section of a copy prints."""
    corpus = workspace.loaded.corpus
    reasons = {record: reason for copy in copies for record, reason in copy.left_out}
    nowhere = [
        discretion.name(record)
        + (f" ({discretion.words(reason_in_words(why))})" if (why := reasons.get(record)) else "")
        for record in shown_nowhere(copies, corpus)
    ]
    if nowhere:
        click.echo()
        _wrapped(f"Shown nowhere: {'; '.join(nowhere)}")
    by_reader: dict[str, str] = {}
    for copy in copies:
        names = ", ".join(discretion.name(record) for record in in_no_section(copy, corpus))
        by_reader.setdefault(copy.edition.audience.name, names)
    if any(by_reader.values()):
        click.echo()
    for reader, names in by_reader.items():
        if names:
            _wrapped(f"In no section of {reader}: {names}")


def _print_sided(sided: Sequence[OneSided], discretion: Discretion) -> None:
    if not sided:
        click.echo("\nNo copy is one-sided: none shows only one side of an option.")
        return
    click.echo(f"\nOne-sided: {counted(len({s.copy.edition for s in sided}), 'copy', 'copies')}")
    for one in sided:
        names = ", ".join(discretion.name(record) for record in one.missing)
        option = discretion.name(one.about)
        _wrapped(
            f"{_name(one.copy)}: on option {option} it shows no {one.lacking}; other copies do ({names})"
        )


def _print_figures(figures: Sequence[DifferingFigures], discretion: Discretion) -> None:
    if not figures:
        click.echo("Every figure is the same in all copies and languages.")
        return
    click.echo(f"\nFigures that differ: {counted(len(figures), 'record')}")
    for one in figures:
        quoted = discretion.may_quote(one.record)
        forms = "; ".join(
            f"{_values(values) if quoted else '…'} in {counted(len(names), 'copy', 'copies')}"
            for values, names in one.forms
        )
        _wrapped(f"{discretion.name(one.record)}: {forms}")


def _print_shared(shared: Sequence[tuple[str, Sequence[tuple[str, str]]]], discretion: Discretion) -> None:
    if any(pairs for _, pairs in shared):
        click.echo("\nWords of withheld records that a reader may see in another record:")
    for reader, pairs in shared:
        for withheld, readable in pairs:
            _wrapped(f"{reader}: of {discretion.name(withheld)} in {discretion.name(readable)}")


def _values(values: Sequence[Any]) -> str:
    return " and ".join(f"{value:f}" for value in values) or "none"


def _wrapped(words: str) -> None:
    for line in textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="    "):
        click.echo(line)


def _as_records(omissions: Omissions, discretion: Discretion, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """One object a copy: what it shows and leaves out, on what it is one-sided, whose figures differ."""
    shared = dict(omissions.shared)
    for copy in omissions.copies:
        name = copy.edition.name
        yield {
            "brief": copy.edition.brief.name,
            "template": copy.edition.template,
            "audience": copy.edition.audience.name,
            "language": copy.edition.language,
            "body": sorted(discretion.name(record) for record in copy.body),
            "annexes": sorted(discretion.name(record) for record in copy.annexes),
            "in_no_section": [discretion.name(record) for record in in_no_section(copy, corpus)],
            "shown_nowhere": [discretion.name(record) for record in shown_nowhere(omissions.copies, corpus)],
            "left_out": [
                {"record": discretion.name(record), "reason": reason.partition(" ")[0]}
                for record, reason in copy.left_out
                if reason != "other-topic"
            ],
            "empty_sections": list(copy.empty_sections),
            "one_sided": [
                {
                    "option": discretion.name(s.about),
                    "lacks": s.lacking,
                    "records": [discretion.name(r) for r in s.missing],
                }
                for s in omissions.one_sided
                if s.copy is copy
            ],
            "shared_words": [
                {"withheld": discretion.name(one), "read_in": discretion.name(other)}
                for one, other in shared[copy.edition.audience.name]
            ],
            "figures_differ": [
                discretion.name(one.record)
                for one in omissions.differing_figures
                if any(name in names for _, names in one.forms)
            ],
        }
