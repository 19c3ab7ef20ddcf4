"""The subject of each brief: the few records of a large corpus that decide its editions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property

from policybrief.document.differences import named_in
from policybrief.languages import Text
from policybrief.project.corpus import Corpus
from policybrief.records import Actor, Brief, Edition, Option, Position, Record, Source

_WORD = re.compile(r"[\w’'-]+")


class Subjects:
    """A corpus, indexed by what makes a record part of a brief's subject."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._last: tuple[Brief, frozenset[str], Corpus] | None = None

    def of(self, edition: Edition) -> Corpus:
        """The part of the corpus that decides the edition, in the order of the corpus.

        These are the records on a topic of the brief or named in it, what has taken their place, what speaks
        of their options, other positions of their holders on the same matter, and all that any of these
        names, directly or through others. An edition made of this part is that made of the whole corpus.
        """
        brief = edition.brief
        earlier = frozenset(i for issue in edition.earlier for i in named_in(issue.document))
        if self._last is None or self._last[0] is not brief or self._last[1] != earlier:
            self._last = brief, earlier, self.corpus.only(self._ids(brief, earlier))
        return self._last[2]

    def _ids(self, brief: Brief, earlier: frozenset[str]) -> set[str]:
        seeds = {i for topic in brief.topics for i in self._on_topic.get(topic, ())}
        named = {word for word in _strings(brief) if self.corpus.get(word) is not None}
        core = self._with_successors({*seeds, *named})
        beside = {i for record in map(self.corpus.get, core) if record for i in self._beside(record)}
        return self._closed({*core, *beside, *earlier})

    def _with_successors(self, ids: Iterable[str]) -> set[str]:
        every: set[str] = set()
        waiting = [*ids]
        while waiting:
            name = waiting.pop()
            if name not in every:
                every.add(name)
                waiting += self._successors.get(name, ())
        return every

    def _beside(self, record: Record) -> Iterator[str]:
        """Records of other topics that are looked at where this one is shown."""
        if isinstance(record, Option):
            yield from (other.id for other in self.corpus.referring_to(record.id))
        if isinstance(record, Position):
            yield from (other.id for other in self._of_holder(record))
            yield from self._speakers(record)

    def _of_holder(self, position: Position) -> Iterator[Position]:
        """Other positions of the same holder on an option or topic of this one."""
        options, topics = {stance.option for stance in position.stance}, {*position.topics}
        for other in self.corpus.referring_to(position.holder):
            if isinstance(other, Position) and (
                options & {stance.option for stance in other.stance} or topics & {*other.topics}
            ):
                yield other

    def _speakers(self, position: Position) -> Iterator[str]:
        """Persons who may be the authors of its sources, or be named in their places."""
        for cited in position.source:
            source = self.corpus.get(cited.id)
            authors = source.author if isinstance(source, Source) else ()
            for text in (*authors, *(words for _, words in cited.locator.versions)):
                for word in _WORD.findall(text.casefold()):
                    yield from self._persons.get(word, ())

    def _closed(self, ids: Iterable[str]) -> set[str]:
        """The ids with all that these records name and what has taken their place, and so on."""
        every: set[str] = set()
        waiting = [*ids]
        while waiting:
            name = waiting.pop()
            record = self.corpus.get(name)
            if record is not None and name not in every:
                every.add(name)
                waiting += [target for _, target in self.corpus.references(record)]
                waiting += self._successors.get(name, ())
        return every

    @cached_property
    def _on_topic(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for record in self.corpus.records:
            for topic in record.topics:
                index.setdefault(topic, []).append(record.id)
        return index

    @cached_property
    def _successors(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for record in self.corpus.records:
            if record.replaces:
                index.setdefault(record.replaces, []).append(record.id)
        return index

    @cached_property
    def _persons(self) -> dict[str, list[str]]:
        """Word of a name → the persons who have it."""
        index: dict[str, list[str]] = {}
        for actor in self.corpus.of(Actor):
            if actor.actor == "person":
                for word in {w for _, name in actor.name.versions for w in _WORD.findall(name.casefold())}:
                    index.setdefault(word, []).append(actor.id)
        return index


def _strings(value: object) -> Iterator[str]:
    """Every string in a brief, whatever the field: what is the id of a record is one that it names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value) and not isinstance(value, type | Text):
        for f in fields(value):
            yield from _strings(getattr(value, f.name))
