"""The record kinds: the schema of the corpus on one page.

A dataclass per kind; its docstrings are the JSON Schema's descriptions. Short forms are turned into these
long forms by `reading`; nothing here knows how a file is parsed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.records.bases import Addressed, Named, Quoting, Reasoned, Record, Sourced
from policybrief.records.field_uses import BOUND, HOUSE, KEEPING
from policybrief.records.parts import (
    NOT_COSTED,
    UNSAID,
    Ask,
    Capture,
    Cited,
    Confidence,
    Cost,
    Number,
    Rating,
    Stamp,
    Stance,
)
from policybrief.records.references import (
    ActorRef,
    Bond,
    OptionRef,
    PartRef,
    ReasonRef,
    RecordRef,
    RefTo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Named):
    """A document, speech or data set that statements are based on; names follow CSL's variables."""

    kind: ClassVar[str] = "source"
    gives_way: ClassVar[bool] = False  # what was said in it was not said in another
    title: Text
    """As printed; one that we supply is in square brackets."""
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
    key: str = field(default="", metadata=KEEPING)
    """What the bibliography calls it that it was imported from."""
    grade: Literal["", "A", "B", "C", "D", "E", "F"] = field(default="", metadata=HOUSE)
    """Reliability by the Admiralty scale; F means that it cannot be judged."""
    lacks: Text = UNSAID
    """What the copy that we read does not give."""
    capture: Capture | None = field(default=None, metadata=KEEPING)
    """The copy that was read. Written by `brief sources capture`."""
    public: bool = True
    """Whether anybody can get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Named):
    """A person or body that holds positions. Short form: `Name, affiliation as printed`."""

    kind: ClassVar[str] = "actor"
    bears_marking: ClassVar[bool] = False
    gives_way: ClassVar[bool] = False
    name: Text
    affiliation: Text = UNSAID
    short: Text = UNSAID
    """The affiliation in a few words, for tables."""
    actor: Literal["person", "organisation", "state", "group"] = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Sourced):
    """Something that can be checked, in our own words, with its source; or worked out by us from facts."""

    kind: ClassVar[str] = "fact"
    text: Text
    plain: Text = UNSAID
    """The same for the public, in plain words."""
    short: Text = UNSAID
    """At most 40 characters, under a key figure."""
    source: tuple[Cited, ...] = ()
    worked_out: Text = UNSAID
    """In place of a source: how we worked it out, such as `(141 + 705) / 2`; nothing evaluates it."""
    rests_on: tuple[PartRef, ...] = ()
    """The facts from which it is worked out: all that binds them binds it, and without any one it falls."""
    number: Number | None = None
    grade: Literal["", "1", "2", "3", "4", "5", "6"] = field(default="", metadata=HOUSE)
    """Credibility by the Admiralty scale; 6 means that it cannot be judged."""
    when: StatedDate | None = None
    """Day, month or year of the event that it describes; for a figure, the month or year that it covers."""
    since: StatedDate | None = None
    until: StatedDate | None = None
    known: StatedDate | None = None

    @property
    def is_event(self) -> bool:
        """True for what happened; the figure of a month or a year is a statistic, not an event."""
        return self.when is not None and (self.number is None or self.when.precision == "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Sourced):
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
class Option(Reasoned):
    """A course of action; exactly one of a brief is the baseline."""

    kind: ClassVar[str] = "option"
    can_be_shed: ClassVar[bool] = False  # without it, it would be another brief
    title: Text
    short: Text = UNSAID
    """The title in at most three words, for the head of a column."""
    text: Text = UNSAID
    plain: Text = UNSAID
    baseline: bool = False
    ratings: tuple[Rating, ...] = field(default=(), metadata=HOUSE)
    cost: Cost = NOT_COSTED
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Named):
    """What options are compared by."""

    kind: ClassVar[str] = "criterion"
    bears_marking: ClassVar[bool] = False
    title: Text
    text: Text = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Addressed, Reasoned):
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
    answered_by: tuple[Annotated[str, RefTo(("option",), Bond.LINKED)], ...] = ()
    """The options under which it does not arise."""
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Reasoned):
    """Our own analytic statement: a likelihood or a confidence, never both in one sentence, and its basis."""

    kind: ClassVar[str] = "judgement"
    house_only: ClassVar[bool] = True
    text: Text
    plain: Text = UNSAID
    likelihood: str = ""
    confidence: Confidence = ""
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Addressed, Reasoned):
    """What may be said, and what is answered if asked."""

    kind: ClassVar[str] = "line"
    text: Text
    if_asked: Text = UNSAID
    """The question; with it, `text` is the answer."""
    avoid: Text = field(default=UNSAID, metadata=HOUSE)
    raised: Literal["certain", "possible", "unlikely"] = "possible"
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Addressed, Reasoned):
    """What we ask of the reader, by when, and why."""

    kind: ClassVar[str] = "recommendation"
    can_be_shed: ClassVar[bool] = False
    text: Text
    """Begins with its verb: "Agree to …"."""
    ask: Ask
    option: tuple[OptionRef, ...] = ()
    by: Stamp | None = None
    because: tuple[ReasonRef, ...] = ()
    """Facts, judgements and passages, printed below it; they need not be in `rests_on` too."""
    rests_on: tuple[RecordRef, ...] = ()
    to: tuple[str, ...] = field(default=(), metadata=BOUND)

    @property
    def readers(self) -> tuple[str, ...]:
        """The audiences that it is for, also those of whom it asks something; () if it is for all."""
        return (*self.audiences, *self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Addressed, Quoting):
    """Prose: paragraphs of our own whose evidence is in braces."""

    kind: ClassVar[str] = "passage"
    text: Text
    """Paragraphs, and bullets after `- `; `{id}` marks the sources of a fact."""
    plain: Text = UNSAID
    """The same for the public, in plain words."""
    section: str = field(default="", metadata=KEEPING)
    """The section that prints it first, such as background; without one, a list of the brief names it."""
    box: Text = UNSAID
    """A heading: the passage is then set in a tinted box."""


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
    "passages": Passage,
    "recommendations": Recommendation,
}
"""Top-level key of a dossier → its kind, in the order in which a dossier is best written."""
