"""House terms: words that the ministry does not use, and those that it uses instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import Actor, Source
from policybrief.templates import Term


def check_terms(checked: Checked) -> Iterator[Diagnostic]:
    """A term to avoid in the words of a record or in the brief's own; titles and names stay as printed."""
    keys: set[tuple[str, str]] = set()
    for printed in checked.printed:
        key = printed.record, printed.field
        record = checked.record(printed.record) if key not in keys else None
        keys.add(key)
        if record is None or isinstance(record, Source | Actor):
            continue
        if term := avoided(printed.words, checked.template.terms_in(printed.language)):
            message = f"{record.kind} {record.id} says '{term[0]}'"
            yield checked.point_of_text(record, "avoided-term", message, f"write '{term[1]}'", printed)
    meta, terms = checked.document.meta, checked.template.terms_in(checked.edition.language)
    for name, words in (("title", meta.title), ("question", meta.question)):
        if term := avoided(words, terms):
            message = f"the {name} of {checked.edition.name} says '{term[0]}'"
            yield checked.point_of_brief("avoided-term", message, f"write '{term[1]}'")


def avoided(text: str, terms: tuple[Term, ...]) -> tuple[str, str] | None:
    """The first term to avoid in `text`, as the house lists it, with the preferred one; None if clean."""
    if not terms:
        return None
    lists = _compiled(terms)
    for match in lists.pattern.finditer(text):
        exact, small = match[0], match[0].lower()
        if exact in lists.exact:
            return lists.exact[exact]
        if small in lists.any_case and exact not in lists.preferred:
            return lists.any_case[small]
    return None


@dataclass(frozen=True, slots=True)
class _Lists:
    """What to avoid → (as listed, preferred): in these very letters, or in capitals and small ones alike."""

    exact: dict[str, tuple[str, str]]
    any_case: dict[str, tuple[str, str]]
    preferred: frozenset[str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=32)
def _compiled(terms: tuple[Term, ...]) -> _Lists:
    exact: dict[str, tuple[str, str]] = {}
    any_case: dict[str, tuple[str, str]] = {}
    for term in terms:
        for form in term.avoid:
            # "internet" for "Internet" differs by its capital alone, which then decides
            alike = form.lower() == term.preferred.lower()
            (exact if alike else any_case)[form if alike else form.lower()] = (form, term.preferred)
    preferred = frozenset(term.preferred for term in terms)
    longest = sorted({*exact, *any_case, *preferred}, key=lambda words: (-len(words), words))
    alternatives = "|".join(re.escape(words) for words in longest)
    return _Lists(
        exact, any_case, preferred, re.compile(rf"(?<![\w’])(?:{alternatives})(?!\w)", re.IGNORECASE)
    )


CHECKS: tuple[Check, ...] = (check_terms,)
