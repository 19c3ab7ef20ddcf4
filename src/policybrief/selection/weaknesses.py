"""What is weak about the case for the advice of one edition, among the records that its reader may see."""

from __future__ import annotations

from policybrief.records import Judgement, Option, Recommendation, Record, bases_of
from policybrief.selection.selection import Selection


def low_confidence(selection: Selection) -> tuple[Judgement, ...]:
    """The judgements of low confidence that the recommendations are based on.

    Those too that are based on the same evidence: they say how far it carries. What was shed for length
    counts: a weakness is not left out for that.
    """
    grounds = _grounds(selection)
    low = (r for r in selection.records if isinstance(r, Judgement) and r.confidence == "low")
    return tuple(j for j in low if j.id in grounds or not grounds.isdisjoint(j.rests_on))


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
