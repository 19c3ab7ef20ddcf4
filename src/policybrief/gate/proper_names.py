"""The proper names that a record holds: its holders, authors and titles, and capitals inside sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from policybrief.languages import Text, language_of
from policybrief.records import Actor, Record, Source

_WORD = r"[^\W\d_][\w’'-]*"
_SENTENCE_ENDS = re.compile(r"[.!?:;…]\s*[»”\")\]]*\s+|^|\n|[«“\"(\[]")
_NAME = re.compile(rf"{_WORD}(?:[ \u00a0]{_WORD})*")
_INITIALS = 2
"""Letters of what has capitals in a sentence and is no name: AI, No."""


def proper_names(record: Record) -> Iterator[str]:
    """The names, some more than once: of persons the whole name and the last, of texts what has capitals."""
    match record:
        case Actor():
            for _, name in record.name.versions:
                yield name
                if record.actor == "person" and " " in name:
                    yield name.split()[-1]
            yield from (short for _, short in record.short.versions if short.isupper())
        case Source():
            for author in record.author:
                if author.startswith("{"):  # a body with a comma in its name
                    yield author.strip("{}")
                    continue
                family, _, given = (part.strip() for part in author.partition(","))
                yield from (family, f"{given} {family}", f"{family} {given}") if given else (family,)
            yield from (re.sub(r"^\w+://(?:www\.)?", "", link) for link in (record.url, record.doi) if link)
            yield from (title for _, title in record.title.versions if len(title.split()) > 1)
    for f in fields(record):
        value = getattr(record, f.name)
        if isinstance(value, Text):
            for language, text in value.versions:
                yield from _capitals(text, language)


def _capitals(text: str, language: str) -> Iterator[str]:
    """Capitalised words in a row; the first of a sentence counts only if it has a capital inside."""
    starts = {match.end() for match in _SENTENCE_ENDS.finditer(text)}
    for match in _NAME.finditer(text):
        row: list[str] = []
        at = match.start()
        for word in re.split(r"([ \u00a0])", match[0]):
            if word.strip() and word[0].isupper():
                row.append(word if at not in starts or _unusual(word) else "")
            elif word.strip():
                yield from _row(row, language)
                row = []
            at += len(word)
        yield from _row(row, language)


def _unusual(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _row(row: list[str], language: str) -> Iterator[str]:
    row = row[1:] if row[:1] == [""] else row
    row = [re.sub(r"[’']s?$", "", word) for word in row]
    if len(row) > 1:
        yield " ".join(row)
    elif row and len(row[0]) > _INITIALS and (not language_of(language).capital_nouns or _unusual(row[0])):
        yield row[0]
