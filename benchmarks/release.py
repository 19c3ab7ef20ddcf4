"""What the leak gate costs beside the making of a PDF, in processor time: python benchmarks/release.py [PROJECT]."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from policybrief.build import Asked, editions_of, gate_of, read_houses
from policybrief.editions import make
from policybrief.project import read_project


def main(root: Path) -> None:
    for name, ratio in measure(root, told=True).items():
        print(f"searching {name}: {ratio:.2f} of making the PDF")


def measure(root: Path, *, told: bool = False) -> dict[str, float]:
    """Format → processor time of the search over that of selecting, composing and writing the PDF."""
    loaded = read_project(root)
    houses = read_houses(loaded)
    templates = {house.name: house.template for house in houses if house.template}
    editions, _ = editions_of(loaded, houses=houses, asked=Asked(), today=date(2026, 1, 1))
    gate = gate_of(loaded.project, loaded.corpus, loaded.briefs, templates.values())
    for audience in loaded.project.audiences:
        started = time.process_time()
        needles = gate.needles(audience)
        spent = time.process_time() - started
        if told:
            print(f"{audience.name:<10} {needles.count:>6} needles prepared in {spent * 1000:>4.0f} ms")
    making: list[float] = []
    searching: dict[str, list[float]] = {"docx": [], "pdf": []}
    alarms = 0
    for edition in editions:
        template = templates[edition.template]
        started = time.process_time()
        given = {"project": loaded.project, "corpus": loaded.corpus, "template": template}
        made = make(edition, formats=("pdf",), **given)  # type: ignore[arg-type]
        making.append(time.process_time() - started)
        for suffix, content in make(edition, formats=("docx", "pdf"), **given).files:  # type: ignore[arg-type]
            started = time.process_time()
            authors = (made.document.meta.organisation,) if made.document else ()
            verdict = gate.search(
                content, name=f"{edition.stem}.{suffix}", audience=edition.audience, authors=authors
            )
            searching[suffix].append(time.process_time() - started)
            alarms += bool(verdict.leaks)
    if alarms:
        raise SystemExit(f"{alarms} false alarms in {len(editions)} editions")
    return {suffix: round(sum(times) / sum(making), 2) for suffix, times in searching.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent)
