"""The imprint: series, number, version, day of issue, licence, whom to ask, what was corrected since."""

from __future__ import annotations

import re

from policybrief.document import Block, Inline, Link, Paragraph, Str
from policybrief.languages import NBSP, full_stop
from policybrief.sections.printing import Printer


def imprint(printer: Printer) -> tuple[Block, ...]:
    """What the brief says about itself, in one paragraph, and one for each correction.

    () if it says nothing.
    """
    words = _sentences(printer)
    return (
        *((Paragraph(words, role="source", id="imprint"),) if words else ()),
        *(Paragraph((Str(words),), role="source", id="corrected") for words in _corrections(printer)),
    )


def _sentences(printer: Printer) -> tuple[Inline, ...]:
    brief, issue = printer.brief, printer.edition.issue
    own = brief.number or (issue.number if issue else "")
    sentences: list[tuple[Inline, ...]] = []
    if brief.series:
        series = printer.string(brief.series)
        title = f"{series}, {printer.words('number')}{NBSP}{own}" if own else series
        sentences.append((Str(title + full_stop(title)),))
    if issue:  # which issue it is, and not which draft its authors call it
        values = {"date": printer.day(issue.on), "version": str(issue.version)}
        sentences.append((Str(printer.words("imprint.issued", **values)),))
    elif brief.version:
        sentences.append((Str(printer.words("imprint.version", version=brief.version)),))
    if brief.licence:
        sentences.append((Str(printer.words("imprint.licence", licence=printer.string(brief.licence))),))
    if brief.contact:
        before, _, after = printer.words("imprint.contact", contact="{contact}").partition("{contact}")
        sentences.append((Str(before), address(brief.contact), Str(after)))
    return tuple(
        part for n, sentence in enumerate(sentences) for part in ((Str(" "),) if n else ()) + sentence
    )


def address(contact: str) -> Inline:
    """A link for an address of the web or of mail, the words for anything else."""
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact):
        return Link((Str(contact),), f"mailto:{contact}")
    if re.fullmatch(r"https?://\S+", contact):
        return Link((Str(contact),), contact)
    return Str(contact)


def _corrections(printer: Printer) -> list[str]:
    return [
        printer.words("imprint.corrected", date=printer.day(each.date), what=printer.string(each.words))
        for each in sorted(printer.brief.corrected, key=lambda each: each.date)
    ]
