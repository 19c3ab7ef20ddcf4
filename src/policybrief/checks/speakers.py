"""Who speaks for a body: a position of a state or organisation is not what others write about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.languages import Text
from policybrief.records import Actor, Position, Record, Source

_OFFICIAL = frozenset(
    {"bill", "hearing", "legal_case", "legislation", "regulation", "speech", "standard", "treaty"}
)
"""Types of sources in which a body acts or speaks for itself, regardless of the author."""


def check_second_hand(checked: Checked) -> Iterator[Diagnostic]:
    """A position of a body whose sources are all words of persons who do not speak for it."""
    persons: tuple[Actor, ...] = ()  # gathered once, where any position of a body is shown
    for record in checked.records():
        if not isinstance(record, Position) or record.speaks_for == record.holder:
            continue
        body = checked.corpus.get(record.holder)
        whole = checked.corpus.get(record.id)  # its own document may be one that this reader must not see
        if not isinstance(body, Actor) or body.actor == "person" or not isinstance(whole, Position):
            continue
        persons = persons or tuple(a for a in checked.corpus.of(Actor) if a.actor == "person")
        sources = [(checked.corpus.get(cited.id), cited.locator) for cited in whole.source]
        if sources and all(_is_by_others(source, place, body, persons) for source, place in sources):
            message = (
                f"position {record.id} of {body.id} has only sources in which others write about {body.id}"
            )
            hint = "cite its own words, or make it a fact (“X writes that …”) or a position of their author"
            yield checked.point(record, "second-hand-position", message, hint, "source")


def names_body(affiliation: Text, body: Actor) -> bool:
    """True if the words name the body, in any grammatical form."""
    words = [word for _, text in affiliation.versions for word in re.findall(r"\w+", text.lower())]
    for name in (body.name, body.short):
        for _, text in name.versions:
            stems = [w[: max(3, len(w) - 2)] for w in re.findall(r"\w{3,}", text.lower())]
            if stems and all(any(word.startswith(stem) for word in words) for stem in stems):
                return True
    return False


def _is_by_others(source: Record | None, place: Text, body: Actor, persons: tuple[Actor, ...]) -> bool:
    """True if the place is the words of persons of whom none is known to speak for the body.

    A source without an author, of an institution or published by the body is not.
    """
    if not isinstance(source, Source) or source.type in _OFFICIAL or names_body(source.publisher, body):
        return False
    if not source.author:
        speakers = [person for person in persons if _is_named_in(person, place)]
        return bool(speakers) and not any(names_body(person.affiliation, body) for person in speakers)
    if not all(_is_person(author) for author in source.author):
        return False
    authors = [person for person in persons if any(_is_called(person, author) for author in source.author)]
    return not any(names_body(person.affiliation, body) for person in authors)


def _is_person(author: str) -> bool:
    """True for `Family, Given`; an institution has no comma, or braces."""
    return "," in author and not author.startswith("{")


def _is_called(person: Actor, author: str) -> bool:
    family, _, given_name = author.partition(",")
    name = f"{given_name.strip()} {family.strip()}".casefold()
    return any(words.casefold() == name for _, words in person.name.versions)


def _is_named_in(person: Actor, place: Text) -> bool:
    """True if the place in a source is that person's: "answer of Kaim, paragraph 2"."""
    families = {words.split()[-1].casefold() for _, words in person.name.versions if words}
    return any(
        not families.isdisjoint(re.findall(r"[\w’'-]+", words.casefold())) for _, words in place.versions
    )


CHECKS: tuple[Check, ...] = (check_second_hand,)
