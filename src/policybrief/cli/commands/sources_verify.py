"""`brief sources verify`: sources compared with their copies; with --online, with their addresses."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from policybrief.captures import RequestLimits, SourceState, SourceStatus, ask_online, check_source
from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import WIDTH, echo_json
from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.report import print_unread_notice
from policybrief.diagnostics import counted
from policybrief.editions import Workspace, one_of, open_workspace
from policybrief.records import Source

_BAD = (SourceState.DRIFTED, SourceState.GONE)


@click.command("verify")
@click.argument("names", metavar="[SOURCE]...", nargs=-1, shell_complete=complete_shown)
@click.option("--online", is_flag=True, help="Also check the web addresses of the sources.")
@click.option("--allow-local", is_flag=True, help="With --online: also allow private networks and http.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a source has changed or is gone.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], *, online: bool, allow_local: bool, strict: bool, form: str
) -> None:
    """Check sources against their copies, or their web addresses.

    Without --online, no network is used: each copy is checked against its hash, and quotations against
    its text.

    \b
      brief sources verify
      brief sources verify panel-2022 --online
    """
    workspace = open_workspace()
    print_unread_notice(workspace)
    sources = _sources(names, workspace)
    loaded = workspace.loaded
    statuses = [check_source(source, loaded.corpus, loaded.project, loaded.root) for source in sources]
    if online:
        statuses = _online(sources, statuses, workspace, RequestLimits(local=allow_local))
    discretion = workspace.discretion()
    public_statuses = [
        replace(one, source=discretion.name(one.source), notes=tuple(map(discretion.words, one.notes)))
        for one in statuses
    ]
    if form == "json":
        echo_json({"source": s.source, "state": s.state.value, "found": [*s.notes]} for s in public_statuses)
    else:
        _echo(public_statuses)
    ctx.exit(int(strict and any(one.state in _BAD for one in statuses)))


def _sources(names: Sequence[str], workspace: Workspace) -> tuple[Source, ...]:
    sources = workspace.loaded.corpus.of(Source)
    for name in names:
        one_of("source", name, [source.id for source in sources])
    return tuple(source for source in sources if not names or source.id in names)


def _online(
    sources: Sequence[Source], offline: Sequence[SourceStatus], workspace: Workspace, limits: RequestLimits
) -> list[SourceStatus]:
    statuses = []
    with progress(len(sources), "Asking") as step:
        for status in ask_online(sources, offline, workspace.loaded, limits=limits):
            statuses.append(status)
            step(())
    return statuses


def _echo(statuses: Sequence[SourceStatus]) -> None:
    width = max((len(one.source) for one in statuses), default=0)
    room = max(12, WIDTH - width - 16)
    for one in statuses:
        lines = textwrap.wrap("; ".join(one.notes), room, break_on_hyphens=False) or [""]
        for number, line in enumerate(lines):
            state = click.style(f"{one.state.value:<12}", fg=_COLOURS.get(one.state))
            start = f"{one.source:<{width}}  {state}" if number == 0 else " " * (width + 14)
            click.echo(f"{start}  {line}".rstrip())
    counts = Counter(one.state for one in statuses)
    tally = ", ".join(f"{counts[state]} {state.value}" for state in SourceState if counts[state])
    click.echo(f"\n{counted(len(statuses), 'source')}: {tally or 'none'}")


_COLOURS = {
    SourceState.VERIFIED: "green",
    SourceState.UNCHANGED: "green",
    SourceState.DRIFTED: "red",
    SourceState.GONE: "red",
}
