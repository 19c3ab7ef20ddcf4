"""Names for records where many read and not everybody may know that there is such a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b, sha256

from policybrief.records import Record, content_hash


@dataclass(slots=True)
class Aliases:
    """Short names for ids, the same in a whole project; who cannot read its records cannot guess one.

    They are hashes with a key (RFC 7693, 2.9) made of what all records say, so that nobody who tries ids
    finds out which there are.
    """

    records: Iterable[Record] = ()
    _key: bytes = field(default=b"", init=False)

    def of(self, record_id: str) -> str:
        """`#` and eight hex digits."""
        if not self._key:
            self._key = sha256("".join(map(content_hash, self.records)).encode()).digest()
        return "#" + blake2b(record_id.encode(), key=self._key, digest_size=4).hexdigest()
