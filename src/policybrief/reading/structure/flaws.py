"""What is wrong with a plain value, before it has a place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.reading.yaml import Keys, YamlFile, fixed_line, locate


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw, at `keys` below the value that was structured; `word` is the part of the value meant."""

    code: str
    message: str
    hint: str = ""
    keys: Keys = ()
    word: str = ""
    at_key: bool = False
    quote: bool = False
    """Whether the remedy is the same line with its words as text."""


class Flawed:
    """A placeholder for a value that could not be structured."""

    __slots__ = ("flaws",)

    def __init__(self, *flaws: Flaw) -> None:
        self.flaws = flaws

    def below(self, key: str | int) -> tuple[Flaw, ...]:
        """The flaws as seen from one level higher."""
        return tuple(replace(flaw, keys=(key, *flaw.keys)) for flaw in self.flaws)


def flawed(code: str, message: str, hint: str = "", **more: Any) -> Flawed:
    """A value with one flaw."""
    return Flawed(Flaw(code, message, hint, **more))


def empty() -> Flawed:
    """A key with nothing behind it, or with something that says nothing."""
    return flawed("empty-field", "there is no value here", "write a value, or delete the line")


def described(value: object) -> str:
    """What kind of value this is, in the words of somebody who does not know YAML."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes or no (true, false)"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"'{value if len(value) <= 40 else value[:39] + '…'}'"
        case list():
            return "a list"
        case _:
            return "a map (fields with values)"


def did_you_mean(word: str, names: Iterable[str], *, listed: int = 12) -> str:
    """A hint that names the nearest known word, or all of them if they are few."""
    from difflib import get_close_matches  # only when something is wrong

    words = list(dict.fromkeys(names))
    lower = {known_word.lower(): known_word for known_word in words}
    close = get_close_matches(word.lower(), lower, 1, 0.6)
    if close:
        return f"did you mean '{lower[close[0]]}'?"
    return f"possible values: {', '.join(words)}" if 0 < len(words) <= listed else ""


def as_diagnostics(
    flaws: Iterable[Flaw], source: YamlFile, keys: Keys, *, record: str = ""
) -> tuple[Diagnostic, ...]:
    """The flaws of the value at `keys`, each at its place."""
    return tuple(_diagnostic(flaw, source, (*keys, *flaw.keys), record) for flaw in flaws)


def _diagnostic(flaw: Flaw, source: YamlFile, keys: Keys, record: str) -> Diagnostic:
    span = locate(source, keys, key=flaw.at_key, word=flaw.word)
    remedy = fixed_line(source, span) if flaw.quote else ()
    return Diagnostic(flaw.code, flaw.message, span, hint=flaw.hint, remedy=remedy, record=record)
