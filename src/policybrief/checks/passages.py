"""Rules of prose: it names its evidence, takes its figures from there, and has a section that prints it."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.checks.support import figures_without, quantities, typed_words
from policybrief.diagnostics import Diagnostic
from policybrief.markings import may_see
from policybrief.reading.structure import did_you_mean
from policybrief.records import Audience, Passage, Quoting
from policybrief.selection import barred


def check_evidence_named(checked: Checked) -> Iterator[Diagnostic]:
    """Prose that names no record: readers outside our house never get it."""
    for record in checked.records():
        if isinstance(record, Quoting) and not record.mentions:
            message = f"{record.kind} {record.id} names no record that bears it out"
            hint = "name the facts and positions behind it in braces: {id}"
            yield checked.point(record, "passage-without-evidence", message, hint, "text")


def check_figures_named(checked: Checked) -> Iterator[Diagnostic]:
    """A figure in prose that is the number of none of the records that it names."""
    reported: set[str] = set()
    for printed in checked.printed:
        record = checked.record(printed.record)
        if not isinstance(record, Quoting) or record.id in reported:
            continue
        named = (checked.corpus.get(mention.id) for mention in record.mentions)
        stated = {value for other in named if other is not None for value in quantities(other)}
        if figures := figures_without(typed_words(record, printed), stated):
            reported.add(record.id)
            message = f"{record.kind} {record.id} gives {figures[0]}, the number of no record that it names"
            hint = "print the number of a fact: {id.number}, or name the fact that has it: {id}"
            yield checked.point_of_text(record, "number-without-quantity", message, hint, printed)


def check_printed(checked: Checked) -> Iterator[Diagnostic]:
    """A passage without a section that any paper has, and in no list of the brief."""
    listed = {i for _, ids in checked.lists() for i in ids}
    for passage in checked.selection.of(Passage):
        if checked.shows(passage.id) or passage.id in listed:
            continue
        if not passage.section:
            message = f"passage {passage.id} has no section, and no list of the brief names it"
            hint = "add section: …, or its id to a list of the brief such as key_messages"
            yield checked.point(passage, "passage-not-printed", message, hint)
        elif not any(passage.section in sections for sections in _outlines(checked)):
            message = f"no paper of the template {checked.template.name} has the section '{passage.section}'"
            known = sorted({name for sections in _outlines(checked) for name in sections})
            hint = did_you_mean(passage.section, known, listed=40)
            yield checked.point(passage, "passage-not-printed", message, hint, "section")


def check_withheld(checked: Checked) -> Iterator[Diagnostic]:
    """A passage that the paper of another reader would print, did it not name what that reader may not see.

    Only the paper for officials has the point: that there is such a passage is not for every reader.
    """
    own = checked.edition.audience
    if not (own.internal and checked.outline.detail == "full"):
        return
    others = [reader for reader in _other_readers(checked) if reader.name != own.name]
    for passage in (record for record in checked.records() if isinstance(record, Passage)):
        lacking = [reader.name for reader in others if _is_withheld(checked, passage, reader)]
        if lacking:
            message = f"passage {passage.id} is not in the paper for {', '.join(lacking)}"
            hint = "it names what they may not see: write one for them that does not, with audiences:"
            yield checked.point(passage, "passage-withheld", message, hint, "text")


def _other_readers(checked: Checked) -> Iterator[Audience]:
    """The other audiences of the brief."""
    found = map(checked.project.audience, checked.edition.brief.audiences)
    yield from (reader for reader in found if reader is not None)


def _is_withheld(checked: Checked, passage: Passage, reader: Audience) -> bool:
    """True if the reader's paper has the section, and a record that the passage names is closed to them."""
    outline = checked.template.outline(reader.name, checked.edition.brief.form)
    if outline is None or passage.section not in (*outline.sections, *outline.annexes):
        return False
    if passage.readers and reader.name not in passage.readers:
        return False
    if passage.marking and not may_see(passage.marking, reader.clearance, checked.project.schemes):
        return False
    named = (checked.corpus.get(mention.id) for mention in passage.mentions)
    return any(one and barred(one, reader, checked.corpus, checked.project) for one in named)


def _outlines(checked: Checked) -> Iterator[tuple[str, ...]]:
    """The sections that each audience of the brief gets."""
    for name in checked.edition.brief.audiences:
        outline = checked.template.outline(name, checked.edition.brief.form)
        if outline is not None:
            yield (*outline.sections, *outline.annexes)


CHECKS: tuple[Check, ...] = (check_evidence_named, check_figures_named, check_printed, check_withheld)
