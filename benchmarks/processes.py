"""Contenders, each in a process of its own, and what was measured of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Contender:
    """A running process, and what was measured of it."""

    name: str
    process: subprocess.Popen[str]
    version: str
    warm: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    fleet: list[float] = field(default_factory=list)
    compendium: list[float] = field(default_factory=list)
    compendium_peak: list[float] = field(default_factory=list)
    twofold: list[float] = field(default_factory=list)
    size: int = 0
    peak: float = 0.0

    def ask(self, seeds: list[int], keep: str = "") -> dict[str, float]:
        """Have it make the papers of these seeds as one file."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps({"seeds": seeds, "keep": keep}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended")
        answer: dict[str, float] = json.loads(line)
        return answer


@contextmanager
def contenders_of(names: list[str]) -> Iterator[tuple[list[Contender], dict[str, str]]]:
    """Those that can run, and why the others cannot."""
    running: list[Contender] = []
    missing: dict[str, str] = {}
    for name in names:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "contender.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        if first:
            running.append(Contender(name, process, json.loads(first)["version"]))
        else:
            missing[name] = (process.stderr.read().strip().splitlines() or ["it ended"])[-1]
            print(f"MISSING: {name}: {missing[name]}")
    try:
        yield running, missing
    finally:
        for each in running:
            each.process.kill()
            each.process.wait()
