"""Offices, and the clearance chain of an edition, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from policybrief.ledger import ClearanceStep

_ADDRESS = re.compile(r"@|＠|\bmailto:|[\[({]\s*(?:at|ät|dot)\s*[\])}]|\bhttps?://|www\.", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?:\+|\b)\d[\d ()/.-]{6,}\d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DAY = re.compile(r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{1,2}\.? \w{3,} \d{4}\b")
_LONGEST = 120


class NotAnOffice(ValueError):
    """What was typed names no office; with a sentence that says why."""


def offices(names: Sequence[str]) -> tuple[str, ...]:
    """The offices named, one or several separated by semicolons, each once.

    Raises:
        NotAnOffice: one is empty, an address, or a telephone number: the ledger keeps no personal data.
    """
    return tuple(dict.fromkeys(_office(words) for words in _parted(names) or ("",)))


def chain_of(
    *, drafted: str, cleared: Sequence[str], approved: Sequence[str], dissent: Sequence[str], today: date
) -> tuple[ClearanceStep, ...]:
    """The steps typed as "OFFICE", "OFFICE, DATE" or "OFFICE, DATE, RESULT"; a dissent as "OFFICE: words".

    A step without a day was taken today, one without a result ended in agreement.

    Raises:
        NotAnOffice: a step names none, or a dissent is by an office that takes none.
        ValueError: a day is none, or is still to come.
    """
    steps = [
        *([_step("drafted", drafted, today)] if drafted else []),
        *(_step("cleared", words, today) for words in _parted(cleared)),
        *(_step("approved", words, today) for words in _parted(approved)),
    ]
    for words in filter(None, dissent):
        by, _, dissenting = (part.strip() for part in words.partition(":"))
        if not dissenting:
            raise NotAnOffice(f'write a dissent with the office: "legal adviser: …", not "{words}"')
        own = [number for number, step in enumerate(steps) if step.by == by]
        if not own:
            raise NotAnOffice(
                f'"{by}" dissents but has no step: also name it in --cleared-by or --approved-by'
            )
        steps[own[-1]] = replace(steps[own[-1]], dissent=" ".join(dissenting.split()))
    return tuple(steps)


def _parted(arguments: Sequence[str]) -> tuple[str, ...]:
    """What stands between semicolons, and is not empty: a job can pass several in one variable, or none."""
    return tuple(part.strip() for words in arguments for part in words.split(";") if part.strip())


def _step(step: str, words: str, today: date) -> ClearanceStep:
    day = _DAY.search(words)
    by, on, result = words, today, ""
    if day:
        by, result = words[: day.start()].rstrip(" ,"), words[day.end() :].lstrip(" ,")
        try:
            on = date.fromisoformat(day[0])
        except ValueError:
            raise ValueError(f"{day[0]} is not a day") from None
    elif odd := _OTHER_DAY.search(words):
        raise ValueError(f"'{odd[0]}' is not in the form used in the ledger: write 2022-10-03")
    elif "," in words:
        by, _, result = (part.strip() for part in words.partition(","))
    if on > today:
        raise ValueError(f"{on} is in the future: nothing can have been {step} on it")
    return ClearanceStep(step, _office(by), on, _words(result))


def _office(words: str) -> str:
    name = _words(words)
    if not name:
        raise NotAnOffice("an office needs a name")
    if _ADDRESS.search(name):
        raise NotAnOffice(
            f"'{name}' is an address; name the office, because the ledger stores no personal data"
        )
    if _TELEPHONE.search(name):
        raise NotAnOffice(f"'{name}' contains a telephone number; give only the name of the office")
    return name


def _words(words: str) -> str:
    """`words` on one line, of a length that a line can have."""
    plain = " ".join(words.split())
    if len(plain) > _LONGEST:
        raise NotAnOffice(f"'{plain[:40]}…' is longer than {_LONGEST} characters")
    return plain
