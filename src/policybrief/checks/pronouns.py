"""Facts that begin with a pronoun: in a list they are in other company than in their file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.languages import Pronouns, language_of
from policybrief.records import Fact


def check_pronoun(checked: Checked) -> Iterator[Diagnostic]:
    """A fact whose sentence begins with a word that points to another sentence."""
    keys = set()
    for printed in checked.printed:
        place = (printed.record, printed.field)
        if printed.field not in ("text", "plain") or place in keys:
            continue
        keys.add(place)
        record = checked.record(printed.record)
        if isinstance(record, Fact) and (word := leading_pronoun(printed.words, printed.language)):
            message = (
                f"fact {record.id} begins with '{word}', which cannot be understood without another sentence"
            )
            yield checked.point_of_text(record, "dangling-pronoun", message, "name what it is about", printed)


def leading_pronoun(words: str, language: str) -> str:
    """The pronoun with which a sentence begins, also after a place or time ("In 2019 they"); "" without one.

    One that stands for nothing ("It is likely that …", "Es gibt …") is none.
    """
    pronouns = language_of(language).pronouns
    if pronouns is None:
        return ""
    first, after_place, empty = _patterns(pronouns)
    if empty.match(words):
        return ""
    match = first.match(words) or after_place.match(words)
    return match[1] if match and not (match[1].isupper() and len(match[1]) > 1) else ""  # "IT services"


@lru_cache(maxsize=16)
def _patterns(pronouns: Pronouns) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A pronoun as the first word, one behind a place or time, and beginnings in which it means nothing."""
    place = rf"(?:{pronouns.prepositions})(?:\s[^\s,;:.]+){{1,4}},?\s"
    return (
        re.compile(rf"({pronouns.first})\b", re.IGNORECASE),
        re.compile(rf"(?i:{place})({pronouns.subject})\b"),
        re.compile(rf"(?:{pronouns.empty})\b", re.IGNORECASE),
    )


CHECKS: tuple[Check, ...] = (check_pronoun,)
