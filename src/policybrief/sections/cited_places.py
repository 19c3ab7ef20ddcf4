"""The sources that records cite, with the places in them: "answer of Deni, paragraphs 2 to 4"."""

from __future__ import annotations

import re

from policybrief.document import Citation, Origin, Span, Str
from policybrief.languages import words_of_all
from policybrief.records import Cited, Fact, Record, Sourced, bases_of
from policybrief.sections.printing import Inlines, Printer

_NUMBERED = re.compile(
    r"(?P<where>.+), \w+[\s\u00a0](?P<numbers>\d[\d\s\u00a0,–-]*(?:\w{1,3}[\s\u00a0]\d+)?)"
)
_RANGE = re.compile(rf"(\d+)(?:[–-]|[\s\u00a0](?:{words_of_all('range_words')})[\s\u00a0])(\d+)")


def with_cites(printer: Printer, record: Record, name: str = "text") -> Inlines:
    """A text and its citations; of what we worked out it says so, and cites what that is based on."""
    return (*printer.text(record, name), *evidence_of(printer, record))


def evidence_of(printer: Printer, record: Record) -> Inlines:
    """What stands behind a text: that it is a calculation of our own, if it is one, and its citations."""
    return (*if_own(printer, record), *cites(printer, record))


def statement(printer: Printer, record: Record) -> Inlines:
    """A text without its citations, and that it is a calculation of our own, if it is one."""
    return (*printer.text(record), *if_own(printer, record))


def if_own(printer: Printer, record: Record) -> Inlines:
    """A sentence that says that we worked out a fact; () of any other record."""
    own = own_calculation(printer, record)
    return (Str(" "), *own, Str(".")) if own else ()


def own_calculation(printer: Printer, record: Record) -> Inlines:
    """The words "Own calculation" of a fact that we worked out; () of any other record."""
    if not (isinstance(record, Fact) and record.worked_out):
        return ()
    return (Span(printer.label("calculation"), "secondary", origin=Origin(record.id, "worked_out")),)


def cites(printer: Printer, *records: Record) -> Inlines:
    """One citation a source, for all that the records are based on; places in it are joined."""
    places: dict[str, dict[str, None]] = {}
    of: dict[str, dict[str, None]] = {}
    for record in records:
        for basis, cited in _cited(printer, record):
            place = printer.string(cited.locator)
            places.setdefault(cited.id, {}).update({place: None} if place else {})
            of.setdefault(cited.id, {})[basis.id] = None
    return tuple(
        Citation(source, _joined_places(printer, tuple(in_source)), tuple(of[source]))
        for source, in_source in places.items()
    )


def cited_places(printer: Printer, record: Record) -> tuple[Cited, ...]:
    """The places in sources on which a record rests, through its grounds, that this reader may see."""
    return tuple(cited for _, cited in _cited(printer, record))


def _cited(printer: Printer, record: Record, depth: int = 0) -> tuple[tuple[Record, Cited], ...]:
    """The places in sources on which a record rests, through its grounds, each with what cites it."""
    if isinstance(record, Sourced) and record.source:
        return tuple((record, cited) for cited in record.source)
    marked = {mention.id for mention in record.mentions}  # where the text names them
    bases = tuple(i for i in bases_of(record) if i not in marked)
    below = printer.selection.grounds(bases) if depth < 6 else ()
    return tuple(cited for basis in below for cited in _cited(printer, basis, depth + 1))


def _joined_places(printer: Printer, places: tuple[str, ...]) -> str:
    """The places, those under one heading or in one answer joined."""
    numbers: dict[str, set[int]] = {}
    for place in places:
        match = _NUMBERED.fullmatch(place)
        if match is None:
            numbers.setdefault(place, set())
        else:
            numbers.setdefault(match["where"], set()).update(_numbers(match["numbers"]))
    return "; ".join(
        f"{where}, {_paragraphs(printer, sorted(below))}" if below else where
        for where, below in numbers.items()
    )


def _paragraphs(printer: Printer, numbers: list[int]) -> str:
    """Numbers of paragraphs in words: "paragraph 2", "paragraphs 1 and 3"."""
    key = "place.paragraph" if len(numbers) == 1 else "place.paragraphs"
    return printer.words(key, numbers=printer.joined([str(number) for number in numbers]))


def _numbers(text: str) -> set[int]:
    """All whole numbers that the text names; "1 to 4" and "1–4" name four."""
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    for low, high in _RANGE.findall(text):
        numbers.update(range(int(low), int(high) + 1))
    return numbers
