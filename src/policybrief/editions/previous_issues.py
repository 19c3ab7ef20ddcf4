"""Editions whose template tells what has changed, with what their readers were sent before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.editions.project_editions import LoadedTemplate
from policybrief.ledger import FOLDER, Ledger, read_document, read_ledger
from policybrief.records import Earlier, Edition
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.project import LoadedProject
    from policybrief.templates import Template

MOST_ISSUED = 5
"""Issued editions of a series that are looked at for one that says something else."""


def with_previous_issues(
    editions: Sequence[Edition], loaded: LoadedProject, templates: Sequence[LoadedTemplate]
) -> tuple[Edition, ...]:
    """The editions, those whose template tells what has changed with what their readers were sent before."""
    telling = {
        (t.name, outline.audience)
        for t in templates
        if t.template is not None
        for outline in t.template.outlines
        if any(_tells(t.template, name) for name in (*outline.sections, *outline.annexes))
    }
    reports = [(edition.template, edition.audience.name) in telling for edition in editions]
    if not any(reports) or not (loaded.root / FOLDER).is_dir():
        return tuple(editions)
    ledger, _ = read_ledger(loaded.root)
    return tuple(
        replace(edition, earlier=tuple(_issued(edition, ledger, loaded))) if tells else edition
        for edition, tells in zip(editions, reports, strict=True)
    )


def _tells(template: Template, section: str) -> bool:
    file = template.section(section)
    return file is not None and "what_has_changed" in file.text


def _issued(edition: Edition, ledger: Ledger, loaded: LoadedProject) -> Iterator[Earlier]:
    """The last few, the newest first: what was sent again unchanged says the same as the one before."""
    names = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    sent = ledger.issues(**dict(zip(("brief", "template", "audience", "language"), names, strict=True)))
    for issued in reversed(sent[-MOST_ISSUED:]):
        document = read_document(loaded.root, issued)
        if document is not None:
            readable, _ = as_read_today(document, edition.audience, loaded.corpus, loaded.project)
            yield Earlier(issued.number, issued.on, document, readable)
