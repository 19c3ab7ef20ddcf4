"""Language tags (BCP 47) and what they fall back on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

V = TypeVar("V")


@lru_cache(maxsize=256)
def fallbacks(tag: str) -> tuple[str, ...]:
    """The tag and what it falls back on, the most specific first: zh-Hant-TW, zh-Hant, zh."""
    parts = tag.split("-")
    return tuple("-".join(parts[:end]) for end in range(len(parts), 0, -1))


def base_language(tag: str) -> str:
    """The language of a tag without script and region: "de" for "de-AT"."""
    return tag.partition("-")[0]


def serves(language: str, wanted: str) -> bool:
    """True if words in `language` serve a reader of `wanted`: "de" serves "de-AT", "de-DE" does not."""
    return language == wanted or ("-" in wanted and language in fallbacks(wanted))


def best_for(tag: str, by_language: Mapping[str, V]) -> V | None:
    """The value of the most specific language that serves `tag`, or None."""
    return next((by_language[code] for code in fallbacks(tag) if code in by_language), None)
