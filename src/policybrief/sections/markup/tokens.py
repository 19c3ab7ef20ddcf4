"""A Markdown text read once: its tokens, what in it is refused, and the sections that it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policybrief.sections.markup.refusals import DEEPEST, Anchor, RefusedMarkup, refusals

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters that enclose the number of a value: `OPEN 12 CLOSE`."""


def marker(number: int) -> str:
    """The text that stands for value `number` until the Markdown is parsed."""
    return f"{OPEN}{number}{CLOSE}"


@dataclass(frozen=True, slots=True)
class Markdown:
    """The tokens of a text, what of it a section cannot hold, and its links within the paper."""

    tokens: tuple[Token, ...]
    refused: tuple[RefusedMarkup, ...]
    anchors: tuple[Anchor, ...]


@lru_cache(maxsize=256)  # with numbers for values, a section's text is much the same in every edition
def read_markdown(text: str) -> Markdown:
    """`text` as CommonMark 0.31 with the tables and strikethrough of GFM, which are refused."""
    state: dict[str, Any] = {}
    tokens = tuple(_parser().parse(text, state))
    refused, anchors = refusals(text, tokens, state)
    return Markdown(tokens, refused, anchors)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """All that Markdown knows is recognised, so that nothing passes for words that are none."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
