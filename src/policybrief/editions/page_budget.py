"""The page budget of one edition: what must go until it fits, at most five layouts later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from policybrief.document import Block, Document, Section, walk
from policybrief.records import Edition
from policybrief.sections.compose import Composed
from policybrief.selection import Selection, Step, shed
from policybrief.templates import Outline, Template

ATTEMPTS = 5
"""Layouts after the first that a page limit may cost."""

Compose = Callable[[Selection], Composed]
Count = Callable[[Document], int]
"""The pages of a document that its limit counts."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many pages the readers of an edition get; 0 sets no limit."""

    pages: int = 0
    count_annexes: bool = True

    def met(self, pages: int) -> bool:
        return not self.pages or pages <= self.pages


@dataclass(frozen=True, slots=True)
class Fitted:
    """The selection that fits, its document; or the unshortened ones, and how many pages the shortest had."""

    selection: Selection
    composed: Composed
    shortest: int = 0
    """Pages with everything shed that may go; 0 if the budget is met, or if nothing may go."""


def budget_of(edition: Edition, template: Template) -> Budget:
    """What the brief allows this audience, else what its ministry does."""
    name = edition.audience.name
    outline = template.outline(name, edition.brief.form) or Outline(name, ())
    limit = edition.brief.overrides(name).max_pages or outline.max_pages
    return Budget(limit, outline.count_annexes)


def counted_pages(document: Document, pages: int, places: Iterable[tuple[str, int]], budget: Budget) -> int:
    """The pages that the budget counts of a document laid out on `pages`; each annex starts on a page."""
    annex = next((b.id for b in document.blocks if isinstance(b, Section) and _is_annex(b)), "")
    if budget.count_annexes or not annex:
        return pages
    return dict(places).get(annex, pages + 1) - 1


def shown_where(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the records shown before the annexes, and in them."""
    return (
        frozenset(_origins(block for block in document.blocks if not _is_annex(block))),
        frozenset(_origins(block for block in document.blocks if _is_annex(block))),
    )


def fit(
    whole: Selection,
    first: Composed,
    steps: tuple[Step, ...],
    *,
    pages: int,
    budget: Budget,
    compose: Compose,
    count: Count,
) -> Fitted:
    """The edition with as few of `steps` taken as make its `pages` meet the budget.

    How many to take is guessed from the pages in excess and the records on a page, then halved: with five
    layouts it may be a few more than needed, never a record that must stay. If all of them are not enough,
    nothing is shed.
    """
    assert first.document is not None
    fits: Fitted | None = None
    shortest, low, high = pages, 0, len(steps) + 1
    taken = _guess(pages - budget.pages, len(steps), len(first.shown) / pages)
    for attempt in range(ATTEMPTS):
        if not low < taken < high:
            break
        selection = shed(whole, steps[:taken], shown=first.shown)
        composed = compose(selection)
        if composed.document is None:
            break
        number = count(composed.document)
        if budget.met(number) and _only_those_went(first, composed, selection):
            fits, high = Fitted(selection, composed), taken
        else:
            low, shortest = taken, min(shortest, number)
        last = attempt == ATTEMPTS - 2
        taken = (low + high) // 2 if fits else len(steps) if last else min(len(steps), low * 2)
    return fits or Fitted(whole, first, shortest if steps else 0)


def _guess(excess: int, steps: int, records_on_a_page: float) -> int:
    """Records in half a page less than the excess: the last page is rarely full."""
    return max(1, min(steps, ceil((excess - 0.5) * records_on_a_page)))


def _only_those_went(first: Composed, composed: Composed, selection: Selection) -> bool:
    """True if no statement vanished that was not shed, as one does whose list got too short."""
    gone = {record.id for record in selection.shed()}
    listed = {r.id for r in selection.records if r.id not in gone and getattr(r, "text", None)}
    return listed.isdisjoint(set(first.shown) - set(composed.shown))


def _is_annex(block: Block) -> bool:
    return isinstance(block, Section) and block.role == "annex"


def _origins(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        for node in walk(block):
            origin = getattr(node, "origin", None)
            if origin is not None:
                yield origin.record
