"""Where editions show a record: the headings of its sections, or why they do not show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.document import Document, Note, Section, plain_text, walk
from policybrief.document.differences import passages
from policybrief.editions import examine
from policybrief.records import Record, Source
from policybrief.selection import Selection, select

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition, Workspace
    from policybrief.records import Edition


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where an edition shows the record: headings of sections; or why it does not."""

    edition: Edition
    sections: tuple[str, ...] = ()
    reason: str = ""


def appearances(record: Record, editions: Sequence[Edition], workspace: Workspace) -> Iterator[Appearance]:
    """Where each edition shows the record, in their order; made only where it may be shown."""
    reasons = {edition: _reason_for(record, edition, workspace) for edition in editions}
    may_show = [edition for edition in editions if not reasons[edition]]
    results = {result.edition: result for result in examine(workspace, may_show)}
    for edition in editions:
        if edition not in results:
            yield Appearance(edition, reason=reasons[edition])
            continue
        made = results[edition].made
        if made is None or made.document is None:
            yield Appearance(edition, reason="broken")
            continue
        sections = _sections(record, made.document)
        yield Appearance(edition, sections, "" if sections else _reason(record, made))


def _reason_for(record: Record, edition: Edition, workspace: Workspace) -> str:
    """Why the edition cannot show the record, "" if it can; one is selected only about its subject."""
    subject = workspace.subjects.of(edition)
    if subject.get(record.id) is None:
        return Selection(()).why_not(record)
    return select(edition, subject, workspace.loaded.project).why_not(record)


def _sections(record: Record, document: Document) -> tuple[str, ...]:
    own = [p.title for p in passages(document) if p.record == record.id and p.own]
    titles = [*_citing(record, document), *own] if isinstance(record, Source) else own
    return tuple(dict.fromkeys(title or "the head of the paper" for title in titles))


def _citing(source: Source, document: Document) -> Iterator[str]:
    """Headings of the sections with a mark that leads to the source."""
    for block in document.blocks:
        if any(isinstance(node, Note) and node.target == f"source.{source.id}" for node in walk(block)):
            yield plain_text(block.title) if isinstance(block, Section) else ""


def _reason(record: Record, made: MadeEdition) -> str:
    return made.selection.why_not(record) or "not-used"
