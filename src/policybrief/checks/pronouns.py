"""Facts that begin with a pronoun: in a list they are in other company than in their file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import Fact


def check_pronoun(checked: Checked) -> Iterator[Diagnostic]:
    """A fact whose sentence begins with a word that points to another sentence."""
    seen = set()
    for printed in checked.printed:
        place = (printed.record, printed.field)
        if printed.field not in ("text", "plain") or place in seen:
            continue
        seen.add(place)
        record = checked.record(printed.record)
        if isinstance(record, Fact) and (word := leading_pronoun(printed.words, printed.language)):
            said = f"fact {record.id} begins with '{word}', which nobody understands without another sentence"
            yield checked.point_of_text(record, "dangling-pronoun", said, "name what it is about", printed)


def leading_pronoun(words: str, language: str) -> str:
    """The pronoun with which a sentence begins, also after a place or time ("In 2019 they"); "" without one.

    One that stands for nothing ("It is likely that …", "Es gibt …") is none.
    """
    known = _PRONOUNS.get(language.partition("-")[0])
    if known is None or known.empty.match(words):
        return ""
    found = known.first.match(words) or known.after_place.match(words)
    return found[1] if found and not (found[1].isupper() and len(found[1]) > 1) else ""  # "IT services"


class _Pronouns:
    """The pronouns of a language, and the beginnings of sentences in which they mean nothing."""

    def __init__(self, *, first: str, subject: str, prepositions: str, empty: str) -> None:
        self.first = re.compile(rf"({first})\b", re.IGNORECASE)
        place = rf"(?:{prepositions})(?:\s[^\s,;:.]+){{1,4}},?\s"
        self.after_place = re.compile(rf"(?i:{place})({subject})\b")
        self.empty = re.compile(rf"(?:{empty})\b", re.IGNORECASE)


_PRONOUNS = {
    "en": _Pronouns(
        first="it|its|he|his|she|her|they|their|this|that|these|those",
        subject="they|he|she",
        prepositions="in|at|on|by|during",
        empty=r"it (?:is|was|will be|would be|remains|seems|has been) [\w-]+(?: [\w-]+)? (?:that|whether)"
        r"|it (?:is|was|would be|remains) (?:easy|hard|difficult|possible|impossible|necessary) (?:to|for)"
        r"|this (?:year|month|week)|(?:his|her|their) (?:majest|royal|excellenc)\w+",
    ),
    "uk": _Pronouns(
        first=r"він|вона|воно|вони|його|її|їхн\w+|це|цей|ця|ці|той|те|ті",
        subject="він|вона|вони",
        prepositions="у|в|на|від|до|після|з",
        empty=r"(?:той|те|ті)(?=,)",
    ),
    "de": _Pronouns(
        first=r"er|sie|es|seine[rsnm]?|ihre?[rsnm]?|dies|diese[rsnm]?|jene[rsnm]?|deren|dessen",
        subject="er|sie",
        prepositions="in|im|am|auf|nach|vor",
        empty=r"es (?:gibt|gab|ist|war|wird|bleibt|scheint|besteht|bestehen|fehlt|fehlen|kommt|kam)",
    ),
    "fr": _Pronouns(
        first="il|elle|ils|elles|cela|ceci|celui|celle|ceux|celles|ce|cet|cette|ces|son|sa|ses|leur|leurs",
        subject="ils|elles",
        prepositions="en|à|dans|pendant",
        empty=r"il (?:y a|y avait|faut|faudra|est|était|reste|existe|manque|semble|convient)"
        r"|ces (?:dernières|derniers) \w+|cette année|ce jour",
    ),
    "pl": _Pronouns(
        first="on|ona|ono|oni|one|jego|jej|ich|to|ten|ta|te|ci|tamten|tamta|tamte",
        subject="on|ona|oni|one",
        prepositions="w|we|na|od|do|po",
        empty=r"to (?:prawda|możliwe|prawdopodobne)",
    ),
}

CHECKS: tuple[Check, ...] = (check_pronoun,)
