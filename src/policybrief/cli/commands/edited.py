"""A Word file that somebody edited against its edition: which passages, and of which records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.cli.commands.diff_sides import known_file, named, now, sent
from policybrief.diagnostics import Refusal, Span
from policybrief.document import Cell, Document, Paragraph, walk
from policybrief.document.differences import Run, in_words, likeness, paired, words_of
from policybrief.editions import document_in_out
from policybrief.editions.workspace import Workspace
from policybrief.files.names import composed
from policybrief.issuing import Bytes
from policybrief.ledger import Issued, Series, read_ledger
from policybrief.ooxml.limits import Refused
from policybrief.ooxml.words import WordParagraph, read_words
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
    words: tuple[Run, ...]
    record: str = ""
    field: str = ""
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A file and the edition that it was made from, as far as anybody can tell; and every edit."""

    path: Path
    edition: Edition
    against: str
    edits: tuple[Edit, ...]


def is_edited(path: Path, workspace: Workspace) -> bool:
    """True for a Word file that is there and has other words than it went out with."""
    if path.suffix.lower() != ".docx" or not path.is_file():
        return False
    known = known_file(path, workspace, read_ledger(workspace.loaded.root)[0])
    return known is None or known.bytes in (Bytes.ALTERED, Bytes.UNKNOWN)


def returned(path: Path, words: Sequence[str], workspace: Workspace) -> Returned:
    """What was edited in the file at `path`; `words` name its edition where the file's name does not.

    It is held against the issued edition whose identifier it bears, without one against all that it may
    have been made from (the files in out/, the edition issued last, that of now): the fewest edits count.

    Raises:
        Refusal: it is no Word file, or nobody knows its edition.
    """
    try:
        found = read_words(path.read_bytes())
    except Refused as reason:
        raise Refusal(f"{path} {reason}") from None
    known = known_file(path, workspace, read_ledger(workspace.loaded.root)[0])
    issued = known.issued if known is not None else None
    edition = _edition(path, words or (issued.series.name.split() if issued else ()), workspace)
    may_be = [_as_sent(issued, workspace)] if issued else _candidates(edition, workspace)
    held = [(_edits(document, found, workspace, edition), said) for document, said in may_be]
    edits, said = min(held, key=lambda pair: len(pair[0]))
    return Returned(path, edition, said, edits)


def _edition(path: Path, words: Sequence[str], workspace: Workspace) -> Edition:
    """The edition that `words` name, else the one whose file has this name."""
    if words:
        return named(words, workspace)[0]
    stem = _ASIDE.sub("", composed(path.stem))
    alike = [edition for edition in workspace.editions() if edition.stem == stem]
    beside = [edition for edition in alike if edition.template == composed(path.resolve().parent.name)]
    if len(beside or alike) == 1:
        return (beside or alike)[0]
    if alike:
        houses = ", ".join(edition.template for edition in alike)
        raise Refusal(f"{path.name} may be of several templates ({houses}): name one after the file.")
    raise Refusal(
        f"No edition is called {stem}: name it after the file, such as: brief diff {path} minister en"
    )


def _candidates(edition: Edition, workspace: Workspace) -> Iterator[tuple[Document, str]]:
    kept = document_in_out(workspace.loaded.root, edition)
    if kept is not None:
        yield kept, "the files in out/"
    names = (edition.brief.name, edition.template, edition.audience.name, edition.language)
    issued = read_ledger(workspace.loaded.root)[0].latest(Series(*names))
    if issued is not None:
        yield _as_sent(issued, workspace)
    yield now(edition, workspace).after.document, "the edition of now"


def _as_sent(issued: Issued, workspace: Workspace) -> tuple[Document, str]:
    side = sent(issued, workspace)
    return side.document, side.said


def _edits(
    document: Document, found: Sequence[WordParagraph], workspace: Workspace, edition: Edition
) -> tuple[Edit, ...]:
    """The edits, without those of passages that the reader of the edition may no longer read."""
    template = next(house.template for house in workspace.houses if house.name == edition.template)
    assert template is not None
    expected = _written(document, template)
    origins = _origins(document)
    shown, left_out = as_read_today(
        document, edition.audience, workspace.loaded.corpus, workspace.loaded.project
    )
    readable = {paragraph.text for paragraph in (_written(shown, template) if left_out else expected)}
    edits = []
    for before, after in paired(expected, found, key=lambda p: p.text, alike=_alike):
        if before is not None and before.text not in readable:
            continue
        if before is None or after is None or before.text != after.text:
            edits.append(_edit(before, after, origins, workspace, edition.language))
    return tuple(edits)


def _written(document: Document, template: Template) -> tuple[WordParagraph, ...]:
    """The paragraphs of our own Word file of `document`, each with the bookmark of its passage."""
    from policybrief.writers import docx

    marked = replace(document, meta=replace(document.meta, anchors=True))
    return read_words(docx.write(marked, template.look).data)


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
    share = likeness(*([w for w in words_of(p.text) if w[0].isalnum()] for p in (before, after)))
    return share if share >= ALIKE else 0.0


def _edit(
    before: WordParagraph | None,
    after: WordParagraph | None,
    origins: dict[str, tuple[str, str]],
    workspace: Workspace,
    language: str,
) -> Edit:
    said, says = before.text if before else "", after.text if after else ""
    names = before.bookmarks if before else frozenset[str]()
    record, field = next((origins[name] for name in sorted(names) if name in origins), ("", ""))
    place = workspace.loaded.corpus.place(record, field, language=language) if record else None
    return Edit(said, says, in_words(said, says), record, field, place)
