"""The case for the advice of one edition: its most serious risks, and what is weak about it."""

from __future__ import annotations

from collections.abc import Callable

from policybrief.records import Ask, Judgement, Option, Recommendation, Record, Risk, bases_of
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


def low_confidence(selection: Selection) -> tuple[Judgement, ...]:
    """The judgements of low confidence that the recommendations are based on.

    Those too that are based on the same evidence: they say how far it carries. What was shed for length
    counts: a weakness is not left out for that.
    """
    grounds = _grounds(selection)
    low = (r for r in selection.records if isinstance(r, Judgement) and r.confidence == "low")
    return tuple(j for j in low if j.id in grounds or not grounds.isdisjoint(bases_of(j)))


def nothing_costed(selection: Selection) -> bool:
    """True if the edition has options to choose from, and no amount for any of them."""
    options = selection.of(Option)
    return any(not option.baseline for option in options) and not any(o.cost.amount for o in options)


def _grounds(selection: Selection) -> frozenset[str]:
    """Ids of all that the recommendations are based on, directly and through other records."""
    waiting: list[Record] = [*selection.of(Recommendation)]
    ids: set[str] = set()
    while waiting:
        below = selection.grounds(bases_of(waiting.pop()))
        waiting.extend(record for record in below if record.id not in ids)
        ids.update(record.id for record in below)
    return frozenset(ids)
