"""Words as somebody read or pasted them → the passages of a document that say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from policybrief.document import Document
from policybrief.document.differences import Passage, passages

_MARK = re.compile(r"\[\d+(?:[,–-]\s*\d+)*\]")
_HYPHENATED = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
_WORD = re.compile(r"[^\W_]+")
_GLUED = 12
"""Letters that must agree where words are glued or torn, as in text taken out of a PDF."""
_PART = 3
"""Words of a passage that counts as said where it is a part of what was pasted."""
NEAR = 0.6
"""Share of the words that must agree, in their order, where a passage is said in other words."""
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class PassageMatch:
    """A passage, and how it agrees with the words asked for: it has them, is part of them, or is near."""

    passage: Passage
    kind: Literal["exact", "part", "near"]
    similarity: float = 1.0
    """Share of the words asked for that the passage has in their order; of a part always 1."""


def find_words(text: str, document: Document) -> tuple[PassageMatch, ...]:
    """The passages that say `text`, in reading order; else the nearest ones, the nearest first.

    Case, line breaks, hyphenation, ligatures, marks of citations and signs make no difference.
    """
    pasted = plain_words(text)
    if not pasted:
        return ()
    every = [(passage, plain_words(passage.text)) for passage in passages(document)]
    matches = [*_saying(pasted, every)]
    return tuple(matches) if matches else _near(pasted, every)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without what setting and pasting do to them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", ""))
    plain = _MARK.sub(" ", _HYPHENATED.sub("", plain.replace("\r", "")))
    return tuple(_WORD.findall(plain.casefold()))


def _saying(pasted: Sequence[str], every: Iterable[tuple[Passage, Sequence[str]]]) -> Iterator[PassageMatch]:
    for passage, words in every:
        if _stands_in(pasted, words):
            yield PassageMatch(passage, "exact")
        elif len(words) >= _PART and _stands_in(words, pasted):
            yield PassageMatch(passage, "part")


def _stands_in(one: Sequence[str], other: Sequence[str]) -> bool:
    """True if the words `one` are in a row in `other`, or their letters do where they are many."""
    if len(one) <= len(other) and f" {' '.join(one)} " in f" {' '.join(other)} ":
        return True
    letters = "".join(one)
    return len(letters) >= _GLUED and letters in "".join(other)


def _near(pasted: Sequence[str], every: Iterable[tuple[Passage, Sequence[str]]]) -> tuple[PassageMatch, ...]:
    if len(pasted) < _PART:
        return ()
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(pasted)
    distinct = set(pasted)
    near: list[PassageMatch] = []
    for passage, words in every:
        if len(distinct.intersection(words)) < NEAR * len(distinct):
            continue
        matcher.set_seq1(words)
        share = sum(block.size for block in matcher.get_matching_blocks()) / len(pasted)
        if share >= NEAR:
            near.append(PassageMatch(passage, "near", round(share, 2)))
    return tuple(sorted(near, key=lambda match: -match.similarity)[:_NEAREST])
