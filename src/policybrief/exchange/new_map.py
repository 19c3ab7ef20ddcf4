"""A column map written for a table, to be looked at before anything is imported."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.diagnostics import Refusal
from policybrief.exchange.tables.proposed_maps import proposed_map
from policybrief.exchange.tables.rows import TableError
from policybrief.files.writing import write_atomically


def write_new_map(file: Path, place: Path) -> int:
    """Write a map for the table `file` to `place`; the exit code: 1 if the table cannot be read.

    Raises:
        Refusal: there is a file already, which may be somebody's work.
    """
    if place.exists():
        raise Refusal(f"{place} is there already; name another file, or delete it")
    try:
        text = proposed_map(file)
    except TableError as fault:
        click.echo(f"{file.name}: {fault}")
        return 1
    write_atomically(place, text.encode())
    click.echo(f"Wrote {place}. Look at every line of it, then:")
    click.echo(f"  brief import {as_typed(file)} --map {as_typed(place)} --dry-run")
    return 0


def as_typed(path: Path) -> str:
    """The path as it is typed in a terminal."""
    return f'"{path}"' if " " in str(path) else str(path)
