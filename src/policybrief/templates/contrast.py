"""Every pair of text and ground that a look yields, and its contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybrief.contrast import contrast
from policybrief.templates.look import Look


@dataclass(frozen=True, slots=True)
class Pair:
    """Text on a ground, as "#RRGGBB", with what a designer calls them."""

    text: str
    ground: str
    name: str
    keys: tuple[str, ...] = ()
    """The settings of `template.yaml` that choose the two colours, the first to blame first."""

    @property
    def contrast(self) -> float:
        """1 to 21."""
        return contrast(self.text, self.ground)


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
    for role, style in look.type_styles:
        yield Pair(look.colour(style.colour), paper, f"text of the role {role} on white", ("roles",))
    for role, tint in look.tints:
        yield Pair(tint.text, tint.ground, f"the word of a cell {role}", ("tints",))
        yield Pair(tint.text, paper, f"the word {role} on white", ("tints",))
        yield Pair(ink, tint.ground, f"words in a cell {role}", ("tints",))
        yield Pair(ink2, tint.ground, f"small words in a cell {role}", ("tints",))
