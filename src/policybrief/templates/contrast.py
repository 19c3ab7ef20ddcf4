"""Every pair of text and ground that a look yields, and its contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybrief.templates.look import Look

LEAST = 4.5
"""The least contrast of text up to 18 points (level AA)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Text on a ground, as "#RRGGBB", with what they are in the words of a designer."""

    text: str
    ground: str
    what: str
    keys: tuple[str, ...] = ()
    """The settings of `template.yaml` that choose the two colours, the first to blame first."""

    @property
    def contrast(self) -> float:
        """1 to 21."""
        return contrast(self.text, self.ground)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs_of(look: Look) -> tuple[Pair, ...]:
    """Each pair of text and ground that a page of this look can show, once."""
    return tuple({(pair.text, pair.ground): pair for pair in reversed([*_pairs(look)])}.values())[::-1]


def _pairs(look: Look) -> Iterator[Pair]:
    paper, ink, ink2 = (look.colour(name) for name in ("paper", "ink", "ink2"))
    yield Pair(look.accent, paper, "headings in the accent on white", ("accent",))
    yield Pair(paper, look.accent, "white words on the accent", ("accent",))
    box = ("accent_tint", "accent")
    yield Pair(look.accent, look.accent_tint, "verbs in the accent in the decision box", box)
    yield Pair(ink, look.accent_tint, "words in the decision box", box)
    yield Pair(ink2, look.accent_tint, "small words in the decision box", box)
    for role, style in look.styles:
        yield Pair(look.colour(style.colour), paper, f"text of the role {role} on white", ("roles",))
    for role, tint in look.tints:
        yield Pair(tint.text, tint.ground, f"the word of a cell {role}", ("tints",))
        yield Pair(tint.text, paper, f"the word {role} on white", ("tints",))
        yield Pair(ink, tint.ground, f"words in a cell {role}", ("tints",))
        yield Pair(ink2, tint.ground, f"small words in a cell {role}", ("tints",))


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
