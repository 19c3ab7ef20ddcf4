"""What the shell's Tab key offers; files are looked at, never read whole, unless records are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem


def complete_briefs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of briefs."""
    return _starting(incomplete, _briefs())


def complete_shown(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of briefs and ids of records."""
    from policybrief.project import find_root, read_project

    root = find_root(Path.cwd())
    records = (record.id for record in read_project(root).corpus.records) if root else ()
    return _starting(incomplete, [*_briefs(), *records])


def _briefs() -> list[str]:
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "policybrief.yaml").is_file():
            return sorted(path.stem for path in (folder / "briefs").glob("*.yaml"))
    return []


def _starting(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
