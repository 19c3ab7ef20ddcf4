"""Inlines → measured words → lines, broken greedily; nothing is hyphenated, shrunk or lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from policybrief.document import (
    Citation,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    Note,
    PageReferences,
    Span,
    Str,
    Strong,
)
from policybrief.templates.look import Look
from policybrief.writers.pdf.fonts import Face, Family, fallbacks
from policybrief.writers.pdf.tree import Element

SYMBOLS = frozenset("▲△○▽▼☐")
SYMBOL_WIDTH = {"☐": 9.0}


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is drawn."""

    face: Face
    size: float
    colour: str
    element: Element
    target: str = ""
    """An id in this document, or a web address."""
    link: Element | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style without a place to break; `symbol` is a drawn sign."""

    text: str
    style: Style
    width: float
    symbol: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces that stand together; `space` is the style of the space after it, if there is one."""

    pieces: tuple[Piece, ...]
    width: float
    space: Style | None = None
    ends_line: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line; `spaced` tells that a space of the text is hidden in its end."""

    words: tuple[Word, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Context:
    """What a run inherits from what it stands in."""

    look: Look
    family: Family
    size: float
    colour: str
    element: Element
    bold: bool = False
    italic: bool = False
    link: Element | None = None
    target: str = ""
    pages: tuple[tuple[str, int], ...] = ()

    def style(self) -> Style:
        face = self.family.face(bold=self.bold, italic=self.italic)
        return Style(face, self.size, self.colour, self.link or self.element, self.target, self.link)


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    style: Style
    family_bold: bool = False
    anchor: str = ""


def words_of(inlines: tuple[Inline, ...], context: Context, missing: set[str]) -> tuple[Word, ...]:
    """The words of a paragraph, measured; characters that no face has are put into `missing`."""
    return tuple(_words(_runs(inlines, context), missing))


def _runs(inlines: Iterable[Inline], at: Context) -> Iterator[_Run]:
    for inline in inlines:
        match inline:
            case Str():
                yield _Run(inline.text, at.style())
            case Strong():
                yield from _runs(inline.content, replace(at, bold=True))
            case Emphasis():
                yield from _runs(inline.content, replace(at, italic=True))
            case Span():
                yield from _span(inline, at)
            case Link() | CrossReference():
                target = inline.url if isinstance(inline, Link) else f"#{inline.target}"
                element = at.element.add("Link", alternative=_plain(inline.content))
                yield from _runs(inline.content, replace(at, link=element, target=target))
            case Note(target=""):
                ink2 = at.look.colour("ink2") if at.colour != "#FFFFFF" else at.colour
                plain = replace(at, colour=ink2, bold=False, italic=False, size=min(9.0, at.size))
                yield _Run(inline.mark, plain.style(), anchor=inline.id)
            case Note():
                reference = at.element.add("Reference")
                element = reference.add("Link", alternative=inline.mark)
                ink2 = at.look.colour("ink2") if at.colour != "#FFFFFF" else at.colour
                inside = replace(at, link=element, target=f"#{inline.target}", colour=ink2, bold=False)
                inside = replace(inside, size=min(9.0, at.size), italic=False)
                yield _Run(inline.mark, inside.style(), anchor=inline.id)
            case PageReferences():
                yield from _page_references(inline, at)
            case Citation():
                raise AssertionError("compose leaves no citation")
            case _:
                assert_never(inline)


def _span(span: Span, at: Context) -> Iterator[_Run]:
    inside = at
    tint = at.look.tint(span.role.removeprefix("stance-").removeprefix("symbol-"))
    if span.role == "secondary":
        colour = at.colour if at.colour == "#FFFFFF" else at.look.colour("ink2")
        inside = replace(at, colour=colour, bold=False)
    elif tint is not None:
        inside = replace(at, colour=tint.text)
    if span.language:
        element = (at.link or at.element).add("Span", language=span.language)
        inside = replace(inside, element=element) if at.link is None else replace(inside, link=at.link)
    yield from _runs(span.content, inside)


def _page_references(references: PageReferences, at: Context) -> Iterator[_Run]:
    """The pages of the targets, each once, each a link to the first of them on that page."""
    pages = dict(at.pages)
    first: dict[int, str] = {}
    for target in references.targets:
        if target in pages:
            first.setdefault(pages[target], target)
    before, _, after = references.pattern.partition("{pages}")
    yield _Run(before, at.style())
    for index, (page, target) in enumerate(sorted(first.items())):
        if index:
            yield _Run(", ", at.style())
        element = at.element.add("Link", alternative=f"{before}{page}")
        yield _Run(str(page), replace(at, link=element, target=f"#{target}").style())
    if not first:
        yield _Run("0", at.style())
    if after:
        yield _Run(after, at.style())


_BREAK = re.compile(r"[^ \n]*?[-/–](?=[^\W\d_])|[^ \n]+")
_URL_BREAK = re.compile(r"[^ \n]*?[/.?&](?=\w)|[^ \n]+")


def _words(runs: Iterable[_Run], missing: set[str]) -> Iterator[Word]:
    """Joins runs into words: a word ends at a space, a newline, or after - / – before a letter."""
    pieces: list[Piece] = []
    anchors: list[str] = []

    def word(space: Style | None = None, *, ends_line: bool = False) -> Word:
        made = Word(tuple(pieces), sum(p.width for p in pieces), space, ends_line, tuple(anchors))
        pieces.clear()
        anchors.clear()
        return made

    for run in runs:
        if run.anchor:
            anchors.append(run.anchor)
        text = unicodedata.normalize("NFC", run.text)
        for token in re.findall(r"\n| +|[^ \n]+", text):
            if token == "\n":
                yield word(ends_line=True)
            elif token[0] == " ":
                if pieces:
                    yield word(run.style)
            else:
                parts = (_URL_BREAK if "://" in token else _BREAK).findall(token)
                for index, part in enumerate(parts):
                    if index:
                        yield word()
                    pieces.extend(_pieces(part, run.style, missing))
    if pieces:
        yield word()


def _pieces(text: str, style: Style, missing: set[str]) -> Iterator[Piece]:
    """`text` cut where the face changes: drawn signs, and characters of another face."""
    start = 0
    for index, character in enumerate(text):
        if character not in SYMBOLS and style.face.has(character):
            continue
        if start < index:
            yield _piece(text[start:index], style)
        start = index + 1
        if character in SYMBOLS:
            yield Piece(character, style, SYMBOL_WIDTH.get(character, 8.0), symbol=True)
            continue
        other = next((face for face in fallbacks() if face.has(character)), None)
        if other is None:
            missing.add(character)
            yield _piece("\N{REPLACEMENT CHARACTER}" if style.face.has("\ufffd") else "?", style)
        else:
            yield _piece(character, replace(style, face=other))
    if start < len(text):
        yield _piece(text[start:], style)


def _piece(text: str, style: Style) -> Piece:
    return Piece(text, style, style.face.width(text, style.size))


def _plain(inlines: tuple[Inline, ...]) -> str:
    from policybrief.document import plain_text

    return plain_text(inlines)


def break_lines(words: tuple[Word, ...], width: float, *, balanced: bool = False) -> tuple[Line, ...]:
    """Lines of at most `width` points; `balanced` narrows them while their number stays (titles)."""
    lines = tuple(_break(words, width))
    if balanced and 1 < len(lines) <= 3:
        narrow = width
        while narrow > width / 2:
            tried = tuple(_break(words, narrow - 4))
            if len(tried) > len(lines) or any(line.width > narrow - 4 for line in tried):
                break
            narrow, lines = narrow - 4, tried
    return lines


def _break(words: tuple[Word, ...], width: float) -> Iterator[Line]:
    held: list[Word] = []
    used = 0.0
    for word in words:
        gap = 0.0
        if held and held[-1].space is not None:
            space = held[-1].space
            gap = space.face.width(" ", space.size)
        if held and used + gap + word.width > width + 0.01:
            yield Line(tuple(held), used)
            held, used, gap = [], 0.0, 0.0
        held.append(word)
        used += gap + word.width
        if word.ends_line:
            yield Line(tuple(held), used)
            held, used = [], 0.0
    if held:
        yield Line(tuple(held), used)


def longest(words: tuple[Word, ...]) -> float:
    """The width of the widest word."""
    return max((word.width for word in words), default=0.0)
