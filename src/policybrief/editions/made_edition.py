"""One edition, from its selection to the bytes of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from policybrief.checks import Checked, bearing, check_edition, excused
from policybrief.diagnostics import Diagnostic, Severity, is_broken
from policybrief.document import Document, dump
from policybrief.editions.fuller_editions import FullerEdition, audience_with_all, fuller_editions
from policybrief.editions.input_digests import template_digest
from policybrief.editions.page_budget import Budget, Fitted, budget_of, counted_pages, fit, shown_where
from policybrief.project.corpus import Corpus
from policybrief.project.inputs import program
from policybrief.records import Edition, Project
from policybrief.sections import score
from policybrief.sections.compose import Composed, compose
from policybrief.selection import Selection, Step, low_confidence, most_serious_risks, select, steps
from policybrief.templates import Template
from policybrief.writers import LAYOUT, WRITERS, Layout, lay_out

OF_LAYOUT = ("missing-glyph",)
"""Codes of what is true of the PDF alone: other files use the fonts of their reader's computer."""


@dataclass(frozen=True, slots=True)
class MadeEdition:
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
    same: bool = False
    """True if `key` is the one known before: its files would be the same and were not made again."""
    searched: tuple[tuple[str, int, int], ...] = ()
    """(format, needles, parts) of each file that the leak gate let pass."""

    @property
    def points(self) -> tuple[Diagnostic, ...]:
        """The open points: with any, the files are marked as drafts."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.OPEN)


def make_edition(
    edition: Edition,
    *,
    project: Project,
    corpus: Corpus,
    template: Template,
    formats: tuple[str, ...],
    last_key: str = "",
    points_alone: bool = False,
) -> MadeEdition:
    """The files of `edition` in `formats`, with all that is open or broken about it; none to examine it only.

    The pages are those of the PDF layout whatever the formats: a page limit holds for the edition. Where the
    key of the edition is the `last_key` one, nothing is laid out and nothing found again that a layout finds.
    Where its `points_alone` are asked for, it has neither document nor key, and no page for the points.
    """
    context = _EditionContext(replace(edition, formats=formats or edition.formats), project, corpus, template)
    whole = select(edition, corpus, project)
    first = context.compose(whole)
    if first.document is None or is_broken(first.diagnostics):
        return MadeEdition(edition, None, (), 0, whole, diagnostics=first.diagnostics)
    checked = context.checked(whole, first.document)
    points = check_edition(checked)
    context = context.with_budget(_steps(checked, budget_of(edition, template)))
    key = "" if points_alone else _key(first.document, points, context)
    if key and key == last_key:
        return MadeEdition(edition, first.document, (), 0, whole, first.shown, points, key, same=True)
    fitted, laid_out = context.fit(whole, first)
    assert fitted.composed.document is not None
    if fitted.selection is not whole:  # what was shed may have been all that a point was about
        points = check_edition(context.checked(whole, fitted.composed.document))
    found = context.found(fitted, laid_out, points)
    notes = tuple(d for d in laid_out.diagnostics if d.severity is not Severity.OPEN)
    made = MadeEdition(
        edition, None, (), laid_out.pages, fitted.selection, fitted.composed.shown, (*found, *notes), key
    )
    if points_alone:
        return made
    document, laid_out = context.draft(fitted, laid_out, found)
    files = tuple((name, WRITERS[name].write(document, template.look, laid_out)) for name in formats)
    return replace(made, document=document, files=files, pages=laid_out.pages)


@dataclass(frozen=True, slots=True)
class _EditionContext:
    """Where one edition is composed, laid out and cut to its budget."""

    edition: Edition
    project: Project
    corpus: Corpus
    template: Template
    may_go: tuple[Step, ...] = ()
    others: tuple[FullerEdition, ...] = ()

    @property
    def as_pdf(self) -> bool:
        """Whether the edition is wanted as a PDF; one without formats may be."""
        return LAYOUT in self.edition.formats or not self.edition.formats

    @property
    def budget(self) -> Budget:
        return budget_of(self.edition, self.template)

    def with_budget(self, may_go: tuple[Step, ...]) -> _EditionContext:
        """The desk that knows what may go, and which other editions may have it."""
        others = fuller_editions(
            self.edition,
            tuple(step.record for step in may_go),
            project=self.project,
            corpus=self.corpus,
            template=self.template,
        )
        return replace(self, may_go=may_go, others=others)

    def compose(self, selection: Selection, points: tuple[Diagnostic, ...] = ()) -> Composed:
        shed = tuple(record.id for record in selection.shed())
        other = (
            audience_with_all(self.others, shed, project=self.project, template=self.template) if shed else ""
        )
        return compose(
            self.edition,
            selection,
            project=self.project,
            template=self.template,
            points=points,
            fuller_audience=other,
        )

    def checked(self, whole: Selection, document: Document) -> Checked:
        """`document` under examination; what was shed from it counts as known, not as withheld."""
        return Checked(self.edition, self.project, self.corpus, whole, document, self.template)

    def lay_out(self, document: Document) -> Layout:
        return lay_out(document, self.template.look)

    def count(self, document: Document) -> int:
        laid_out = self.lay_out(document)
        return counted_pages(document, laid_out.pages, laid_out.places, self.budget)

    def fit(self, whole: Selection, first: Composed) -> tuple[Fitted, Layout]:
        """The edition within its budget, or as it was; and its layout."""
        assert first.document is not None
        laid_out = self.lay_out(first.document)
        pages = counted_pages(first.document, laid_out.pages, laid_out.places, self.budget)
        if self.budget.met(pages):
            return Fitted(whole, first), laid_out
        fitted = fit(
            whole,
            first,
            self.may_go,
            pages=pages,
            budget=self.budget,
            compose=self.compose,
            count=self.count,
        )
        document = fitted.composed.document
        if document is None or document is first.document:
            return fitted, laid_out
        return fitted, self.lay_out(document)

    def found(
        self, fitted: Fitted, laid_out: Layout, points: tuple[Diagnostic, ...]
    ) -> tuple[Diagnostic, ...]:
        """Every open point: those of the checks, that of the page limit, and those of the layout."""
        assert fitted.composed.document is not None
        pages = counted_pages(fitted.composed.document, laid_out.pages, laid_out.places, self.budget)
        overflow = excused(self._overflow(fitted, pages), edition=self.edition, corpus=self.corpus)
        of_layout = (d for d in laid_out.diagnostics if d.severity is Severity.OPEN and self._concerned(d))
        return (*points, *overflow, *of_layout)

    def draft(
        self, fitted: Fitted, laid_out: Layout, points: tuple[Diagnostic, ...]
    ) -> tuple[Document, Layout]:
        """The document and its layout, with the open points, if there are any, on its last page."""
        assert fitted.composed.document is not None
        if not points:
            return fitted.composed.document, laid_out
        draft = self.compose(fitted.selection, points).document
        assert draft is not None
        return draft, self.lay_out(draft)

    def _concerned(self, point: Diagnostic) -> bool:
        """False for what the layout of a PDF has found that is not true of the formats wanted."""
        return self.as_pdf or point.code not in OF_LAYOUT

    def _overflow(self, fitted: Fitted, pages: int) -> tuple[Diagnostic, ...]:
        """The point that an edition has more pages than its audience reads, whatever may be shed."""
        if self.budget.met(pages):
            return ()
        message = f"{self.edition.name} has {pages} pages; {self.budget.pages} are allowed"
        if fitted.shortest:
            message += f", and the essential records need {fitted.shortest}"
        hint = "shorten texts, take records out of the brief's lists, or set priority: could on more of them"
        return (Diagnostic("page-limit", message, None, Severity.OPEN, hint=hint),)


def _steps(checked: Checked, budget: Budget) -> tuple[Step, ...]:
    """What may be shed of an edition with a page limit, in the order in which it goes."""
    if not budget.pages:
        return ()
    body, annexes = shown_where(checked.document)
    must = checked.edition.brief.overrides(checked.edition.audience.name).must
    return steps(
        checked.selection,
        body=body,
        annexes=annexes,
        must_stay={*bearing(checked), *checked.selection.current(must), *_serious(checked), *_weak(checked)},
        count_annexes=budget.count_annexes,
        gravity=partial(score, scale=checked.project.yardstick),
        listed={i for _, ids in checked.lists() for i in checked.selection.current(ids)},
    )


def _serious(checked: Checked) -> Iterator[str]:
    """The most serious risk of each recommended option."""
    gravity = partial(score, scale=checked.project.yardstick)
    yield from most_serious_risks(checked.selection, gravity=gravity)


def _weak(checked: Checked) -> Iterator[str]:
    """The judgements of low confidence that the paper states beside its advice."""
    yield from (judgement.id for judgement in low_confidence(checked.selection))


def _key(document: Document, points: tuple[Diagnostic, ...], context: _EditionContext) -> str:
    """SHA-256 (64 hex digits) over the document, its open points, what may be shed, and how it is written.

    The document is the one before layout: what the layout adds follows from it, the template, the page
    limit, what may go in which order, and who else may read that. Records that are not shown are no part of
    it: a change in one of them changes no key.
    """
    open_points = [(d.code, d.message, d.hint, d.record) for d in points]
    waived = [w for w in context.edition.brief.waive if w.covers("page-limit", context.edition.audience.name)]
    shedding = (
        waived,
        context.budget,
        context.may_go,
        [(o.edition.audience, o.records) for o in context.others],
    )
    words = [dump(document), repr((open_points, shedding)), template_digest(context.template), program()]
    words += [] if context.as_pdf else ["no pdf"]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()
