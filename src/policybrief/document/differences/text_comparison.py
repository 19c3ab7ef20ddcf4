"""Two texts compared word by word; the figures in them, old and new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from policybrief.document.differences.sequences import align, joined

_TOKEN = re.compile(r"[^\W_]+(?:[.,'’\u00a0\u202f-][^\W_]+)*|\s+|.", re.DOTALL)
_FIGURE = re.compile(r"[+−-]?\d[\d.,\u00a0\u202f]*\d|\d")


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that stay, go or come."""

    kind: Literal["same", "gone", "new"]
    text: str


def words_of(text: str) -> list[str]:
    """Words, signs and blanks, which together are the text; figures are one word each."""
    return _TOKEN.findall(text)


def in_words(before: str, after: str) -> tuple[WordRun, ...]:
    """How `before` becomes `after`: all of `before` is in the runs that stay or go, `after` in the others."""
    old, new = words_of(before), words_of(after)
    runs: list[WordRun] = []
    for stretch in joined(align(old, new), old, weight=_weight):
        if stretch.same:
            runs.append(WordRun("same", "".join(old[stretch.start : stretch.end])))
            continue
        gone, come = "".join(old[stretch.start : stretch.end]), "".join(new[stretch.begin : stretch.stop])
        runs += [WordRun("gone", gone)] if gone else []
        runs += [WordRun("new", come)] if come else []
    return tuple(runs)


def figures(runs: Sequence[WordRun]) -> tuple[tuple[str, str], ...]:
    """(old, new) of the figures that took each other's place, in reading order."""
    return tuple(pair for pair in _pairs(runs) if pair[0] != pair[1])


def _pairs(runs: Sequence[WordRun]) -> Iterator[tuple[str, str]]:
    for gone, come in pairwise(runs):
        if (gone.kind, come.kind) == ("gone", "new"):
            old, new = _FIGURE.findall(gone.text), _FIGURE.findall(come.text)
            if len(old) == len(new):
                yield from zip(old, new, strict=True)


def _weight(word: str) -> int:
    """What a word counts for the eye: blanks and signs count for nothing."""
    return 1 if word[0].isalnum() else 0


def without_day(words: str, day: date, language: str) -> str:
    """`words` without the day of their edition, as it is printed and as files carry it.

    A text that states that very day differs no longer in it; the hash of its record does.
    """
    from policybrief.languages import format_day

    for form in (format_day(day, language), format_day(day, language, short=True), day.isoformat()):
        words = words.replace(form, "")
    return words
