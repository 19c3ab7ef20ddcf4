"""Editions that go out: frozen and noted in the ledger, identified from their files, called back.

Each part is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.issuing.affected_papers import AffectedEdition, affected_editions
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
    from policybrief.issuing.identification import FileState, KnownFile, identify_file
    from policybrief.issuing.issuance import IssueOutcome, IssueRequest, IssueResult, issue
    from policybrief.issuing.recalls import changed_records, issued_named, recall, record_named
    from policybrief.issuing.record_changes import Became, RecordChange, changes_since
    from policybrief.issuing.registry import Registry, open_registry
    from policybrief.issuing.verification import VerifiedFile, VerifiedLedger, verify_file, verify_ledger

_MODULES = {
    "AffectedEdition": "affected_papers",
    "affected_editions": "affected_papers",
    "ClearableText": "clearance",
    "clearable_text": "clearance",
    "faults_of": "clearance",
    "superseded_heads": "clearance",
    "write_clearances": "clearance",
    "NotAnOffice": "clearance_chain",
    "chain_of": "clearance_chain",
    "offices": "clearance_chain",
    "ClearanceRequest": "clearance_requests",
    "texts_to_clear": "clearance_requests",
    "DraftNote": "corrections",
    "draft_note": "corrections",
    "Currency": "currency",
    "currency_of": "currency",
    "FileState": "identification",
    "KnownFile": "identification",
    "identify_file": "identification",
    "IssueOutcome": "issuance",
    "IssueRequest": "issuance",
    "IssueResult": "issuance",
    "issue": "issuance",
    "changed_records": "recalls",
    "issued_named": "recalls",
    "recall": "recalls",
    "record_named": "recalls",
    "Became": "record_changes",
    "RecordChange": "record_changes",
    "changes_since": "record_changes",
    "Registry": "registry",
    "open_registry": "registry",
    "VerifiedFile": "verification",
    "VerifiedLedger": "verification",
    "verify_file": "verification",
    "verify_ledger": "verification",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "AffectedEdition",
    "Became",
    "ClearableText",
    "ClearanceRequest",
    "Currency",
    "DraftNote",
    "FileState",
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


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
