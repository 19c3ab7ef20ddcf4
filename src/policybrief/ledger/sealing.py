"""An event made ready to be written: its place in the chain, its bytes, its name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from policybrief.document import Document, dump
from policybrief.ledger.events import Event, Issued, as_text, document_path, event_path


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event that knows its hash, and its files in the order in which they are to be written."""

    event: Event
    files: tuple[tuple[PurePosixPath, bytes], ...]
    """(path from the root, bytes); that of the event itself is the last."""


def seal(event: Event, *, after: Sequence[Event], document: Document | None = None) -> Sealed:
    """`event` as the next one after the last events of its series (one, or those of merged branches)."""
    heads = sorted(after, key=lambda head: (head.on, head.hash))
    previous = heads[-1].hash if heads else ""
    event = replace(event, previous=previous, joins=tuple(head.hash for head in heads[:-1]))
    files: list[tuple[PurePosixPath, bytes]] = []
    if isinstance(event, Issued) and document is not None:
        kept = (dump(document) + "\n").encode()
        event = replace(event, document=hashlib.sha256(kept).hexdigest())
        files.append((document_path(event), kept))
    content = as_text(event).encode()
    event = replace(event, hash=hashlib.sha256(content).hexdigest())
    return Sealed(event, (*files, (event_path(event), content)))
