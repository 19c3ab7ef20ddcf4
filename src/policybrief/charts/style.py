"""A house's look as charts use it: fonts, distinguishable tones, and how numbers are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import HexColor

from policybrief.contrast import contrast
from policybrief.languages import format_number
from policybrief.templates.look import Look

SIZE, SMALL = 9.0, 8.5
"""Of names and of values at axes, in points."""
LEAST = 3.0
"""The least contrast of a line or a bar with the paper (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Fonts by the names under which reportlab knows them, colours, and the language of numbers."""

    regular: str
    bold: str
    language: str
    ink: Any
    soft: Any
    hair: Any
    accent: Any
    """What matters."""
    other: Any
    """All else."""

    def number(self, value: float) -> str:
        """A value of an axis as the language writes it, without digits that say nothing."""
        return format_number(Decimal(f"{value:.10g}").normalize() + 0, self.language)


def chart_style(look: Look, language: str, *, regular: str, bold: str) -> ChartStyle:
    """The style of a look; its fonts are registered with reportlab under the two names."""
    paper = look.colour("paper")
    accent, other = (legible(look.colour(name), paper) for name in ("accent", "strong"))
    colours = (look.colour(name) for name in ("ink", "ink2", "hair"))
    return ChartStyle(regular, bold, language, *map(HexColor, (*colours, accent, other)))


def legible(colour: str, paper: str) -> str:
    """`colour`, darkened as far as it must be to be seen on `paper`."""
    while contrast(colour, paper) < LEAST:
        colour = "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.92):02X}" for at in (1, 3, 5))
    return colour
