"""The imprint: series, number, version, day of issue, licence, whom to ask, what was corrected since."""

from __future__ import annotations

import re

from policybrief.document import Block, Inline, Link, Paragraph, Str
from policybrief.languages import NBSP, full_stop
from policybrief.sections.printing import Printer


def imprint(printer: Printer) -> tuple[Block, ...]:
    """What the brief says of itself, in one paragraph, and one for each correction; () if it says nothing."""
    told = _told(printer)
    return (
        *((Paragraph(told, role="source", id="imprint"),) if told else ()),
        *(Paragraph((Str(words),), role="source", id="corrected") for words in _corrections(printer)),
    )


def _told(printer: Printer) -> tuple[Inline, ...]:
    brief, issue = printer.brief, printer.edition.issue
    own = brief.number or (issue.number if issue else "")
    said: list[tuple[Inline, ...]] = []
    if brief.series:
        series = printer.string(brief.series)
        named = f"{series}, {printer.words('number')}{NBSP}{own}" if own else series
        said.append((Str(named + full_stop(named)),))
    if issue:  # which issue it is, and not which draft its authors call it
        told = {"date": printer.day(issue.on), "version": str(issue.version)}
        said.append((Str(printer.words("imprint.issued", **told)),))
    elif brief.version:
        said.append((Str(printer.words("imprint.version", version=brief.version)),))
    if brief.licence:
        said.append((Str(printer.words("imprint.licence", licence=printer.string(brief.licence))),))
    if brief.contact:
        before, _, after = printer.words("imprint.contact", contact="{contact}").partition("{contact}")
        said.append((Str(before), _address(brief.contact), Str(after)))
    return tuple(part for n, sentence in enumerate(said) for part in ((Str(" "),) if n else ()) + sentence)


def _address(contact: str) -> Inline:
    """A link for an address of the web or of mail, the words for anything else."""
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact):
        return Link((Str(contact),), f"mailto:{contact}")
    if re.fullmatch(r"https?://\S+", contact):
        return Link((Str(contact),), contact)
    return Str(contact)


def _corrections(printer: Printer) -> list[str]:
    return [
        printer.words("imprint.corrected", date=printer.day(made.date), what=printer.string(made.words))
        for made in sorted(printer.brief.corrected, key=lambda made: made.date)
    ]
