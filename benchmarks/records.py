"""One edition from records, warm: load, select, compose beside writing its Word file; and reloading.

Usage: python benchmarks/records.py [RUNS]. The example project with dossiers on other topics up to 500
records, and its longest edition; and 10,000 records of which one changes between two readings. Medians of
interleaved rounds, processor time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import load
from policybrief.editions import editions_of, load_templates
from policybrief.project import Reader
from policybrief.sections.compose import compose
from policybrief.selection import EditionFilter, Subjects, select
from policybrief.writers import docx
from table import spread

EXAMPLES = Path(__file__).parent.parent
RECORDS = 500
EDITION = EditionFilter(("nato-support",), ("foreign-affairs",), ("officials",), ("en",))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    for name, found in measure(runs).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 15) -> dict[str, Any]:
    """What was measured → milliseconds, or ratios."""
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        return {**_edition(Path(small), runs), **_reload(Path(large), runs)}


def _edition(root: Path, runs: int) -> dict[str, Any]:
    _write_project(root)
    reader = Reader(root)
    first, again, composing, writing = [], [], [], []
    for _ in range(runs + 1):
        first.append(spent(lambda: Reader(root).read())[0])
        milliseconds, loaded = spent(reader.read)
        again.append(milliseconds)
        templates = load_templates(loaded)
        (edition,), _ = editions_of(loaded, templates=templates, only=EDITION, today=date(2026, 1, 1))
        template = next(house.template for house in templates if house.name == edition.template)
        assert template is not None
        milliseconds, composed = spent(
            lambda e=edition, x=loaded, t=template: compose(
                e, select(e, Subjects(x.corpus).of(e), x.project), project=x.project, template=t
            )
        )
        composing.append(milliseconds)
        assert composed.document is not None
        writing.append(spent(lambda d=composed.document, t=template: docx.write(d, t.look))[0])
    rounds = list(zip(first, again, composing, writing, strict=True))[1:]
    records = len(loaded.corpus.records)
    return {
        f"load, select, compose / write DOCX, {records} records": spread(
            [(f + c) / w for f, _, c, w in rounds]
        ),
        f"load again, select, compose / write DOCX, {records} records": spread(
            [(a + c) / w for _, a, c, w in rounds]
        ),
    }


def _reload(root: Path, runs: int) -> dict[str, Any]:
    records = load.write_project(root)
    reader = Reader(root)
    reader.read()
    readings = []
    for number in range(runs):
        path = root / "briefs" / "records" / f"dossier-{number:03}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("more than 7\n", "more than 8\n", 1), encoding="utf-8")
        milliseconds, loaded = spent(reader.read)
        assert len(loaded.corpus.records) == records
        readings.append(milliseconds)
    return {f"read again after one of {records:,} changed, ms": spread(readings)}


def _write_project(root: Path) -> None:
    for name in ("briefs", "templates"):
        shutil.copytree(EXAMPLES / name, root / name)
    for path in EXAMPLES.glob("policybrief*.yaml"):
        shutil.copy(path, root)
    missing = RECORDS - len(Reader(root).read().corpus.records)
    load.write_dossiers(root / "briefs" / "records", files=-(-missing // (load.FACTS + 2)))


def spent(work: object) -> tuple[float, object]:
    """Milliseconds of processor time that `work` takes, and what it returns."""
    started = time.process_time()
    made = work()  # type: ignore[operator]
    return (time.process_time() - started) * 1e3, made


if __name__ == "__main__":
    main()
