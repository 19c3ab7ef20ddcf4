"""Words that no record says: those of briefs, of days, and of labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from policybrief.gate.record_texts import texts_of
from policybrief.languages import Text, format_day
from policybrief.records import Audience, Brief, Project


def words_of_briefs(briefs: Iterable[Brief]) -> tuple[list[str], list[str], list[str]]:
    """The words of file names, what the briefs say about their subject, and the addresses that they give."""
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


def words_of_particulars(briefs: Iterable[Brief], audience: Audience) -> tuple[str, ...]:
    """What is in the boxes of names and values that `audience` gets: here addresses are looked up."""
    words: list[str] = []
    for brief in briefs:
        listed = next((o.particulars for o in brief.for_audience if o.audience == audience.name), None)
        for each in brief.particulars:
            if audience.internal if listed is None else each.name.original() in listed:
                words += texts_of((each.name, *each.values))
    return tuple(words)


def all_words_of(value: object) -> Iterator[str]:
    """Every text in a brief or an entry of it, whatever the field; lists of ids and names are not printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from (text for _, text in value.versions)
    elif isinstance(value, tuple):
        for entry in value:
            yield from () if isinstance(entry, str) else all_words_of(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_words_of(getattr(value, field.name))


def full_forms(project: Project, briefs: Iterable[Brief]) -> tuple[str, ...]:
    """What papers may add behind an abbreviation."""
    lists = (project.abbreviations, *(brief.abbreviations for brief in briefs))
    return tuple(dict.fromkeys(text for each in lists for one in each for text in texts_of(one.words)))


def months(project: Project) -> Iterator[str]:
    for language in project.languages:
        for month in range(1, 13):
            yield format_day(date(2000, month, 1), language)


def labels_of_schemes(project: Project) -> Iterator[str]:
    """What stands on every page that bears a marking."""
    for scheme in project.schemes:
        for level in scheme.levels:
            yield from (level.label, level.short, *(words for _, words in level.says))
