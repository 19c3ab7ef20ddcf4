"""The two documents to be compared: editions as they are now, as they were issued, or as of a commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.diagnostics import Diagnostic, Refusal
from policybrief.editions import Workspace, examine, last_document, workspace_at
from policybrief.issuing import FileState, identify_file
from policybrief.ledger import EditionSeries, Issued, Ledger, read_document, read_ledger
from policybrief.project.history import NoHistory, common_commit
from policybrief.records import Audience
from policybrief.selection import EditionFilter, as_read_today

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.editions import MadeEdition
    from policybrief.project import LoadedProject
    from policybrief.records import Edition

NOTHING_EARLIER = (
    "There is no earlier edition to compare with: none was issued, and out/ has none.\n"
    "Name a commit to compare with: --against HEAD~1"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents, what it is in words, and its reader."""

    document: Document
    label: str
    reader: Audience
    made: MadeEdition | None = None
    """The edition that it is now; None for a document of another time."""

    def for_reader(self, reader: Audience, loaded: LoadedProject) -> tuple[Side, tuple[str, ...]]:
        """The document as `reader` may read it today, and the records whose words are left out."""
        document, left_out = as_read_today(self.document, reader, loaded.corpus, loaded.project)
        return replace(self, document=document), left_out

    @property
    def facts(self) -> str:
        """The day of the facts, as an ISO date."""
        return self.document.meta.date


@dataclass(frozen=True, slots=True)
class BrokenEdition:
    """An edition that cannot be made, with everything that is wrong with it."""

    edition: Edition
    diagnostics: tuple[Diagnostic, ...]


def compared_sides(
    names: Sequence[str], workspace: Workspace, *, against: str
) -> tuple[Side, Side] | BrokenEdition:
    """The documents that the names stand for, the earlier one first: two, or one and what its reader has.

    Raises:
        Refusal: a name matches nothing, or nothing is known of an earlier edition.
    """
    ledger, _ = read_ledger(workspace.loaded.root)
    editions = _editions(names, workspace, ledger)
    if len(editions) > 2 or (len(editions) == 2 and against):
        raise Refusal("At most two editions can be compared, and only one edition with a commit.")
    last = editions[-1]
    if len(editions) == 1 and isinstance(last, Issued):
        after = current_side(first_editions(last.series.name.split(), workspace)[0], workspace)
    else:
        after = _side(last, workspace)
    if isinstance(after, BrokenEdition):
        return after
    if len(editions) == 2:
        before = _side(editions[0], workspace)
    elif isinstance(last, Issued):
        before = issued_side(last, workspace)
    else:
        before = _earlier(last, workspace, ledger, against)
    return before if isinstance(before, BrokenEdition) else (before, after)


def current_side(edition: Edition, workspace: Workspace) -> Side | BrokenEdition:
    """An edition as it is now, made in memory."""
    [result] = examine(workspace, [edition])
    if result.made is None or result.made.document is None:
        return BrokenEdition(edition, result.diagnostics)
    return Side(result.made.document, edition.name, edition.audience, result.made)


def issued_side(issued: Issued, workspace: Workspace) -> Side:
    """An edition as it went out.

    Raises:
        Refusal: its document is gone.
    """
    document = read_document(workspace.loaded.root, issued)
    if document is None:
        raise Refusal(f"The document of {issued.label} cannot be read; see: brief check")
    reader = workspace.loaded.project.audience(issued.series.audience)
    return Side(document, f"number {issued.label}", reader or Audience(issued.series.audience))


def first_editions(words: Sequence[str], workspace: Workspace) -> tuple[Edition, ...]:
    """The first edition that has all the names; where two of one kind are named, the first that has each.

    Raises:
        Refusal: a name matches nothing.
    """
    both = workspace.named(words)
    editions = workspace.editions(both)
    for field, names in both.names():
        if len(names) > 1:
            one_each: list[dict[str, Any]] = [{field: (name,)} for name in names]
            return tuple(_first(editions, replace(both, **one)) for one in one_each)
    return editions[:1]


def _first(editions: Sequence[Edition], only: EditionFilter) -> Edition:
    """The first of the editions that `only` admits.

    Raises:
        Refusal: there is none.
    """
    admitted = next((edition for edition in editions if only.admits(edition)), None)
    if admitted is None:
        words = " ".join(name for _, names in only.names() for name in names)
        raise Refusal(f"no edition is {words}; see: brief list editions")
    return admitted


def _side(edition: Edition | Issued, workspace: Workspace) -> Side | BrokenEdition:
    if isinstance(edition, Issued):
        return issued_side(edition, workspace)
    return current_side(edition, workspace)


def _earlier(edition: Edition, workspace: Workspace, ledger: Ledger, against: str) -> Side:
    """What the reader of an edition has: issued last, else in out/; or the commit that is named."""
    if against:
        return _side_at_commit(edition, workspace, against)
    issued = ledger.latest(EditionSeries.of(edition))
    if issued is not None:
        return issued_side(issued, workspace)
    document = last_document(workspace.loaded.root, edition)
    if document is None:
        raise Refusal(NOTHING_EARLIER)
    return Side(document, "the files in out/", edition.audience)


def _side_at_commit(edition: Edition, workspace: Workspace, revision: str) -> Side:
    try:
        commit = common_commit(workspace.loaded.root, revision)
        side = _past_side(edition, workspace, commit)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None
    if side is None:
        raise Refusal(f"{edition.name} did not exist at {revision}, or could not be made there.")
    return Side(side.document, f"the edition of commit {commit[:8]}", edition.audience)


def _past_side(edition: Edition, workspace: Workspace, commit: str) -> Side | None:
    """The same edition in the project as it was at `commit`; None if there was none.

    A brief of today is taken as of today in both: what the passing of time selects is no change of ours.

    Raises:
        NoHistory: git cannot answer.
    """
    with workspace_at(commit, workspace, today=workspace.today) as past:
        if past is None:
            return None
        editions, _ = past.find_editions(EditionFilter.of(edition))
        side = current_side(editions[0], past) if editions else None
        return None if isinstance(side, BrokenEdition) else side


def _editions(names: Sequence[str], workspace: Workspace, ledger: Ledger) -> list[Edition | Issued]:
    """What is named: a number, a file or words in one argument name one; other words together one, or two."""
    editions: list[Edition | Issued] = []
    loose: list[str] = []
    for name in names:
        issued = _issued(name, workspace, ledger)
        if issued is not None:
            editions.append(issued)
        elif " " in name or "/" in name or "\\" in name:
            editions.extend(first_editions((name,) if Path(name).suffix else name.split(), workspace))
        else:
            loose.append(name)
    return [*editions, *(first_editions(loose, workspace) if loose else ())]


def _issued(name: str, workspace: Workspace, ledger: Ledger) -> Issued | None:
    """The issued edition of that number, or whose file this is as it went out."""
    numbered = ledger.numbered(name)
    if numbered:
        return numbered[-1]
    if Path(name).suffix.lower() not in (".docx", ".pdf") or not Path(name).is_file():
        return None
    file = identify_file(Path(name), ledger, root=workspace.loaded.root)
    return file.issued if file is not None and file.state is not FileState.ALTERED else None
