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
from policybrief.editions import Outcome as Built
from policybrief.files.writing import digest, write_together
from policybrief.issuing.as_of_today import Desk, as_issued, made, series_of
from policybrief.issuing.file_identity import identifier_of, words_hash
from policybrief.issuing.record_snapshots import rested
from policybrief.ledger import Issued, IssuedFile, Ledger, PassedOn, Recalled, Sealed, Series, Step, seal
from policybrief.records import Edition, Issue
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.editions import Made

SETTLED_LATER = frozenset({"ledger-fork", "ledger-number-twice", "ledger-document-unclaimed"})
"""Faults of a ledger that the next issue settles, or that say nothing of what went before."""


class Outcome(StrEnum):
    """What came of the wish to issue an edition."""

    ISSUED = "issued"
    PASSED_ON = "passed on"
    """The files of the version before, unchanged, go to further offices."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Request:
    """Who is to get an edition, and what is to be noted of it."""

    to: tuple[str, ...]
    on: date
    chain: tuple[Step, ...] = ()
    number: str = ""
    """The next free one of its series if none is given."""
    again: bool = False
    """Also where nothing has changed but the day."""
    formats: tuple[str, ...] = ()
    """Those of the edition if none is given."""


@dataclass(frozen=True, slots=True)
class Issuing:
    """What came of it: the event and the files written; or why there is none."""

    outcome: Outcome
    event: Issued | PassedOn | None = None
    latest: Issued | None = None
    """The version before."""
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def issue(edition: Edition, request: Request, desk: Desk, *, out: Path) -> Issuing:
    """Make `edition` as it goes out and note it; nothing is written where anything is open, broken or leaks.

    The files go below `out`, event and document below `briefs/issued/`: all of them, or none. Call it while
    no build runs in the project.

    Raises:
        OSError: the disk is full, …
    """
    edition = replace(edition, formats=request.formats or edition.formats)
    series = series_of(edition)
    latest = desk.ledger.latest(series)
    refusals = (*_untrusted(series, desk), *_number_faults(request.number, desk.ledger))
    if refusals:
        return Issuing(Outcome.REFUSED, latest=latest, diagnostics=refusals)
    known = Issue(request.number or next_number(edition, desk.ledger, request.on), 1, request.on)
    if latest is not None:
        known = replace(known, version=latest.version + 1)
        if not request.again and as_issued(edition, latest, desk)[1] and _has(latest, edition.formats):
            return _passed_on(latest, request, desk)
    first = made(edition, known, desk)
    if first.made is None or first.made.document is None or first.outcome is not Built.CLEAN:
        return Issuing(Outcome.REFUSED, latest=latest, diagnostics=first.diagnostics)
    before = "\0".join(head.hash for head in desk.ledger.heads(series))
    known = replace(known, identifier=identifier_of(series, before, dump(first.made.document)))
    final = made(edition, known, desk, files=True)
    if final.made is None or final.outcome is not Built.CLEAN:
        return Issuing(Outcome.REFUSED, latest=latest, diagnostics=final.diagnostics)
    return _written(edition, known, final.made, request, desk, out=out)


def recall(issued: Issued, desk: Desk, *, on: date, why: str, by: str = "") -> Recalled:
    """The event that calls `issued` back, noted in the ledger.

    Raises:
        OSError: the disk is full, …
    """
    event = Recalled(series=issued.series, number=issued.number, on=on, why=why, issued=issued.hash, by=by)
    sealed = seal(event, after=desk.ledger.heads(issued.series))
    _write(_ledger_files(sealed, desk))
    assert isinstance(sealed.event, Recalled)
    return sealed.event


def next_number(edition: Edition, ledger: Ledger, on: date) -> str:
    """ "nato-support-minister-uk/2022-3": the first free number of the edition's name in the year.

    Each name counts by itself: a number must not tell its reader how many papers went to others.
    """
    start = f"{edition.stem}/{on.year}-"
    taken = [
        int(found[1])
        for event in ledger.issues()
        if (found := re.fullmatch(re.escape(start) + r"(\d{1,6})", event.number))
    ]
    return f"{start}{max(taken, default=0) + 1}"


def _untrusted(series: Series, desk: Desk) -> tuple[Diagnostic, ...]:
    """The faults of the ledger upon which nothing of this series may be built."""
    folder = f"{series.folder}/"
    return tuple(
        fault
        for fault in desk.faults
        if fault.code not in SETTLED_LATER and (fault.span is None or fault.span.path.startswith(folder))
    )


def _has(issued: Issued, formats: tuple[str, ...]) -> bool:
    """True if the version went out in all of these formats."""
    return {file.format for file in issued.files} >= {*formats}


def _number_faults(number: str, ledger: Ledger) -> tuple[Diagnostic, ...]:
    if not ledger.numbered(number):
        return ()
    [*_, other] = ledger.numbered(number)
    said = f"the number {number} was given to {other.series.name} on {other.on}"
    return (Diagnostic("ledger-number-twice", said, hint="leave --number out: the next free one is taken"),)


def _passed_on(latest: Issued, request: Request, desk: Desk) -> Issuing:
    """The same files for offices that have not had them; nothing where all have."""
    new = tuple(office for office in request.to if office not in desk.ledger.offices(latest))
    if not new or desk.ledger.recalled(latest):
        return Issuing(Outcome.UNCHANGED, latest=latest)
    event = PassedOn(series=latest.series, number=latest.number, on=request.on, to=new, issued=latest.hash)
    sealed = seal(event, after=desk.ledger.heads(latest.series))
    paths = _write(_ledger_files(sealed, desk))
    assert isinstance(sealed.event, PassedOn)
    return Issuing(Outcome.PASSED_ON, sealed.event, latest, paths)


def _written(
    edition: Edition, known: Issue, paper: Made, request: Request, desk: Desk, *, out: Path
) -> Issuing:
    """The files placed, and the event and the document in the ledger."""
    series = series_of(edition)
    start = out / "issued" / edition.brief.name / edition.template / f"{edition.stem}-v{known.version}"
    placed = _free(start, paper.files)
    template = desk.workspace.template(edition.template)
    assert template is not None
    event = Issued(
        series=series,
        number=known.number,
        version=known.version,
        identifier=known.identifier,
        as_of=edition.as_of,
        on=known.on,
        to=request.to,
        chain=request.chain,
        files=tuple(
            IssuedFile(path.name, form, digest(data), len(data), words_hash(data))
            for path, (form, data) in zip(placed, paper.files, strict=True)
        ),
        records=rested(edition, paper, desk.loaded, template),
    )
    sealed = seal(event, after=desk.ledger.heads(series), document=paper.document)
    paths = _write({**placed, **_ledger_files(sealed, desk)})
    assert isinstance(sealed.event, Issued)
    return Issuing(Outcome.ISSUED, sealed.event, desk.ledger.latest(series), paths)


def _free(start: Path, files: tuple[tuple[str, bytes], ...]) -> dict[Path, bytes]:
    """The files at `start`, `<start>-2`, …: what went out is not written over, by another branch either."""
    for number in count(1):
        name = start.name if number == 1 else f"{start.name}-{number}"
        placed = {start.with_name(f"{name}.{WRITERS[form].extension}"): content for form, content in files}
        if all(not path.exists() or path.read_bytes() == content for path, content in placed.items()):
            return placed
    raise AssertionError


def _ledger_files(sealed: Sealed, desk: Desk) -> dict[Path, bytes]:
    """The files of an event that do not stand yet: an older issue may have kept the same document."""
    return {desk.root / path: content for path, content in sealed.files if not (desk.root / path).exists()}


def _write(files: dict[Path, bytes]) -> tuple[Path, ...]:
    write_together(files)
    return tuple(files)
