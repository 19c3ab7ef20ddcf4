"""The two documents that `brief diff` is asked to compare: of now, as issued, or of a commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.changes import as_it_stands, as_it_was
from policybrief.changes.records import Side
from policybrief.cli.terminal.report import say_faults
from policybrief.diagnostics import Refusal
from policybrief.editions import document_in_out, read_manifest
from policybrief.editions.workspace import Workspace
from policybrief.issuing import Bytes, Known, know
from policybrief.ledger import Issued, Ledger, Series, read_document, read_ledger
from policybrief.project.history import NoHistory, common_commit
from policybrief.records import Audience
from policybrief.selection.filter import EditionFilter

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.editions import Made
    from policybrief.records import Edition

NOTHING_EARLIER = (
    "Nothing is known of an earlier edition: none was issued, and out/ holds none.\n"
    "Name a commit to compare with: --against HEAD~1"
)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared; the later side as it was made, if it is an edition of now."""

    before: Side
    after: Side
    edition: Edition | None = None
    made: Made | None = None


def sides(names: Sequence[str], workspace: Workspace, *, against: str) -> Sides:
    """The documents that the names stand for: two, or one against what its reader has.

    Raises:
        Refusal: a name matches nothing, or nothing is known of an earlier edition.
    """
    ledger, _ = read_ledger(workspace.loaded.root)
    asked = _asked(names, workspace, ledger)
    if len(asked) > 2 or (len(asked) == 2 and against):
        raise Refusal("At most two editions can be compared, and only one with a commit.")
    last = asked[-1]
    if len(asked) == 1 and isinstance(last, Issued):
        series = last.series
        words = (series.brief, series.template, series.audience, series.language)
        return replace(now(named(words, workspace)[0], workspace), before=sent(last, workspace))
    if isinstance(last, Issued):
        return Sides(_side(asked[0], workspace), sent(last, workspace))
    found = now(last, workspace)
    before = _side(asked[0], workspace) if len(asked) == 2 else _earlier(last, workspace, ledger, against)
    return replace(found, before=before)


def sent(issued: Issued, workspace: Workspace) -> Side:
    """An edition as it went out.

    Raises:
        Refusal: its document is gone.
    """
    document = read_document(workspace.loaded.root, issued)
    if document is None:
        raise Refusal(f"The document of {issued.said} cannot be read; see: brief check")
    reader = workspace.loaded.project.audience(issued.series.audience)
    return Side(document, f"number {issued.said}", reader or Audience(issued.series.audience))


def _side(asked: Edition | Issued, workspace: Workspace) -> Side:
    return sent(asked, workspace) if isinstance(asked, Issued) else now(asked, workspace).after


def now(edition: Edition, workspace: Workspace) -> Sides:
    """An edition as it stands, as the later side; ends with its faults if it is broken."""
    result, document = as_it_stands(edition, workspace.loaded, workspace.houses)
    if document is None:
        say_faults(workspace, result.diagnostics)
        click.echo(f"{edition.name} cannot be made.")
        raise click.exceptions.Exit(1)
    side = Side(document, edition.name, edition.audience)
    return Sides(side, side, result.edition, result.made)


def _earlier(edition: Edition, workspace: Workspace, ledger: Ledger, against: str) -> Side:
    """What the reader of an edition has: issued last, else in out/; or the commit asked for."""
    if against:
        return _at_commit(edition, workspace, against)
    names = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    issued = ledger.latest(Series(*names))
    if issued is not None:
        return sent(issued, workspace)
    document = document_in_out(workspace.loaded.root, edition)
    if document is None:
        raise Refusal(NOTHING_EARLIER)
    return Side(document, "the files in out/", edition.audience)


def _at_commit(edition: Edition, workspace: Workspace, against: str) -> Side:
    try:
        commit = common_commit(workspace.loaded.root, against)
        document: Document | None = as_it_was(edition, workspace.loaded, commit, workspace.today)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None
    if document is None:
        raise Refusal(f"{edition.name} did not exist at {against}, or could not be made there.")
    return Side(document, f"the edition of commit {commit[:8]}", edition.audience)


def _asked(names: Sequence[str], workspace: Workspace, ledger: Ledger) -> list[Edition | Issued]:
    """What is named: a number, a file or words in one argument name one; other words together one, or two."""
    found: list[Edition | Issued] = []
    loose: list[str] = []
    for name in names:
        issued = _went_out(name, workspace, ledger)
        if issued is not None:
            found.append(issued)
        elif " " in name or "/" in name or "\\" in name:
            found.extend(named((name,) if Path(name).suffix else name.split(), workspace))
        else:
            loose.append(name)
    return [*found, *(named(loose, workspace) if loose else ())]


def known_file(path: Path, workspace: Workspace, ledger: Ledger) -> Known | None:
    """Which edition the file at `path` is, and how its bytes stand; None if it is none of ours."""
    place = path.resolve()
    root = workspace.loaded.root.resolve()
    key = place.relative_to(root).as_posix() if place.is_relative_to(root) else ""
    return know(path.read_bytes(), ledger=ledger, entries=read_manifest(workspace.loaded.root), path=key)


def _went_out(name: str, workspace: Workspace, ledger: Ledger) -> Issued | None:
    """The issued edition of that number, or whose file this is as it went out."""
    numbered = ledger.numbered(name)
    if numbered:
        return numbered[-1]
    if Path(name).suffix.lower() not in (".docx", ".pdf") or not Path(name).is_file():
        return None
    known = known_file(Path(name), workspace, ledger)
    return known.issued if known is not None and known.bytes is not Bytes.ALTERED else None


def named(words: Sequence[str], workspace: Workspace) -> list[Edition]:
    """The first edition that has all the names; where two of one kind are named, the first that has each."""
    both = workspace.named(words)
    editions = workspace.editions(both)
    for field, names in both.names():
        if len(names) > 1:
            one_each: list[dict[str, Any]] = [{field: (name,)} for name in names]
            return [_first(editions, replace(both, **one)) for one in one_each]
    return [editions[0]]


def _first(editions: Sequence[Edition], only: EditionFilter) -> Edition:
    """The first of the editions that `only` admits.

    Raises:
        Refusal: there is none.
    """
    found = next((edition for edition in editions if only.admits(edition)), None)
    if found is None:
        words = " ".join(name for _, names in only.names() for name in names)
        raise Refusal(f"no edition is {words}; see: brief list editions")
    return found
