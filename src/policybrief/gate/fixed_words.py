"""Words that no record says: those of briefs, of days, and of labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from policybrief.gate.record_texts import texts_of
from policybrief.languages import format_day
from policybrief.records import Brief, Project


def words_of_briefs(briefs: Iterable[Brief]) -> tuple[list[str], list[str], list[str]]:
    """What files are named after, what the briefs say of their subject, and the addresses that they give."""
    names: list[str] = []
    titles: list[str] = []
    contacts: list[str] = []
    for brief in briefs:
        own = (
            *(brief.title, brief.short, brief.question, brief.series),
            *(text for only in brief.for_audience for text in (only.title, only.question)),
        )
        texts = own if brief.form != "correction" else ()  # its title repeats that of another paper
        names += [brief.name, *brief.topics, *brief.templates]
        titles += texts_of(texts)
        contacts += [brief.contact, *texts_of(brief.licence)]
    return names, titles, contacts


def months(project: Project) -> Iterator[str]:
    for language in project.languages:
        for month in range(1, 13):
            yield format_day(date(2000, month, 1), language)


def labels_of_schemes(project: Project) -> Iterator[str]:
    """What stands on every page that bears a marking."""
    for scheme in project.schemes:
        for level in scheme.levels:
            yield from (level.label, level.short, *(words for _, words in level.says))
