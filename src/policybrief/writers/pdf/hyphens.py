"""Words wider than their place → parts, by the hyphenation patterns of their language; no other is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.text import Word, WordPiece

SOFT_HYPHEN = "\u00ad"
"""Ends a part: drawn as a hyphen, and no letter of the word that is read or copied (ISO 32000-1, 14.8.2)."""
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_NOT_WORDS = re.compile(r"://|@|www\.")


def fitted(words: tuple[Word, ...], width: float, setting: Setting) -> tuple[Word, ...]:
    """The words, each that is wider than `width` in parts that fit, as far as there are places to part it.

    The setting keeps what was hyphenated with all its places, for formats that break lines themselves.
    """
    return tuple(part for word in words for part in _parts(word, width, setting))


def _parts(word: Word, width: float, setting: Setting) -> Iterator[Word]:
    text = "".join(piece.text for piece in word.pieces)
    # what is shaped has no place to part it
    whole = word.width <= width or any(
        piece.shape.glyphs for piece in word.pieces
    )  # shaped: no place to part it
    places = () if whole or _NOT_WORDS.search(text) else _places(word, text, setting)
    start = 0
    for number, place in enumerate(places, 1):
        following = places[number] if number < len(places) else len(text)
        if _width(_cut(word, start, following, hyphen=following < len(text))) > width:
            pieces = _cut(word, start, place, hyphen=True)
            yield Word(pieces, _width(pieces), None, 0.0, False, (), (), word.level)
            start = place
    if start:
        pieces = _cut(word, start, len(text), hyphen=False)
        word = word._replace(pieces=pieces, width=_width(pieces))
    yield word


def _places(word: Word, text: str, setting: Setting) -> tuple[int, ...]:
    """Where the word may be hyphenated, from its first letter."""
    language = word.pieces[0].style.element.language or setting.language
    found: list[int] = []
    for letters in _LETTERS.finditer(text):
        if not letters[0].isalpha():  # such as ¼ and ², which no pattern knows
            continue
        places = _positions(language, letters[0].lower())
        found.extend(letters.start() + at for at in places)
        setting.soft_hyphens[letters[0]] = _joined(letters[0], places)
    return tuple(found)


def _joined(letters: str, places: tuple[int, ...]) -> str:
    ends = (*places, len(letters))
    return SOFT_HYPHEN.join(letters[start:end] for start, end in zip((0, *places), ends, strict=True))


def _cut(word: Word, start: int, end: int, *, hyphen: bool) -> tuple[WordPiece, ...]:
    """The pieces of a word from one letter to before another, with a hyphen at their end."""
    made: list[WordPiece] = []
    at = 0
    for piece in word.pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if text:
            begin = at - len(piece.text)
            written = piece.shape.written[max(0, start - begin) : max(0, end - begin)]
            made.append(piece._replace(text=text, shape=piece.shape._replace(written=written)))
    if hyphen:
        shown = SOFT_HYPHEN if made[-1].style.face.has(SOFT_HYPHEN) else "-"  # after a letter: never a sign
        made[-1] = made[-1]._replace(text=made[-1].text + shown)
    return tuple(p if p.sign else p._replace(width=p.style.face.width(p.text, p.style.size)) for p in made)


def _width(pieces: tuple[WordPiece, ...]) -> float:
    return sum(piece.width for piece in pieces)


@lru_cache(maxsize=4096)
def _positions(language: str, letters: str) -> tuple[int, ...]:
    """Where a word in small letters may be hyphenated, three letters from its ends at least."""
    import pyphen  # few papers have such a word

    tag = pyphen.language_fallback(language.replace("-", "_")) if language else None
    if tag is None:
        return ()
    patterns = _PatternsFor(letters, pyphen.LANGUAGES[tag])
    if not patterns.patterns:
        return ()
    places = pyphen.HyphDict(patterns).positions(letters)
    return tuple(int(at) for at in places if at.data is None and 3 <= at <= len(letters) - 3)


class _PatternsFor:
    """A file of patterns as pyphen reads it, with those alone whose letters are in one word.

    A language has up to 60,000 of them, of which a word needs a few dozen; most papers have one such word.
    """

    def __init__(self, letters: str, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
        lines, own = _patterns(path, {"microsoft-cp1251": "cp1251"}.get(encoding.lower(), encoding))
        word, written = f".{letters}.", ("/", "^")
        pairs = zip(lines[1:], own[1:], strict=True)
        self.patterns = [
            line for line, plain in pairs if line and (plain in word or any(s in line for s in written))
        ]

    def open(self, mode: str) -> IO[Any]:
        """The file, whose first line is the name of its encoding."""
        return self.path.open(mode)

    def read_text(self, encoding: str) -> str:
        """The patterns below a first line, which pyphen passes over."""
        return "\n".join((encoding, *self.patterns, f"1{_NO_LETTER}"))  # pyphen fails where none is left


_NO_LETTER = "\ue000"
_DIGITS = str.maketrans("", "", "0123456789")


@lru_cache(maxsize=4)
def _patterns(path: Path, encoding: str) -> tuple[list[str], list[str]]:
    """The lines of a file, and their letters without the figures between them."""
    text = path.read_text(encoding)
    return text.split("\n"), text.translate(_DIGITS).split("\n")
