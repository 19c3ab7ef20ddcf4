"""What the leak gate costs beside making a PDF, processor time: python benchmarks/release.py [PROJECT]."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from policybrief.editions import editions_of, gate_of, load_templates, make_edition
from policybrief.project import read_project
from table import spread

EXAMPLES = Path(__file__).parent.parent


def main(root: Path) -> None:
    for name, found in measure(root, reported=True).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(root: Path = EXAMPLES, *, runs: int = 3, reported: bool = False) -> dict[str, Any]:
    """What was measured → processor time of the search over that of selecting, composing, writing the PDF."""
    loaded = read_project(root)
    loaded_templates = load_templates(loaded)
    templates = {house.name: house.template for house in loaded_templates if house.template}
    editions, _ = editions_of(loaded, templates=loaded_templates, today=date(2026, 1, 1))
    gate = gate_of(loaded, templates.values(), public_log=False)
    for audience in loaded.project.audiences:
        started = time.process_time()
        needles = gate.needles(audience)
        spent = time.process_time() - started
        if reported:
            print(f"{audience.name:<10} {needles.count:>6} needles prepared in {spent * 1000:>4.0f} ms")
    rounds = [_round(editions, templates, gate, loaded) for _ in range(runs)]
    return {
        f"leak gate, {suffix.upper()} / making the PDF": spread(
            [each[suffix] / each["making"] for each in rounds]
        )
        for suffix in ("docx", "pdf")
    }


def _round(editions: Any, templates: Any, gate: Any, loaded: Any) -> dict[str, float]:
    """Seconds of all editions together: of making their PDFs, and of searching either format."""
    spent = {"making": 0.0, "docx": 0.0, "pdf": 0.0}
    for edition in editions:
        given = {"project": loaded.project, "corpus": loaded.corpus, "template": templates[edition.template]}
        started = time.process_time()
        made = make_edition(edition, formats=("pdf",), **given)
        spent["making"] += time.process_time() - started
        authors = (made.document.meta.organisation,) if made.document else ()
        for suffix, content in make_edition(edition, formats=("docx", "pdf"), **given).files:
            name = f"{edition.stem}.{suffix}"
            started = time.process_time()
            verdict = gate.search(content, name=name, audience=edition.audience, authors=authors)
            spent[suffix] += time.process_time() - started
            if verdict.leaks:
                raise SystemExit(f"false alarm: {edition.name}")
    return spent


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
