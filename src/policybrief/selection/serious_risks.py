"""Which risks no paper that gives advice may be without: the most serious of each recommended option."""

from __future__ import annotations

from collections.abc import Callable

from policybrief.records import Ask, Recommendation, Risk
from policybrief.selection.selection import Selection

FIRM: frozenset[Ask] = frozenset({"agree", "decide", "approve", "sign"})
"""What commits the reader to an option; to note or to discuss one does not recommend it."""


def recommended_options(selection: Selection) -> frozenset[str]:
    """Ids of the options that a recommendation asks the reader to take."""
    firm = (r for r in selection.of(Recommendation) if r.ask in FIRM)
    return frozenset(option for recommendation in firm for option in recommendation.option)


def most_serious_risks(selection: Selection, *, gravity: Callable[[Risk], int]) -> tuple[str, ...]:
    """Ids of the most serious risk of each recommended option, of those that the reader may see.

    They count as `priority: must`. Among equals the greater impact decides, then the order of the corpus.
    """
    risks = [record for record in selection.records if isinstance(record, Risk)]
    ids: set[str] = set()
    for option in recommended_options(selection):
        carried = [risk for risk in risks if option in risk.option]
        ids.update((max(carried, key=lambda risk: (gravity(risk), risk.impact)).id,) if carried else ())
    return tuple(risk.id for risk in risks if risk.id in ids)
