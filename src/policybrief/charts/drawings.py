"""Every kind of chart → its drawing; imports reportlab, so a writer imports it where it draws."""

from __future__ import annotations

from typing import Any

from policybrief.charts import bars, lines
from policybrief.charts.style import ChartStyle
from policybrief.document import Chart

KINDS = {"bars": bars.draw, "lines": lines.draw}
"""The kinds of `Chart`, a module each."""


def drawing_of(chart: Chart, style: ChartStyle, *, width: float) -> Any:
    """A drawing `width` points wide and `height_of(chart)` high, with text in the fonts of `style`."""
    return KINDS[chart.kind](chart, style, width=width)
