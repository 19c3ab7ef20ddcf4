"""The runs of a line, each with its place: words of both directions, glyphs where HarfBuzz puts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from policybrief.writers.bidi import reordered
from policybrief.writers.pdf.glyphs import Glyph, own_advance, shaped
from policybrief.writers.pdf.runs import RunStyle
from policybrief.writers.pdf.text import Shape, TextLine, WordPiece

_LEFT_TO_RIGHT = "\u200e"


class PlacedRun(NamedTuple):
    """A piece and its distance from the left end of its line."""

    piece: WordPiece
    right: float


def is_mixed(line: TextLine) -> bool:
    """True if anything of the line is shaped, or runs from right to left."""
    return bool(line.words) and line.words[0].level + line.words[-1].level > -2


def glyphs_shown(run: tuple[PlacedRun, ...], code: Callable[[int, str], str], x: float, y: float) -> str:
    """The operators of shaped pieces: word by word in reading order, in each the glyphs from left to right.

    Programs that take text out of a PDF read glyphs from left to right and turn the words of right-to-left
    scripts round; some sort text objects by their place, so all words of a run are in one.
    """
    face, size = run[0].piece.style.face, run[0].piece.style.size / 1000
    glyphs = [*_glyphs(run, size)]
    pen, rise, held = glyphs[0][0], 0.0, ""
    operators = [f"{x + pen:.2f} {y:.2f} Td"]
    for right, up, glyph in glyphs:
        if abs(up - rise) > 0.005:  # a mark above or below its letter
            operators.append(f"[{held}]TJ {up:.2f} Ts")
            held, rise = "", up
        back = round((pen - right) / size)
        held += f"{back or ''}({code(glyph.number, glyph.text)})"
        pen += own_advance(face, glyph.number) * size - back * size
    operators.append(f"[{held}]TJ")
    return " ".join((*operators, "0 Ts") if rise else operators)


def _glyphs(run: tuple[PlacedRun, ...], size: float) -> Iterator[tuple[float, float, Glyph]]:
    """(distance from the left end of the line, height above it, glyph) of each."""
    for piece, right in run:
        for glyph in piece.shape.glyphs:
            yield right + glyph.right * size, glyph.up * size, glyph
            right += glyph.advance * size


def placed(line: TextLine) -> Iterator[tuple[PlacedRun, ...]]:
    """The runs of a mixed line in reading order; shaped pieces that are drawn together are one."""
    pieces = list(_with_spaces(line))
    sides = [piece.shape.level % 2 for piece in pieces if any(map(str.isalpha, piece.text))]
    turned = 2 * sum(sides) >= len(sides)
    places = [0.0] * len(pieces)
    right = 0.0
    for index in reordered(range(len(pieces)), lambda index: pieces[index].shape.level):
        places[index] = right
        right += pieces[index].width
    run: list[PlacedRun] = []
    for piece, place in zip(pieces, places, strict=True):
        if run and not _joins(run[-1].piece, piece):
            yield _marked(run, turned=turned)
            run = []
        run.append(PlacedRun(piece, place))
    if run:
        yield _marked(run, turned=turned)


def _marked(run: list[PlacedRun], *, turned: bool) -> tuple[PlacedRun, ...]:
    """A run with marks of direction, which show nothing, for programs that take text out of a PDF.

    The one at its end keeps them from turning the signs behind it. A line with as many words from right to
    left as from left to right they would turn as a whole (`turned`) if marks did not outnumber its words.
    """
    style = run[0].piece.style
    if not run[0].piece.shape.level or not run[0].piece.shape.glyphs or not style.face.has(" "):
        return tuple(run)
    blank = style.face.glyphs[32], style.face.advances[" "]
    end = max(each.right + each.piece.width for each in run)
    first = [PlacedRun(_mark(style, *blank), run[0].right)] if turned else []
    spaces = Glyph(blank[0], f" {_LEFT_TO_RIGHT}", blank[1], 0.0, 0.0)
    if turned:
        run = [
            PlacedRun(piece._replace(shape=Shape(1, (spaces,))) if piece.text == " " else piece, right)
            for piece, right in run
        ]
    return (*first, *run, PlacedRun(_mark(style, *blank), end - blank[1] * style.size / 1000))


def _mark(style: RunStyle, number: int, advance: float) -> WordPiece:
    return WordPiece("", style, 0.0, False, Shape(1, (Glyph(number, _LEFT_TO_RIGHT, advance, 0.0, 0.0),)))


def _joins(before: WordPiece, piece: WordPiece) -> bool:
    """True for shaped pieces in the same style that are in text from right to left."""
    turned = before.shape.level and piece.shape.level and before.shape.glyphs and piece.shape.glyphs
    return bool(turned) and _drawn_as(before.style) == _drawn_as(piece.style)


def _drawn_as(style: RunStyle) -> tuple[object, ...]:
    return style.face, style.size, style.colour, style.element, style.target, style.link, style.rise


def _with_spaces(line: TextLine) -> Iterator[WordPiece]:
    """The pieces of a line and the spaces between them; the hidden one at its end is on no side (rule L1)."""
    for word in line.words:
        yield from word.pieces
        last = word is line.words[-1]
        style = word.space or (word.pieces[-1].style if last and word.ends_line and word.pieces else None)
        if style is None:
            continue
        beside = word.pieces[-1] if word.pieces and word.level > 0 and not last else None
        if beside is not None and beside.shape.glyphs and beside.style.face.has(" "):
            glyphs = shaped(beside.style.face, " ", True)
            yield WordPiece(" ", beside.style, word.gap, False, Shape(word.level, glyphs))
        else:
            level = 0 if last else max(0, word.level)
            yield WordPiece(" ", style, 0.0 if last else word.gap, False, Shape(level))


def chunks(line: TextLine) -> Iterator[WordPiece]:
    """Runs of one style on a line with the spaces between words; the last one with its hidden space."""
    style: RunStyle | None = None
    words: list[str] = []
    width = 0.0
    last = line.words[-1] if line.words else None
    for word in line.words:
        for piece in word.pieces:
            if piece.style is not style or piece.sign:
                if style is not None:
                    yield WordPiece("".join(words), style, width)
                words, width, style = [], 0.0, piece.style
                if piece.sign:
                    yield piece
                    style = None
                    continue
            words.append(piece.text)
            width += piece.width
        space = word.space or (
            word.pieces[-1].style if word is last and word.ends_line and word.pieces else None
        )
        if space is None:
            continue
        if space is not style:
            if style is not None:
                yield WordPiece("".join(words), style, width)
            words, width, style = [], 0.0, space
        words.append(" ")
        width += 0.0 if word is last else space.face.width(" ", space.size)
    if style is not None:
        yield WordPiece("".join(words), style, width)
