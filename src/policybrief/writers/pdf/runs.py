"""Inlines → runs of text, each with the style that it is drawn in and where its words come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, assert_never

from policybrief.document import (
    Citation,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    Note,
    Origin,
    PageReferences,
    RecordNumbers,
    Span,
    Str,
    Strong,
    plain_text,
)
from policybrief.writers.notes import QUIET, joins_note
from policybrief.writers.pdf.faces import Face
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.tree import Element

RAISED = 8.5
"""Size of the number of a foot-note, in points: no text is smaller."""


@dataclass(frozen=True, eq=False, slots=True)
class RunStyle:
    """How a run of text is drawn."""

    face: Face
    size: float
    colour: str
    element: Element
    target: str = ""
    """An id in this document (after "#"), or a web address."""
    link: Element | None = None
    rise: float = 0.0


class FootMark(NamedTuple):
    """The number in the text that calls a note at the foot of the page."""

    number: int
    note: Note


@dataclass(frozen=True, slots=True)
class Context:
    """What a run inherits from what it is in."""

    setting: Setting
    size: float
    colour: str
    element: Element
    bold: bool = False
    italic: bool = False
    link: Element | None = None
    target: str = ""
    rise: float = 0.0
    origin: Origin | None = None

    def style(self) -> RunStyle:
        """The style of text that stands here."""
        face = self.setting.family.face(bold=self.bold, italic=self.italic)
        element = self.link or self.element
        return RunStyle(face, self.size, self.colour, element, self.target, self.link, self.rise)


class StyledRun(NamedTuple):
    """Text of one style; the id of a note whose mark it is, or that note at the foot of the page."""

    text: str
    style: RunStyle
    origin: Origin | None
    anchor: str = ""
    note: FootMark | None = None


def runs_of(inlines: tuple[Inline, ...], at: Context) -> Iterator[StyledRun]:
    """The runs of a paragraph in reading order."""
    style: RunStyle | None = None
    for index, inline in enumerate(inlines):
        match inline:
            case Str():
                if at.setting.foot and joins_note(inlines, index):
                    continue
                style = style or at.style()
                yield StyledRun(inline.text, style, at.origin)
            case Strong():
                yield from runs_of(inline.content, replace(at, bold=True))
            case Emphasis():
                yield from runs_of(inline.content, replace(at, italic=True))
            case Span():
                yield from _span(inline, at)
            case Link() | CrossReference():
                target = inline.url if isinstance(inline, Link) else f"#{inline.target}"
                element = at.element.add("Link", alternative=plain_text(inline.content))
                yield from runs_of(inline.content, replace(at, link=element, target=target))
            case Note():
                yield _note(inline, at)
            case PageReferences():
                yield from _page_references(inline, at)
            case Citation() | RecordNumbers():
                raise AssertionError("compose leaves no citation and no number of a record")
            case _:
                assert_never(inline)


def _span(span: Span, at: Context) -> Iterator[StyledRun]:
    look = at.setting.look
    inside = replace(at, origin=span.origin or at.origin)
    tint = look.tint(span.role.removeprefix("stance-").removeprefix("symbol-")) if span.role else None
    if span.role in QUIET:
        inside = replace(inside, colour=_paler(at), bold=False)
    elif tint is not None:
        inside = replace(inside, colour=tint.text)
    if span.language:
        element = (at.link or at.element).add("Span", language=span.language)
        inside = replace(inside, element=element) if at.link is None else inside
    yield from runs_of(span.content, inside)


def _paler(at: Context) -> str:
    return at.colour if at.colour == "#FFFFFF" else at.setting.look.colour("ink2")


def _note(note: Note, at: Context) -> StyledRun:
    """The mark of a note: that of its source, or at the foot of pages a number of its own, raised.

    Its link says where in the source, as the list of sources does not.
    """
    quiet = replace(at, colour=_paler(at), bold=False, italic=False)
    if not at.setting.foot and not note.target:
        return StyledRun(note.mark, replace(quiet, size=min(9.0, at.size)).style(), at.origin, anchor=note.id)
    element = at.element.add("Reference").add("Link", alternative=plain_text(note.content))
    inside = replace(quiet, link=element)
    if not at.setting.foot:
        inside = replace(inside, target=f"#{note.target}", size=min(9.0, at.size))
        return StyledRun(note.mark, inside.style(), at.origin, anchor=note.id)
    at.setting.notes += 1
    mark = FootMark(at.setting.notes, note)
    element.alternative = str(mark.number)
    inside = replace(inside, target=f"#{foot_id(note)}", size=RAISED, rise=0.3 * at.size)
    return StyledRun(str(mark.number), inside.style(), at.origin, anchor=note.id, note=mark)


def foot_id(note: Note) -> str:
    """The id of a note's own text at the foot of its page."""
    return f"{note.id} note"


def _page_references(references: PageReferences, at: Context) -> Iterator[StyledRun]:
    """The pages of the targets, each once, each a link to the first of them on that page."""
    first: dict[int, str] = {}
    for target in references.targets:
        if target in at.setting.pages:
            first.setdefault(at.setting.pages[target], target)
    pattern = references.one if references.one and len(first) == 1 else references.pattern
    before, _, after = pattern.partition("{pages}")
    yield StyledRun(references.lead + before, at.style(), at.origin)
    for index, (page, target) in enumerate(sorted(first.items())):
        if index:
            yield StyledRun(", ", at.style(), at.origin)
        element = at.element.add("Link", alternative=f"{before}{page}")
        inside = replace(at, link=element, target=f"#{target}")
        yield StyledRun(str(page), inside.style(), at.origin)
    if not first:  # before pages are known, room for one number
        yield StyledRun("0", at.style(), at.origin)
    if after:
        yield StyledRun(after, at.style(), at.origin)
