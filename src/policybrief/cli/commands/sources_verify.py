"""`brief sources verify`: sources held against their copies; with --online, against their addresses."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from policybrief.captures import Finding, Limits, State, check_source
from policybrief.captures.comparing import compared
from policybrief.cli.terminal.completion import complete_shown
from policybrief.cli.terminal.diagnostics import WIDTH, echo_json
from policybrief.cli.terminal.progress import progress
from policybrief.cli.terminal.report import point_to_errors
from policybrief.diagnostics import counted
from policybrief.editions.workspace import Workspace, one_of, open_workspace
from policybrief.files.writing import write_atomically
from policybrief.records import Source

_SEEN = Path(".brief") / "online.json"
_BAD = (State.DRIFTED, State.GONE)


@click.command("verify")
@click.argument("names", metavar="[SOURCE]...", nargs=-1, shell_complete=complete_shown)
@click.option("--online", is_flag=True, help="Ask the addresses of the sources too.")
@click.option("--allow-local", is_flag=True, help="With --online: private networks and http as well.")
@click.option("--strict", is_flag=True, help="Exit 1 if a source has drifted or is gone.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], *, online: bool, allow_local: bool, strict: bool, form: str
) -> None:
    """Hold sources against their copies, or their addresses.

    Without --online nothing is asked of any network: a copy is held against its hash, and what is quoted from
    it against its text.

    \b
      brief sources verify
      brief sources verify panel-2022 --online
    """
    workspace = open_workspace()
    point_to_errors(workspace)
    sources = _sources(names, workspace)
    loaded = workspace.loaded
    found = [check_source(source, loaded.corpus, loaded.project, loaded.root) for source in sources]
    if online:
        found = _asked(sources, found, workspace, Limits(local=allow_local))
    hush = workspace.discretion()
    told = [replace(f, source=hush.name(f.source), said=tuple(map(hush.words, f.said))) for f in found]
    if form == "json":
        echo_json({"source": f.source, "state": f.state.value, "found": [*f.said]} for f in told)
    else:
        _say(told)
    ctx.exit(int(strict and any(f.state in _BAD for f in found)))


def _sources(names: Sequence[str], workspace: Workspace) -> tuple[Source, ...]:
    sources = workspace.loaded.corpus.of(Source)
    for name in names:
        one_of("source", name, [source.id for source in sources])
    return tuple(source for source in sources if not names or source.id in names)


def _asked(
    sources: Sequence[Source], found: Sequence[Finding], workspace: Workspace, limits: Limits
) -> list[Finding]:
    """What the addresses say, one after the other, so that no server is asked twice at a time."""
    seen = _read_seen(workspace.loaded.root)
    done: list[Finding] = []
    with progress(len(sources), "Asking") as step:
        for source, offline in zip(sources, found, strict=True):
            answer = compared(source, offline, workspace.loaded, seen, limits)
            done.append(answer)
            step(())
    write_atomically(
        workspace.loaded.root / _SEEN, (json.dumps(seen, indent=1, sort_keys=True) + "\n").encode()
    )
    return done


def _read_seen(root: Path) -> dict[str, dict[str, str]]:
    """What the addresses said the last time; nothing if that cannot be read."""
    try:
        seen: Any = json.loads((root / _SEEN).read_text(encoding="utf-8"))
        return {str(url): {str(k): str(v) for k, v in said.items()} for url, said in seen.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _say(found: Sequence[Finding]) -> None:
    width = max((len(f.source) for f in found), default=0)
    wide = max(12, WIDTH - width - 16)
    for finding in found:
        lines = textwrap.wrap("; ".join(finding.said), wide, break_on_hyphens=False) or [""]
        for number, line in enumerate(lines):
            state = click.style(f"{finding.state.value:<12}", fg=_COLOURS.get(finding.state))
            name = finding.source
            click.echo(f"{'' if number else name:<{width}}  {' ' * 12 if number else state}  {line}".rstrip())
    counts = Counter(f.state for f in found)
    tally = ", ".join(f"{counts[state]} {state.value}" for state in State if counts[state])
    click.echo(f"\n{counted(len(found), 'source')}: {tally or 'none'}")


_COLOURS = {State.VERIFIED: "green", State.UNCHANGED: "green", State.DRIFTED: "red", State.GONE: "red"}
