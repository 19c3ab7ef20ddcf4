"""The ledger of a project, read and checked: which editions went out, and whatever is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Span, sort_key
from policybrief.document import Document, load
from policybrief.files.regular import read_regular
from policybrief.ledger.event_chains import chain_faults, duplicate_numbers, heads, in_order
from policybrief.ledger.event_files import UnknownFormat, normal, read_event
from policybrief.ledger.events import (
    FOLDER,
    EditionSeries,
    Event,
    Issued,
    PassedOn,
    Recalled,
    document_path,
    event_path,
)

_NAME = re.compile(r"\d{4}-\d\d-\d\d-[a-z-]+-([0-9a-f]{8})\.json")
_DOCUMENT = re.compile(r"[0-9a-f]{16}\.document\.json")
_FROM_GIT = "restore it from git: git log --oneline -- "


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every event of a project: series by series in their names' order, within a series oldest first."""

    events: tuple[Event, ...] = ()

    def issues(
        self, *, brief: str = "", template: str = "", audience: str = "", language: str = ""
    ) -> tuple[Issued, ...]:
        """The issued editions of what is named, oldest first within a series; of everything if nothing is."""
        names = (brief, template, audience, language)
        return tuple(
            event
            for event in self.events
            if isinstance(event, Issued)
            and all(not name or name == own for name, own in zip(names, _names(event.series), strict=True))
        )

    def latest(self, series: EditionSeries) -> Issued | None:
        """The edition of the series that went out last, or None."""
        issued = self.issues(**dict(zip(_FIELDS, _names(series), strict=True)))
        return issued[-1] if issued else None

    def later(self, issued: Issued) -> tuple[Issued, ...]:
        """The later versions of an issued edition, oldest first."""
        versions = self.issues(**dict(zip(_FIELDS, _names(issued.series), strict=True)))
        return versions[versions.index(issued) + 1 :]

    def numbered(self, number: str) -> tuple[Issued, ...]:
        """The issued editions with this number: one, unless two branches gave it."""
        return tuple(event for event in self.issues() if event.number == number)

    def recalled(self, issued: Issued) -> Recalled | None:
        """The event that called an issued edition back, or None."""
        calls = (event for event in self.events if isinstance(event, Recalled))
        return next((event for event in calls if event.issued == issued.hash), None)

    def offices(self, issued: Issued) -> tuple[str, ...]:
        """The offices that an issued edition went to, then or later."""
        later = (e for e in self.events if isinstance(e, PassedOn) and e.issued == issued.hash)
        return tuple(dict.fromkeys((*issued.to, *(office for event in later for office in event.to))))

    def heads(self, series: EditionSeries) -> tuple[Event, ...]:
        """The last events of a series: one, or more where branches were merged; none before its first."""
        return heads([event for event in self.events if event.series == series])


def read_ledger(root: Path) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger of the project in `root`, and a fault for whatever was changed, removed or cannot be read.

    An event that was changed is read as it stands. The last events of a series leave no gap where they are
    removed: only git knows of them.
    """
    faults: list[Diagnostic] = []
    by_series: dict[EditionSeries, list[Event]] = {}
    altered: dict[EditionSeries, list[str]] = {}
    unread = False
    for path in sorted((root / FOLDER).rglob("*.json")):
        if _DOCUMENT.fullmatch(path.name):
            continue
        event, event_faults, was = _read(path, root)
        faults.extend(event_faults)
        if event is not None:
            by_series.setdefault(event.series, []).append(event)
            altered.setdefault(event.series, []).extend(was)
        unread = unread or event is None
    events: list[Event] = []
    for series in sorted(by_series):
        ordered = in_order(by_series[series])
        events.extend(ordered)
        if not unread:
            faults.extend(chain_faults(ordered, altered=altered[series]))
    faults.extend(duplicate_numbers(events))
    faults.extend(_document_faults(events, root, every=not unread))
    return Ledger(tuple(events)), tuple(sorted(faults, key=sort_key))


def read_document(root: Path, issued: Issued) -> Document | None:
    """The document of an issued edition; None if it is gone, or of another version of this program."""
    try:
        return load(read_regular(root / document_path(issued), root).decode("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(path: Path, root: Path) -> tuple[Event | None, list[Diagnostic], list[str]]:
    """The event in a file, what is wrong with it, and the hash that its name gives if it has another."""
    name = path.relative_to(root).as_posix()
    place = Span(name, 1, 1)
    try:
        content = normal(read_regular(path, root))
        own = hashlib.sha256(content).hexdigest()
        event = read_event(content.decode("utf-8"), hash=own)
    except UnknownFormat as later:
        message = f"a later version of policybrief wrote this event ({later})"
        return None, [Diagnostic("ledger-later-version", message, place, hint="update policybrief")], []
    except (OSError, ValueError, KeyError, TypeError):
        message = "this is not an event written by policybrief, or it has been changed since"
        return None, [Diagnostic("ledger-unreadable", message, place, hint=f"{_FROM_GIT}{name}")], []
    was = _stated(path.name)
    if was and not own.startswith(was):
        message = "this event was changed after it was written: its SHA-256 differs from the one in its name"
        return event, [Diagnostic("ledger-altered", message, place, hint=f"{_FROM_GIT}{name}")], [was]
    if event_path(event).as_posix() != name:
        message = f"this event belongs at {event_path(event)}"
        hint = f"move it there: git mv {name} {event_path(event)}"
        return event, [Diagnostic("ledger-misplaced", message, place, hint=hint)], []
    return event, [], []


def _stated(name: str) -> str:
    """The first digits of the hash that the name of a file gives."""
    match = _NAME.fullmatch(name)
    return match[1] if match else ""


def _document_faults(events: Sequence[Event], root: Path, *, every: bool) -> Iterator[Diagnostic]:
    """Documents that are gone or altered; those that no event names, if `every` event was read."""
    named: set[str] = set()
    for event in events:
        if not isinstance(event, Issued):
            continue
        path = document_path(event)
        if path.as_posix() in named:
            continue
        named.add(path.as_posix())
        try:
            digest = hashlib.sha256(normal(read_regular(root / path, root))).hexdigest()
        except OSError:
            message = f"the document of {event.label} is missing"
            hint = f"{_FROM_GIT}{path}"
            yield Diagnostic("ledger-document-missing", message, Span(str(path), 1, 1), hint=hint)
            continue
        if digest != event.document:
            message = f"the document of {event.label} was changed after it was issued"
            hint = f"{_FROM_GIT}{path}"
            yield Diagnostic("ledger-document-altered", message, Span(str(path), 1, 1), hint=hint)
    for file in sorted((root / FOLDER).rglob("*.document.json")) if every else ():
        name, folder = file.relative_to(root).as_posix(), file.parent.relative_to(root).as_posix()
        if _DOCUMENT.fullmatch(file.name) and name not in named:
            message = "no event names this document: an event was removed, or issuing was interrupted"
            hint = f"if git shows no removed event, delete it: git log --oneline -- {folder}"
            yield Diagnostic("ledger-document-unclaimed", message, Span(name, 1, 1), hint=hint)


def _names(series: EditionSeries) -> tuple[str, str, str, str]:
    return series.brief, series.template, series.audience, series.language


_FIELDS = ("brief", "template", "audience", "language")
