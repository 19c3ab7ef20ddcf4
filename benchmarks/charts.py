"""One chart in a page of a PDF, in milliseconds of processor time: python benchmarks/charts.py [RUNS]."""

from __future__ import annotations

import sys
import time
from typing import Any

from policybrief.charts.drawings import drawing_of
from policybrief.charts.style import chart_style
from policybrief.document import Chart, Point, Series
from policybrief.templates.look import BASE_LOOK
from policybrief.writers.pdf.canvas import Canvas
from policybrief.writers.pdf.embedded_fonts import font_of
from policybrief.writers.pdf.faces import family
from table import spread

NAMES = ("Germany", "Польща", "France", "United Kingdom", "Estonia")
BARS = Chart(
    "bars",
    (Series("", tuple(Point(name, n + 2, f"{n + 2} bn", accent=n == 3) for n, name in enumerate(NAMES))),),
)
YEARS = range(2015, 2027)
LINES = Chart(
    "lines",
    tuple(
        Series(name, tuple(Point(str(y), (y - 2010) * (n + 1), "9.5") for y in YEARS), accent=n == 0)
        for n, name in enumerate(NAMES[:3])
    ),
)


def main() -> None:
    for name, found in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 40).items():
        print(f"{name}: {found['value']} ({found['spread'][0]}–{found['spread'][1]})")


def measure(runs: int = 40) -> dict[str, Any]:
    """Milliseconds of a chart of each kind, drawn by turns."""
    faces = family(BASE_LOOK.font)
    fonts = {
        "regular": font_of(faces.regular).fontName,
        "bold": font_of(faces.face(bold=True, italic=False)).fontName,
    }
    found: dict[str, list[float]] = {"bars": [], "lines": []}
    for run in range(runs + 3):
        for chart in (BARS, LINES):
            canvas = Canvas(595.0, 842.0, language="en", face=faces.regular)
            started = time.process_time()
            canvas.place(drawing_of(chart, chart_style(BASE_LOOK, "en", **fonts), width=357.0), 57.0, 400.0)
            if run > 2:
                found[chart.kind].append((time.process_time() - started) * 1e3)
    return {f"one chart, drawn: {kind}, ms": spread(times) for kind, times in found.items()}


if __name__ == "__main__":
    main()
