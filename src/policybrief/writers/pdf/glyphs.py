"""Letters that change their form or place with their neighbours → positioned glyphs, by HarfBuzz."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz

from policybrief.templates.look import FaceFile
from policybrief.writers.pdf.faces import Face, fallback

COMPLEX = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U00011000-\U000119ff\U0001e800-\U0001efff]"
)
"""Scripts that are not set letter by letter: Hebrew, Arabic and their kin, those of India and Indochina."""
_NOTHING = "\u200c"
"""Stands for a further glyph of a letter: it is read as no letter (zero width non-joiner)."""


_NO_SCRIPT = (None, "Zyyy", "Zinh", "Zzzz")


class Glyph(NamedTuple):
    """A glyph and what it is read as; advance and offsets in 1/1000 em."""

    number: int
    text: str
    advance: float
    right: float
    up: float


def face_for(text: str, face: Face, house: tuple[FaceFile, ...]) -> Face | None:
    """`face` or the first fallback, of its weight, that has all of `text`; None if none has it."""
    if face.covers(text):
        return face
    strange = next(character for character in text if not face.has(character))
    other = fallback(strange, house, bold=face.metrics.weight >= 600)
    return other if other is not None and other.covers(text) else None


@lru_cache(maxsize=4096)
def shaped(face: Face, text: str, from_right: bool) -> tuple[Glyph, ...]:
    """The glyphs of `text` as they stand from left to right; brackets are mirrored from right to left."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if from_right else "ltr"
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(face), buffer)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = 1000 / face.source.upem
    read: set[int] = set()
    made = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        words = _NOTHING if info.cluster in read else text[info.cluster : ends[info.cluster]]
        read.add(info.cluster)
        offsets = (position.x_offset * scale, position.y_offset * scale)
        made.append(Glyph(info.codepoint, words, position.x_advance * scale, *offsets))
    return tuple(made)


@lru_cache(maxsize=64)
def _font(face: Face) -> uharfbuzz.Font:
    font = uharfbuzz.Font(face.source)
    if face.weight:
        font.set_variations({"wght": face.weight})
    return font


def script_of(character: str) -> str:
    """The English name of the script that a letter belongs to ("Han", "Armenian"); "" for signs."""
    from babel import Locale

    buffer = uharfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    code = buffer.script
    return "" if code in _NO_SCRIPT else str(Locale("en").scripts.get(code, code))


def own_advance(face: Face, glyph: int) -> float:
    """The advance that the font itself gives a glyph, in 1/1000 em."""
    return float(_font(face).get_glyph_h_advance(glyph) * 1000 / face.source.upem)
