"""Editions that go out: frozen and noted in the ledger, identified from their files, called back."""

from policybrief.issuing.affected_editions import AffectedEdition, affected_editions
from policybrief.issuing.clearance import (
    ClearableText,
    clearable_text,
    faults_of,
    superseded_heads,
    write_clearances,
)
from policybrief.issuing.clearance_chain import NotAnOffice, chain_of, offices
from policybrief.issuing.clearance_requests import ClearanceRequest, texts_to_clear
from policybrief.issuing.corrections import DraftNote, draft_note
from policybrief.issuing.currency import Currency, currency_of
from policybrief.issuing.identification import Bytes, KnownFile, identify_file
from policybrief.issuing.issuance import IssueOutcome, IssueRequest, IssueResult, issue
from policybrief.issuing.recalls import changed_records, issued_named, recall, record_named
from policybrief.issuing.record_changes import Became, RecordChange, changes_since
from policybrief.issuing.registry import Registry, open_registry
from policybrief.issuing.verification import VerifiedFile, VerifiedLedger, verify_file, verify_ledger

__all__ = [
    "AffectedEdition",
    "Became",
    "Bytes",
    "ClearableText",
    "ClearanceRequest",
    "Currency",
    "DraftNote",
    "IssueOutcome",
    "IssueRequest",
    "IssueResult",
    "KnownFile",
    "NotAnOffice",
    "RecordChange",
    "Registry",
    "VerifiedFile",
    "VerifiedLedger",
    "affected_editions",
    "chain_of",
    "changed_records",
    "changes_since",
    "clearable_text",
    "currency_of",
    "draft_note",
    "faults_of",
    "identify_file",
    "issue",
    "issued_named",
    "offices",
    "open_registry",
    "recall",
    "record_named",
    "superseded_heads",
    "texts_to_clear",
    "verify_file",
    "verify_ledger",
    "write_clearances",
]
