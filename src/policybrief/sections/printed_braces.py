"""A text of a record as inlines: its words, and what is printed for its braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, assert_never

from policybrief.document import Citation, Inline, Origin, RecordNumbers, Span, Str
from policybrief.languages import money_sign_after, no_break, qualifier_before
from policybrief.records import Braces, Number, Option, Record, Source, Sourced, bases_of, pieces

_NEXT_SENTENCE = re.compile(r"[.!?…][”»\"')\]]*\s+(?=\W*[^\W\d_a-z])|\n")
_SENTENCE_STARTS = re.compile(r"(?:^|\n|[.!?…][”»\"')\]]*\s)[\s„“«\"'(]*$")
_DEEPEST = 5
_UNIT = re.compile(r"[ \u00a0\u202f]?[%‰°][CF]?")
_MARKED = ("fact", "position")
"""Kinds of which the sources are marked; of others a letter, a number or a section is printed."""


class TextPrinter(Protocol):
    """What is asked of a printer for the texts of its records."""

    def number(self, number: Number, language: str = "", *, sign: str = "") -> str: ...
    def foreign(self, language: str) -> str: ...
    def record(self, record_id: str) -> Record | None: ...
    def option_words(self, option: Option) -> tuple[Inline, ...]: ...
    def quoted(self, words: str) -> str: ...


def with_braces(printer: TextPrinter, record: Record, words: str, language: str) -> tuple[Inline, ...]:
    """The words with what their braces print; neither begins nor ends with a blank."""
    return tuple(_Line(printer, record, language).inlines(pieces(words.strip())))


class _Line:
    """Gathers the inlines of one text."""

    def __init__(self, printer: TextPrinter, record: Record, language: str) -> None:
        self.printer, self.record, self.language = printer, record, language
        self.words = ""
        """Words not yet among the inlines."""
        self.unit = ""
        """A sign that follows a number and is printed already: its mark stands behind it."""
        self.sentence = ""
        """The text so far, with a letter in the place of what is printed for braces, marks left out."""

    def inlines(self, text: Sequence[str | Braces]) -> Iterator[Inline]:
        marks = _marks(text, self.printer)
        for at, piece in enumerate(text):
            if isinstance(piece, str):
                words = piece[len(self.unit) :]
                self.words += words if self.sentence else words.lstrip(" ")
                self.unit = ""
            elif piece.is_own:
                number = getattr(self.record, "number", None)
                shown = self._quantity(number, piece) if isinstance(number, Number) else piece.written
                self.words += shown
            else:
                following = text[at + 1] if at + 1 < len(text) else ""
                yield from self._of_other(piece, marks.get(at, ()), following)
            self.sentence += piece if isinstance(piece, str) else "" if self._is_mark(piece) else "x"
        yield from self._flushed()

    def _of_other(self, braces: Braces, marked: tuple[str, ...], following: str | Braces) -> Iterator[Inline]:
        target = self.printer.record(braces.name)
        if target is None:
            return  # what is named and not shown takes this record away, unless it cannot be read
        match braces.accessor:
            case "number" | "number.bare":
                number = getattr(target, "number", None)
                if isinstance(number, Number):
                    shown = self._quantity(number, braces)
                    yield from self._flushed()
                    yield Span((Str(shown),), origin=Origin(target.id, "number", self.language))
            case "quote":
                yield from self._flushed()
                yield from self._quotation(target)
            case "paragraph":
                yield from self._flushed()
                yield RecordNumbers((target.id,), form="paragraph")
            case "":
                yield from self._named(target, braces)
            case _:
                assert_never(braces.accessor)
        if marked:
            unit = _UNIT.match(following) if braces.accessor and isinstance(following, str) else None
            self.unit = unit[0] if unit else ""
            self.words += self.unit
            yield from self._flushed(before_mark=True)
            yield from (Span((), origin=Origin(name, "source")) for name in marked)  # so that they are shown
            yield RecordNumbers(marked, form="sources")
        elif self._is_mark(braces) and not braces.place:  # its source is marked further on in the sentence
            self.words = _before_mark(self.words)

    def _named(self, target: Record, braces: Braces) -> Iterator[Inline]:
        if isinstance(target, Option):
            yield from self._flushed()
            yield from self.printer.option_words(target)
        elif braces.place:
            yield from self._flushed(before_mark=True)
            yield Citation(target.id, no_break(braces.place, self.language), (self.record.id,))
        elif target.kind not in _MARKED:
            yield from self._flushed()
            yield RecordNumbers((target.id,), form="section")

    def _quotation(self, target: Record) -> Iterator[Inline]:
        quoted = [cited for cited in target.source if cited.quote] if isinstance(target, Sourced) else []
        for cited in quoted[:1]:
            source = self.printer.record(cited.id)
            language = self.printer.foreign(source.language) if isinstance(source, Source) else ""
            words = (Str(self.printer.quoted(cited.quote)),)
            yield Span(words, "quotation", language, Origin(target.id, "source", language))

    def _quantity(self, number: Number, braces: Braces) -> str:
        """The quantity, without its qualifier where the words before say it: "About {number}".

        A qualifier goes before a sign of money: "about £5" for "£{number}".
        """
        if braces.accessor == "number.bare":
            return self.printer.number(replace(number, qualifier=""), self.language)
        stated = number.qualifier and qualifier_before(self.words, self.language) == number.qualifier
        sign = money_sign_after(self.words)
        shown = replace(number, qualifier="") if stated else number
        self.words = self.words.removesuffix(sign)
        printed = self.printer.number(shown, self.language, sign=sign)
        return printed[:1].upper() + printed[1:] if self._starts_sentence(sign) else printed

    def _starts_sentence(self, sign: str) -> bool:
        """True where a sentence starts, with or without a sign of money: "About 5", not "about 5"."""
        return bool(_SENTENCE_STARTS.search(self.sentence.removesuffix(sign)))

    def _is_mark(self, braces: Braces) -> bool:
        target = self.printer.record(braces.name)
        marked = target is not None and target.kind in _MARKED
        return not braces.is_own and not braces.accessor and (bool(braces.place) or marked)

    def _flushed(self, *, before_mark: bool = False) -> Iterator[Inline]:
        words = _before_mark(self.words) if before_mark else self.words
        self.words = ""
        if words:
            yield Str(no_break(" ".join(words.split(" ")), self.language))


def _before_mark(words: str) -> str:
    """The words without the blank before a mark, but for that of a bullet, without which it is none."""
    return words if words == "- " or words.endswith("\n- ") else words.rstrip(" ")


def _marks(text: Sequence[str | Braces], printer: TextPrinter) -> dict[int, tuple[str, ...]]:
    """Place of braces → records whose sources are marked behind them: each source once a sentence."""
    sentences: list[dict[int, Record]] = [{}]
    for at, piece in enumerate(text):
        if isinstance(piece, str):
            sentences += [{} for _ in _NEXT_SENTENCE.findall(piece)]
        elif not piece.is_own and (target := _with_sources(piece, printer)) is not None:
            sentences[-1][at] = target
    return {at: ids for sentence in sentences for at, ids in _in_sentence(sentence, printer)}


def _with_sources(braces: Braces, printer: TextPrinter) -> Record | None:
    """The record whose sources these braces mark."""
    target = printer.record(braces.name)
    printed = braces.accessor in ("number", "number.bare", "quote")
    marks = target is not None and (printed or (target.kind in _MARKED and not braces.accessor))
    return target if marks else None


def _in_sentence(named: dict[int, Record], printer: TextPrinter) -> Iterator[tuple[int, tuple[str, ...]]]:
    waiting: dict[str, frozenset[str]] = {}
    for at, record in named.items():
        waiting[record.id] = _sources(record, printer)
        later = [_sources(other, printer) for place, other in named.items() if place > at]
        ready = [name for name, own in waiting.items() if not any(own <= other for other in later)]
        for name in ready:
            del waiting[name]
        if ready:
            yield at, tuple(ready)


def _sources(record: Record, printer: TextPrinter, depth: int = 0) -> frozenset[str]:
    """The sources that are marked for a record: its own, or those of what it is worked out from."""
    if isinstance(record, Sourced) and record.source:
        return frozenset(cited.id for cited in record.source)
    if depth > _DEEPEST:  # records that are based on each other
        return frozenset()
    bases = (printer.record(basis) for basis in bases_of(record))
    return frozenset(source for basis in bases if basis for source in _sources(basis, printer, depth + 1))
