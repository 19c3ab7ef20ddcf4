"""What to look for in the files of one audience: ids, words, names and numbers of what is withheld."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from policybrief.gate.fixed_words import (
    all_words_of,
    full_forms,
    labels_of_schemes,
    months,
    words_of_briefs,
    words_of_particulars,
)
from policybrief.gate.needle_search import IdFinder, NeedleFinder
from policybrief.gate.normalised import folded, letters, plain, words
from policybrief.gate.readable_texts import Readable, ReadableTexts
from policybrief.gate.record_needles import (
    Needle,
    NeedleKind,
    names_and_numbers,
    needles_of_text,
    sentences_of,
)
from policybrief.gate.record_texts import secret_texts, texts_of, texts_of_record
from policybrief.gate.withheld import Restrictions
from policybrief.records import Actor, Audience, Brief, Criterion, Line, Project, Record

_SAMPLE = 5
"""Letters by which a sentence is looked up among those of titles before it is looked for."""
_ABOUT_IT = ("cleared", "checked", "withdrawn", "lowered_by", "consent")
"""Fields that say how a record is looked after."""

NeedleTable = dict[str, tuple[str, NeedleKind]]
"""Letters of a needle → (record, its kind)."""


@dataclass(frozen=True, slots=True)
class Needles:
    """All needles of the audiences that may read the same; the letters of each lead to its record."""

    withheld: frozenset[str]
    markings: dict[str, str]
    """Withheld record → its labels in a row; names and criteria carry none."""
    ids: IdFinder
    """Ids of several words, of all records: who looks excuses those that a file shows."""
    plain_ids: frozenset[str]
    """Withheld ids of one word, which are leaks in identifiers only."""
    finder: NeedleFinder
    excused: str
    """The letters of everything this audience may read: here addresses and authors are looked up."""
    count: int
    seal: str
    """Sixteen hex digits over all that is looked for."""
    shared: tuple[tuple[str, str], ...] = ()
    """(withheld record, open record that has words of it): these words are not looked for."""

    def occur_in(self, text: str) -> bool:
        """Whether words, a name or a number that this audience must not see are in the text."""
        return any(True for _ in self.finder.search(plain(text)))


class NeedlePreparation:
    """Makes the needles of each audience; what several have in common is made once.

    What also is in texts that an audience may see is no needle. A record that the program wrote makes
    public only what another such record says: its words are copies. `house` are fixed words (labels, names of
    sections): they excuse names, numbers and short texts, but neither ids nor runs of words, for a template
    must not carry a withheld sentence. Titles and questions of briefs are written once for all readers: they
    excuse no number, and no run of `LONG` words. The texts of `sections` excuse nothing.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        project: Project,
        briefs: Iterable[Brief],
        house: Iterable[str],
        sections: Iterable[str] = (),
    ) -> None:
        self.restrictions = Restrictions(records, project)
        self.every = self.restrictions.every
        self._briefs = tuple(briefs)
        names, titles, contacts = words_of_briefs(self._briefs)
        self._names, self._titles, self._contacts = map(_plain, (names, titles, contacts))
        self._full_forms = full_forms(project, self._briefs)
        self._in_briefs = _plain([*all_words_of(self._briefs), *self._full_forms])
        self._sections = _plain(sections)
        self._fixed = _plain([*house, *months(project), *labels_of_schemes(project)])
        reported = [*texts_of(project.organisation), *(reader.name for reader in project.audiences)]
        self._texts = ReadableTexts(self.every, _plain(reported))
        self._ids = IdFinder(name for name in self.every if re.search(r"[-0-9]", name))
        self._avoids = any(isinstance(record, Line) and record.avoid for record in self.every.values())
        self._ordered = sorted(self.every.values(), key=lambda record: record.generated)  # copies come second
        self._secrets: dict[str, tuple[Needle, ...]] = {}
        self._sentences: dict[str, tuple[Needle, ...]] = {}
        self._says: dict[str, str] = {}
        self._by_audience: dict[Audience, Needles] = {}
        self._by_reach: dict[tuple[frozenset[str], bool, tuple[str, ...]], Needles] = {}

    def needles(self, audience: Audience) -> Needles:
        """The needles of `audience`: the same value for all that may read the same."""
        if audience not in self._by_audience:
            closed = self.restrictions.withheld(audience)
            boxes = words_of_particulars(self._briefs, audience)
            reach = closed, audience.internal or not self._avoids, boxes
            if reach not in self._by_reach:
                self._by_reach[reach] = self._made(audience, closed, boxes)
            self._by_audience[audience] = self._by_reach[reach]
        return self._by_audience[audience]

    def _made(self, audience: Audience, closed: frozenset[str], boxes: tuple[str, ...]) -> Needles:
        readable = self._texts.readable(audience, closed)
        candidates = self._candidates(audience, closed)
        table, shared = self._without_readable(candidates, readable)
        table |= self._repeated(closed, readable)
        ids = self._ids.without(self._ids.search("\n".join([*readable.all, *self._names])))
        plain_ids = self._plain_ids(closed, readable)
        reported = [*readable.all, *readable.copies, *self._fixed, *self._contacts, *_plain(boxes)]
        return Needles(
            closed,
            {name: self._marking(name) for name in closed if self._is_marked(name)},
            ids,
            plain_ids,
            NeedleFinder(table),
            "".join(map(letters, reported)),
            len(table) + len(ids) + len(plain_ids),
            self._seal(table, closed, ids, plain_ids),
            shared,
        )

    def _seal(
        self, table: NeedleTable, closed: frozenset[str], ids: IdFinder, plain_ids: frozenset[str]
    ) -> str:
        """Sixteen hex digits over all that a paper may hold of what is looked for.

        Of the ids of all records these are the ones in words that no record says: an id that a record says
        is excused for those who may read that record, and is among the needles for the others. What is added
        behind abbreviations is part of it: without these words a needle may be whole.
        """
        fixed = ids.search("\n".join([*self._fixed, *self._in_briefs, *self._sections]))
        needles = (f"{needle} {kind}" for needle, (_, kind) in table.items())
        looked_for = (needles, closed, fixed, plain_ids, self._full_forms)
        text = "\0\0".join("\0".join(sorted(names)) for names in looked_for)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _is_marked(self, name: str) -> bool:
        return not isinstance(self.every[name], Actor | Criterion)

    def _marking(self, name: str) -> str:
        return " ".join(dict.fromkeys(self.restrictions.labels(self.every[name])))

    def _candidates(self, audience: Audience, closed: frozenset[str]) -> NeedleTable:
        """The needles in all that the audience must not read."""
        table: NeedleTable = {}
        for record in self._ordered:
            for needle, of in self._secrets_of(record, audience, closed):
                table.setdefault(needle, of)
        return table

    def _secrets_of(self, record: Record, audience: Audience, closed: frozenset[str]) -> Iterable[Needle]:
        """The needles of one record; of a withheld one they are the same for every audience."""
        if record.id not in closed:
            return self._needles_in(record, audience, closed)
        if record.id not in self._secrets:
            table: NeedleTable = {}
            for needle, of in (*self._needles_in(record, audience, closed), *names_and_numbers(record)):
                table.setdefault(needle, of)
            self._secrets[record.id] = tuple(table.items())
        return self._secrets[record.id]

    def _needles_in(self, record: Record, audience: Audience, closed: frozenset[str]) -> Iterator[Needle]:
        for whose, text in secret_texts(record, audience, closed):
            if text not in self.every:  # an id is looked for as such
                yield from needles_of_text(whose, text, "words" if whose in closed else "note")

    def _without_readable(
        self, candidates: NeedleTable, readable: Readable
    ) -> tuple[NeedleTable, tuple[tuple[str, str], ...]]:
        """The needles that nothing readable excuses; and which record shares words with which open one."""
        if not candidates:
            return {}, ()
        finder = NeedleFinder(candidates)
        matches = [*finder.search(*readable.all)]
        reported = {needle for needle, _ in matches}
        excused = reported.union(
            self._found_copies(finder, readable.copies),
            _found(finder, self._fixed, "name", "number", "phrase"),
            _found(finder, [*self._names, *self._titles], "name", "phrase", "words"),
        )
        table = {needle: of for needle, of in candidates.items() if needle not in excused}
        return table, self._shared(candidates, matches, readable)

    def _found_copies(self, finder: NeedleFinder, copies: Sequence[str]) -> Iterator[str]:
        """What only records have that the program wrote, where other fixed words have it too."""
        if any(self.every[record].generated for record in {of[0] for of in finder.needles.values()}):
            for needle, _ in finder.search(*copies, *self._fixed, *self._titles):
                if self.every[finder.needles[needle][0]].generated:
                    yield needle

    def _shared(
        self, candidates: NeedleTable, matches: Iterable[tuple[str, int]], readable: Readable
    ) -> tuple[tuple[str, str], ...]:
        """(withheld record, open record) of all word sequences that both contain, cleared or not."""
        sentences = [(needle, at) for needle, at in matches if candidates[needle][1] in ("words", "phrase")]
        if not (sentences and readable.records):
            return ()
        ends = [*accumulate(len(letters(text)) for text in readable.all[: len(readable.records)])]
        places = [(needle, bisect_right(ends, at)) for needle, at in sentences if at < ends[-1]]
        named = [(needle, readable.records[index]) for needle, index in places]
        pairs = [(candidates[needle][0], name) for needle, name in named if needle in self._said(name)]
        return tuple(dict.fromkeys(pairs))

    def _said(self, name: str) -> str:
        """The letters of what a record says, but for how it is looked after."""
        if name not in self._says:
            said = texts_of_record(self.every[name], without=_ABOUT_IT)
            self._says[name] = letters(plain("\n".join(said)))
        return self._says[name]

    def _repeated(self, closed: frozenset[str], readable: Readable) -> NeedleTable:
        """What titles and questions repeat of the sentences of withheld records, and nothing open does."""
        sentences: NeedleTable = {}
        for record in self._ordered if closed and self._titles else ():
            for needle, of in self._sentences_of(record) if record.id in closed else ():
                sentences.setdefault(needle, of)
        finder = NeedleFinder(sentences)
        repeated = {needle: sentences[needle] for needle, _ in finder.search(*self._titles)}
        reported = {needle for needle, _ in NeedleFinder(repeated).search(*readable.all)}
        return {needle: of for needle, of in repeated.items() if needle not in reported}

    def _sentences_of(self, record: Record) -> tuple[Needle, ...]:
        """The sentences of a record, if it is no copy, that begin as something in a title does."""
        if record.id not in self._sentences:
            sentences = sentences_of(record) if not record.generated else ()
            self._sentences[record.id] = tuple(one for one in sentences if self._may_be_in_title(one[0]))
        return self._sentences[record.id]

    def _may_be_in_title(self, needle: str) -> bool:
        return len(needle) < _SAMPLE or folded(needle)[:_SAMPLE] in self._samples_of_titles

    @cached_property
    def _samples_of_titles(self) -> frozenset[str]:
        row = folded("".join(map(letters, self._titles)))
        return frozenset(row[at : at + _SAMPLE] for at in range(len(row)))

    def _plain_ids(self, closed: frozenset[str], readable: Readable) -> frozenset[str]:
        names = frozenset(name for name in closed if name.isalpha())
        texts = (*readable.all, *self._fixed, *self._names, *self._titles) if names else ()
        return names.difference(*map(words, texts))


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, texts))


def _found(finder: NeedleFinder, texts: Iterable[str], *kinds: NeedleKind) -> Iterator[str]:
    """The needles of these kinds that are in the texts."""
    return (needle for needle, _ in finder.search(*texts) if finder.needles[needle][1] in kinds)
