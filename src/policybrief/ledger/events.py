"""What happened to editions that went out, and the file that each event is: JSON in one fixed form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePosixPath
from typing import Any, assert_never

FOLDER = PurePosixPath("briefs/issued")
FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """The editions of one brief in one house template for one audience in one language."""

    brief: str
    template: str
    audience: str
    language: str

    @property
    def name(self) -> str:
        """How people name it: "nato-support foreign-affairs minister uk"."""
        return f"{self.brief} {self.template} {self.audience} {self.language}"

    @property
    def folder(self) -> PurePosixPath:
        """The folder of its events, from the root of the project."""
        return FOLDER / self.brief / f"{self.template}-{self.audience}-{self.language}"


@dataclass(frozen=True, slots=True)
class Step:
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
class Rested:
    """A record whose words stood in an issued edition, as it was then."""

    id: str
    kind: str
    hash: str
    """Of what it said, by `records.content_hash`."""
    marking: tuple[str, ...] = ()
    """Its effective marking."""
    grade: str = ""
    bears: bool = False
    """Whether the recommendation, the decision or the bottom line rested on it."""
    replaced_by: str = ""
    """The record that had taken its place already, for other readers."""
    unseen: bool = False
    """Whether no word of it is shown: it bears what is."""
    translation: str = ""
    """Of its words in the language of the edition, where that is not the one it was written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An edition went out to offices."""

    series: Series
    number: str
    version: int
    """Which issue of its series it is."""
    identifier: str
    """Opaque: what its files carry to be known again."""
    as_of: date
    on: date
    to: tuple[str, ...]
    """Offices, never persons."""
    chain: tuple[Step, ...] = ()
    files: tuple[IssuedFile, ...] = ()
    records: tuple[Rested, ...] = ()
    document: str = ""
    """SHA-256 of the file that keeps its document."""
    previous: str = ""
    """SHA-256 of the event before it in its series; empty for the first."""
    joins: tuple[str, ...] = ()
    """Of other last events of its series: those of branches that were merged."""
    hash: str = ""
    """SHA-256 of its own file; empty until it is sealed."""

    @property
    def said(self) -> str:
        """How people name it: "nato-support-minister-uk/2022-1, version 1 of 2022-10-03"."""
        return f"{self.number}, version {self.version} of {self.on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """An issued edition was called back."""

    series: Series
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

    series: Series
    number: str
    on: date
    to: tuple[str, ...]
    issued: str
    """SHA-256 of the event by which they went out first."""
    previous: str = ""
    joins: tuple[str, ...] = ()
    hash: str = ""


Event = Issued | Recalled | PassedOn


class UnknownFormat(ValueError):
    """An event of a later version of this program."""


def as_text(event: Event) -> str:
    """The file of an event: JSON with one entry of a list a line, so that merges and reviews can read it."""
    said: dict[str, Any] = {"policybrief": FORMAT, "event": _word(event), "edition": _plain(event.series)}
    said |= {
        f.name: _plain(getattr(event, f.name)) for f in fields(event) if f.name not in ("series", "hash")
    }
    lines = ",\n".join(f"  {_json(key)}: {_lines(value)}" for key, value in said.items())
    return f"{{\n{lines}\n}}\n"


def from_text(text: str, *, hash: str) -> Event:
    """The event of a file whose bytes have this hash.

    Raises:
        UnknownFormat: a later version of this program wrote it.
        ValueError, KeyError, TypeError: it is no event.
    """
    said = json.loads(text)
    if said["policybrief"] != FORMAT:
        raise UnknownFormat(str(said["policybrief"]))
    builder = _KINDS.get(said["event"])
    if builder is None:
        raise UnknownFormat(str(said["event"]))
    return builder(said, hash)


def event_path(event: Event) -> PurePosixPath:
    """Where a sealed event stands, from the root: its name carries part of its hash."""
    return event.series.folder / f"{event.on}-{_word(event)}-{event.hash[:8]}.json"


def document_path(event: Issued) -> PurePosixPath:
    """Where the document of an issued edition is kept, from the root."""
    return event.series.folder / f"{event.document[:16]}.document.json"


def normal(content: bytes) -> bytes:
    """`content` with the line ends that it was written with, whatever a checkout made of them."""
    return content.replace(b"\r\n", b"\n")


def _word(event: Event) -> str:
    match event:
        case Issued():
            return "issued"
        case Recalled():
            return "recalled"
        case PassedOn():
            return "passed-on"
        case _:
            assert_never(event)


def _issued(said: Mapping[str, Any], hash: str) -> Issued:
    return Issued(
        series=_series(said["edition"]),
        number=_words(said["number"]),
        version=int(said["version"]),
        identifier=_words(said["identifier"]),
        as_of=date.fromisoformat(said["as_of"]),
        on=date.fromisoformat(said["on"]),
        to=tuple(map(_words, said["to"])),
        chain=tuple(_step(step) for step in said["chain"]),
        files=tuple(IssuedFile(**_known(IssuedFile, file)) for file in said["files"]),
        records=tuple(_rested(record) for record in said["records"]),
        document=_digits(said["document"]),
        previous=_words(said["previous"]),
        joins=tuple(map(_words, said.get("joins", ()))),
        hash=hash,
    )


def _recalled(said: Mapping[str, Any], hash: str) -> Recalled:
    return Recalled(
        series=_series(said["edition"]),
        number=_words(said["number"]),
        on=date.fromisoformat(said["on"]),
        why=_words(said["why"]),
        issued=_words(said["issued"]),
        by=_words(said.get("by", "")),
        previous=_words(said["previous"]),
        joins=tuple(map(_words, said.get("joins", ()))),
        hash=hash,
    )


def _passed_on(said: Mapping[str, Any], hash: str) -> PassedOn:
    return PassedOn(
        series=_series(said["edition"]),
        number=_words(said["number"]),
        on=date.fromisoformat(said["on"]),
        to=tuple(map(_words, said["to"])),
        issued=_words(said["issued"]),
        previous=_words(said["previous"]),
        joins=tuple(map(_words, said.get("joins", ()))),
        hash=hash,
    )


def _series(said: Mapping[str, Any]) -> Series:
    """The series named; its names make a path, and so may not lead anywhere else."""
    series = Series(**_known(Series, said))
    for name in (series.brief, series.template, series.audience, series.language):
        if not _words(name) or name.startswith(".") or set(name) & set("/\\"):
            raise ValueError(f"{name!r} is no name")
    return series


def _step(said: Mapping[str, Any]) -> Step:
    return Step(**_known(Step, said) | {"on": date.fromisoformat(said["on"])})


def _rested(said: Mapping[str, Any]) -> Rested:
    return Rested(**_known(Rested, said) | {"marking": tuple(map(_words, said.get("marking", ())))})


def _known(kind: type, said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `kind`; keys that a later version adds are passed over."""
    names = {f.name for f in fields(kind)}
    return {key: said[key] for key in said if key in names}


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _digits(value: Any) -> str:
    if not all(c in "0123456789abcdef" for c in _words(value)):
        raise ValueError(f"{value!r} is no hash")
    return str(value)


def _plain(value: Any) -> Any:
    match value:
        case Series():
            return {f.name: getattr(value, f.name) for f in fields(value)}
        case Step() | IssuedFile() | Rested():
            return {
                f.name: _plain(v)
                for f in fields(value)
                if (v := getattr(value, f.name)) not in ("", (), False)
            }
        case tuple():
            return [_plain(entry) for entry in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_json(entry)}" for entry in value) + "\n  ]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_KINDS: dict[str, Callable[[Mapping[str, Any], str], Event]] = {
    "issued": _issued,
    "recalled": _recalled,
    "passed-on": _passed_on,
}
