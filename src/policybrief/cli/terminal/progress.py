"""A bar that shows on a terminal how many editions are done, below a line for the result of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

import click

from policybrief.cli.terminal.streams import drawing, visible

_ERASE = "\r\x1b[2K"
"""Back to the beginning of the line, and nothing on it (ECMA-48, 8.3.41)."""
_UP = "\x1b[A"


class Step(Protocol):
    """Called after each edition with the lines to print and the number of steps done."""

    def __call__(self, lines: Iterable[str], number: int = 1) -> None: ...


@contextmanager
def progress(total: int, label: str) -> Iterator[Step]:
    """A bar that moves one step per call and disappears at the end, on a terminal; plain lines elsewhere."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        yield _echo
        return
    stream = drawing(sys.stdout)
    with click.progressbar(
        length=total, label=label, file=stream, width=30, show_pos=True, show_percent=False, show_eta=False
    ) as bar:

        def step(lines: Iterable[str], number: int = 1) -> None:
            _draw("".join(f"{_ERASE}{visible(line)}\n" for line in lines), stream)
            bar.update(number)

        yield step
    _draw(f"{_UP}{_ERASE}", stream)  # the bar ends its line


def _draw(text: str, stream: TextIO) -> None:
    click.echo(text, file=stream, nl=False)


def _echo(lines: Iterable[str], number: int = 1) -> None:
    for line in lines:
        click.echo(line)
