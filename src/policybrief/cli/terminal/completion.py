"""What the shell's Tab key offers; file names are enough, unless ids of records are needed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from policybrief.files.names import composed
from policybrief.project.inputs import find_root


def complete_briefs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of briefs."""
    return _starting(incomplete, _briefs())


def complete_shown(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of briefs and ids of records."""
    return _starting(incomplete, [*_briefs(), *_records()])


def complete_records(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of records."""
    return _starting(incomplete, _records())


def _briefs() -> list[str]:
    root = find_root(Path.cwd())
    return sorted(composed(path.stem) for path in (root / "briefs").glob("*.yaml")) if root else []


def _records() -> list[str]:
    from policybrief.project import read_project

    root = find_root(Path.cwd())
    return [record.id for record in read_project(root).corpus.records] if root else []


def _starting(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
