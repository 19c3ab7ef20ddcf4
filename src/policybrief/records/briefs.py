"""The project, its audiences, its briefs, and the edition that one brief makes for one reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from policybrief.document import Document
from policybrief.languages import Text
from policybrief.markings import Scheme
from policybrief.schedules import Schedule
from policybrief.yardsticks import Yardstick

Form = Literal["", "correction"]
"""What kind of paper it is: a brief, or a note that puts an issued one right."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads: `clearance` is the highest label shown to them, one per scheme."""

    name: str
    clearance: tuple[str, ...] = ()
    internal: bool = False
    """Whether they read our own analysis (judgements, ratings, grades, open points)."""
    returns_edits: bool = False
    """Whether they send Word files back with their edits: each passage then bears a hidden bookmark."""
    groups: tuple[str, ...] = ()
    """Whom originators release to, where this audience is among them: a record's `releasable_to`."""
    formats: tuple[str, ...] = ()
    """In which its papers are made; empty: those of the project."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the words that it stands for; `known` to all readers: never spelt out, not listed."""

    short: Text
    words: Text
    known: bool = False

    @property
    def key(self) -> str:
        """The short form as the file has it, whatever its translations."""
        return self.short.original()


@dataclass(frozen=True, slots=True)
class Project:
    """`policybrief.yaml`: who we are and what records may name."""

    organisation: Text
    format: int = 1
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    template: str = "base"
    marking: tuple[str, ...] = ()
    """Of whatever nobody marked otherwise."""
    schemes: tuple[Scheme, ...] = ()
    inherit_markings: bool = True
    """Whether facts and positions take the highest marking of their sources."""
    yardstick: Yardstick = field(default_factory=Yardstick)
    """The words of likelihood that its records use."""
    audiences: tuple[Audience, ...] = ()
    """Everyone the project writes for."""
    default_audiences: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()
    """Days on which nothing is due."""
    who: tuple[tuple[str, str, str], ...] = ()
    """(words, language, translation) of those who check and clear."""
    captures: str = ""
    """Folder of the copies of sources, from the project's; empty: `.brief/captures`."""
    review_after: int = 6
    """Months after which a fact is due for review."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """Spelt out in every paper that uses them; a brief may say otherwise."""
    formats: tuple[str, ...] = ()
    """In which papers are made: docx, pdf, …; empty: those that are made by default."""

    def audience(self, name: str) -> Audience | None:
        """The audience of that name, or None."""
        return next((a for a in self.audiences if a.name == name), None)


@dataclass(frozen=True, slots=True)
class Particular:
    """A name and what is beside it in the box of particulars: `Lead committee: Environment`."""

    name: Text
    values: tuple[Text, ...]

    @property
    def key(self) -> str:
        """The name as the brief has it, whatever its translations."""
        return self.name.original()


OWN_PARTICULARS = ("number", "contact")
"""Fields of a brief that its box of particulars has besides those that are written in it."""


@dataclass(frozen=True, slots=True)
class ForAudience:
    """What a brief says for one audience only."""

    audience: str
    max_pages: int = 0
    title: Text = field(default_factory=Text)
    question: Text = field(default_factory=Text)
    key_messages: tuple[str, ...] | None = None
    """A list in place of the brief's; empty: this audience gets none. So below."""
    bottom_line: tuple[str, ...] | None = None
    status_quo: tuple[str, ...] | None = None
    key_figures: tuple[str, ...] | None = None
    why_now: tuple[str, ...] | None = None
    particulars: tuple[str, ...] | None = None
    """Names of the particulars that it gets; None: all inside the house, none outside."""
    paragraphs: Literal["", "numbered", "plain"] = ""
    """Whether its paragraphs are numbered; empty: as the template has it."""
    passages: tuple[str, ...] | None = None
    must: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right in a brief that had gone out, and when. Short form: `2022-11-03, what was wrong`."""

    date: date
    words: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class EditionWaiver:
    """A rule about an edition that a brief is excused from: who allows it, why, for whom and until when."""

    rule: str
    by: str
    why: str
    audience: str = ""
    """Empty: for every audience."""
    until: date | None = None

    def covers(self, rule: str, audience: str) -> bool:
        """True if it is about that rule in papers for that audience, whatever the day."""
        return self.rule == rule and self.audience in ("", audience)

    def holds(self, day: date) -> bool:
        """True until its last day, that included."""
        return self.until is None or day <= self.until


LISTS = ("key_messages", "bottom_line", "status_quo", "key_figures", "why_now", "passages")
"""Fields of a brief that list records for a section."""
IN_PLACE_OF = {"key_messages": "bottom_line", "bottom_line": "key_messages"}
"""List → the other list for the same place: an audience with its own of one gets none of the other."""


@dataclass(frozen=True, slots=True)
class Brief:
    """`briefs/<name>.yaml`: a title, a question, and what to take."""

    name: str
    path: str
    title: Text
    question: Text = field(default_factory=Text)
    short: Text = field(default_factory=Text)
    """The title in a few words, for the header of later pages."""
    number: str = ""
    series: Text = field(default_factory=Text)
    """The series in which it appears."""
    version: str = ""
    licence: Text = field(default_factory=Text)
    """What readers may do with it: CC BY 4.0."""
    contact: str = ""
    """An address for questions: mail, web or words."""
    corrected: tuple[Correction, ...] = ()
    as_of: date | None = None
    """None: today."""
    audiences: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    languages: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(audience, languages) pairs; all languages of the project for an audience not named."""
    topics: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    key_messages: tuple[str, ...] = ()
    """Three to five records, printed as bullets in place of the bottom line."""
    bottom_line: tuple[str, ...] = ()
    status_quo: tuple[str, ...] = ()
    key_figures: tuple[str, ...] = ()
    why_now: tuple[str, ...] = ()
    particulars: tuple[Particular, ...] = ()
    """The box of names and values under the title."""
    passages: tuple[str, ...] = ()
    """The order of the passages in each section; those not named come after, in the order of files."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """Its own, before those of the project."""
    for_audience: tuple[ForAudience, ...] = ()
    waive: tuple[EditionWaiver, ...] = ()
    form: Form = ""
    schedule: Schedule | None = None
    """When it is due again."""

    def overrides(self, audience: str) -> ForAudience:
        """What the brief says for `audience` only."""
        return next((f for f in self.for_audience if f.audience == audience), ForAudience(audience))

    def listed(self, name: str, audience: str) -> tuple[str, ...]:
        """The ids of one of the `LISTS` for `audience`: its own list, else the brief's."""
        only = self.overrides(audience)
        own: tuple[str, ...] | None = getattr(only, name)
        if own is not None:
            return own
        other = IN_PLACE_OF.get(name)
        shared: tuple[str, ...] = getattr(self, name)
        return () if other and getattr(only, other) else shared

    def particulars_for(self, audience: Audience) -> tuple[str, ...]:
        """Names of the particulars that `audience` gets, of the brief's own fields too; () for no box."""
        listed = self.overrides(audience.name).particulars
        if listed is not None:
            return listed
        inside = audience.internal and self.particulars
        return (*(each.key for each in self.particulars), *OWN_PARTICULARS) if inside else ()


@dataclass(frozen=True, slots=True)
class Issue:
    """What an edition that goes out is known by: number, version, day, and what its files carry."""

    number: str
    version: int
    on: date
    identifier: str = ""
    """An opaque URI: it reveals nothing to people without the ledger."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that went out before: its number, the day of its issue and its document.

    `readable` is the document without what its readers may no longer read.
    """

    number: str
    on: date
    document: Document
    readable: Document


@dataclass(frozen=True, slots=True)
class Edition:
    """One brief for one audience, of one ministry, in one language, as of one day."""

    brief: Brief
    template: str
    audience: Audience
    language: str
    as_of: date
    rehearsal: bool = False
    issue: Issue | None = None
    """Set where the edition goes out."""
    earlier: tuple[Earlier, ...] = ()
    """What its readers were sent before, the last first; none if its template does not show it."""
    formats: tuple[str, ...] = ()
    """In which its files are made."""

    @property
    def name(self) -> str:
        """How people name it: "nato-support foreign-affairs minister uk"."""
        return f"{self.brief.name} {self.template} {self.audience.name} {self.language}"

    @property
    def stem(self) -> str:
        """File name without format: "nato-support-minister-uk"."""
        return f"{self.brief.name}-{self.audience.name}-{self.language}"
