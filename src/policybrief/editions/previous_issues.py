"""Editions whose template shows what has changed, with what their readers were sent before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from policybrief.editions.project_editions import LoadedTemplate
from policybrief.ledger import FOLDER, Ledger, read_document, read_ledger
from policybrief.records import Audience, Earlier, Edition
from policybrief.selection import closed_to, without_closed

if TYPE_CHECKING:
    from policybrief.project import LoadedProject
    from policybrief.templates import Template

MOST_ISSUED = 5
"""Issued editions of a series that are looked at for one that says something else."""


class PreviousIssues:
    """What the readers of an edition were sent before, read when it is asked for: there may be many."""

    def __init__(self, loaded: LoadedProject, templates: Sequence[LoadedTemplate]) -> None:
        self._loaded = loaded
        self._telling = {
            (t.name, outline.audience)
            for t in templates
            if t.template is not None
            for outline in t.template.outlines
            if any(_tells(t.template, name) for name in (*outline.sections, *outline.annexes))
        }
        self._closed: dict[str, frozenset[str]] = {}
        """Audience → the records of which it may read nothing today."""

    def added_to(self, edition: Edition) -> Edition:
        """The edition with what was sent before, if its template shows what has changed since."""
        if (edition.template, edition.audience.name) not in self._telling or self._ledger is None:
            return edition
        return replace(edition, earlier=tuple(self._issued(edition, self._ledger)))

    @cached_property
    def _ledger(self) -> Ledger | None:
        return read_ledger(self._loaded.root)[0] if (self._loaded.root / FOLDER).is_dir() else None

    def _issued(self, edition: Edition, ledger: Ledger) -> Iterator[Earlier]:
        """The last few, the newest first: what was sent again unchanged says the same as the one before."""
        names = (edition.brief.name, edition.template, edition.audience.name, edition.language)
        sent = ledger.issues(**dict(zip(("brief", "template", "audience", "language"), names, strict=True)))
        for issued in reversed(sent[-MOST_ISSUED:]):
            document = read_document(self._loaded.root, issued)
            if document is not None:
                closed = self._closed_to(edition.audience)
                readable, _ = without_closed(document, closed, self._loaded.corpus)
                yield Earlier(issued.number, issued.on, document, readable)

    def _closed_to(self, audience: Audience) -> frozenset[str]:
        if audience.name not in self._closed:
            self._closed[audience.name] = closed_to(audience, self._loaded.corpus, self._loaded.project)
        return self._closed[audience.name]


def _tells(template: Template, section: str) -> bool:
    file = template.section(section)
    return file is not None and "what_has_changed" in file.text
