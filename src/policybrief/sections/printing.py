"""Words of records and labels as inlines, each with its origin, in the language of one edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from policybrief.dates import StatedDate
from policybrief.document import Inline, Origin, Span, Str
from policybrief.document.differences import Differences
from policybrief.languages import (
    NBSP,
    Text,
    format_day,
    format_number,
    format_stated,
    join_list,
    no_break,
    serves,
)
from policybrief.markings import Scheme, find
from policybrief.records import (
    Actor,
    Brief,
    Criterion,
    Earlier,
    Edition,
    Named,
    Number,
    Option,
    Project,
    Recommendation,
    Record,
    has_braces,
)
from policybrief.sections.printed_braces import with_braces
from policybrief.selection import Selection
from policybrief.templates import Outline, Template

Inlines = tuple[Inline, ...]

EN_SPACE = "\u2002"


@dataclass(frozen=True, slots=True)
class Since:
    """What differs from the edition that the reader has."""

    earlier: Earlier
    differences: Differences
    readable: Differences
    """The same without the words that this reader may no longer read."""

    def labels(self, schemes: tuple[Scheme, ...]) -> tuple[str, ...]:
        """The markings that the earlier edition bore: words of it that are repeated bear them too."""
        marks = (mark.label for mark in self.earlier.document.meta.marks)
        return tuple(label for label in marks if find(label, schemes))


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints the records of one selection for one edition; all views draw their words from it."""

    edition: Edition
    project: Project
    selection: Selection
    template: Template
    outline: Outline
    numbers: dict[str, str] = field(default_factory=dict)
    """Record id → its short name in this edition: F3, P2, A."""
    since: Since | None = None
    """Known only when all that the edition shows is."""
    section: str = ""
    """The section that is being printed."""

    @property
    def language(self) -> str:
        return self.edition.language

    @property
    def brief(self) -> Brief:
        return self.edition.brief

    @property
    def plain_words(self) -> bool:
        """True if this audience gets the wording for the public."""
        return self.outline.detail == "plain"

    def calls(self, *names: str) -> bool:
        """True if any section or annex of this outline calls one of the views or values `names`."""
        files = map(self.template.section, (*self.outline.sections, *self.outline.annexes))
        called = re.compile(rf"\b(?:{'|'.join(names)})\s*\(")
        return any(file is not None and called.search(file.text) for file in files)

    # ---- labels -----------------------------------------------------------------------------

    def words(self, key: str, **values: str) -> str:
        """The words of a label.

        Raises:
            KeyError: the template has no such label.
        """
        return no_break(self.template.label(key, self.language, **values), self.language)

    def label(self, key: str, **values: str) -> Inlines:
        """A label as inlines."""
        return (Str(self.words(key, **values)),)

    def organisation(self) -> str:
        """The ministry's name: the label where the template has one in this language, else its `name`."""
        if self.template.has_label("organisation", self.language):
            return self.words("organisation")
        return self.template.look.organisation or self.string(self.project.organisation)

    # ---- texts of records -------------------------------------------------------------------

    def text(self, record: Record, name: str = "text") -> Inlines:
        """A text field of a record, its number put in, with its origin; the plain wording where wanted."""
        if name == "text" and self.plain_words and getattr(record, "plain", None):
            name = "plain"
        return self.field(record, name, getattr(record, name))

    def field(self, record: Record, name: str, text: Text) -> Inlines:
        """`text` as inlines that say they come from the field `name` of `record`; () if it is empty."""
        words, language = text.in_language(self.language)
        if not words:
            return ()
        content: Inlines = (Str(no_break(" ".join(words.split(" ")).strip(), language)),)
        if has_braces(words) and not isinstance(record, Named):
            content = with_braces(self, record, words, language)
        return (Span(content, language=self.foreign(language), origin=Origin(record.id, name, language)),)

    def attributed(self, record: Record, name: str, words: str) -> Inlines:
        """Words of ours for what the field `name` of `record` holds, with their origin."""
        return (Span((Str(words),), origin=Origin(record.id, name, self.language)),) if words else ()

    def question(self) -> Inlines:
        """The question for this audience, else that of the brief."""
        only = self.brief.overrides(self.edition.audience.name)
        words = self.string(only.question) or self.string(self.brief.question)
        return (Str(words),) if words else ()

    def string(self, text: Text) -> str:
        """The words of a text in the edition's language, without origin."""
        return no_break(text.in_language(self.language)[0], self.language)

    def who(self, text: Text) -> Inlines:
        """Who checked or cleared something, in the edition's language where the project has words in it."""
        words, language = text.in_language(self.language)
        if not serves(language, self.language):
            translated = {name: own for name, code, own in self.project.who if serves(code, self.language)}
            if words in translated:
                words, language = translated[words], self.language
        return (Span((Str(no_break(words, language)),), language=self.foreign(language)),) if words else ()

    def foreign(self, language: str) -> str:
        """`language` where its words do not serve the readers of this edition, else ""."""
        return "" if serves(language, self.language) else language

    def likelihood(self, words: str) -> str:
        """A likelihood in words of the language: the template's label, else the yardstick's own words."""
        key = f"likelihood.{words.replace(' ', '-')}"
        if self.template.has_label(key, self.language):
            return self.words(key)
        return no_break(self.project.yardstick.words_in(words, self.language), self.language)

    # ---- numbers, dates, lists --------------------------------------------------------------

    def number(self, number: Number, language: str = "", *, sign: str = "") -> str:
        """A quantity in words and figures: "more than 12", "10 to 12"; without its unit, behind a `sign`."""
        code = language or self.language
        shown = format_number(number.value, code)
        if number.to is not None:
            key = "number.range-below-zero" if number.value < 0 else "number.range"
            shown = self.template.label(key, code, low=shown, high=format_number(number.to, code))
        shown = sign + shown
        if number.qualifier:
            key = "number." + number.qualifier.replace(" ", "-")
            shown = self.template.label(key, code, number=shown)
        return shown.replace(" ", NBSP)

    def amount(self, number: Number) -> str:
        """A quantity with its unit, that does not part at the end of a line."""
        unit = self.string(number.unit)
        return self.number(number) + (f"{NBSP}{unit}" if unit else "")

    def day(self, day: date, *, short: bool = False) -> str:
        return format_day(day, self.language, short=short)

    def stated(self, stated: StatedDate, *, inside: bool = False) -> str:
        about = self.words("date.about", date="{date}")
        return format_stated(stated, self.language, about=about, inside=inside)

    def joined(self, words: list[str]) -> str:
        return join_list(words, self.language)

    def joined_inlines(self, parts: Sequence[Inlines]) -> Inlines:
        """The parts as a list in prose, each as it is."""
        if not parts:
            return ()
        between = no_break(self.joined(["\0"] * len(parts)), self.language).split("\0")[1:-1]
        glue: list[Inlines] = [(), *((Str(words),) for words in between)]
        return tuple(one for joint, part in zip(glue, parts, strict=True) for one in (*joint, *part))

    # ---- records ----------------------------------------------------------------------------

    def listed(self, name: str) -> tuple[Record, ...]:
        """The records of a list of the brief, or what has taken their place, where they are shown."""
        ids = self.brief.listed(name, self.edition.audience.name)
        return self.selection.having(self.selection.current(ids))

    def name(self, record: Record) -> str:
        """The short name of a record in this edition: F3 for a fact, A for an option; "" if it has none."""
        return self.numbers.get(record.id, "")

    def record(self, record_id: str) -> Record | None:
        """The record or the one that has taken its place, if this audience is shown it."""
        return self.selection.get(self.selection.current((record_id,))[0])

    def option_words(self, option: Option, *, gap: str = NBSP) -> Inlines:
        """Letter and short title as they are in a sentence: "B G7 plan"; to the public, the title alone.

        No view prints a letter without a title. The public gets no list of options, and so no letters.
        """
        if self.plain_words:
            return self.text(option, "title")
        short = self.field(option, "short", option.short) or self.text(option, "title")
        return (Str(self.numbers[option.id] + gap), *short)

    def quoted(self, words: str) -> str:
        """Words of somebody else in the quotation marks of the language."""
        marks = self.words("quotes")
        return f"{marks[0]}{words}{marks[-1]}"

    def actor(self, actor_id: str) -> Actor | None:
        record = self.selection.get(actor_id)
        return record if isinstance(record, Actor) else None

    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria by which the options are rated, in the template's order."""
        criteria = self.selection.of(Criterion)
        order = {name: index for index, name in enumerate(self.template.criteria)}
        return tuple(sorted(criteria, key=lambda criterion: order.get(criterion.id, len(order))))

    def recommendations(self) -> tuple[Recommendation, ...]:
        return self.selection.of(Recommendation)
