"""What to look for in the files of one audience: ids, words, names and numbers of what is withheld."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import accumulate
from typing import Literal

from policybrief.gate.needle_search import IdFinder, NeedleFinder
from policybrief.gate.normalised import letters, plain, words
from policybrief.gate.proper_names import proper_names
from policybrief.gate.record_texts import figure, open_texts, secret_texts, texts_of, texts_of_record
from policybrief.gate.withheld import labels_of, withheld
from policybrief.languages import A_MONTH, Text, format_day
from policybrief.records import Actor, Audience, Brief, Criterion, Number, Project, Record

RUN = 5
"""Words that may not stand in a row."""
LONG = 8
"""Words in a row, or a whole text of at least `RUN`, that make a title a withheld sentence."""
_LEAST = 8
"""Letters of a shorter text that is looked for as a whole."""

NeedleKind = Literal["id", "words", "phrase", "name", "number", "note"]
"""Of a withheld record five words in a row, a shorter text as a whole, a name, a number; or a note."""
NeedleTable = dict[str, tuple[str, NeedleKind]]
"""Letters of a needle → (record, its kind)."""
Matches = list[tuple[str, int]]
"""Needles, each with its place among the letters of a text."""


@dataclass(frozen=True, slots=True)
class Needles:
    """All needles of one audience; the letters of each lead to its record."""

    audience: Audience
    withheld: frozenset[str]
    markings: dict[str, str]
    """Withheld record → its labels in a row; names and criteria carry none."""
    ids: IdFinder
    """Ids of several words, of all records: who looks excuses those that a file shows."""
    plain_ids: frozenset[str]
    """Withheld ids of one word, which are leaks in identifiers only."""
    finder: NeedleFinder
    excused: str
    """The letters of all that this audience is told: here addresses and authors are looked up."""
    count: int
    seal: str
    """Sixteen hex digits over all that is looked for."""
    shared: tuple[tuple[str, str], ...] = ()
    """(withheld record, open record that has words of it): these words are not looked for."""

    def occur_in(self, text: str) -> bool:
        """Whether words, a name or a number that this audience must not see stand in the text."""
        return any(True for _ in self.finder.search(plain(text)))


def needles_for(
    audience: Audience,
    *,
    records: Iterable[Record],
    project: Project,
    briefs: Iterable[Brief],
    house: Iterable[str],
) -> Needles:
    """The needles for `audience`; what also stands in texts that it may see is none.

    A record that the program wrote makes public only what another such record says: its words are copies.
    `house` are fixed words (labels, names of sections): they excuse names, numbers and short texts, but
    neither ids nor runs of words, for a template must not carry a withheld sentence. Titles and questions of
    briefs are written once for all readers: they excuse no number, and no run of `LONG` words.
    """
    every = {record.id: record for record in records}
    closed = withheld(every.values(), audience, project)
    opened = [record for record in every.values() if record.id not in closed]
    texts = {r.id: [t for t in open_texts(r, audience, closed) if t not in every] for r in opened}
    originals = [(r.id, text) for r in opened if not r.generated for text in texts[r.id]]
    copied = [text for r in opened if r.generated for text in texts[r.id]]
    readable = [text for _, text in originals]
    readable += [*texts_of(project.organisation), *(reader.name for reader in project.audiences)]
    names, titles, contacts = _of_briefs(briefs)
    fixed = [*house, *_months(project), *_labels(project)]
    table: NeedleTable = {}
    for record in sorted(every.values(), key=lambda record: record.generated):  # a copy comes second
        for whose, text in secret_texts(record, audience, closed):
            if text in every:
                continue  # an id, which is looked for as such
            _add(table, whose, text, "words" if whose in closed else "note")
        if record.id in closed:
            _add_names_and_numbers(table, record)
    matches = [*NeedleFinder(table).search(plain("\n".join(readable)))]
    shared = _shared(table, matches, originals, every)
    for needle, _ in matches:
        table.pop(needle, None)
    _forgive_copies(table, [*copied, *fixed, *titles], every)
    _forgive(table, fixed, "name", "number", "phrase")
    _forgive(table, [*names, *titles], "name", "phrase", "words")
    repeated = _sentences_in(titles, (every[name] for name in closed if not every[name].generated))
    _forgive(repeated, readable)
    table |= repeated
    named = IdFinder(name for name in every if re.search(r"[-0-9]", name))
    ids = IdFinder(set(named.ids) - named.search(plain("\n".join([*readable, *names]))))
    simple = set(words(plain("\n".join([*readable, *fixed, *names, *titles]))))
    plain_ids = frozenset(name for name in closed if name.isalpha() and name not in simple)
    marked = [record for name in closed if not isinstance(record := every[name], Actor | Criterion)]
    return Needles(
        audience,
        closed,
        {record.id: " ".join(dict.fromkeys(labels_of(record, every, project))) for record in marked},
        ids,
        plain_ids,
        NeedleFinder(table),
        letters(plain("\n".join([*readable, *copied, *fixed, *contacts]))),
        len(table) + len(ids.ids) + len(plain_ids),
        hashlib.sha256("\0".join([*sorted(table), "", *sorted(closed)]).encode()).hexdigest()[:16],
        shared,
    )


def _of_briefs(briefs: Iterable[Brief]) -> tuple[list[str], list[str], list[str]]:
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


def _months(project: Project) -> Iterator[str]:
    for language in project.languages:
        for month in range(1, 13):
            yield format_day(date(2000, month, 1), language)


def _labels(project: Project) -> Iterator[str]:
    """What stands on every page that bears a marking."""
    for scheme in project.schemes:
        for level in scheme.levels:
            yield from (level.label, level.short, *(words for _, words in level.says))


_MONTHS = frozenset(words(plain(A_MONTH)))


def _add(table: NeedleTable, record: str, text: str, what: NeedleKind) -> None:
    """Every run of five words, or the whole text where it is shorter and says more than a number or a day."""
    row = words(plain(text))
    for at in range(len(row) - RUN + 1):
        table.setdefault("".join(row[at : at + RUN]), (record, what))
    whole = "".join(row)
    telling = [word for word in row if not word.isdigit() and word not in _MONTHS]
    if 1 < len(row) < RUN and len(whole) >= _LEAST and len(telling) > 1:
        table.setdefault(whole, (record, what if what == "note" else "phrase"))


def _sentences_in(titles: list[str], records: Iterable[Record]) -> NeedleTable:
    """What titles and questions repeat of the sentences of withheld records."""
    sentences: NeedleTable = {}
    for record in records:
        for text in texts_of_record(record):
            row = words(plain(text))
            span = min(LONG, len(row))
            for at in range(len(row) - span + 1 if span >= RUN else 0):
                sentences.setdefault("".join(row[at : at + span]), (record.id, "words"))
    return {
        needle: sentences[needle] for needle, _ in NeedleFinder(sentences).search(plain("\n".join(titles)))
    }


def _add_names_and_numbers(table: NeedleTable, record: Record) -> None:
    for name in proper_names(record):
        joined = "".join(words(plain(name)))
        if len(joined) > 1:
            table.setdefault(joined, (record.id, "name"))
    number = getattr(record, "number", None)
    for f in fields(record):
        value = getattr(record, f.name)
        if isinstance(value, Text):
            for _, text in value.versions:
                for needle in _numbers(text, number if isinstance(number, Number) else None):
                    table.setdefault(needle, (record.id, "number"))
    for amount in _amounts(record):
        for _, unit in amount.unit.versions:
            figures = [figure(amount), *([f"{amount.to:f}"] if amount.to is not None else [])]
            for number in figures:
                table.setdefault("".join(words(plain(f"{number} {unit}"))), (record.id, "number"))


def _amounts(value: object) -> Iterator[Number]:
    """The quantities in a record, wherever in it they stand."""
    if isinstance(value, Number):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _amounts(one)
    elif is_dataclass(value) and not isinstance(value, type | Text):
        for f in fields(value):
            yield from _amounts(getattr(value, f.name))


def _numbers(text: str, number: Number | None) -> Iterator[str]:
    """Each number of a text with the words after it that tell what it counts; years are none."""
    row = words(plain(text.replace("{number}", f" {figure(number)} ") if number else text))
    for at, word in enumerate(row):
        stated = number is not None and word == "".join(words(figure(number)))
        if not word[0].isdigit() or not (
            stated or (len(word) > 1 and not re.fullmatch(r"(?:19|20)\d\d", word))
        ):
            continue
        unit = ""
        if any(following in _MONTHS for following in row[at + 1 : at + 2]):
            continue  # a day
        for following in row[at + 1 : at + 4]:
            unit += following
            if len(unit) >= (4 if len(word) > 1 else 8):
                break
        if len(unit) >= 3 and not unit[0].isdigit():
            yield word + unit


def _shared(
    table: NeedleTable, matches: Matches, originals: list[tuple[str, str]], every: Mapping[str, Record]
) -> tuple[tuple[str, str], ...]:
    """(withheld record, open record) of all words in a row that both say, whoever cleared them.

    `originals` are (open record, text of it); `matches` are needles, each with its place in the letters of
    all these texts and of what follows them.
    """
    sentences = [(needle, at) for needle, at in matches if table[needle][1] in ("words", "phrase")]
    if not (sentences and originals):
        return ()
    texts = [plain(text) for _, text in originals]
    ends = [*accumulate(len(letters(text)) for text in texts)]
    pairs = [(needle, originals[bisect_right(ends, at)][0]) for needle, at in sentences if at < ends[-1]]
    says = {name: _says(every[name]) for name in {name for _, name in pairs}}
    return tuple(dict.fromkeys((table[needle][0], name) for needle, name in pairs if needle in says[name]))


def _says(record: Record) -> str:
    return letters(plain("\n".join(texts_of_record(record, without=_ABOUT_IT))))


_ABOUT_IT = ("cleared", "checked", "withdrawn", "lowered_by", "consent")
"""Fields that say how a record is looked after."""


def _forgive_copies(table: NeedleTable, texts: list[str], every: Mapping[str, Record]) -> None:
    """Takes out what only records have that the program wrote, where other fixed words have it too."""
    copies = {needle: of for needle, of in table.items() if every[of[0]].generated}
    if copies:
        for needle, _ in [*NeedleFinder(copies).search(plain("\n".join(texts)))]:
            table.pop(needle, None)


def _forgive(table: NeedleTable, texts: Iterable[str], *kinds: NeedleKind) -> None:
    """Takes out of `table` what also stands in one of the texts; with `kinds`, of these alone."""
    for needle, _ in [*NeedleFinder(table).search(plain("\n".join(texts)))]:
        if needle in table and (not kinds or table[needle][1] in kinds):
            del table[needle]
