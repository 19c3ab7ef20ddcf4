"""A text → what it means where its letters are written by numbers: &#1234; %D0%B6 \\u0436 =D0=B6."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import unquote_to_bytes

from policybrief.gate.encodings import readings
from policybrief.gate.parts import Part

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});?")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_BREAK = re.compile(r"=\r?\n")
_BACKSLASH = re.compile(
    r"\\u\{([0-9A-Fa-f]{1,6})\}|"
    r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6}) ?"
)
_ANY = re.compile(r"&[#A-Za-z]|[%=][0-9A-Fa-f]{2}|=\r?\n|\\[0-9A-Fa-fuUx]")
_NEAR = 400
"""Letters before and after an escape among which all of a needle is that has the escape in it."""
_LAYERS = 3
"""Ways of writing inside one another: a link in HTML in JSON."""


def with_meanings(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, each followed by what it means if letters in it are written by their numbers."""
    for part in parts:
        yield part
        spelled = [replace(piece, text=text) for piece in part.pieces for text in meanings(piece.text)]
        if spelled:
            yield replace(part, pieces=tuple(spelled))


def meanings(text: str) -> tuple[str, ...]:
    """What stands near its escapes with these undone, in each encoding that it may be in.

    In a large file a few signs are escapes by chance. Each may be in dozens of encodings, and so may others
    beside it: so places that are far from each other are read by themselves.
    """
    return tuple(dict.fromkeys(meaning for place in _near_escapes(text) for meaning in _meanings(place)))


def _meanings(text: str) -> tuple[str, ...]:
    undone: dict[str, None] = {}
    newest = {text: None}
    for _ in range(_LAYERS):
        newest = {
            other: None for each in newest for other in _undone(each) if other not in undone and other != text
        }
        undone |= newest
    return tuple(undone)


def _near_escapes(text: str) -> Iterator[str]:
    """The whole words around each escape, or around several that are near each other."""
    spans: list[tuple[int, int]] = []
    for escape in _ANY.finditer(text):
        start, end = max(escape.start() - _NEAR, 0), escape.end() + _NEAR
        if spans and start <= spans[-1][1]:
            start, _ = spans.pop()
        spans.append((start, end))
    return (_whole_words(text, start, end) for start, end in spans)


def _whole_words(text: str, start: int, end: int) -> str:
    first = max(text.rfind(blank, 0, start) for blank in " \n") + 1 if start else 0
    ends = [at for blank in " \n" if (at := text.find(blank, end)) >= 0]
    return text[first : min(ends, default=len(text))]


def _undone(text: str) -> Iterator[str]:
    for pattern, undo in _WAYS:
        if pattern.search(text):
            yield from undo(text)


def _entities(text: str) -> tuple[str, ...]:
    return (unescape(text),)


def _percents(text: str) -> tuple[str, ...]:
    return _in_bytes(_PERCENT, text, unquote_to_bytes)


def _quoted(text: str) -> tuple[str, ...]:
    return _in_bytes(_QUOTED, _SOFT_BREAK.sub("", text), lambda run: quopri.decodestring(run.encode()))


def _in_bytes(pattern: re.Pattern[str], text: str, decode: Callable[[str], bytes]) -> tuple[str, ...]:
    """The text with each run of bytes decoded; one for each encoding in which all of them are a text."""
    runs = [decode(run) for run in pattern.findall(text)]
    joined = b"\n\n".join(runs)
    decoded = []
    for reading in readings(joined):
        pieces = iter(reading.split("\n\n"))
        if reading.count("\n\n") == len(runs) - 1:
            decoded.append(pattern.sub(lambda _: next(pieces), text))  # noqa: B023 - used before the next round
    return tuple(decoded)


def _backslashes(text: str) -> tuple[str, ...]:
    pairs = _BACKSLASH.sub(_letter, text)
    return (pairs.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),)


def _letter(match: re.Match[str]) -> str:
    code = int(next(group for group in match.groups() if group), 16)
    return chr(code) if code < 0x110000 else match[0]


_WAYS: tuple[tuple[re.Pattern[str], Callable[[str], tuple[str, ...]]], ...] = (
    (_ENTITY, _entities),
    (_PERCENT, _percents),
    (_QUOTED, _quoted),
    (_BACKSLASH, _backslashes),
)
