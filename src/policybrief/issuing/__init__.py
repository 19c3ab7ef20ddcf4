"""Editions that go out: frozen and noted in the ledger, identified from their files, called back.

Each part is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from policybrief.lazy_face import lazy_face

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
    from policybrief.issuing.identification import FileState, KnownFile, identify_file
    from policybrief.issuing.issuance import IssueOutcome, IssueRequest, IssueResult, issue
    from policybrief.issuing.recalls import changed_records, issued_named, recall, record_named
    from policybrief.issuing.record_changes import Became, RecordChange, changes_since
    from policybrief.issuing.registry import Registry, open_registry
    from policybrief.issuing.verification import (
        Currency,
        VerifiedFile,
        VerifiedLedger,
        currency_of,
        verify_file,
        verify_ledger,
    )

__getattr__, __all__ = lazy_face(
    __name__,
    affected_papers="AffectedEdition affected_editions",
    clearance="ClearableText clearable_text faults_of superseded_heads write_clearances",
    clearance_chain="NotAnOffice chain_of offices",
    clearance_requests="ClearanceRequest texts_to_clear",
    corrections="DraftNote draft_note",
    identification="FileState KnownFile identify_file",
    issuance="IssueOutcome IssueRequest IssueResult issue",
    recalls="changed_records issued_named recall record_named",
    record_changes="Became RecordChange changes_since",
    registry="Registry open_registry",
    verification="Currency VerifiedFile VerifiedLedger currency_of verify_file verify_ledger",
)
