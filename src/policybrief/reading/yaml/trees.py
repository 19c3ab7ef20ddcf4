"""The tree of a YAML text, parsed once however often it is asked for."""

from __future__ import annotations

from functools import lru_cache

from policybrief.reading.yaml.places import Tree


@lru_cache(maxsize=64)
def parse_tree(text: str) -> Tree:
    """The located tree of `text`; texts that YAML cannot read give a tree that says where it stopped."""
    from policybrief.reading.yaml.parsing import parse

    return parse(text)
