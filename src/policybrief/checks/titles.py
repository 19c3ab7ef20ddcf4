"""What a point calls a record: its title, or the beginning of its text, in the words of one language."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from policybrief.document import plain_text
from policybrief.languages import Text
from policybrief.records import Record
from policybrief.sections import Printer

_LONGEST = 90
"""Characters of a title."""
_FIELDS = ("title", "name", "text")


def title_in(printer: Printer, record: Record, language: str = "") -> str:
    """Title, name or text of `record`, cut where it is long, without its full stop; "" if it has none.

    Without `language` in that in which the record was written.
    """
    name = next((f for f in _FIELDS if isinstance(getattr(record, f, None), Text) and getattr(record, f)), "")
    if not name:
        return ""
    written: Text = getattr(record, name)
    language = language or written.versions[0][0]
    words = plain_text(
        replace(printer, edition=replace(printer.edition, language=language)).text(record, name)
    )
    return textwrap.shorten(words, _LONGEST, placeholder=" …").removesuffix(".")
