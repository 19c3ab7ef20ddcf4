"""A correction note for those who hold an issued edition: a brief of its own, drafted as files of YAML."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from policybrief.document import Origin
from policybrief.document.differences import Passage, passages, without
from policybrief.issuing.affected import Affected
from policybrief.issuing.as_of_today import Desk, as_issued, edition_now
from policybrief.issuing.bounds import Bounds, Restrictions
from policybrief.issuing.record_changes import Fate, Move
from policybrief.languages import format_day
from policybrief.ledger import read_document
from policybrief.records import Audience
from policybrief.selection import Selection, hidden_from

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.ledger import Issued
    from policybrief.templates import Template

_FIELDS = ("text", "plain", "title", "name", "short")
"""Fields of a record that say what it says, the fullest first."""
_BEGINNING = 3
"""Words by which a withdrawn statement is named, at most half of it: fewer than the leak gate looks for."""
_UNTOLD = ("marking", "not-releasable", "other-audience", "rests-on-withheld")
"""Reasons for which this reader may no longer see a record."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a drafted note, by their paths from the root, and the name of its brief."""

    name: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a note says of one record: the label of its sentence, the words then and now, and the section."""

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


def draft(hit: Affected, desk: Desk, *, today: date) -> Draft | None:
    """The note on one issued edition, in its language; None if its reader saw nothing that has moved.

    It repeats no word of a record that its reader may no longer see, and of one that was withdrawn only how
    it begins.
    """
    issued = hit.issued
    template = desk.workspace.template(issued.series.template)
    then = read_document(desk.root, issued)
    if template is None or then is None:
        return None
    now, selection = _now(hit, desk, today)
    said = tuple(
        _repeatable(_said(hit.moved, then, now, selection, _untold(issued, selection, desk)), hit, desk)
    )
    if not said:
        return None
    note = _Note(hit, desk, template, then, said, today, Restrictions(desk.loaded))
    languages = [desk.loaded.project.languages[0]]
    if issued.series.language not in languages:
        languages.append(issued.series.language)
    return Draft(note.name, tuple(file for language in languages for file in note.files(language)))


def _now(hit: Affected, desk: Desk, today: date) -> tuple[Document | None, Selection]:
    """What the edition would say as of today, and which records it would be made of."""
    edition = edition_now(hit.issued.series, desk, today)
    if edition is None:
        return None, Selection(())
    result, _ = as_issued(replace(edition, as_of=today), hit.issued, desk)
    return (result.made.document, result.made.selection) if result.made else (None, Selection(()))


def _reader(issued: Issued, desk: Desk) -> Audience:
    """The audience of an issued edition; one that is no longer in the project may see nothing restricted."""
    name = issued.series.audience
    return desk.loaded.project.audience(name) or Audience(name)


def _untold(issued: Issued, selection: Selection, desk: Desk) -> frozenset[str]:
    """The records that the reader of an issued edition may no longer see."""
    hidden = hidden_from(_reader(issued, desk), desk.loaded.corpus, desk.loaded.project)
    return hidden | {record for record, reason in selection.left_out if reason in _UNTOLD}


def _repeatable(said: Iterable[_Said], hit: Affected, desk: Desk) -> Iterator[_Said]:
    """Each sentence; without the words that the leak gate would stop in a paper for this reader."""
    needles = desk.workspace.gate().needles(_reader(hit.issued, desk))
    for one in said:
        stopped = needles.meet(f"{one.then}\n{one.now}")
        yield _Said("unquoted", one.section) if stopped else one


def _said(
    moved: Sequence[Move],
    then: Document,
    now: Document | None,
    selection: Selection,
    untold: frozenset[str],
) -> Iterator[_Said]:
    shown, before, after = _by_record(then), _by_record(then, untold), _by_record(now)
    headings = frozenset(passage.title for passage in passages(without(then, untold)[0]))
    if any(move.then.unseen and move.then.bears and move.fate is not Fate.AS_IT_WAS for move in moved):
        yield _Said("unseen", "")
    for move in moved:
        if move.then.id not in shown or move.fate in (Fate.AS_IT_WAS, Fate.UNREADABLE):
            continue
        was = before.get(move.then.id)  # None: all that it said was of what its reader may no longer see
        section = (was or shown[move.then.id]).title
        section = section if section in headings else ""
        words = was.text if was else ""
        if move.fate is Fate.WITHDRAWN:
            words = _beginning(words)
        if was is None or untold.intersection((move.then.id, move.now)):
            yield _Said("unquoted", section)
            continue
        new = after.get(move.now) or after.get(move.then.id)
        of = partial(_Said, section=section, quotes=was.of, marked=move.then.marking)
        if new is None:
            yield of("withdrawn", then=words)
        elif move.fate is Fate.GRADED_LOWER:
            yield of("weaker", then=words)
        elif new.text != was.text:
            yield of("changed", then=words, now=new.text, quotes=tuple(dict.fromkeys((*was.of, *new.of))))
        elif move.fate is Fate.MARKED_HIGHER:
            marking = ", ".join(dict(selection.markings).get(move.now, ()))
            yield of("marked", then=words, marking=marking)
        else:
            yield of("rests", then=words)


def _by_record(document: Document | None, untold: frozenset[str] = frozenset()) -> dict[str, _Quotation]:
    """Record → its fullest words in the document, without what it says of records that are `untold`.

    A position's are followed by its stances with their conditions: where one of them changed, that is what
    the reader has to know.
    """
    found: dict[str, Passage] = {}
    stances: dict[str, dict[str, list[str]]] = {}
    for passage in passages(document) if document is not None else ():
        known = found.get(passage.record)
        if not passage.record or not passage.own or not untold.isdisjoint(_spoken_of(passage)):
            continue
        if _is_stance(passage):
            words = stances.setdefault(passage.record, {}).setdefault(_spoken_of(passage)[0], [])
            words.extend(() if passage.text in words else (passage.text,))
        if known is None or _rank(passage) < _rank(known):
            found[passage.record] = passage
    return {record: _quotation(stances.get(record, {}), record, found) for record in found}


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


@dataclass(frozen=True, slots=True)
class _Note:
    """One note on its way to files."""

    hit: Affected
    desk: Desk
    template: Template
    then: Document
    said: tuple[_Said, ...]
    today: date
    restrictions: Restrictions

    @property
    def name(self) -> str:
        """ "correction-nato-support-minister-en-2022-1"."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.hit.issued.number.lower()).strip("-")
        return f"correction-{plain}"[:54].rstrip("-")

    def files(self, language: str) -> Iterator[tuple[str, str]]:
        """The brief and its dossier in the language of writing, or their translations."""
        first = language == self.desk.loaded.project.languages[0]
        suffix = ".yaml" if first else f".{language}.yaml"
        records = f"briefs/records/{self.name}{suffix}"
        yield f"briefs/{self.name}{suffix}", "\n".join([*self.brief(language, first=first), ""])
        yield records, "\n".join([*self.dossier(language, first=first), ""])

    def brief(self, language: str, *, first: bool) -> Iterator[str]:
        issued, words = self.hit.issued, self.words(language)
        series, ids = issued.series, ", ".join(f"{self.name}-{n}" for n in range(1, len(self.said) + 1))
        if first:
            yield f"# A draft by brief recall of {self.today}: check every sentence, then clear and issue it."
            yield f"# For: {', '.join(self.hit.holders or self.hit.updated)}"
        yield f"title: {_quoted(words('title', title=self.then.meta.title))}"
        known = {"number": issued.number, "version": str(issued.version)}
        yield f"question: {_quoted(words('question', date=format_day(issued.on, language), **known))}"
        if first:
            yield f"audiences: [{series.audience}]"
            yield f"templates: [{series.template}]"
            yield f"languages: {{default: [{series.language}]}}"
            yield "form: correction"
            yield f"status_quo: [{ids}]"

    def dossier(self, language: str, *, first: bool) -> Iterator[str]:
        issued, words = self.hit.issued, self.words(language)
        title = {"title": self.then.meta.title, "number": issued.number, "version": str(issued.version)}
        source = f"{self.name}-issued"
        yield "sources:"
        yield f"  {source}:"
        yield f"    title: {_quoted(words('source', **title))}"
        if first:
            marks = ", ".join(_quoted(mark.label) for mark in self.then.meta.marks)
            yield f"    author: {_quoted(self.then.meta.organisation)}"
            yield f"    issued: {issued.on}"
            yield from ([f"    marking: [{marks}]"] if marks else [])
            yield "    generated: yes"
        yield "facts:"
        for number, said in enumerate(self.said, 1):
            yield f"  {self.name}-{number}:"
            yield from _block("text", self.sentence(said, language))
            if first:
                yield from self.kept_to(said)
            place = self.place(said)
            yield f"    source: {_quoted(f'{source}, {place}' if first else place)}"

    def kept_to(self, said: _Said) -> Iterator[str]:
        """Every bound of the records that it quotes, so that nobody reads their words here alone."""
        for name, value in self.bounds(said).fields():
            listed = value if isinstance(value, str) else [*value]
            yield f"    {name}: {json.dumps(listed, ensure_ascii=False)}"
        yield "    generated: yes"

    def bounds(self, said: _Said) -> Bounds:
        """What binds what the note says of one record."""
        return self.restrictions.of(
            said.quotes,
            reader=self.hit.issued.series.audience,
            paper=tuple(mark.label for mark in self.then.meta.marks),
            marking=said.marked,
        )

    def place(self, said: _Said) -> str:
        """The part of the paper that it stood in; what has no heading stood in the paper."""
        return said.section or self.then.meta.title

    def sentence(self, said: _Said, language: str) -> str:
        """What the note says of one record."""
        marks = self.template.label("quotes", language)
        opening, closing = marks[0], marks[-1]
        quoted = {
            name: f"{opening}{words}{closing}"
            for name, words in (("then", said.then), ("now", said.now), ("section", self.place(said)))
            if words
        }
        return self.words(language)(said.label, **quoted, marking=said.marking)

    def words(self, language: str) -> Callable[..., str]:
        """The labels of correction notes in a language."""
        return lambda key, **values: self.template.label(f"correction.{key}", language, **values)


def _quoted(words: str) -> str:
    """A scalar that YAML reads as these words, whatever signs they hold."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _block(key: str, words: str) -> Iterator[str]:
    """A folded block, in which nothing needs quoting."""
    yield f"    {key}: >"
    plain = " ".join(words.split())
    for line in textwrap.wrap(plain, 90, break_long_words=False, break_on_hyphens=False):
        yield f"      {line}"
