"""What a command takes that has nothing to do: `brief --help`, and `brief build` of 200 editions up to date.

Usage: python benchmarks/startup.py [RUNS]. Fresh processes beside `python -c "import click"`, interleaved.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from table import spread

EXAMPLES = Path(__file__).parent.parent
COPIES = 5
"""Of both example briefs, which have 42 editions together."""

CLICK = ("-c", "import click")
HELP = ("-m", "policybrief", "--help")
BUILD = ("-m", "policybrief", "build")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for name, found in measure(runs).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 15) -> dict[str, Any]:
    """What was measured → ratios to `import click`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_project(root)
        _seconds(BUILD, root)
        editions = len(list((root / "out").rglob("*.pdf")))
        rounds = [[_seconds(words, root) for words in (CLICK, HELP, BUILD)] for _ in range(runs)]
    return {
        "brief --help / import click": spread([shown / least for least, shown, _ in rounds]),
        f"brief build, {editions} editions up to date / import click": spread(
            [built / least for least, _, built in rounds]
        ),
    }


def _write_project(root: Path) -> None:
    for name in ("briefs", "templates"):
        shutil.copytree(EXAMPLES / name, root / name)
    for path in EXAMPLES.glob("policybrief*.yaml"):
        shutil.copy(path, root)
    for path in (EXAMPLES / "briefs").glob("*.yaml"):
        stem, dot, rest = path.name.partition(".")
        for number in range(2, COPIES + 1):
            shutil.copy(path, root / "briefs" / f"{stem}-{number}{dot}{rest}")


def _seconds(words: tuple[str, ...], root: Path) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
