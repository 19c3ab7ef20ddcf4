"""What one audience may not read in any edition, looking at each record alone."""

from __future__ import annotations

from policybrief.markings import may_see
from policybrief.project.corpus import Corpus, effective_marking, releasable
from policybrief.records import Actor, Audience, Criterion, Project, Recommendation, Record


def barred(record: Record, audience: Audience, corpus: Corpus, project: Project) -> str:
    """Why `audience` may not read `record` in any edition; "" if it may."""
    if not _addressed(record, audience.name):
        return "other-audience"
    labels = effective_marking(record, corpus, project)
    if not unmarked(record) and not may_see(labels, audience.clearance, project.schemes):
        return "marking"
    return "" if releasable(record, audience.groups, corpus, project) else "not-releasable"


def unmarked(record: Record) -> bool:
    """True for the kinds that carry no marking of their own: names and yardsticks."""
    return isinstance(record, Actor | Criterion)


def _addressed(record: Record, audience: str) -> bool:
    named = (*record.audiences, *(record.to if isinstance(record, Recommendation) else ()))
    return not named or audience in named
