"""Tracked changes in a long Word file: twice the pages ought to take twice the time.

Usage: python benchmarks/tracked.py [RUNS]. One brief with 1,090 and with 2,180 records, about
111 and 222 pages, against the same with every tenth fact changed. Medians of interleaved rounds,
processor time.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from load import WORDS
from policybrief.document import Document
from policybrief.editions import editions_of, load_templates
from policybrief.files.garbage import collect_rarely
from policybrief.project import read_project
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates.look import Look
from policybrief.writers import docx, lay_out
from records import spent
from table import spread

PAGES = {111: 1_090, 222: 2_180}
"""Pages → records."""
DAY = date(2026, 3, 31)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for name, found in measure(runs).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 3) -> dict[str, Any]:
    """What was measured → ratios: to half the pages, and to making both documents."""
    collect_rarely()  # as the command does
    tracking: dict[int, list[float]] = {pages: [] for pages in PAGES}
    making: list[float] = []
    for _ in range(runs):
        for pages, records in PAGES.items():
            made, tracked = _once(records)
            tracking[pages].append(tracked)
            if pages == max(PAGES):
                making.append(made)
    small, large = tracking.values()
    return {
        "tracked changes of 222 pages / of 111 pages": spread(
            [b / a for a, b in zip(small, large, strict=True)]
        ),
        "tracked changes of 222 pages / making both documents": spread(
            [b / a for a, b in zip(making, large, strict=True)]
        ),
    }


def _once(records: int) -> tuple[float, float]:
    """Milliseconds for making both documents as Word files, and for one file that tracks what has changed."""
    made = 0.0
    documents = []
    for every in (0, 10):
        with tempfile.TemporaryDirectory() as folder:
            _write_project(Path(folder), facts=records - 1, every=every)
            milliseconds, (document, look) = spent(lambda root=Path(folder): _document(root))
        writing, _ = spent(lambda d=document, k=look: docx.write(d, k, lay_out(d, k)))
        made += milliseconds + writing
        documents.append(document)
    tracked, _ = spent(lambda: docx.write(documents[1], look, since=documents[0]))
    return made, tracked


def _document(root: Path) -> tuple[Document, Look]:
    loaded = read_project(root)
    templates = load_templates(loaded)
    (edition,), _ = editions_of(loaded, templates=templates, today=DAY)
    template = next(house.template for house in templates if house.name == edition.template)
    assert template is not None
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=template)
    assert composed.document is not None
    return composed.document, template.look


def _write_project(root: Path, *, facts: int, every: int) -> None:
    """A project of one brief; with `every`, each fact of that number says something else."""
    chance = random.Random(7)
    lines = ["sources:", "  report: {title: Report, author: Office, issued: 2026-01-02, grade: B}", "facts:"]
    for number in range(facts):
        words = " ".join(chance.choice(WORDS) for _ in range(12))
        lead = "Now" if every and number % every == 0 else "So"
        lines += [f"  fact-{number}:", f"    text: {lead} {words}.", f"    source: report, p. {number + 1}"]
    (root / "briefs" / "records").mkdir(parents=True)
    settings = "organisation: Office\nmarking: TLP:CLEAR\ntemplate: base\naudiences: [officials]\n"
    brief = "title: Paper\nquestion: What now?\nas_of: 2026-03-31\n"
    for name, text in (
        ("policybrief.yaml", settings),
        ("briefs/paper.yaml", brief),
        ("briefs/records/paper.yaml", "\n".join(lines) + "\n"),
    ):
        (root / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
