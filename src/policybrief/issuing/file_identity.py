"""What identifies a file: an identifier that reveals nothing, and the hash of its words."""

from __future__ import annotations

import hashlib
import re
import uuid

from policybrief.ledger import EditionSeries
from policybrief.ooxml.comparable_text import wording
from policybrief.ooxml.limits import RefusedFileError

_IDENTIFIER = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def identifier_of(series: EditionSeries, before: str, document: str) -> str:
    """A UUID (RFC 9562, version 8) out of a hash over the series, its last events and the whole document.

    A reader who has only the file can neither read anything out of it nor try guesses: the document names
    records that no file does. All copies have the same one: it does not distinguish readers.
    """
    content = "\0".join((series.name, before, document)).encode()
    made = bytearray(hashlib.sha256(content).digest()[:16])
    made[6] = made[6] & 0x0F | 0x80
    made[8] = made[8] & 0x3F | 0x80
    return f"urn:uuid:{uuid.UUID(bytes=bytes(made))}"


def identifiers_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The identifiers of this form in the texts of a file, each once."""
    return tuple(dict.fromkeys(match for text in texts for match in _IDENTIFIER.findall(text)))


def words_hash(content: bytes) -> str:
    """SHA-256 over the words of a Word file, whatever program saved it; "" for any other."""
    try:
        return hashlib.sha256(wording(content).encode()).hexdigest()
    except RefusedFileError:
        return ""
