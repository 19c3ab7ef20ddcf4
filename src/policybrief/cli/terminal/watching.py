"""A project that is looked at again whenever somebody saves a file of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import sleep

from policybrief.project.inputs import fingerprint

SECONDS = 0.3
"""Between two looks at the files: what is typed appears at once, and a quiet project costs little."""


def saves(root: Path) -> Iterator[None]:
    """Once at the beginning, and then whenever a file that a build rests on has other bytes."""
    shown = ""
    while True:
        now = fingerprint(root)
        if now != shown:
            shown = now
            yield
        else:
            sleep(SECONDS)
