"""Select → compose → check → lay out → write: one pure function of one edition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from policybrief.briefs import Edition, Project
from policybrief.checks import Checked, check_edition
from policybrief.compose import Composed, compose
from policybrief.corpus import Corpus
from policybrief.diagnostics import Diagnostic, Severity, is_broken
from policybrief.document import Document, dump
from policybrief.inputs import program
from policybrief.records import Record
from policybrief.selection import Selection, select
from policybrief.templates import Template
from policybrief.writers.written import Written


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one edition: its files by format, or none if it is broken."""

    edition: Edition
    document: Document | None
    files: tuple[tuple[str, bytes], ...]
    pages: int
    selection: Selection
    shown: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    key: str = ""
    """Of all that decides the bytes of its files, whatever their format; empty if it is broken."""
    before_layout: tuple[Diagnostic, ...] = ()
    """Those of `diagnostics` that were found before anything was laid out."""
    same: bool = False
    """True if `key` is the one known before: its files would be the same and were not made again."""
    searched: tuple[tuple[str, int, int], ...] = ()
    """(format, needles, parts) of each file that the leak gate let pass."""

    @property
    def points(self) -> tuple[Diagnostic, ...]:
        """The open points: with any, the files are marked as drafts."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.OPEN)


def make(
    edition: Edition,
    *,
    project: Project,
    corpus: Corpus,
    template: Template,
    formats: tuple[str, ...],
    known: str = "",
) -> Made:
    """The files of `edition` in `formats` ("docx", "pdf"), with all that is open or broken about it.

    The pages are those of the PDF layout whatever the formats: a page limit holds for the edition. Where the
    key of the edition is the `known` one, nothing is laid out, and what the layout finds is not found again.
    """
    selection = select(edition, corpus, project)

    def composed(points: tuple[Diagnostic, ...]) -> Composed:
        return compose(edition, selection, project=project, template=template, points=points)

    first = composed(())
    if first.document is None or is_broken(first.diagnostics):
        return Made(edition, None, (), 0, selection, diagnostics=first.diagnostics)
    points = check_edition(Checked(edition, project, corpus, selection, first.document, template))
    key = _key(first.document, points, selection.having(first.shown), template, edition)
    if key == known:
        return Made(edition, first.document, (), 0, selection, first.shown, points, key, points, same=True)
    document, laid_out, settled = _settle(
        composed, first.document, points, template, edition, drawn="pdf" in formats
    )
    return Made(
        edition,
        document,
        tuple((name, _write(name, document, laid_out, template)) for name in formats),
        laid_out.pages,
        selection,
        first.shown,
        (*settled, *(d for d in laid_out.diagnostics if d.severity is not Severity.OPEN)),
        key,
        points,
    )


def _key(
    document: Document,
    points: tuple[Diagnostic, ...],
    shown: tuple[Record, ...],
    template: Template,
    edition: Edition,
) -> str:
    """SHA-256 (64 hex digits) over the document, its open points, what may be shed, and how it is written.

    The document is that of before its layout: what the layout adds follows from it, the template and the page
    limit. Records that are not shown are no part of it: a change in one of them changes no key.
    """
    limits = edition.brief.overrides(edition.audience.name).max_pages
    shedding = [(record.id, record.priority) for record in shown]
    said = [(d.code, d.message, d.hint, d.record) for d in points]
    words = (dump(document), repr((said, shedding, limits)), _fingerprint_of(template), program())
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


@lru_cache(maxsize=64)
def _fingerprint_of(template: Template) -> str:
    return hashlib.sha256(repr(template).encode()).hexdigest()


def _settle(
    composed: Callable[[tuple[Diagnostic, ...]], Composed],
    document: Document,
    points: tuple[Diagnostic, ...],
    template: Template,
    edition: Edition,
    *,
    drawn: bool,
) -> tuple[Document, Written, tuple[Diagnostic, ...]]:
    """The document and its layout once every open point, those of the layout too, stands on its last page."""
    from policybrief.writers import pdf

    laid_out = pdf.write(document, template.look, drawn=drawn)
    found = (
        *points,
        *_overflow(laid_out.pages, template, edition),
        *(d for d in laid_out.diagnostics if d.severity is Severity.OPEN),
    )
    if not found:
        return document, laid_out, ()
    draft = composed(found).document
    assert draft is not None
    return draft, pdf.write(draft, template.look, drawn=drawn), found


def _overflow(pages: int, template: Template, edition: Edition) -> tuple[Diagnostic, ...]:
    """The point that an edition has more pages than its audience reads; annexes count."""
    outline = template.outline(edition.audience.name)
    limit = edition.brief.overrides(edition.audience.name).max_pages or (outline.max_pages if outline else 0)
    if not limit or pages <= limit:
        return ()
    said = f"{edition.name} has {pages} pages; {limit} are allowed"
    hint = "shorten texts, or set priority: could on records and leave_out in the brief"
    return (Diagnostic("page-limit", said, None, Severity.OPEN, hint=hint),)


def _write(name: str, document: Document, laid_out: Written, template: Template) -> bytes:
    from policybrief.writers import docx

    match name:
        case "pdf":
            return laid_out.data
        case "docx":
            written = docx.write(document, template.look, places=laid_out.places, pages=laid_out.pages)
            return written.data
        case _:
            raise ValueError(f"no format is called {name}")
