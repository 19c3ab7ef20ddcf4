"""What records name in braces, checked against the corpus, and the quantities that it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from policybrief.diagnostics import Diagnostic, Span
from policybrief.project.corpus.index import Corpus, with_article
from policybrief.records import (
    Accessor,
    Braces,
    Mention,
    Number,
    Record,
    Sourced,
    braces_in,
    canonical_json,
    texts_with_braces,
)

_MARKED = ("fact", "position")
"""Kinds of which `{id}` prints the marks of the sources."""
_LINKED = ("option", "judgement", "risk", "recommendation", "passage")
"""Kinds of which `{id}` prints a letter, a number or a section."""
_IN_PARAGRAPHS = (*_MARKED, *_LINKED, "line")


def with_values(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records, each mention of a quantity with that quantity: clearances and translations cover it."""
    numbers = {r.id: r for r in records if isinstance(getattr(r, "number", None), Number)}
    return tuple(_with_values(r, numbers) if r.mentions and numbers else r for r in records)


def _with_values(record: Record, numbers: dict[str, Record]) -> Record:
    mentions = tuple(
        replace(m, value=canonical_json(numbers[m.id].number))  # type: ignore[attr-defined]
        if m.accessor.startswith("number") and m.id in numbers
        else m
        for m in record.mentions
    )
    return record if mentions == record.mentions else replace(record, mentions=mentions)


def mention_faults(record: Record, corpus: Corpus) -> Iterator[Diagnostic]:
    """The braces of a record for which nothing can be printed, each at its place."""
    for mention in record.mentions:
        target = corpus.get(mention.id)
        if target is None:
            continue  # reported with all other references
        for braces, place in _places(record, mention, corpus):
            if said := _unprintable(braces, target, record):
                message, hint = said
                yield Diagnostic("nothing-to-print", message, place, hint=hint, record=record.id)


def place_of_reference(record: Record, name: str, target: str, corpus: Corpus) -> Span | None:
    """Where a record names another in the field `name`; of `mentions`, in braces in its texts."""
    if name != "mentions":
        return corpus.place(record.id, name, word=target)
    places = (place for m in record.mentions if m.id == target for _, place in _places(record, m, corpus))
    return next(places, None)


def _places(record: Record, mention: Mention, corpus: Corpus) -> Iterator[tuple[Braces, Span | None]]:
    for keys, text in texts_with_braces(record):
        for braces in dict.fromkeys(braces_in(text.original())):
            if (braces.name, braces.accessor) == (mention.id, mention.accessor):
                yield braces, corpus.place(record.id, *keys, word=braces.written)


def _unprintable(braces: Braces, target: Record, record: Record) -> tuple[str, str] | None:
    """(message, hint) if nothing can be printed for these braces."""
    kind = with_article(target.kind)
    if target.id == record.id and braces.accessor != "quote":
        return f"{braces.written} names the record in which it is", "write {number} for its own number"
    if braces.place and target.kind != "source":
        return f"'{target.id}' is {kind}, and has its places itself", f"write {{{target.id}}}"
    if target.kind == "source" and not (braces.place or braces.accessor):
        return (
            f"'{target.id}' is a source, and no place in it is named",
            f"write {{{target.id}, where in it}}",
        )
    return _CHECKS[braces.accessor](target, kind)


def _no_mark(target: Record, kind: str) -> tuple[str, str] | None:
    if target.kind in (*_MARKED, *_LINKED, "source"):
        return None
    return f"nothing is printed of {kind}", "name a fact, position, option, judgement, risk or passage"


def _no_number(target: Record, kind: str) -> tuple[str, str] | None:
    if isinstance(getattr(target, "number", None), Number):
        return None
    if not hasattr(target, "number"):
        return f"'{target.id}' is {kind}, and has no number", "name the fact that has the figure: {id.number}"
    hint = f"add 'number: …' to '{target.id}', or write the figure"
    return f"'{target.id}' is {kind} without a number", hint


def _no_quote(target: Record, kind: str) -> tuple[str, str] | None:
    if isinstance(target, Sourced) and any(cited.quote for cited in target.source):
        return None
    hint = f"add 'quote: …' to a source of '{target.id}', word for word"
    return f"'{target.id}' is {kind} with no words quoted", hint


def _no_paragraph(target: Record, kind: str) -> tuple[str, str] | None:
    if target.kind in _IN_PARAGRAPHS:
        return None
    return f"{kind} has no paragraph in a paper", "name what is printed in one, such as a passage or a fact"


_CHECKS: dict[Accessor, Callable[[Record, str], tuple[str, str] | None]] = {
    "": _no_mark,
    "number": _no_number,
    "number.bare": _no_number,
    "quote": _no_quote,
    "paragraph": _no_paragraph,
}
