"""A Word file that came back, against its edition: the passages that were edited, and their records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.changes import BrokenEdition, Side, current_side, first_editions, issued_side
from policybrief.diagnostics import Refusal, Span
from policybrief.document import Cell, Document, Paragraph, walk
from policybrief.document.differences import WordRun, in_words, likeness, paired, words_of
from policybrief.editions import Workspace, last_document
from policybrief.files.names import composed
from policybrief.issuing import FileState, identify_file
from policybrief.ledger import EditionSeries, Ledger, read_ledger
from policybrief.ooxml.limits import RefusedFileError
from policybrief.ooxml.readable_paragraphs import WordParagraph, read_words
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.records import Edition
    from policybrief.templates import Template

ALIKE = 0.4
"""Share of words in common above which two passages without a bookmark are one that was edited."""
_ASIDE = re.compile(r"(-v\d+)?(\.edited(-\d+)?|-new)?$")


@dataclass(frozen=True, slots=True)
class Edit:
    """A passage of the edition (`before`), what the file has in its place, and the record that it is of."""

    before: str
    after: str
    words: tuple[WordRun, ...]
    record: str = ""
    field: str = ""
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file and the edition that it was made from, as far as is known; and every edit."""

    path: Path
    edition: Edition
    against: str
    edits: tuple[Edit, ...]


def is_edited(path: Path, workspace: Workspace) -> bool:
    """True for a Word file that is there and has other words than it went out with."""
    if path.suffix.lower() != ".docx" or not path.is_file():
        return False
    root = workspace.loaded.root
    file = identify_file(path, read_ledger(root)[0], root=root)
    return file is None or file.state in (FileState.ALTERED, FileState.UNKNOWN)


def read_returned_file(
    path: Path, words: Sequence[str], workspace: Workspace
) -> ReturnedFile | BrokenEdition:
    """What was edited in the file at `path`; `words` name its edition where the file's name does not.

    It is compared with the issued edition whose identifier it bears, without one with all that it may have
    been made from (the files in out/, the edition issued last, that of now): the fewest edits count.

    Raises:
        Refusal: it is no Word file, or its edition is unknown.
    """
    try:
        paragraphs = read_words(path.read_bytes())
    except RefusedFileError as reason:
        raise Refusal(f"{path} {reason}") from None
    root = workspace.loaded.root
    ledger, _ = read_ledger(root)
    file = identify_file(path, ledger, root=root)
    issued = file.issued if file is not None else None
    edition = _edition(path, words or (issued.series.name.split() if issued else ()), workspace)
    sides = (issued_side(issued, workspace),) if issued else _candidates(edition, workspace, ledger)
    if isinstance(sides, BrokenEdition):
        return sides
    edits = [(_edits(side.document, paragraphs, workspace, edition), side.label) for side in sides]
    fewest, label = min(edits, key=lambda pair: len(pair[0]))
    return ReturnedFile(path, edition, label, fewest)


def _edition(path: Path, words: Sequence[str], workspace: Workspace) -> Edition:
    """The edition that `words` name, else the one whose file has this name."""
    if words:
        return first_editions(words, workspace)[0]
    stem = _ASIDE.sub("", composed(path.stem))
    alike = [edition for edition in workspace.editions() if edition.stem == stem]
    beside = [edition for edition in alike if edition.template == composed(path.resolve().parent.name)]
    if len(beside or alike) == 1:
        return (beside or alike)[0]
    if alike:
        templates = ", ".join(edition.template for edition in alike)
        raise Refusal(f"{path.name} may belong to several templates ({templates}): give one after the file.")
    raise Refusal(
        f"There is no edition called {stem}: give it after the file, for example: brief diff {path} "
        "minister en"
    )


def _candidates(edition: Edition, workspace: Workspace, ledger: Ledger) -> tuple[Side, ...] | BrokenEdition:
    """All that a file without an identifier may have been made from."""
    written = last_document(workspace.loaded.root, edition)
    issued = ledger.latest(EditionSeries.of(edition))
    current = current_side(edition, workspace)
    if isinstance(current, BrokenEdition):
        return current
    return (
        *([Side(written, "the files in out/", edition.audience)] if written is not None else []),
        *([issued_side(issued, workspace)] if issued is not None else []),
        replace(current, label="the current edition"),
    )


def _edits(
    document: Document, paragraphs: Sequence[WordParagraph], workspace: Workspace, edition: Edition
) -> tuple[Edit, ...]:
    """The edits, without those of passages that the reader of the edition may no longer read."""
    template = workspace.template(edition.template)
    assert template is not None
    expected = _written(document, template)
    origins = _origins(document)
    shown, left_out = as_read_today(
        document, edition.audience, workspace.loaded.corpus, workspace.loaded.project
    )
    readable = {paragraph.text for paragraph in (_written(shown, template) if left_out else expected)}
    edits = []
    for before, after in paired(expected, paragraphs, key=lambda p: p.text, alike=_alike):
        if before is not None and before.text not in readable:
            continue
        if before is None or after is None or before.text != after.text:
            edits.append(_edit(before, after, origins, workspace, edition.language))
    return tuple(edits)


def _written(document: Document, template: Template) -> tuple[WordParagraph, ...]:
    """The paragraphs of our own Word file of `document`, each with the bookmark of its passage."""
    from policybrief.writers import docx

    marked = replace(document, meta=replace(document.meta, anchors=True))
    return read_words(docx.write(marked, template.look))


def _origins(document: Document) -> dict[str, tuple[str, str]]:
    """Bookmark → (record, field) of the passage that bears it."""
    from policybrief.writers.docx.runs import bookmark_name

    origins: dict[str, tuple[str, str]] = {}
    for node in walk(document):
        if isinstance(node, Paragraph) and node.id and node.origin:
            origins[bookmark_name(node.id)] = (node.origin.record, node.origin.field)
        elif isinstance(node, Cell) and node.id:
            first = next((p.origin for p in walk(node) if isinstance(p, Paragraph) and p.origin), None)
            if first:
                origins[bookmark_name(node.id)] = (first.record, first.field)
    return origins


def _alike(before: WordParagraph, after: WordParagraph) -> float:
    if before.bookmarks & after.bookmarks:
        return 2.0
    share = likeness(*(Counter(w for w in words_of(p.text) if w[0].isalnum()) for p in (before, after)))
    return share if share >= ALIKE else 0.0


def _edit(
    before: WordParagraph | None,
    after: WordParagraph | None,
    origins: dict[str, tuple[str, str]],
    workspace: Workspace,
    language: str,
) -> Edit:
    was, now = before.text if before else "", after.text if after else ""
    names = before.bookmarks if before else frozenset[str]()
    record, field = next((origins[name] for name in sorted(names) if name in origins), ("", ""))
    place = workspace.loaded.corpus.place(record, field, language=language) if record else None
    return Edit(was, now, in_words(was, now), record, field, place)
