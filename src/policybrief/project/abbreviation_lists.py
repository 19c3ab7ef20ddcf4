"""Abbreviations in the settings and in a brief: a short form, its words, and whether all know them."""

from __future__ import annotations

from typing import Any

from policybrief.languages import Text
from policybrief.reading.structure import Flaw, Flawed, described, did_you_mean, flawed
from policybrief.reading.structure.scalars import to_bool, to_text
from policybrief.records import Abbreviation

_FIELDS = ("words", "known")


def keyed_abbreviation(short: str, value: Any, language: str) -> Any:
    """The abbreviation that a key and its value stand for: `UK: United Kingdom`, or a map of its fields."""
    given = value if isinstance(value, dict) else {"words": value}
    for key in given:
        if key not in _FIELDS:
            hint = did_you_mean(str(key), _FIELDS)
            return Flawed(Flaw("unknown-field", f"no field is called '{key}'", hint, (key,), at_key=True))
    if "words" not in given:
        return flawed("missing-field", "'words' is missing", "add 'words: …': the full form")
    if given["words"] == "":
        return flawed("empty-text", "there is no text here", "write: UK: United Kingdom")
    words, known = to_text(given["words"], language), to_bool(given.get("known", False), language)
    faults = [
        flaw
        for name, made in (("words", words), ("known", known))
        if isinstance(made, Flawed)
        for flaw in (made.below(name) if isinstance(value, dict) else made.flaws)
    ]
    if faults:
        return Flawed(*faults)
    if not short.strip():
        return flawed("empty-text", "there is no short form here", "write: UK: United Kingdom")
    return Abbreviation(Text(((language, short.strip()),)), words, known)


def not_abbreviations(value: Any, language: str) -> Any:
    """The flaw that the list is written as something else than short forms with their words."""
    message = f"short forms with their words are expected here, not {described(value)}"
    return flawed("map-expected", message, "write on a line of its own, indented: UK: United Kingdom")
