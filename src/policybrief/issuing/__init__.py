"""Editions that go out: frozen and noted in the ledger, known again from their files, called back."""

from policybrief.issuing.affected import Affected, affected, changed_between
from policybrief.issuing.as_of_today import Desk, open_desk, series_of
from policybrief.issuing.chain import chain_of, offices
from policybrief.issuing.corrections import Draft, draft
from policybrief.issuing.currency import Standing, standing
from policybrief.issuing.identification import Bytes, KnownFile, identify_file
from policybrief.issuing.issue import Issuing, Outcome, Request, issue, recall
from policybrief.issuing.record_changes import Fate, Move, moves

__all__ = [
    "Affected",
    "Bytes",
    "Desk",
    "Draft",
    "Fate",
    "Issuing",
    "KnownFile",
    "Move",
    "Outcome",
    "Request",
    "Standing",
    "affected",
    "chain_of",
    "changed_between",
    "draft",
    "identify_file",
    "issue",
    "moves",
    "offices",
    "open_desk",
    "recall",
    "series_of",
    "standing",
]
