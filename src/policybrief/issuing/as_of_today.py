"""An edition made again as it would go out now, beside the one that did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.document import Document, Section, dump
from policybrief.document.differences import without_day
from policybrief.editions import Alone, Result, editions_of, examine
from policybrief.ledger import Issued, Ledger, Series, read_document, read_ledger
from policybrief.records import Edition, Issue

if TYPE_CHECKING:
    from pathlib import Path

    from policybrief.editions.workspace import Workspace
    from policybrief.project import Loaded


@dataclass(frozen=True, slots=True)
class Desk:
    """A project in which editions are issued, its ledger, and the faults of that."""

    workspace: Workspace
    ledger: Ledger
    faults: tuple[Diagnostic, ...] = ()

    @property
    def loaded(self) -> Loaded:
        return self.workspace.loaded

    @property
    def root(self) -> Path:
        return self.loaded.root


def open_desk(workspace: Workspace) -> Desk:
    """The desk with the ledger as it is now."""
    return Desk(workspace, *read_ledger(workspace.loaded.root))


def series_of(edition: Edition) -> Series:
    """The series that an edition belongs to."""
    return Series(edition.brief.name, edition.template, edition.audience.name, edition.language)


def edition_now(series: Series, desk: Desk, today: date) -> Edition | None:
    """The edition of a series as it is asked for today; None if no brief asks for it any more."""
    every, _ = editions_of(desk.loaded, houses=desk.workspace.houses, today=today)
    return next((edition for edition in every if series_of(edition) == series), None)


def made(edition: Edition, known: Issue, desk: Desk, *, files: bool = False) -> Result:
    """The edition as it goes out under what it is to be known by, with its files or only examined."""
    edition = replace(edition, issue=known)
    [result] = examine(desk.workspace, [edition], files=files, crew=Alone())
    return result


def as_issued(edition: Edition, issued: Issued, desk: Desk) -> tuple[Result, bool]:
    """The edition as if it had gone out as `issued`, and whether the documents differ in their day alone."""
    known = Issue(issued.number, issued.version, issued.on, issued.identifier)
    edition = replace(edition, formats=tuple(file.format for file in issued.files))
    result = made(edition, known, desk)
    then, language = read_document(desk.root, issued), edition.language
    if then is None or result.made is None or result.made.document is None:
        return result, False
    before = without_day(dump(_lasting(then)), issued.as_of, language)
    return result, before == without_day(dump(_lasting(result.made.document)), edition.as_of, language)


def _lasting(document: Document) -> Document:
    """The document without what it says of the version before it, which the next one does not repeat."""
    kept = tuple(b for b in document.blocks if not (isinstance(b, Section) and b.id == "what-has-changed"))
    return replace(document, blocks=kept)
