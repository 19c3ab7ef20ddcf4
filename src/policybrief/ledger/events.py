"""What happened to editions that went out: events, and where their files stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from policybrief.records import Edition

FOLDER = PurePosixPath("briefs/issued")


@dataclass(frozen=True, slots=True, order=True)
class EditionSeries:
    """The editions of one brief in one house template for one audience in one language."""

    brief: str
    template: str
    audience: str
    language: str

    @classmethod
    def of(cls, edition: Edition) -> EditionSeries:
        """The series that an edition belongs to."""
        return cls(edition.brief.name, edition.template, edition.audience.name, edition.language)

    @property
    def name(self) -> str:
        """How people name it: "nato-support foreign-affairs minister uk"."""
        return f"{self.brief} {self.template} {self.audience} {self.language}"

    @property
    def folder(self) -> PurePosixPath:
        """The folder of its events, from the root of the project."""
        return FOLDER / self.brief / f"{self.template}-{self.audience}-{self.language}"


@dataclass(frozen=True, slots=True)
class ClearanceStep:
    """One step of the clearance chain: which office did what, when, with what result, and who dissented."""

    step: str
    """drafted · cleared · approved"""
    by: str
    on: date
    result: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A file that went out: its SHA-256 and its size in bytes."""

    name: str
    format: str
    sha256: str
    size: int
    words: str = ""
    """SHA-256 over its words alone: what another program that saves the file leaves as it is."""


@dataclass(frozen=True, slots=True)
class RecordAsIssued:
    """A record whose words was in an issued edition, as it was then."""

    id: str
    kind: str
    hash: str
    """Of what it said, by `records.content_hash`."""
    marking: tuple[str, ...] = ()
    """Its effective marking."""
    grade: str = ""
    bears: bool = False
    """Whether the recommendation, the decision or the bottom line was based on it."""
    replaced_by: str = ""
    """The record that had taken its place already, for other readers."""
    unseen: bool = False
    """Whether no word of it is shown: it bears what is."""
    translation: str = ""
    """Of its words in the language of the edition, where that is not the one it was written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An edition went out to offices."""

    series: EditionSeries
    number: str
    version: int
    """Which issue of its series it is."""
    identifier: str
    """Opaque: what its files carry to be known again."""
    as_of: date
    on: date
    to: tuple[str, ...]
    """Offices, never persons."""
    chain: tuple[ClearanceStep, ...] = ()
    files: tuple[IssuedFile, ...] = ()
    records: tuple[RecordAsIssued, ...] = ()
    document: str = ""
    """SHA-256 of the file that keeps its document."""
    previous: str = ""
    """SHA-256 of the event before it in its series; empty for the first."""
    joins: tuple[str, ...] = ()
    """Of other last events of its series: those of branches that were merged."""
    hash: str = ""
    """SHA-256 of its own file; empty until it is sealed."""

    @property
    def label(self) -> str:
        """How people name it: "nato-support-minister-uk/2022-1, version 1 of 2022-10-03"."""
        return f"{self.number}, version {self.version} of {self.on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """An issued edition was called back."""

    series: EditionSeries
    number: str
    on: date
    why: str
    issued: str
    """SHA-256 of the event by which it went out."""
    by: str = ""
    previous: str = ""
    joins: tuple[str, ...] = ()
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """The files of an issued edition, unchanged, went to further offices."""

    series: EditionSeries
    number: str
    on: date
    to: tuple[str, ...]
    issued: str
    """SHA-256 of the event by which they went out first."""
    previous: str = ""
    joins: tuple[str, ...] = ()
    hash: str = ""


Event = Issued | Recalled | PassedOn


def event_path(event: Event) -> PurePosixPath:
    """Where a sealed event stands, from the root: its name carries part of its hash."""
    return event.series.folder / f"{event.on}-{event_word(event)}-{event.hash[:8]}.json"


def document_path(event: Issued) -> PurePosixPath:
    """Where the document of an issued edition is kept, from the root."""
    return event.series.folder / f"{event.document[:16]}.document.json"


def event_word(event: Event) -> str:
    """What happened, as files and their names say it."""
    match event:
        case Issued():
            return "issued"
        case Recalled():
            return "recalled"
        case PassedOn():
            return "passed-on"
        case _:
            assert_never(event)
