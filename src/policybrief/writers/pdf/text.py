"""Inlines → measured words; nothing is hyphenated, shrunk or lost."""

from __future__ import annotations

import re
import unicodedata
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
from policybrief.writers.pdf.fonts import Face, fallback
from policybrief.writers.pdf.setting import LOST, Setting
from policybrief.writers.pdf.signs import SIGNS, sign_width
from policybrief.writers.pdf.tree import Element

NBSP = "\u00a0"
RAISED = 8.5
"""Size of the number of a foot-note, in points: no text is smaller."""


@dataclass(frozen=True, eq=False, slots=True)
class Style:
    """How a run of text is drawn."""

    face: Face
    size: float
    colour: str
    element: Element
    target: str = ""
    """An id in this document (after "#"), or a web address."""
    link: Element | None = None
    rise: float = 0.0


class Piece(NamedTuple):
    """Text of one style without a place to break; `sign` says that it is drawn."""

    text: str
    style: Style
    width: float
    sign: bool = False


class Word(NamedTuple):
    """Pieces that stand together; `space` is the style of the space after it, `gap` the width of that."""

    pieces: tuple[Piece, ...]
    width: float
    space: Style | None
    gap: float
    ends_line: bool
    anchors: tuple[str, ...]
    notes: tuple[FootMark, ...]


class Line(NamedTuple):
    """Words on one line."""

    words: tuple[Word, ...]
    width: float


class FootMark(NamedTuple):
    """The number in the text that calls a note at the foot of the page."""

    number: int
    note: Note


@dataclass(frozen=True, slots=True)
class Context:
    """What a run inherits from what it stands in."""

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

    def style(self) -> Style:
        """The style of text that stands here."""
        face = self.setting.family.face(bold=self.bold, italic=self.italic)
        element = self.link or self.element
        return Style(face, self.size, self.colour, element, self.target, self.link, self.rise)


class _Run(NamedTuple):
    text: str
    style: Style
    origin: Origin | None
    anchor: str = ""
    note: FootMark | None = None


def words_of(inlines: tuple[Inline, ...], context: Context) -> tuple[Word, ...]:
    """The words of a paragraph, measured; characters that no face has are told to the setting."""
    return tuple(_words(_runs(inlines, context), context.setting))


# ---- inlines → runs ----------------------------------------------------------------------------------


def _runs(inlines: tuple[Inline, ...], at: Context) -> Iterator[_Run]:
    style: Style | None = None
    for index, inline in enumerate(inlines):
        match inline:
            case Str():
                if at.setting.foot and inline.text == NBSP and _joins_note(inlines, index):
                    continue
                style = style or at.style()
                yield _Run(inline.text, style, at.origin)
            case Strong():
                yield from _runs(inline.content, replace(at, bold=True))
            case Emphasis():
                yield from _runs(inline.content, replace(at, italic=True))
            case Span():
                yield from _span(inline, at)
            case Link() | CrossReference():
                target = inline.url if isinstance(inline, Link) else f"#{inline.target}"
                element = at.element.add("Link", alternative=plain_text(inline.content))
                yield from _runs(inline.content, replace(at, link=element, target=target))
            case Note():
                yield _note(inline, at)
            case PageReferences():
                yield from _page_references(inline, at)
            case Citation() | RecordNumbers():
                raise AssertionError("compose leaves no citation and no number of a record")
            case _:
                assert_never(inline)


def _joins_note(inlines: tuple[Inline, ...], index: int) -> bool:
    """True for the space between a word and the number of its note, which stands close; not between two."""
    before = inlines[index - 1] if index else None
    return index + 1 < len(inlines) and isinstance(inlines[index + 1], Note) and not isinstance(before, Note)


def _span(span: Span, at: Context) -> Iterator[_Run]:
    look = at.setting.look
    inside = replace(at, origin=span.origin or at.origin)
    tint = look.tint(span.role.removeprefix("stance-").removeprefix("symbol-")) if span.role else None
    if span.role in ("secondary", "portion"):
        inside = replace(inside, colour=_paler(at), bold=False)
    elif tint is not None:
        inside = replace(inside, colour=tint.text)
    if span.language:
        element = (at.link or at.element).add("Span", language=span.language)
        inside = replace(inside, element=element) if at.link is None else inside
    yield from _runs(span.content, inside)


def _paler(at: Context) -> str:
    return at.colour if at.colour == "#FFFFFF" else at.setting.look.colour("ink2")


def _note(note: Note, at: Context) -> _Run:
    """The mark of a note: that of its source, or at the foot of pages a number of its own, raised.

    Its link says where in the source, as the list of sources does not.
    """
    quiet = replace(at, colour=_paler(at), bold=False, italic=False)
    if not at.setting.foot and not note.target:
        return _Run(note.mark, replace(quiet, size=min(9.0, at.size)).style(), at.origin, anchor=note.id)
    element = at.element.add("Reference").add("Link", alternative=plain_text(note.content))
    inside = replace(quiet, link=element)
    if not at.setting.foot:
        inside = replace(inside, target=f"#{note.target}", size=min(9.0, at.size))
        return _Run(note.mark, inside.style(), at.origin, anchor=note.id)
    at.setting.notes += 1
    mark = FootMark(at.setting.notes, note)
    element.alternative = str(mark.number)
    inside = replace(inside, target=f"#{foot_id(note)}", size=RAISED, rise=0.3 * at.size)
    return _Run(str(mark.number), inside.style(), at.origin, anchor=note.id, note=mark)


def foot_id(note: Note) -> str:
    """The id of a note's own text at the foot of its page."""
    return f"{note.id} note"


def _page_references(references: PageReferences, at: Context) -> Iterator[_Run]:
    """The pages of the targets, each once, each a link to the first of them on that page."""
    first: dict[int, str] = {}
    for target in references.targets:
        if target in at.setting.pages:
            first.setdefault(at.setting.pages[target], target)
    pattern = references.one if references.one and len(first) == 1 else references.pattern
    before, _, after = pattern.partition("{pages}")
    yield _Run(references.lead + before, at.style(), at.origin)
    for index, (page, target) in enumerate(sorted(first.items())):
        if index:
            yield _Run(", ", at.style(), at.origin)
        element = at.element.add("Link", alternative=f"{before}{page}")
        inside = replace(at, link=element, target=f"#{target}")
        yield _Run(str(page), inside.style(), at.origin)
    if not first:  # before pages are known, room for one number
        yield _Run("0", at.style(), at.origin)
    if after:
        yield _Run(after, at.style(), at.origin)


# ---- runs → words ------------------------------------------------------------------------------------

_TOKENS = re.compile(r"\n| +|[^ \n]+")
_MAY_BREAK = re.compile(r"[-/–]")
_BREAK = re.compile(r"[^ \n]*?[-/–](?=[^\W\d_])|[^ \n]+")
_URL_BREAK = re.compile(r"[^ \n]*?[/.?&](?=\w)|[^ \n]+")
# Characters that show nothing: control characters, soft hyphens, marks of width zero; halves of pairs
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]"
)
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` in composed form (NFC), without what no page shows."""
    if text.isascii() and text.isprintable():
        return text
    text = _BROKEN.sub(LOST, _INVISIBLE.sub("", text.replace("\t", " ")))
    return unicodedata.normalize("NFC", text)


def _words(runs: Iterator[_Run], setting: Setting) -> Iterator[Word]:
    """Joins runs into words: a word ends at a space, a newline, or after - / – before a letter."""
    pieces: list[Piece] = []
    anchors: tuple[str, ...] = ()
    notes: tuple[FootMark, ...] = ()
    for run in runs:
        if run.anchor:
            anchors += (run.anchor,)
        if run.note:
            notes += (run.note,)
        text, style = clean(run.text), run.style
        if LOST in text:
            setting.lacks(LOST, run.origin)
        breaks = _MAY_BREAK.search(text) is not None
        whole = style.face.covers(text.replace("\n", "")) and not SIGNS & set(text)
        gap = style.face.width(" ", style.size)
        measured, size = style.face.width, style.size
        for token in _TOKENS.findall(text):
            if token[0] == " " or token == "\n":
                if pieces or token == "\n":
                    width = pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])
                    ends = token == "\n"
                    yield Word(tuple(pieces), width, None if ends else style, gap, ends, anchors, notes)
                    pieces, anchors, notes = [], (), ()
            elif whole and not (breaks and _MAY_BREAK.search(token)):
                pieces.append(Piece(token, style, measured(token, size)))
            else:
                for index, part in enumerate(_parts(token)):
                    if index:
                        width = sum(piece.width for piece in pieces)
                        yield Word(tuple(pieces), width, None, 0.0, False, anchors, notes)
                        pieces, anchors, notes = [], (), ()
                    if whole:
                        pieces.append(Piece(part, style, measured(part, size)))
                    else:
                        pieces.extend(_pieces(part, run, setting))
    if pieces:
        yield Word(tuple(pieces), sum(piece.width for piece in pieces), None, 0.0, False, anchors, notes)


def _parts(token: str) -> list[str]:
    return (_URL_BREAK if "://" in token else _BREAK).findall(token)


def _pieces(text: str, run: _Run, setting: Setting) -> Iterator[Piece]:
    """`text` cut where the face changes: drawn signs, and characters of another face."""
    held = ""
    style = run.style
    for character in text:
        face = style.face if run.style.face.has(character) else None
        other = run.style
        if character in SIGNS:
            face = None
        elif face is None:
            face = fallback(character)
            if face is None:
                setting.lacks(character, run.origin)
                character = LOST
                face = run.style.face if run.style.face.has(character) else fallback(character)
            assert face is not None
        if face is not None and face is not run.style.face:
            other = style if style.face is face else replace(run.style, face=face)
        if held and (face is None or other is not style):
            yield Piece(held, style, style.face.width(held, style.size))
            held = ""
        if face is None:
            yield Piece(character, run.style, sign_width(character), True)
            style = run.style
        else:
            held, style = held + character, other
    if held:
        yield Piece(held, style, style.face.width(held, style.size))
