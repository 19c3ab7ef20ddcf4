"""Links that lead nowhere become plain words: a template may leave out what they point to."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.document import Block, CrossReference, Note


def without_links_to(blocks: tuple[Block, ...], dead: set[str]) -> tuple[Block, ...]:
    """The blocks, each reference to an id of `dead`, which none of them has, turned into its own words."""
    return _mended(blocks, dead) if dead else blocks


def _mended(value: Any, dead: set[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(part for one in value for part in _in_place_of(one, dead))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _mended(old, dead) for f in fields(value) if (old := getattr(value, f.name))}
    if isinstance(value, Note) and value.target in dead:
        changed["target"] = ""
    return replace(value, **changed)


def _in_place_of(value: Any, dead: set[str]) -> tuple[Any, ...]:
    if isinstance(value, CrossReference) and value.target in dead:
        return _mended(value.content, dead)  # type: ignore[no-any-return]
    return (_mended(value, dead),)
