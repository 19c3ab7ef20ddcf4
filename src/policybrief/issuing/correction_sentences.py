"""What a correction note says about each record: its old and new words, if its readers may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Origin
from policybrief.document.differences import Passage, passages, without
from policybrief.issuing.affected_papers import AffectedEdition
from policybrief.issuing.record_changes import Became, RecordChange
from policybrief.issuing.registry import Registry
from policybrief.records import Audience
from policybrief.selection import FELL, RESTRICTED, Selection, hidden_from

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.ledger import Issued

_FIELDS = ("text", "plain", "title", "name", "short")
"""Fields of a record that say what it says, the fullest first."""
_BEGINNING = 3
"""Words by which a withdrawn statement is named, at most half of it: fewer than the leak gate looks for."""
_WITHHELD = (*RESTRICTED, FELL)
"""Reasons for which this reader may no longer see a record."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a note says about one record: the label of its sentence, the old and new words, the section."""

    label: str
    section: str
    then: str = ""
    now: str = ""
    marking: str = ""
    quotes: tuple[str, ...] = ()
    """The records whose words it repeats."""
    marked: tuple[str, ...] = ()
    """How they were marked when the paper went out."""


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Words of one record on a paper, the heading above them, and the records whose words they are."""

    text: str
    title: str
    of: tuple[str, ...]


def correction_sentences(
    edition: AffectedEdition, then: Document, now: Document | None, selection: Selection, registry: Registry
) -> tuple[Sentence, ...]:
    """What a note says about each record that its reader saw and that has changed.

    `then` is what the reader has, `now` the same edition as of today, made of `selection`.
    """
    withheld = _withheld(edition.issued, selection, registry)
    sentences = _sentences(edition.changes, then, now, selection, withheld)
    return tuple(_repeatable(sentences, edition, registry))


def _reader(issued: Issued, registry: Registry) -> Audience:
    """The audience of an issued edition; one that is no longer in the project may see nothing restricted."""
    name = issued.series.audience
    return registry.loaded.project.audience(name) or Audience(name)


def _withheld(issued: Issued, selection: Selection, registry: Registry) -> frozenset[str]:
    """The records that the reader of an issued edition may no longer see."""
    hidden = hidden_from(_reader(issued, registry), registry.loaded.corpus, registry.loaded.project)
    return hidden | {record for record, reason in selection.left_out if reason in _WITHHELD}


def _repeatable(
    sentences: Iterable[Sentence], edition: AffectedEdition, registry: Registry
) -> Iterator[Sentence]:
    """Each sentence; without the words that the leak gate would stop in a paper for this reader."""
    needles = registry.workspace.gate().needles(_reader(edition.issued, registry))
    for sentence in sentences:
        stopped = needles.occur_in(f"{sentence.then}\n{sentence.now}")
        yield Sentence("unquoted", sentence.section) if stopped else sentence


def _sentences(
    changes: Sequence[RecordChange],
    then: Document,
    now: Document | None,
    selection: Selection,
    withheld: frozenset[str],
) -> Iterator[Sentence]:
    shown, before, after = _by_record(then), _by_record(then, withheld), _by_record(now)
    headings = frozenset(passage.title for passage in passages(without(then, withheld)[0]))
    if any(
        change.then.unseen and change.then.bears and change.became is not Became.AS_IT_WAS
        for change in changes
    ):
        yield Sentence("unseen", "")
    for change in changes:
        if change.then.id not in shown or change.became in (Became.AS_IT_WAS, Became.UNREADABLE):
            continue
        was = before.get(change.then.id)  # None: all of it was about what its reader may no longer see
        section = (was or shown[change.then.id]).title
        section = section if section in headings else ""
        if was is None or withheld.intersection((change.then.id, change.now)):
            yield Sentence("unquoted", section)
            continue
        new = after.get(change.now) or after.get(change.then.id)
        marking = ", ".join(dict(selection.markings).get(change.now, ()))
        yield _sentence(change, section, was, new, marking)


def _sentence(
    change: RecordChange, section: str, was: _Quotation, new: _Quotation | None, marking: str
) -> Sentence:
    """What the note says about a record whose words it may repeat."""
    then = _beginning(was.text) if change.became is Became.WITHDRAWN else was.text
    of = partial(Sentence, section=section, then=then, quotes=was.of, marked=change.then.marking)
    if new is None:
        return of("withdrawn")
    if change.became is Became.GRADED_LOWER:
        return of("weaker")
    if new.text != was.text:
        return of("changed", now=new.text, quotes=tuple(dict.fromkeys((*was.of, *new.of))))
    if change.became is Became.MARKED_HIGHER:
        return of("marked", marking=marking)
    return of("rests")


def _by_record(document: Document | None, withheld: frozenset[str] = frozenset()) -> dict[str, _Quotation]:
    """Record → its fullest words in the document, without what it says about records that are `withheld`.

    A position's are followed by its stances with their conditions: where one of them changed, that is what
    the reader has to know.
    """
    fullest: dict[str, Passage] = {}
    stances: dict[str, dict[str, list[str]]] = {}
    for passage in passages(document) if document is not None else ():
        longest = fullest.get(passage.record)
        if not passage.record or not passage.own or not withheld.isdisjoint(_spoken_of(passage)):
            continue
        if _is_stance(passage):
            words = stances.setdefault(passage.record, {}).setdefault(_spoken_of(passage)[0], [])
            words.extend(() if passage.text in words else (passage.text,))
        if longest is None or _rank(passage) < _rank(longest):
            fullest[passage.record] = passage
    return {record: _quotation(stances.get(record, {}), record, fullest) for record in fullest}


def _quotation(stances: Mapping[str, list[str]], record: str, fullest: Mapping[str, Passage]) -> _Quotation:
    """The words of a record, of a position with its stances: "It stays. (opposes End the toll: unless …)"."""
    passage, lines = fullest[record], []
    for option, (stance, *conditions) in stances.items():
        phrase = f"{stance} {fullest[option].text}" if option in fullest else stance
        lines.append(": ".join([phrase, *conditions]))
    words = "; ".join(lines)
    text = passage.text if not lines else words if _is_stance(passage) else f"{passage.text} ({words})"
    return _Quotation(text, passage.title, tuple(dict.fromkeys((record, *_spoken_of(passage), *stances))))


def _is_stance(passage: Passage) -> bool:
    return passage.field.startswith("stance.")


def _beginning(words: str) -> str:
    row = words.split()
    return " ".join(row[: max(1, min(_BEGINNING, len(row) // 2))]) + " …"


def _spoken_of(passage: Passage) -> tuple[str, ...]:
    return Origin(passage.record, passage.field).speaks_of()


def _rank(passage: Passage) -> int:
    return _FIELDS.index(passage.field) if passage.field in _FIELDS else len(_FIELDS)
