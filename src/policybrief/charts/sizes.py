"""How high a chart is drawn, in points."""

from __future__ import annotations

from typing import assert_never

from policybrief.document import Chart

PITCH = 24.0
"""From bar to bar."""
PLOT, BELOW = 160.0, 20.0
"""Of a plot with axes, and of the labels below it."""


def height_of(chart: Chart) -> float:
    """The height of a chart in points, whatever its width and its words."""
    match chart.kind:
        case "bars":
            return PITCH * max(1, max((len(series.points) for series in chart.series), default=0))
        case "lines":
            return PLOT + BELOW
        case _:
            assert_never(chart.kind)
