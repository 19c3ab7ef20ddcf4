"""Loads and validates 10,000 records in 200 files, beside what PyYAML's CSafeLoader alone needs for them.

Usage: python benchmarks/load.py [RUNS]. Fresh processes, interleaved; prints the ratio of the
loading itself, and of the whole process with the start of Python, imports and clearing up.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from table import spread

FILES, FACTS = 200, 48
WORDS = re.findall(
    r"\w+",
    "allied leaders agreed a larger package of aid that holds fuel food medical supplies and secure "
    "communications for the winter while officials test support among members and report in autumn",
)

PEER = """
import sys, time, yaml
from pathlib import Path
start = time.perf_counter()
for path in sorted(Path(sys.argv[1]).glob("briefs/records/*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
OURS = """
import sys, time
from pathlib import Path
from policybrief.project import read_project
start = time.perf_counter()
loaded = read_project(Path(sys.argv[1]))
print(time.perf_counter() - start)
assert len(loaded.corpus.records) == int(sys.argv[2]), len(loaded.corpus.records)
assert not loaded.diagnostics, loaded.diagnostics[:3]
"""


def write_project(root: Path) -> int:
    """Writes the project and returns the number of its records."""
    records = root / "briefs" / "records"
    records.mkdir(parents=True)
    (root / "policybrief.yaml").write_text("organisation: Ministry\nmarking: TLP:AMBER\n", encoding="utf-8")
    write_dossiers(records, files=FILES)
    return FILES * (FACTS + 2)


def write_dossiers(folder: Path, *, files: int) -> None:
    """Writes so many dossiers of 50 records each."""
    chance = random.Random(7)
    for number in range(files):
        (folder / f"dossier-{number:03}.yaml").write_text(_dossier(number, chance), encoding="utf-8")


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def _dossier(number: int, chance: random.Random) -> str:
    lines = [
        "sources:",
        f"  report-{number}:",
        f"    title: {_sentence(chance, 9)}",
        "    author: Office of Records",
        "    issued: 2022-09-14",
        "    marking: TLP:CLEAR",
        "actors:",
        f"  body-{number}: The Body, an office",
        "facts:",
    ]
    for fact in range(FACTS):
        lines += [
            f"  fact-{number}-{fact}:",
            f"    text: {_sentence(chance, 26)[:-1]} {{number}}.",
            f"    plain: {_sentence(chance, 14)}",
            f"    short: {_sentence(chance, 4)}",
            f"    number: more than {fact + 2}",
            f"    source: report-{number}, chapter 2, paragraph {fact + 1}",
            f"    grade: {1 + fact % 6}",
            "    since: 2022-06",
            "    known: 2022-09-20",
            "    marking: TLP:GREEN",
            "    priority: could",
            "    topics: [aid, winter]",
            f"    note: {_sentence(chance, 12)}",
        ]
    return "\n".join(lines) + "\n"


def _milliseconds(script: str, *arguments: str) -> tuple[float, float]:
    """The loading itself, and the whole process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)
    return float(done.stdout) * 1000, (time.perf_counter() - start) * 1000


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for name, found in measure(runs).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 9) -> dict[str, Any]:
    """What was measured → ratios to PyYAML's CSafeLoader: of the loading itself, and of the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        records = write_project(Path(folder))
        rounds = [
            (*_milliseconds(PEER, folder), *_milliseconds(OURS, folder, str(records))) for _ in range(runs)
        ]
    return {
        f"load and check {records:,} records / CSafeLoader": spread(
            [ours / peer for peer, _, ours, _ in rounds]
        ),
        f"load and check {records:,} records, whole process / CSafeLoader": spread(
            [ours / peer for _, peer, _, ours in rounds]
        ),
    }


if __name__ == "__main__":
    main()
