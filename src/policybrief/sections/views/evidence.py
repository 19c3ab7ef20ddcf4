"""Views of what everything is based on: key figures, timeline, annex of evidence, place of the sources."""

from __future__ import annotations

import re
from datetime import date

from policybrief.dates import StatedDate
from policybrief.document import (
    Block,
    Cell,
    Column,
    CrossReference,
    Inline,
    Paragraph,
    RecordNumbers,
    Row,
    Str,
    Strong,
    Table,
)
from policybrief.languages import NBSP
from policybrief.records import Fact, Position, Source, Stamp
from policybrief.sections.cited_places import cited_places, cites, own_calculation, with_cites
from policybrief.sections.numbering import entry_id
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import beside_text, bold, cell, heads, row_head, secondary

Blocks = tuple[Block, ...]
MOST_KEY_FIGURES = 4
FEWEST_EVENTS = 3
MOST_EVENTS_FOR_THE_PUBLIC = 6
FIGURE, MEASURE = 123.0, 480.0
"""Width of a key figure's column, and of all of them: the last has what the others leave, in points."""
STATEMENT_AND_PLACE = 272
"""Width of both columns of the annex together, in points."""


def key_figures(printer: Printer) -> Blocks:
    """Two to four numbers with what they count, their date and source; fewer than two are no strip."""
    facts = [
        fact for fact in printer.listed("key_figures") if isinstance(fact, Fact) and fact.number is not None
    ][:MOST_KEY_FIGURES]
    if len(facts) < 2:
        return ()
    widths = (*(FIGURE,) * (len(facts) - 1), MEASURE - FIGURE * (len(facts) - 1))
    return (
        Table(
            tuple(Column(width) for width in widths),
            (),
            (Row(tuple(_figure(printer, fact) for fact in facts)),),
            role="keys",
            summary=printer.words("key-figures.summary"),
            id="key-figures",
        ),
    )


def _figure(printer: Printer, fact: Fact) -> Cell:
    assert fact.number is not None
    unit = printer.string(fact.number.unit)
    # "about 6,200" is wider than its cell: it may break between words, never inside the number
    number = re.sub(rf"(?<=[^\W\d]){NBSP}|{NBSP}(?=[^\W\d])", " ", printer.number(fact.number))
    shown = number + (f"{NBSP}{unit}" if unit else "")
    words = printer.field(fact, "short", fact.short) or printer.text(fact)
    own = own_calculation(printer, fact)
    beside = (*secondary((Str(as_of_words(printer, fact)),)), *((Str("\n"), *own) if own else ()))
    figure = cell(words, (*beside, *cites(printer, fact)), role="key")
    head = Paragraph((Str(shown),), role="key-figure")
    return Cell((head, *figure.blocks), role="key")


def as_of_words(printer: Printer, record: Fact | Position) -> str:
    """The date of a record in words: when it happened or was said, when it holds, or that of its source."""
    day = record.when if isinstance(record, Fact) else record.date
    if day:
        return printer.stated(day)
    if record.since and record.until:
        return _span(printer, record.since, record.until)
    if record.since:
        return printer.words("date.since", date=printer.stated(record.since, inside=True))
    dates = [record.known] if record.known else _issued(printer, record)
    if not record.source:
        dates.sort(key=lambda stated: stated.latest())  # worked out when the last of its facts was known
    return printer.stated(dates[-1]) if dates and dates[-1] else ""


def _span(printer: Printer, since: StatedDate, until: StatedDate) -> str:
    """From when to when: "2019 to 2024" where both are exact years."""
    if {since.precision, until.precision} == {"year"} and since.exact and until.exact:
        return printer.words("date.years", start=str(since.year), end=str(until.year))
    return printer.words("date.from-to", start=printer.stated(since), end=printer.stated(until))


def _issued(printer: Printer, record: Fact | Position) -> list[StatedDate]:
    sources = (printer.selection.get(cited.id) for cited in cited_places(printer, record))
    return [source.issued for source in sources if isinstance(source, Source) and source.issued]


def timeline(printer: Printer) -> Blocks:
    """The events, earliest first."""
    rows = [
        Row((row_head(bold(Str(_capital(as_of_words(printer, fact))))), cell(with_cites(printer, fact))))
        for fact in events(printer)
    ]
    return beside_text(rows, role="time", summary=printer.words("timeline.summary"), id="timeline")


def events(printer: Printer) -> tuple[Fact, ...]:
    """The facts of a chronology, earliest first; for the public those in plain words. Two make none."""
    facts = [fact for fact in printer.selection.of(Fact) if fact.is_event]
    if printer.plain_words:
        facts = [fact for fact in facts if fact.plain][:MOST_EVENTS_FOR_THE_PUBLIC]
    return tuple(sorted(facts, key=_first_day)) if len(facts) >= FEWEST_EVENTS else ()


def _first_day(fact: Fact) -> tuple[date, date]:
    assert fact.when is not None
    return fact.when.earliest(), fact.when.latest()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def evidence_table(printer: Printer) -> Blocks:
    """Every fact with its place in a source and our grade of both."""
    facts = printer.selection.of(Fact)
    if not facts:
        return ()
    stamps = [_stamps(printer, fact) for fact in facts]
    usual = _usual(stamps)
    cleared = any("cleared" in dict(of) for of in stamps)
    keys = ("evidence.fact", "evidence.statement", "evidence.as-of", "evidence.place", "evidence.grade")
    return (
        Table(
            _evidence_columns(printer, facts),
            (heads(printer, *keys),),
            tuple(
                _evidence_row(
                    printer, fact, () if usual and of == usual else _stamp_lines(printer, of, cleared)
                )
                for fact, of in zip(facts, stamps, strict=True)
            ),
            role="rows",
            summary=printer.words("evidence.summary"),
            notes=_usual_note(printer, usual, all(of == usual for of in stamps)),
            id="evidence",
        ),
    )


def _evidence_columns(printer: Printer, facts: tuple[Fact, ...]) -> tuple[Column, ...]:
    """Statement and place share their room so that both take about as many lines."""
    stated = sum(len(printer.string(fact.text)) for fact in facts) ** 0.5
    places = [source.locator for fact in facts for source in fact.source]
    places += [fact.worked_out for fact in facts if fact.worked_out]
    cited = sum(len(printer.string(place)) + 5 for place in places) ** 0.5
    place = round(STATEMENT_AND_PLACE * cited / (stated + cited))
    return (Column(32), Column(STATEMENT_AND_PLACE - place), Column(92), Column(place), Column(84))


Stamps = tuple[tuple[str, Stamp], ...]
"""("checked" or "cleared", who did it and when)."""


def _stamps(printer: Printer, fact: Fact) -> Stamps:
    """Who checked the fact, and who cleared its present words; () where the audience does not want it."""
    if not printer.outline.checked:
        return ()
    cleared = None if fact.id in printer.selection.lapsed else fact.cleared
    stamps = (("checked", fact.checked), ("cleared", cleared))
    return tuple((key, Stamp(stamp.date, stamp.words)) for key, stamp in stamps if stamp)


def _usual(stamps: list[Stamps]) -> Stamps:
    """What holds for more than half of several facts, and is stated once for all; () if nothing does."""
    most = max(stamps, key=stamps.count)
    return most if len(stamps) > 1 and stamps.count(most) * 2 > len(stamps) else ()


def _usual_note(printer: Printer, usual: Stamps, of_all: bool) -> tuple[Block, ...]:
    """The sentence below the table that states it."""
    if not usual:
        return ()
    sentences = [part for key, stamp in usual for part in (Str("; "), *_stamp_words(printer, key, stamp))][1:]
    key = "evidence.of-all" if of_all else "evidence.of-most"
    before, _, after = printer.words(key, stamps="\0").partition("\0")
    return (Paragraph((Str(before), *sentences, Str(after)), role="note"),)


def _stamp_lines(printer: Printer, stamps: Stamps, cleared: bool) -> tuple[tuple[Inline, ...], ...]:
    """What a row says about it; where any fact of the table is cleared, also that this one is not."""
    lines = tuple(secondary(_stamp_words(printer, key, stamp, short=True)) for key, stamp in stamps)
    lacks = cleared and "cleared" not in dict(stamps)
    return (*lines, secondary(printer.label("evidence.not-cleared"))) if lacks else lines


def _stamp_words(printer: Printer, key: str, stamp: Stamp, *, short: bool = False) -> tuple[Inline, ...]:
    """ "checked on 3 October 2022 by the head of unit"."""
    who, date = printer.who(stamp.words), printer.day(stamp.date, short=short)
    if not who:
        return printer.label(f"evidence.{key}", date=date)
    before, _, after = printer.words(f"evidence.{key}-by", date=date, who="\0").partition("\0")
    return (Str(before), *who, *((Str(after),) if after else ()))


def _evidence_row(printer: Printer, fact: Fact, stamps: tuple[tuple[Inline, ...], ...]) -> Row:
    return Row(
        (
            row_head(bold(Str(printer.name(fact))), id=entry_id(fact)),
            cell(printer.field(fact, "text", fact.text)),
            cell((Str(as_of_words(printer, fact)),), *stamps),
            cell(*places_in_sources(printer, fact)),
            cell(*_grade(printer, fact)),
        )
    )


def places_in_sources(printer: Printer, record: Fact | Position) -> tuple[tuple[Inline, ...], ...]:
    """Of each source its number, as a link to the list of sources, and the place in it.

    Of what we worked out, how, and the numbers of the facts from which.
    """
    if isinstance(record, Fact) and record.worked_out:
        before, _, after = printer.words("calculation.how", formula="\0").partition("\0")
        how = printer.field(record, "worked_out", record.worked_out)
        lead = f"{printer.words('rests-on')}{NBSP}"
        return (
            (Str(before), *how, *((Str(after),) if after else ())),
            secondary((RecordNumbers(record.rests_on, lead),)),
        )
    return tuple(
        (
            CrossReference((), f"source.{cited.id}"),
            Str(NBSP),
            *printer.field(record, f"source.{cited.id}", cited.locator),
        )
        for cited in record.source
    )


def _grade(printer: Printer, fact: Fact) -> tuple[tuple[Inline, ...], ...]:
    """ "B 2" and the grade in words; "not graded" where nobody judged, and nothing of our own calculation."""
    if not fact.source:
        return (secondary((Str("–"),)),)
    source = printer.selection.get(fact.source[0].id)
    reliability = source.grade if isinstance(source, Source) else ""
    if not reliability or not fact.grade:
        return (secondary(printer.label("grade.none")),)
    words = f"{printer.words(f'grade.{reliability}')}, {printer.words(f'grade.{fact.grade}')}"
    return ((Strong((Str(f"{reliability}{NBSP}{fact.grade}"),)),), secondary((Str(words),)))


def source_list(printer: Printer) -> Blocks:
    """Where `compose` puts the numbered list of what the document cites."""
    return (Paragraph((), role="source-list"),)
