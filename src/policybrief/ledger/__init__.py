"""Issued editions as files below `briefs/issued/`: an event a file, chained by hashes, with the document."""

from policybrief.ledger.chains import chain_faults
from policybrief.ledger.events import (
    FOLDER,
    Event,
    Issued,
    IssuedFile,
    PassedOn,
    Recalled,
    Rested,
    Series,
    Step,
    event_path,
    normal,
)
from policybrief.ledger.reading import Ledger, read_document, read_ledger
from policybrief.ledger.sealing import Sealed, seal

__all__ = [
    "FOLDER",
    "Event",
    "Issued",
    "IssuedFile",
    "Ledger",
    "PassedOn",
    "Recalled",
    "Rested",
    "Sealed",
    "Series",
    "Step",
    "chain_faults",
    "event_path",
    "normal",
    "read_document",
    "read_ledger",
    "seal",
]
