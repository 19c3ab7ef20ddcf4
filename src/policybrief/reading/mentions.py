"""What the texts of a record name in braces, found when it is read, and what is wrong between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from policybrief.languages import Text
from policybrief.reading.structure import Flaw, Flawed
from policybrief.records import (
    HEADINGS,
    Braces,
    BracesFault,
    FieldKeys,
    Named,
    Record,
    braces_in,
    mentions_in,
    texts_with_braces,
)

R = TypeVar("R", bound=Record)


def with_mentions(record: R) -> R | Flawed:
    """The record with what its texts name in braces, or what is wrong there.

    Sources, actors and criteria are only named: a brace in their texts is a brace.
    """
    if isinstance(record, Named):
        return record
    texts = texts_with_braces(record)
    number = getattr(record, "number", None)
    if number is None and not texts:  # so of most records
        return record
    if number is not None and texts and all(_prints_only_number(text.original()) for _, text in texts):
        return record  # and so of most others
    found = {keys: _braces_of(text.original(), keys) for keys, text in texts}
    for keys, braces in found.items():
        flaw = braces if isinstance(braces, Flaw) else _misplaced(keys, braces, has_number=number is not None)
        if flaw:
            return Flawed(flaw)
    if number is not None and not any(b.is_own for _, text in texts for b in braces_in(text.original())):
        return Flawed(_number_not_shown(("text",), "the fact has a number, but no text of it prints that"))
    mentions = mentions_in(record)
    return replace(record, mentions=mentions) if mentions else record


def _prints_only_number(words: str) -> bool:
    """True if all braces of a text are `{number}`."""
    braces = words.count("{number}")
    return braces == words.count("{") == words.count("}") and "\\" not in words


def flaws_of_translation(record: Record, language: str) -> Iterator[Flaw]:
    """What the texts in `language` name in braces and the original does not, or the other way round."""
    for keys, text in () if isinstance(record, Named) else texts_with_braces(record):
        if text.has(language):
            yield from _differences(record, keys, text, language)


def _differences(record: Record, keys: FieldKeys, text: Text, language: str) -> Iterator[Flaw]:
    braces = _braces_of(text.in_language(language)[0], keys)
    if isinstance(braces, Flaw):
        yield braces
        return
    if flaw := _misplaced(keys, braces, has_number=getattr(record, "number", None) is not None):
        yield flaw
        return
    translated = {(b.name, b.accessor): b for b in braces}
    original = {(b.name, b.accessor): b for b in braces_in(text.original())}
    for lost in [braces for one, braces in original.items() if one not in translated]:
        message = f"the original prints {lost.written} here, and the translation does not"
        if lost.is_own:
            yield _number_not_shown(keys, message)
        else:
            yield Flaw("braces-not-translated", message, "write it where it belongs in the sentence", keys)
    for added in [braces for one, braces in translated.items() if one not in original and not braces.is_own]:
        message = f"the translation prints {added.written}, and the original does not"
        hint = "take it out, or write it in the original too"
        yield Flaw("braces-not-translated", message, hint, keys, word=added.written)


def _braces_of(words: str, keys: FieldKeys) -> tuple[Braces, ...] | Flaw:
    try:
        return braces_in(words)
    except BracesFault as fault:
        return Flaw(fault.code, fault.message, fault.hint, keys, word=fault.word)


def _misplaced(keys: FieldKeys, found: tuple[Braces, ...], *, has_number: bool) -> Flaw | None:
    """The flaw of `{number}` in a record that has none, or of other braces in a heading."""
    for braces in found:
        if braces.is_own and not has_number:
            message = f"the text prints {braces.written}, but this record has no number"
            hint = "add 'number: …', or name the fact that has it: {id.number}"
            return Flaw("number-missing", message, hint, keys, word=braces.written)
        if not braces.is_own and keys[-1] in HEADINGS:
            message = f"a heading has no room for a mark or a link, and '{keys[-1]}' is one"
            hint = f"write it in words instead of {braces.written}"
            return Flaw("braces-in-heading", message, hint, keys, word=braces.written)
    return None


def _number_not_shown(keys: FieldKeys, message: str) -> Flaw:
    hint = "write {number} where the figure is, or delete 'number'"
    return Flaw("number-not-shown", message, hint, keys)
