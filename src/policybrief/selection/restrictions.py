"""What one audience may not read in any edition, looking at each record alone."""

from __future__ import annotations

from policybrief.markings import may_see
from policybrief.project.corpus import Corpus, effective_marking, releasable
from policybrief.records import Audience, Bond, Project, Quoting, Record, ids_named

NO_EVIDENCE = "without-evidence"
"""The reason of prose that names no record: it is for our own house alone."""


def barred(record: Record, audience: Audience, corpus: Corpus, project: Project) -> str:
    """Why `audience` may not read `record` in any edition; "" if it may."""
    if record.readers and audience.name not in record.readers:
        return "other-audience"
    if isinstance(record, Quoting) and not audience.internal and not ids_named(record, Bond.QUOTED):
        return NO_EVIDENCE
    labels = effective_marking(record, corpus, project) if record.bears_marking else ()
    if record.bears_marking and not may_see(labels, audience.clearance, project.schemes):
        return "marking"
    return "" if releasable(record, audience.groups, corpus) else "not-releasable"
