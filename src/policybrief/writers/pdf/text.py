"""Runs → measured words; nothing is shrunk or lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from policybrief.document import Inline
from policybrief.writers.bidi import levels
from policybrief.writers.pdf.glyphs import COMPLEX, Glyph, face_for, shaped
from policybrief.writers.pdf.runs import Context, FootMark, RunStyle, StyledRun, runs_of
from policybrief.writers.pdf.setting import LOST, Setting
from policybrief.writers.pdf.signs import SIGNS, sign_width


class Shape(NamedTuple):
    """What a piece is beyond letter by letter from left to right."""

    level: int = 0
    """Of embedding (UAX #9): from right to left if it is odd."""
    glyphs: tuple[Glyph, ...] = ()
    """From left to right, where the script is not set letter by letter."""
    written: str = ""
    """What its record says, where other signs are drawn for letters that no font has."""


PLAIN = Shape()


class WordPiece(NamedTuple):
    """Text of one style without a place to break; `sign` says that it is drawn."""

    text: str
    style: RunStyle
    width: float
    sign: bool = False
    shape: Shape = PLAIN


class Word(NamedTuple):
    """Pieces that stand together; `space` is the style of the space after it, `gap` the width of that."""

    pieces: tuple[WordPiece, ...]
    width: float
    space: RunStyle | None
    gap: float
    ends_line: bool
    anchors: tuple[str, ...]
    notes: tuple[FootMark, ...]
    level: int = -1
    """Of embedding, of the space after it; -1 where its paragraph is set letter by letter."""


class TextLine(NamedTuple):
    """Words on one line."""

    words: tuple[Word, ...]
    width: float


def words_of(inlines: tuple[Inline, ...], context: Context) -> tuple[Word, ...]:
    """The words of a paragraph, measured; characters that no face has are noted in the setting."""
    runs = list(runs_of(inlines, context))
    for run in runs:
        if not run.text.isascii() and COMPLEX.search(run.text):
            runs = [run._replace(text=clean(run.text)) for run in runs]
            return tuple(_words(runs, context.setting, levels("".join(run.text for run in runs))))
    return tuple(_words(runs, context.setting))


_ALEF = "\u05d0"
"""A letter of the face in which words from right to left are set."""
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


def _words(runs: Iterable[StyledRun], setting: Setting, depths: list[int] | None = None) -> Iterator[Word]:
    """Joins runs into words: a word ends at a space, a newline, or after - / – before a letter.

    `depths` has the level of embedding of every character, where a script needs more than letter by letter.
    """
    pieces: list[WordPiece] = []
    anchors: tuple[str, ...] = ()
    notes: tuple[FootMark, ...] = ()
    plain, at = -1 if depths is None else 0, 0
    for run in runs:
        if run.anchor:
            anchors += (run.anchor,)
        if run.note:
            notes += (run.note,)
        text, style = clean(run.text), run.style
        if LOST in text:
            setting.lacks(LOST, run.origin, text)
        breaks = _MAY_BREAK.search(text) is not None
        whole = depths is None and style.face.covers(text.replace("\n", "")) and not SIGNS & set(text)
        gap = style.face.width(" ", style.size)
        measured, size = style.face.width, style.size
        for token in _TOKENS.findall(text):
            start = at
            at += len(token)
            if token[0] == " " or token == "\n":
                if pieces or token == "\n":
                    width = pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])
                    ends = token == "\n"
                    space, level = None if ends else style, depths[start] if depths else plain
                    yield Word(tuple(pieces), width, space, gap, ends, anchors, notes, level)
                    pieces, anchors, notes = [], (), ()
            elif whole and not (breaks and _MAY_BREAK.search(token)):
                pieces.append(WordPiece(token, style, measured(token, size)))
            else:
                for index, part in enumerate(_parts(token)):
                    if index:
                        width = sum(piece.width for piece in pieces)
                        yield Word(tuple(pieces), width, None, 0.0, False, anchors, notes, plain)
                        pieces, anchors, notes = [], (), ()
                    if whole:
                        pieces.append(WordPiece(part, style, measured(part, size)))
                    elif depths is not None:
                        pieces.extend(_embedded(part, depths[start : start + len(part)], run, setting))
                    else:
                        pieces.extend(_pieces(part, run, setting))
                    start += len(part)
    if pieces:
        width = sum(piece.width for piece in pieces)
        yield Word(tuple(pieces), width, None, 0.0, False, anchors, notes, plain)


def _parts(token: str) -> list[str]:
    return (_URL_BREAK if "://" in token else _BREAK).findall(token)


def _embedded(text: str, depths: list[int], run: StyledRun, setting: Setting) -> Iterator[WordPiece]:
    """`text` cut where its direction changes: what runs from right to left or changes its form is shaped."""
    at = 0
    for level, group in groupby(depths):
        part = text[at : at + len(list(group))]
        at += len(part)
        if level or COMPLEX.search(part):
            yield from _shaped(part, level, run, setting)
        else:
            yield from _pieces(part, run, setting)


def _shaped(text: str, level: int, run: StyledRun, setting: Setting) -> Iterator[WordPiece]:
    """`text` of one direction, in one face where there is one for all of it, as glyphs.

    Numbers and brackets among words from right to left are set in the face of those.
    """
    usual, house = run.style.face, setting.look.faces
    whole = (face_for(_ALEF + text, usual, house) if level else None) or face_for(text, usual, house)
    parts = [(whole, text)] if whole else groupby(text, key=lambda one: face_for(one, usual, house))
    for face, characters in parts:
        part = "".join(characters)
        if face is None or SIGNS & set(part):
            for piece in _pieces(part, run, setting):
                yield piece._replace(shape=piece.shape._replace(level=level))
            continue
        style = run.style if face is usual else replace(run.style, face=face)
        glyphs = shaped(face, part, level % 2 == 1)
        width = sum(glyph.advance for glyph in glyphs) * style.size / 1000
        yield WordPiece(part, style, width, False, Shape(level, glyphs))


def _pieces(text: str, run: StyledRun, setting: Setting) -> Iterator[WordPiece]:
    """`text` cut where the face changes: drawn signs, and characters of another face."""
    held = written = ""
    style = run.style
    for character in text:
        shown, face = character, None
        if run.style.face.has(character):
            face = style.face if style.face.has(character) else run.style.face
        other = run.style
        if character in SIGNS:
            face = None
        elif face is None:
            face = setting.fallback(character)
            if face is None:
                setting.lacks(character, run.origin, text)
                shown = LOST
                face = run.style.face if run.style.face.has(shown) else setting.fallback(shown)
            assert face is not None
        if face is not None and face is not run.style.face:
            other = style if style.face is face else replace(run.style, face=face)
        if held and (face is None or other is not style):
            yield _piece(held, style, written)
            held = written = ""
        if face is None:
            yield WordPiece(character, run.style, sign_width(character), True)
            style = run.style
        else:
            held, written, style = held + shown, written + character, other
    if held:
        yield _piece(held, style, written)


def _piece(text: str, style: RunStyle, written: str) -> WordPiece:
    width = style.face.width(text, style.size)
    return WordPiece(text, style, width, False, PLAIN if written == text else Shape(written=written))
