"""The other edition of a brief that has what this one leaves out for length, if its readers may know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from policybrief.editions.page_budget import budget_of
from policybrief.project.corpus import Corpus
from policybrief.records import Edition, Project
from policybrief.sections.compose import compose
from policybrief.selection import Selection, select
from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class FullerEdition:
    """Another edition of the same brief, and which of the records in question it has."""

    edition: Edition
    selection: Selection
    records: tuple[str, ...]


def fuller_editions(
    edition: Edition, records: Collection[str], *, project: Project, corpus: Corpus, template: Template
) -> tuple[FullerEdition, ...]:
    """The editions for our own people, without a page limit, that have any of `records`.

    None for a reader who is not one of us: that there are papers for officials is not theirs to know.
    """
    if not records or not edition.audience.internal:
        return ()
    fuller = []
    named = edition.brief.audiences or project.default_audiences
    for name in named or tuple(reader.name for reader in project.audiences):
        reader = project.audience(name)
        if reader is None or not reader.internal or reader.name == edition.audience.name:
            continue
        other = replace(edition, audience=reader, earlier=())
        if template.outline(name, edition.brief.form) is None or budget_of(other, template).pages:
            continue
        selection = select(other, corpus, project)
        has = tuple(record for record in records if selection.get(record))
        if has:
            fuller.append(FullerEdition(other, selection, has))
    return tuple(fuller)


def audience_with_all(
    others: tuple[FullerEdition, ...], records: Collection[str], *, project: Project, template: Template
) -> str:
    """The first audience among `others` whose edition shows all `records`; "" if there is none."""
    for other in others:
        if set(records) <= set(other.records):
            composed = compose(other.edition, other.selection, project=project, template=template)
            if set(records) <= set(composed.shown):
                return other.edition.audience.name
    return ""
