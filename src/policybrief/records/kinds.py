"""The record kinds: the schema of the corpus on one page.

A dataclass per kind; its docstrings are the JSON Schema's descriptions. Short forms are turned into these
long forms by `structure`; nothing here knows how a file is parsed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.markings import Restriction

ID = re.compile(r"(?!(?:null|true|false)$)[a-z][a-z0-9-]{1,62}")
"""What an id looks like; the three words that YAML reads as something other than text are none."""

UNSAID = Text()
"""A text that nobody wrote."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a string as the id of a record of these kinds (none named: of any kind)."""

    kinds: tuple[str, ...] = ()


SourceRef = Annotated[str, RefTo(("source",))]
ActorRef = Annotated[str, RefTo(("actor",))]
OptionRef = Annotated[str, RefTo(("option",))]
CriterionRef = Annotated[str, RefTo(("criterion",))]
RecordRef = Annotated[str, RefTo()]

Priority = Literal["must", "should", "could"]
StanceWord = Literal["supports", "supports_if", "neutral", "opposes_if", "opposes"]
RatingWord = Literal["much worse", "worse", "same", "better", "much better", "no evidence"]
Ask = Literal["agree", "decide", "note", "approve", "sign", "discuss"]
Qualifier = Literal["", "about", "at least", "at most", "more than", "less than"]
Confidence = Literal["", "low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day and words: who cleared it, why it was withdrawn. Short form: `2022-10-03, head of unit`."""

    date: date
    words: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Clearance(Stamp):
    """A day, who cleared it, and which text: `2022-10-03, head of unit, of 3f2a9c0d1b2e4f56`."""

    of: str = ""
    """Hash of the text that was cleared; without it nothing is cleared."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that this record is excused from: who says so, why, and until when."""

    rule: str
    by: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source. Short form: `panel-2022, answer of Kaim, paragraph 2`."""

    id: SourceRef
    locator: Text
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """The copy of a source that somebody read, known by its hash; it is kept outside of git."""

    sha256: str
    """64 hex digits over its bytes."""
    on: date
    """The day on which it was taken."""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity. Short forms: `12`, `more than 12`, `about 4.5`, `10 to 12`."""

    value: Decimal
    to: Decimal | None = None
    qualifier: Qualifier = ""
    unit: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Stance:
    """What a position says of one option. Short form: `supports`, `supports if …`, `opposes unless …`."""

    option: OptionRef
    stance: StanceWord
    condition: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Rating:
    """An option on one criterion, relative to the baseline. Short form: `much better, because …`."""

    criterion: CriterionRef
    rating: RatingWord
    why: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Cost:
    """What an option costs, and what is paid for when; no `amount` means that nobody has costed it."""

    amount: Number | None = None
    pays_for: Text = UNSAID
    falls_due: Text = UNSAID


NOT_COSTED = Cost()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    kind: ClassVar[str] = "record"
    id: str
    topics: tuple[str, ...] = ()
    """Subjects; the name of the file if none is given."""
    marking: Restriction = ()
    """Labels, one per scheme; the highest of its sources, or the project's, if none is given."""
    lowered_by: str = ""
    """Who allowed a marking lower than that of its sources or the project, and why: `head, reason`."""
    originator: str = ""
    """Who alone may lower its marking or release it further."""
    releasable_to: Restriction = ()
    """Groups that the originator releases it to; audiences of no such group never see it."""
    consent: str = ""
    """Reference of the originator's consent to go beyond `releasable_to`."""
    cleared: Clearance | None = None
    withdrawn: Stamp | None = None
    replaces: RecordRef | None = None
    """The older record that this one takes the place of."""
    was: tuple[str, ...] = ()
    """Former ids."""
    priority: Priority = "should"
    """How readily it is left out when space runs short."""
    checked: Stamp | None = None
    review_by: date | None = None
    owner: str = ""
    """The office that answers for it."""
    waive: tuple[Waiver, ...] = ()
    note: str = ""
    """For colleagues; never printed."""
    audiences: Restriction = ()
    """Only for these audiences; for all if none is named."""
    generated: bool = False
    """Written by `brief recall` or `brief import`: to the leak gate it makes no words of others public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A document, speech or data set that statements rest on; names follow CSL's variables."""

    kind: ClassVar[str] = "source"
    title: Text
    """As printed; one that we supply stands in square brackets."""
    short: Text = UNSAID
    """A few words for tables."""
    type: str = "document"
    """A CSL item type: report, webpage, article-journal, speech, legislation, dataset, …"""
    author: tuple[str, ...] = ()
    """`Family, Given`, or the name of an institution; in braces if that has a comma."""
    publisher: Text = UNSAID
    container_title: str = ""
    genre: Text = UNSAID
    issued: StatedDate | None = None
    url: str = ""
    doi: str = ""
    isbn: str = ""
    volume: str = ""
    issue: str = ""
    language: str = ""
    key: str = ""
    """What the bibliography calls it that it was imported from."""
    grade: Literal["", "A", "B", "C", "D", "E", "F"] = ""
    """Reliability by the Admiralty scale; F means that it cannot be judged."""
    lacks: Text = UNSAID
    """What the copy that we read does not give."""
    capture: Capture | None = None
    """The copy that was read. Written by `brief sources capture`."""
    public: bool = True
    """Whether anybody can get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person or body that holds positions. Short form: `Name, affiliation as printed`."""

    kind: ClassVar[str] = "actor"
    name: Text
    affiliation: Text = UNSAID
    short: Text = UNSAID
    """The affiliation in a few words, for tables."""
    actor: Literal["person", "organisation", "state", "group"] = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """Something that can be checked, in our own words, with its source."""

    kind: ClassVar[str] = "fact"
    text: Text
    plain: Text = UNSAID
    """The same for the public, in plain words."""
    short: Text = UNSAID
    """At most 40 characters, under a key figure."""
    source: tuple[Cited, ...]
    number: Number | None = None
    grade: Literal["", "1", "2", "3", "4", "5", "6"] = ""
    """Credibility by the Admiralty scale; 6 means that it cannot be judged."""
    when: StatedDate | None = None
    """Day, month or year of the event that it tells of; of a figure, the month or year that it is for."""
    since: StatedDate | None = None
    until: StatedDate | None = None
    known: StatedDate | None = None

    @property
    def is_event(self) -> bool:
        """True for what happened; the figure of a month or a year is a statistic, not an event."""
        return self.when is not None and (self.number is None or self.when.precision == "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """What somebody holds, no stronger and no weaker than the source has it."""

    kind: ClassVar[str] = "position"
    holder: ActorRef
    speaks_for: ActorRef | None = None
    """The body in whose name it is said; absent for a personal view."""
    text: Text
    plain: Text = UNSAID
    stance: tuple[Stance, ...] = ()
    source: tuple[Cited, ...]
    date: StatedDate | None = None
    since: StatedDate | None = None
    until: StatedDate | None = None
    known: StatedDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Record):
    """A course of action; exactly one of a brief is the baseline."""

    kind: ClassVar[str] = "option"
    title: Text
    short: Text = UNSAID
    """The title in at most three words, for the head of a column."""
    text: Text = UNSAID
    plain: Text = UNSAID
    baseline: bool = False
    ratings: tuple[Rating, ...] = ()
    cost: Cost = NOT_COSTED
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Record):
    """What options are compared by."""

    kind: ClassVar[str] = "criterion"
    title: Text
    text: Text = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """What may go wrong; likelihood in the words of the project's yardstick, impact from 1 to 5."""

    kind: ClassVar[str] = "risk"
    text: Text
    short: Text = UNSAID
    option: tuple[OptionRef, ...] = ()
    """The options that carry it."""
    likelihood: str
    impact: int
    mitigation: Text = UNSAID
    """What reduces it under the options that carry it."""
    answered_by: tuple[OptionRef, ...] = ()
    """The options under which it does not arise."""
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """Our own analytic statement: a likelihood or a confidence, never both in one sentence, and its basis."""

    kind: ClassVar[str] = "judgement"
    text: Text
    plain: Text = UNSAID
    likelihood: str = ""
    confidence: Confidence = ""
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Record):
    """What may be said, and what is answered if asked."""

    kind: ClassVar[str] = "line"
    text: Text
    if_asked: Text = UNSAID
    """The question; with it, `text` is the answer."""
    avoid: Text = UNSAID
    raised: Literal["certain", "possible", "unlikely"] = "possible"
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """What we ask of the reader, by when, and why."""

    kind: ClassVar[str] = "recommendation"
    text: Text
    """Begins with its verb: "Agree to …"."""
    ask: Ask
    option: tuple[OptionRef, ...] = ()
    by: Stamp | None = None
    rests_on: tuple[RecordRef, ...] = ()
    to: tuple[str, ...] = ()


KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "actors": Actor,
    "facts": Fact,
    "positions": Position,
    "options": Option,
    "criteria": Criterion,
    "risks": Risk,
    "judgements": Judgement,
    "lines": Line,
    "recommendations": Recommendation,
}
"""Top-level key of a dossier → its kind, in the order in which a dossier is best written."""

State = Literal["draft", "cleared", "withdrawn"]

NEED_NO_CLEARANCE = (Source, Actor, Criterion)
"""Kinds that say nothing of their own: names of what is quoted, of who speaks, of what is compared by."""


def state_of(record: Record) -> State:
    """Whether it may be published: `withdrawn`; `cleared` in its present words; else `draft`."""
    if record.withdrawn:
        return "withdrawn"
    return "cleared" if record.cleared and not clearance_lapsed(record) else "draft"


def clearance_lapsed(record: Record) -> bool:
    """True if its clearance covers another text than its present one, or names none."""
    return record.cleared is not None and record.cleared.of != content_hash(record)


_SAYS_NOTHING = frozenset(
    {
        "id",
        "was",
        "cleared",
        "checked",
        "review_by",
        "waive",
        "note",
        "owner",
        "topics",
        "priority",
        "key",
        "capture",
        "generated",
    }
)
"""Fields about a record's keeping: whose it is, where it stands, how readily it goes, who looked at it."""


def content_hash(record: Record) -> str:
    """Sixteen hex digits over what the record says, in the language it was written in.

    Clearances and translations name this hash, for years: translations and what only keeps the record are
    left out, and so is every field that has its default, so that a field that a later version adds changes
    no hash.
    """
    said = _canonical(record)
    text = json.dumps([record.kind, said], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def translation_hash(record: Record, language: str) -> str:
    """Sixteen hex digits over what a translation says: all words of the record in that language."""
    text = json.dumps(_words_in(record, language), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _words_in(value: Any, language: str) -> Any:
    """Fields and entries that have words in that language; None where nothing has."""
    if isinstance(value, Text):
        return value.in_language(language)[0] if value.has(language) else None
    if is_dataclass(value) and not isinstance(value, type):
        left_out = _SAYS_NOTHING if isinstance(value, Record) else ()
        below = {f.name: _words_in(getattr(value, f.name), language) for f in fields(value)}
        return {name: words for name, words in below.items() if words and name not in left_out} or None
    if isinstance(value, tuple):
        entries = [_words_in(entry, language) for entry in value]
        return entries if any(entries) else None
    return None


def _canonical(value: Any) -> Any:
    if isinstance(value, Text):
        return value.original()
    if isinstance(value, StatedDate | date | Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        left_out = _SAYS_NOTHING if isinstance(value, Record) else ()
        given = ((f, getattr(value, f.name)) for f in fields(value) if f.name not in left_out)
        return {f.name: _canonical(one) for f, one in given if one != f.default}
    if isinstance(value, tuple):
        return [_canonical(entry) for entry in value]
    return value
