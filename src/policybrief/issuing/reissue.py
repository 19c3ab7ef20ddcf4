"""An edition made again as it would go out now, beside the one that did."""

from __future__ import annotations

from dataclasses import replace

from policybrief.document import Document, Section, dump
from policybrief.document.differences import without_day
from policybrief.editions import EditionResult, ThisProcess, examine
from policybrief.issuing.registry import Registry
from policybrief.ledger import EditionSeries, Issued, read_document
from policybrief.records import Edition, Issue
from policybrief.selection import ALL


def edition_today(series: EditionSeries, registry: Registry) -> Edition | None:
    """The edition of a series as of today; None if no brief asks for it any more."""
    editions = registry.workspace.editions(ALL)
    return next((edition for edition in editions if EditionSeries.of(edition) == series), None)


def make_issue(edition: Edition, issue: Issue, registry: Registry, *, files: bool = False) -> EditionResult:
    """The edition as it goes out with this number and version, with its files or only examined."""
    edition = replace(edition, issue=issue)
    [result] = examine(registry.workspace, [edition], files=files, workers=ThisProcess())
    return result


def as_issued(edition: Edition, issued: Issued, registry: Registry) -> tuple[EditionResult, bool]:
    """The edition as if it had gone out as `issued`, and whether the documents differ in their day alone."""
    issue = Issue(issued.number, issued.version, issued.on, issued.identifier)
    edition = replace(edition, formats=tuple(file.format for file in issued.files))
    result = make_issue(edition, issue, registry)
    then, language = read_document(registry.root, issued), edition.language
    if then is None or result.made is None or result.made.document is None:
        return result, False
    before = without_day(dump(_lasting(then)), issued.as_of, language)
    return result, before == without_day(dump(_lasting(result.made.document)), edition.as_of, language)


def _lasting(document: Document) -> Document:
    """The document without its section about the version before, which the next one does not repeat."""
    blocks = tuple(b for b in document.blocks if not (isinstance(b, Section) and b.id == "what-has-changed"))
    return replace(document, blocks=blocks)
