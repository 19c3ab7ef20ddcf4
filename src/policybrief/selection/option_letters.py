"""Which options hold a letter in the papers of one reader: none changes because another option disappears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policybrief.project.corpus import Corpus, is_later, stands
from policybrief.records import Audience, Edition, Option, Project, Record
from policybrief.selection.restrictions import barred


def lettered(
    edition: Edition, options: Iterable[Option], corpus: Corpus, project: Project
) -> tuple[tuple[str, ...], ...]:
    """Ids of the `options` of a brief in the order of their letters; those that replace each other share one.

    First come the options that every audience of the brief may read, the baseline before the others, then
    those that some may not: so a letter means the same in all papers wherever that is possible, and no reader
    meets a gap where an option is not for them. What is left out for its date, for its grounds or because it
    was withdrawn keeps its letter free; what became known after the day of the edition holds none yet.
    """
    readers = {edition.audience.name: edition.audience}
    for name in edition.brief.audiences:
        readers[name] = project.audience(name) or edition.audience
    rights = {name: _Reader(edition, reader, corpus, project) for name, reader in readers.items()}
    ranked = []
    for place, same in enumerate(_successions(options, corpus)):
        closed_to = [name for name, reader in rights.items() if not any(map(reader.may_read, same))]
        if edition.audience.name in closed_to or not any(map(rights[edition.audience.name].knew, same)):
            continue
        baseline = any(option.baseline for option in same)
        ranked.append((len(closed_to), not baseline, place, tuple(option.id for option in same)))
    return tuple(ids for *_, ids in sorted(ranked))


@dataclass(slots=True)
class _Reader:
    """What one audience may read of the brief, and what was known on the day of the edition."""

    edition: Edition
    audience: Audience
    corpus: Corpus
    project: Project
    open: dict[str, bool] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)

    def may_read(self, option: Option) -> bool:
        if option.id in self.edition.brief.overrides(self.audience.name).leave_out:
            return False
        return stands(option, self.corpus, self._is_open, settled=self.open)

    def knew(self, option: Option) -> bool:
        return stands(option, self.corpus, self._was_known, settled=self.known)

    def _is_open(self, record: Record) -> bool:
        return not barred(record, self.audience, self.corpus, self.project)

    def _was_known(self, record: Record) -> bool:
        return not is_later(record, self.corpus, self.edition.as_of)


def _successions(options: Iterable[Option], corpus: Corpus) -> Iterator[tuple[Option, ...]]:
    """The options, each with those that have taken its place, at the place of the oldest."""
    by_id = {option.id: option for option in options}
    of: dict[str, list[Option]] = {}
    for option in by_id.values():
        oldest, passed = option, {option.id}
        while oldest.replaces in by_id and oldest.replaces not in passed:
            oldest = by_id[oldest.replaces]
            passed.add(oldest.id)
        of.setdefault(oldest.id, []).append(option)
    order = {option: place for place, option in enumerate(by_id)}
    yield from (tuple(of[oldest]) for oldest in sorted(of, key=lambda oldest: order[oldest]))
