"""What a section template sees: values that print with their origin and refuse to become strings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_args, get_type_hints

from policybrief.dates import StatedDate
from policybrief.document import Block, Inline, Origin, Span, Str
from policybrief.languages import Text
from policybrief.records import (
    Cost,
    FieldUse,
    Number,
    Position,
    Recommendation,
    Record,
    Stamp,
    names_for,
    reference_fields,
)
from policybrief.sections.cited_places import cites, with_cites
from policybrief.sections.option_names import options_in_words
from policybrief.sections.printing import Printer
from policybrief.sections.views.reasons import reason_sentence, reasons_given
from policybrief.sections.views.stances import stances_in_words


class TemplateFault(Exception):
    """A fault that a section template causes; its text is for the designer."""


class Value:
    """Words of a record or label, or the blocks of a view; printed on its own, never glued to a string."""

    __slots__ = ("blocks", "inlines", "own")

    def __init__(
        self, *, inlines: tuple[Inline, ...] = (), blocks: tuple[Block, ...] | None = None, own: bool = True
    ) -> None:
        self.inlines = inlines
        self.blocks = blocks
        self.own = own
        """True for content, False for fixed words: a section that prints fixed words only is left out."""

    def __bool__(self) -> bool:
        return bool(self.inlines or self.blocks)

    def __str__(self) -> str:
        raise TemplateFault("a value cannot become part of a string; print it separately: {{ … }}")

    __format__ = None  # type: ignore[assignment]
    __html__ = __str__


@dataclass(slots=True)
class SectionUse:
    """Whether a section asked for any record, list or view while it was run."""

    of_records: bool = False


class NumberValue(int):
    """A whole number of a record, to compare with others; printed as words of that record."""

    printed: Value

    def __new__(cls, number: int, printed: Value) -> NumberValue:
        value = super().__new__(cls, number)
        value.printed = printed
        return value


class RecordValue:
    """A record as a template sees it: `fact.text` prints the sentence with its sources.

    Of a record's fields those print that have words for readers; what keeps the record (its id and marking,
    notes, waivers, who cleared it) does not.
    """

    __slots__ = ("_printer", "_record")

    def __init__(self, record: Record, printer: Printer) -> None:
        self._record = record
        self._printer = printer

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in {f.name for f in fields(self._record)}:
            raise AttributeError(name)
        value = getattr(self._record, name)
        if isinstance(value, bool):
            return value
        words = self._words(name, value)
        if isinstance(value, int):
            return NumberValue(value, Value(inlines=words))
        return Value(inlines=words) if words else None

    def _words(self, name: str, value: Any) -> tuple[Inline, ...]:
        """The field as inlines with their origin; () where nothing is said.

        Raises:
            TemplateFault: the field is not for readers.
        """
        record, printer = self._record, self._printer
        if isinstance(value, Text):
            return with_cites(printer, record) if name == "text" else printer.field(record, name, value)
        if name == "source":
            return cites(printer, record)
        if name == "stance" and isinstance(record, Position):
            return stances_in_words(printer, record)
        if name == "because" and isinstance(record, Recommendation):
            sentences = (reason_sentence(printer, reason) for reason in reasons_given(printer, record))
            return tuple(one for sentence in sentences for one in (Str(" "), *sentence))[1:]
        if name in ("option", "answered_by"):
            words = printer.joined_inlines(options_in_words(printer, value))
            return (Span(words, origin=Origin(record.id, name, printer.language)),) if words else ()
        in_words = _words_of(type(record), name)
        if in_words is None:
            raise TemplateFault(f"'.{name}' is for keeping the record and is not printed")
        return printer.attributed(record, name, in_words(printer, value)) if value else ()


_FieldWords = Callable[[Printer, Any], str]


def _name(printer: Printer, actor_id: str) -> str:
    actor = printer.actor(actor_id)
    return printer.string(actor.name) if actor else ""


def _stated(printer: Printer, day: StatedDate) -> str:
    return printer.stated(day)


def _as_it_is(printer: Printer, words: object) -> str:
    return str(words)


def _words_of(cls: type[Record], name: str) -> _FieldWords | None:
    """What prints a field: by its name where that has words of its own, else by its type; None if nothing."""
    if name in names_for(cls, FieldUse.KEEPING, FieldUse.BOUND) or name in _CODES:
        return None
    if name in _BY_NAME:
        return _BY_NAME[name]
    actors = (r.name for r in reference_fields(cls) if r.kinds == ("actor",) and not r.many)
    if name in actors:
        return _name
    hint = get_type_hints(cls)[name]
    bare = next((one for one in get_args(hint) if one is not type(None)), hint)
    named = any(r.name == name for r in reference_fields(cls))
    return None if named or not isinstance(bare, type) else _BY_TYPE.get(bare)


_CODES = ("type", "language")
"""Fields that hold words of a fixed list which are none for readers."""
_BY_NAME: dict[str, _FieldWords] = {
    "author": lambda printer, authors: "; ".join(author.strip("{}") for author in authors),
    "likelihood": lambda printer, words: printer.likelihood(words),
    "confidence": lambda printer, word: printer.words(f"confidence.{word}"),
    "ask": lambda printer, word: printer.words(f"ask.{word}"),
    "grade": _as_it_is,
}
_BY_TYPE: dict[type, _FieldWords] = {
    str: _as_it_is,
    int: _as_it_is,
    StatedDate: _stated,
    date: lambda printer, day: printer.day(day),
    Number: lambda printer, number: printer.amount(number),
    Cost: lambda printer, cost: printer.amount(cost.amount) if cost.amount else "",
    Stamp: lambda printer, stamp: printer.day(stamp.date),
}
"""Of texts, citations, stances and options see above."""


class RecordValues(tuple[RecordValue, ...]):
    """Records that a section can loop over, count and ask for; that it does is noted."""

    _use: SectionUse

    def __iter__(self) -> Iterator[RecordValue]:
        self._use.of_records = True
        return super().__iter__()

    def __len__(self) -> int:
        self._use.of_records = True
        return super().__len__()

    def __getitem__(self, key: Any) -> Any:
        self._use.of_records = True
        return super().__getitem__(key)


def record_values(records: tuple[Record, ...], printer: Printer, use: SectionUse) -> RecordValues:
    """Each record as a template sees it."""
    made = RecordValues(RecordValue(record, printer) for record in records)
    made._use = use
    return made
