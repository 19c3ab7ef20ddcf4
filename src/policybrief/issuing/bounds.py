"""What binds a text that repeats words of records: the marking, groups, readers and originators of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.markings import highest
from policybrief.project.corpus import effective_marking, groups_of_originators, originators
from policybrief.records import UNSAID, Record, Source
from policybrief.selection import hidden_from

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fields of a record that say who may read it; () and "" where nothing does."""

    marking: tuple[str, ...] = ()
    originator: str = ""
    releasable_to: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    def fields(self) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        """(name, value) of those that are given, in the order in which they are written."""
        named = ("marking", self.marking), ("originator", self.originator)
        lists = ("releasable_to", self.releasable_to), ("audiences", self.audiences)
        yield from ((name, value) for name, value in (*named, *lists) if value)


class Restrictions:
    """What binds the words of each record of a project; who reads what is worked out once an audience."""

    def __init__(self, loaded: LoadedProject) -> None:
        self._corpus, self._project = loaded.corpus, loaded.project
        self._hidden: Mapping[str, frozenset[str]] = {
            audience.name: hidden_from(audience, loaded.corpus, loaded.project)
            for audience in loaded.project.audiences
        }

    def of(
        self, quoted: Collection[str], *, reader: str, paper: tuple[str, ...], marking: Iterable[str]
    ) -> Bounds:
        """What binds words of the records `quoted`, beyond what binds whatever cites the paper.

        `paper` are the markings of the paper that `reader` had, `marking` those of the records at that time.

        A record that is gone may have had any bounds: its words are for that reader alone. So is a text that
        quotes none.
        """
        records = [r for name in quoted if (r := self._corpus.get(name)) is not None]
        own = [label for r in records for label in effective_marking(r, self._corpus, self._project)]
        cited = self._of_paper(paper)
        labels = highest((*cited, *paper, *marking, *own), self._project.schemes)
        names = dict.fromkeys(name for record in records for name in originators(record, self._corpus))
        return Bounds(
            () if labels == cited else labels,
            "; ".join(names),
            self._groups(records),
            self._readers(records, reader) if records and len(records) == len(quoted) else (reader,),
        )

    def _of_paper(self, paper: tuple[str, ...]) -> tuple[str, ...]:
        """What a statement inherits whose source is a paper with these markings."""
        if not self._project.inherit_markings:
            return self._project.marking
        return effective_marking(Source(id="", title=UNSAID, marking=paper), self._corpus, self._project)

    def _groups(self, records: Iterable[Record]) -> tuple[str, ...]:
        """The groups that every record is released to; where there is none, readers are named instead."""
        bounds = [groups for record in records for groups in groups_of_originators(record, self._corpus)]
        return tuple(group for group in (bounds or [()])[0] if all(group in bound for bound in bounds))

    def _readers(self, records: Iterable[Record], reader: str) -> tuple[str, ...]:
        """The audiences that may read all of the records, `reader` if none may; () if every audience may."""
        names = {record.id for record in records}
        open_to = tuple(name for name, hidden in self._hidden.items() if names.isdisjoint(hidden))
        return () if len(open_to) == len(self._hidden) else open_to or (reader,)
