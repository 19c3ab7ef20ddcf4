"""What an edition says otherwise than the last one that its readers were sent."""

from __future__ import annotations

from policybrief.document import Block, Document
from policybrief.document.differences import compare
from policybrief.records import Edition
from policybrief.sections import Since


def since_issued(edition: Edition, blocks: tuple[Block, ...]) -> Since | None:
    """The last issued edition whose records say something else than `blocks`, and the differences; or None.

    One that says the same is this edition itself, sent already: it must stay as it went out.
    """
    for earlier in edition.earlier:
        found = compare(earlier.document, Document(earlier.document.meta, blocks))
        if found.added or found.removed or found.changed:
            if earlier.readable is earlier.document:
                return Since(earlier, found, found)
            return Since(earlier, found, compare(earlier.readable, Document(earlier.document.meta, blocks)))
    return None
