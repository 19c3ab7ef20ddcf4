"""Short forms of record fields → what they stand for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_args

from policybrief.languages import Text, language_of, words_of_all
from policybrief.reading.structure import Flawed, Structurer, described, did_you_mean, empty, flawed
from policybrief.reading.structure.scalars import TypedNumber, to_day, to_decimal
from policybrief.reading.whole_records import (
    finish_actor,
    finish_fact,
    finish_position,
    finish_recommendation,
    finish_risk,
)
from policybrief.records import (
    Actor,
    Capture,
    Cited,
    Clearance,
    Criterion,
    Fact,
    Line,
    Number,
    Option,
    Position,
    Qualifier,
    Rating,
    RatingWord,
    Recommendation,
    Risk,
    Stamp,
    Stance,
    StanceWord,
)

_NONE = Text()


@lru_cache(maxsize=1)
def record_structurer() -> Structurer:
    """The structurer that knows the short forms of dossiers."""
    return Structurer(
        short={Cited: _cited, Stamp: _stamp, Clearance: _clearance, Capture: _capture, Number: _number},
        keyed={Stance: _stance, Rating: _rating},
        figures=frozenset({Number}),
        finish={
            Actor: finish_actor,
            Fact: finish_fact,
            Position: finish_position,
            Recommendation: finish_recommendation,
            Risk: finish_risk,
        },
        names={Actor: {"kind": "actor"}},
        inferred={Recommendation: frozenset({"ask"})},
    )


def stated_clearance(value: Any) -> Clearance | None:
    """The clearance that a value of a file states; None if it states none."""
    made = record_structurer().converter(Clearance)(value, "")
    return made if isinstance(made, Clearance) else None


def expand_record(kind: type, value: Any) -> Any:
    """The map form of a record that is written as one string: its title, name or text."""
    if not isinstance(value, str):
        return value
    if kind is Actor:
        name, comma, affiliation = value.partition(",")
        return {"name": name, "affiliation": affiliation} if comma else {"name": name}
    if kind in (Option, Criterion):
        return {"title": value}
    return {"text": value} if kind is Line else value


def _cited(value: Any, language: str) -> Any:
    """`id, where in it`: the first comma parts them."""
    if value is None:
        return empty()
    if not isinstance(value, str):
        return flawed("bad-source", f"a source and a place in it are expected here, not {described(value)}")
    source, _, locator = value.partition(",")
    source, locator = source.strip(), locator.strip()
    if not locator:
        hint = "write: source: id, place in it (without brackets)"
        return flawed("no-locator", f"'{source}' gives no place in the source", hint, word=source)
    return Cited(source, Text(((language, locator),)))


def _stamp(value: Any, language: str) -> Any:
    """`2022-10-03, words`."""
    day, _, words = str(value).partition(",")
    made = to_day(day if value is not None else None, language)
    if isinstance(made, Flawed):
        return Flawed(*(replace(flaw, word=day) for flaw in made.flaws))
    words = words.strip()
    return Stamp(made, Text(((language, words),)) if words else _NONE)


def _capture(value: Any, language: str) -> Any:
    """`2026-11-23, 64 hex digits`."""
    made = _stamp(value, language)
    if isinstance(made, Flawed):
        return made
    digits = made.words.original()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        hint = "use this command to write it: brief sources capture SOURCE FILE"
        return flawed("bad-capture", "a day and the SHA-256 of a copy are expected here", hint)
    return Capture(digits, made.date)


_CLEARED_TEXT = re.compile(r"(?P<stamp>.*),\s*of\s+(?P<hash>[0-9a-f]{16})\s*", re.DOTALL)


def _clearance(value: Any, language: str) -> Any:
    """`2022-10-03, who`, and which text: `2022-10-03, who, of 3f2a9c0d1b2e4f56`."""
    match = _CLEARED_TEXT.fullmatch(value) if isinstance(value, str) else None
    made = _stamp(match["stamp"] if match else value, language)
    return (
        made if isinstance(made, Flawed) else Clearance(made.date, made.words, match["hash"] if match else "")
    )


_QUALIFIERS = tuple(q for q in get_args(Qualifier) if q)
_NUMBER = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(_QUALIFIERS)}) )?(?P<value>\S+)(?: to (?P<to>\S+))?", re.IGNORECASE
)


def _number(value: Any, language: str) -> Any:
    """`12`, `more than 12`, `10 to 12`, `about 4.5`."""
    if value is None:
        return empty()
    if isinstance(value, int | float) and not isinstance(value, bool):
        made = to_decimal(value, language)
        return made if isinstance(made, Flawed) else Number(made)
    return _stated_number(value if isinstance(value, str) else "")


@lru_cache(maxsize=4096)
def _stated_number(value: str) -> Any:
    match = _NUMBER.fullmatch(" ".join(value.split()))
    parts = [to_decimal(match[name], "") for name in ("value", "to") if match[name]] if match else []
    if not match or any(isinstance(part, Flawed) for part in parts):
        hint = (
            "write digits with a point: 4100000, about 4.5, more than 12, 10 to 12; "
            "write a unit separately: {value: 12, unit: euros}"
        )
        return flawed("bad-number", f"{described(value)} is not a number", hint)
    qualifier: Any = (match["qualifier"] or "").lower()
    to = parts[1] if len(parts) == 2 else None
    if to is not None and to <= parts[0]:
        return flawed("bad-number", f"'{value}' does not increase", "write the smaller number first")
    return Number(parts[0], to, qualifier)


_CONDITIONAL = re.compile(
    rf"(supports|opposes),?\s+((?:only\s+)?(?:{language_of('en').condition_words})\s+\S.*)",
    re.DOTALL,
)


_CONDITIONAL_IN_OTHER_WORDS = re.compile(r"(supports|opposes),?\s+(\S.*)", re.DOTALL)

_CONJUNCTION = re.compile(words_of_all("condition_words"), re.IGNORECASE)
"""Words that begin a condition in the languages that have a file, and alone are none."""


def _stance(key: str, value: Any, language: str) -> Any:
    """`option: supports`, `neutral`, `opposes`, or `supports if …`, `opposes unless …`.

    The condition is printed as it stands, so it is in the language of the records: `supports, wenn …`.
    """
    if isinstance(value, dict):
        return _long(Stance, "option", key, value, language)
    if value is None:
        return empty()
    words: Any = value.strip() if isinstance(value, str) else value
    if words in ("supports", "neutral", "opposes"):
        return Stance(key, words)
    match = _CONDITIONAL.fullmatch(words) if isinstance(words, str) else None
    if not language.startswith("en") and isinstance(words, str):
        if match:
            message = "the condition begins with an English word and would be printed in this form"
            hint = "write it in the language of the records, after a comma: supports, wenn …"
            return flawed("bad-stance", message, hint, word=match[2].split()[0])
        match = _CONDITIONAL_IN_OTHER_WORDS.fullmatch(words)
        if match and _CONJUNCTION.fullmatch(match[2].rstrip(" ,.…")):
            hint = "write the whole condition, or delete everything after the first word"
            return flawed("bad-stance", f"nothing follows '{match[2]}'", hint)
    if match is None:
        hint = "write supports, neutral or opposes; or supports if …, opposes unless …"
        return flawed("bad-stance", f"{described(value)} is not a stance", hint)
    word: StanceWord = "supports_if" if match[1] == "supports" else "opposes_if"
    return Stance(key, word, Text(((language, match[2]),)))


_RATINGS = get_args(RatingWord)


def _rating(key: str, value: Any, language: str) -> Any:
    """`criterion: much better, the reason`."""
    if isinstance(value, dict):
        return _long(Rating, "criterion", key, value, language)
    if value is None:
        return empty()
    rating, _, why = str(value).partition(",")
    if rating.strip() not in _RATINGS:
        hint = did_you_mean(rating.strip(), _RATINGS)
        return flawed("bad-rating", f"{described(rating.strip() or None)} is not a rating", hint)
    words: Any = rating.strip()
    return Rating(key, words, Text(((language, why.strip()),)) if why.strip() else _NONE)


def _long(cls: type, field: str, key: str, value: dict[Any, Any], language: str) -> Any:
    read = record_structurer().record_reader(cls, without=(field,))
    return read(value, language, {field: key})


def exact_numbers(value: Any, written: Any) -> Any:
    """`value` with every fractional number as it was typed (`written(keys)`): 4.50 keeps its zero."""

    def exact(part: Any, keys: tuple[str | int, ...]) -> Any:
        match part:
            case float():
                return TypedNumber(part, written(keys) or repr(part))
            case dict():
                return {key: exact(inner, (*keys, key)) for key, inner in part.items()}
            case list():
                return [exact(inner, (*keys, index)) for index, inner in enumerate(part)]
            case _:
                return part

    return exact(value, ())
