"""Issued editions as files below `briefs/issued/`: an event a file, chained by hashes, with the document."""

from policybrief.ledger.event_chains import chain_faults
from policybrief.ledger.event_files import SealedEvent, normal, seal
from policybrief.ledger.events import (
    FOLDER,
    ClearanceStep,
    EditionSeries,
    Event,
    Issued,
    IssuedFile,
    PassedOn,
    Recalled,
    RecordAsIssued,
    event_path,
)
from policybrief.ledger.reading import Ledger, read_document, read_ledger

__all__ = [
    "FOLDER",
    "ClearanceStep",
    "EditionSeries",
    "Event",
    "Issued",
    "IssuedFile",
    "Ledger",
    "PassedOn",
    "Recalled",
    "RecordAsIssued",
    "SealedEvent",
    "chain_faults",
    "event_path",
    "normal",
    "read_document",
    "read_ledger",
    "seal",
]
