"""An edition frozen and sent: made once more as final, refused where a point is open, noted in the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.document import dump
from policybrief.editions import EditionOutcome
from policybrief.files.writing import digest, write_together
from policybrief.issuing.file_identity import identifier_of, words_hash
from policybrief.issuing.record_snapshots import records_as_issued
from policybrief.issuing.registry import Registry
from policybrief.issuing.reissue import as_issued, make_issue
from policybrief.ledger import (
    ClearanceStep,
    EditionSeries,
    Event,
    Issued,
    IssuedFile,
    Ledger,
    PassedOn,
    seal,
)
from policybrief.records import Edition, Issue
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.editions import MadeEdition

SETTLED_LATER = frozenset({"ledger-fork", "ledger-number-twice", "ledger-document-unclaimed"})
"""Faults of a ledger that the next issue settles, or that say nothing of what went before."""


class IssueOutcome(StrEnum):
    """What came of a request to issue an edition."""

    ISSUED = "issued"
    PASSED_ON = "passed on"
    """The files of the version before, unchanged, go to further offices."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """Who is to get an edition, and what is to be noted of it."""

    to: tuple[str, ...]
    on: date
    chain: tuple[ClearanceStep, ...] = ()
    number: str = ""
    """The next free one of its series if none is given."""
    again: bool = False
    """Also where nothing has changed but the day."""
    formats: tuple[str, ...] = ()
    """Those of the edition if none is given."""


@dataclass(frozen=True, slots=True)
class IssueResult:
    """What came of it: the event and the files written; or why there is none."""

    outcome: IssueOutcome
    event: Issued | PassedOn | None = None
    latest: Issued | None = None
    """The version before."""
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def issue(edition: Edition, request: IssueRequest, registry: Registry, *, out: Path) -> IssueResult:
    """Make `edition` as it goes out and note it; nothing is written where anything is open, broken or leaks.

    The files go below `out`, event and document below `briefs/issued/`: all of them, or none. Call it while
    no build runs in the project.

    Raises:
        OSError: the disk is full, …
    """
    edition = replace(edition, formats=request.formats or edition.formats)
    series = EditionSeries.of(edition)
    latest = registry.ledger.latest(series)
    refusals = (*_untrusted(series, registry), *_number_faults(request.number, registry.ledger))
    if refusals:
        return IssueResult(IssueOutcome.REFUSED, latest=latest, diagnostics=refusals)
    number = request.number or next_number(edition, registry.ledger, request.on)
    issue = Issue(number, latest.version + 1 if latest else 1, request.on)
    if latest is not None and not request.again:
        same = as_issued(edition, latest, registry)[1]
        if same and _has(latest, edition.formats):
            return _passed_on(latest, request, registry)
    first = make_issue(edition, issue, registry)
    if first.made is None or first.made.document is None or first.outcome is not EditionOutcome.CLEAN:
        return IssueResult(IssueOutcome.REFUSED, latest=latest, diagnostics=first.diagnostics)
    before = "\0".join(head.hash for head in registry.ledger.heads(series))
    issue = replace(issue, identifier=identifier_of(series, before, dump(first.made.document)))
    final = make_issue(edition, issue, registry, files=True)
    if final.made is None or final.outcome is not EditionOutcome.CLEAN:
        return IssueResult(IssueOutcome.REFUSED, latest=latest, diagnostics=final.diagnostics)
    return _written(edition, issue, final.made, request, registry, out=out)


def write_event(
    event: Event,
    registry: Registry,
    *,
    document: Document | None = None,
    files: dict[Path, bytes] | None = None,
) -> tuple[Event, tuple[Path, ...]]:
    """The event with its place in the ledger, written with `document` and `files`; all paths written.

    A file of the ledger that is there already is left: an older issue may have kept the same document.

    Raises:
        OSError: the disk is full, …
    """
    sealed = seal(event, after=registry.ledger.heads(event.series), document=document)
    in_ledger = {registry.root / path: content for path, content in sealed.files}
    written = {**(files or {}), **{path: content for path, content in in_ledger.items() if not path.exists()}}
    write_together(written)
    return sealed.event, tuple(written)


def next_number(edition: Edition, ledger: Ledger, on: date) -> str:
    """ "nato-support-minister-uk/2022-3": the first free number of the edition's name in the year.

    Each name counts by itself: a number must not reveal to its reader how many papers went to others.
    """
    start = f"{edition.stem}/{on.year}-"
    taken = [
        int(match[1])
        for event in ledger.issues()
        if (match := re.fullmatch(re.escape(start) + r"(\d{1,6})", event.number))
    ]
    return f"{start}{max(taken, default=0) + 1}"


def _untrusted(series: EditionSeries, registry: Registry) -> tuple[Diagnostic, ...]:
    """The faults of the ledger upon which nothing of this series may be built."""
    folder = f"{series.folder}/"
    return tuple(
        fault
        for fault in registry.faults
        if fault.code not in SETTLED_LATER and (fault.span is None or fault.span.path.startswith(folder))
    )


def _has(issued: Issued, formats: tuple[str, ...]) -> bool:
    """True if the version went out in all of these formats."""
    return {file.format for file in issued.files} >= {*formats}


def _number_faults(number: str, ledger: Ledger) -> tuple[Diagnostic, ...]:
    if not ledger.numbered(number):
        return ()
    [*_, other] = ledger.numbered(number)
    message = f"the number {number} was given to {other.series.name} on {other.on}"
    return (
        Diagnostic("ledger-number-twice", message, hint="leave out --number to use the next free number"),
    )


def _passed_on(latest: Issued, request: IssueRequest, registry: Registry) -> IssueResult:
    """The same files for offices that have not had them; nothing where all have."""
    new = tuple(office for office in request.to if office not in registry.ledger.offices(latest))
    if not new or registry.ledger.recalled(latest):
        return IssueResult(IssueOutcome.UNCHANGED, latest=latest)
    event = PassedOn(series=latest.series, number=latest.number, on=request.on, to=new, issued=latest.hash)
    sealed, paths = write_event(event, registry)
    assert isinstance(sealed, PassedOn)
    return IssueResult(IssueOutcome.PASSED_ON, sealed, latest, paths)


def _written(
    edition: Edition,
    issue: Issue,
    paper: MadeEdition,
    request: IssueRequest,
    registry: Registry,
    *,
    out: Path,
) -> IssueResult:
    """The files placed, and the event and the document in the ledger."""
    series = EditionSeries.of(edition)
    start = out / "issued" / edition.brief.name / edition.template / f"{edition.stem}-v{issue.version}"
    placed = _free(start, paper.files)
    template = registry.workspace.template(edition.template)
    assert template is not None
    event = Issued(
        series=series,
        number=issue.number,
        version=issue.version,
        identifier=issue.identifier,
        as_of=edition.as_of,
        on=issue.on,
        to=request.to,
        chain=request.chain,
        files=tuple(
            IssuedFile(path.name, form, digest(data), len(data), words_hash(data))
            for path, (form, data) in zip(placed, paper.files, strict=True)
        ),
        records=records_as_issued(edition, paper, registry.loaded, template),
    )
    sealed, paths = write_event(event, registry, document=paper.document, files=placed)
    assert isinstance(sealed, Issued)
    return IssueResult(IssueOutcome.ISSUED, sealed, registry.ledger.latest(series), paths)


def _free(start: Path, files: tuple[tuple[str, bytes], ...]) -> dict[Path, bytes]:
    """The files at `start`, `<start>-2`, …: what went out is not written over, by another branch either."""
    for number in count(1):
        name = start.name if number == 1 else f"{start.name}-{number}"
        placed = {start.with_name(f"{name}.{WRITERS[form].extension}"): content for form, content in files}
        if all(not path.exists() or path.read_bytes() == content for path, content in placed.items()):
            return placed
    raise AssertionError
