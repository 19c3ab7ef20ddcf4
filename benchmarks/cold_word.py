"""A Word file from records, cold: `brief build` of one edition beside docxtpl with a slim template.

Usage: python benchmarks/cold_word.py [RUNS]. Fresh processes, by turns; both papers have about ten pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from table import spread
from work import paper, write_json

HERE = Path(__file__).parent
EDITION = ("nato-support", "foreign-affairs", "officials", "en")


def main() -> None:
    for name, found in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 9).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 9) -> dict[str, Any]:
    """The ratio of the two, round by round; nothing where docxtpl is not installed."""
    if find_spec("docxtpl") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_project(root)
        write_json((paper(0),), root / "paper.json")
        ours = ["-m", "policybrief", "build", *EDITION, "--format", "docx"]
        theirs = [
            str(HERE / "contender.py"),
            "docxtpl_slim",
            str(root / "paper.json"),
            str(root / "paper.docx"),
        ]
        ratios = []
        for _ in range(runs + 1):
            for name in ("out", ".brief"):
                shutil.rmtree(root / name, ignore_errors=True)
            ratios.append(_seconds(ours, root) / _seconds(theirs, root))
    return {"cold, Word only, from records / docxtpl slim": spread(ratios[1:])}


def _write_project(root: Path) -> None:
    for name in ("briefs", "templates"):
        shutil.copytree(HERE.parent / name, root / name)
    for path in HERE.parent.glob("policybrief*.yaml"):
        shutil.copy(path, root)


def _seconds(words: list[str], root: Path) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
