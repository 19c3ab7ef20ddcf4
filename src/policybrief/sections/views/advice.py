"""Views of what we ask: the decision box, and the recommendations with their grounds."""

from __future__ import annotations

from datetime import date

from policybrief.document import (
    Block,
    Column,
    Inline,
    Paragraph,
    RecordNumbers,
    Row,
    Span,
    Str,
    Strong,
    Table,
    plain_text,
)
from policybrief.languages import NBSP, Text, without_stop
from policybrief.records import Ask, Recommendation
from policybrief.sections.cited_places import with_cites
from policybrief.sections.numbering import entry_id
from policybrief.sections.option_names import options_in_words, options_phrase
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import bold, cell, column_head, heads, row_head, secondary
from policybrief.sections.views.reasons import reason_lines, with_low_confidence
from policybrief.selection import low_confidence, nothing_costed

Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]

RESPONSES: dict[Ask, tuple[str, ...]] = {
    "agree": ("agreed", "not-agreed", "discuss"),
    "decide": ("agreed", "not-agreed", "discuss"),
    "approve": ("approved", "not-approved", "discuss"),
    "note": ("noted", "discuss"),
    "sign": ("signed", "not-signed"),
    "discuss": ("discuss", "not-needed"),
}


def decision_box(printer: Printer) -> Blocks:
    """What the reader is asked, with boxes to tick, the day and the reason for it."""
    recommendations = printer.recommendations()
    if not recommendations:
        return ()
    dates = sorted({r.by.date for r in recommendations if r.by})
    head = (
        column_head(bold(*printer.label("decision.title"))),
        column_head(bold(Str(printer.words("decision.by", date=printer.day(dates[0])))) if dates else ()),
        column_head(()),
    )
    rows = [_decision_row(printer, number, r, dates[:1]) for number, r in enumerate(recommendations, 1)]
    return (
        Table(
            (Column(123), Column(240), Column(117)),
            (Row(head),),
            (*rows, *_why_rows(printer, recommendations)),
            role="decision",
            summary=printer.words("decision.summary"),
            notes=_weaknesses(printer),
            id="decision",
        ),
    )


def _decision_row(printer: Printer, number: int, recommendation: Recommendation, first: list[date]) -> Row:
    """One recommendation; with its own day, if that is not the `first` of all, which is in the head."""
    verb, rest = split_verb(printer, recommendation)
    by = recommendation.by
    later = printer.words("decision.by", date=printer.day(by.date)) if by and by.date not in first else ""
    numbered = (Strong((Str(f"{number}\u2002"),)), Strong((Str(verb),)))
    return Row(
        (
            row_head(numbered, id=entry_id(recommendation)),
            cell(
                (
                    *rest,
                    Str(" "),
                    *options_phrase(printer, recommendation.option, "decision.option", "decision.options"),
                ),
                *((secondary((Str(later),)),) if later else ()),
                below=reason_lines(printer, recommendation),
            ),
            cell(*(_box(printer, response) for response in RESPONSES[recommendation.ask])),
        )
    )


def split_verb(printer: Printer, recommendation: Recommendation) -> tuple[str, tuple[Inline, ...]]:
    """The verb of a recommendation, and its text without it; the whole text where it begins otherwise."""
    verb = printer.words(f"ask.{recommendation.ask}")
    words, language = recommendation.text.in_language(printer.language)
    words = words.strip()
    if words.lower().startswith((f"{verb.lower()} ", f"{verb.lower()},")):
        words = words[len(verb) :].lstrip(" ,")
    if options_in_words(printer, recommendation.option):
        words = without_stop(words)  # the names of the options end the sentence
    return verb, printer.field(recommendation, "text", Text(((language, words),)))


def _box(printer: Printer, response: str) -> tuple[Inline, ...]:
    return (Span((Str("☐"),), role="box"), Str(NBSP + printer.words(f"response.{response}")))


def _why_rows(printer: Printer, recommendations: tuple[Recommendation, ...]) -> tuple[Row, ...]:
    """The reasons for the days, each once; where there are several, with the numbers that they are for."""
    reasons: dict[str, tuple[Inlines, list[str]]] = {}
    for number, recommendation in enumerate(recommendations, 1):
        if recommendation.by and recommendation.by.words:
            words = printer.field(recommendation, "by", recommendation.by.words)
            reasons.setdefault(plain_text(words), (words, []))[1].append(str(number))
    if not reasons:
        return ()
    several = len(reasons) > 1
    lines = (
        (*((Str(f"{', '.join(of)}{NBSP}– "),) if several else ()), *words) for words, of in reasons.values()
    )
    reasons_cell = cell(*lines, colspan=2)
    return (Row((row_head(bold(*printer.label("decision.why"))), reasons_cell), role="why"),)


def _weaknesses(printer: Printer) -> tuple[Paragraph, ...]:
    """What is weak about the case, each in a sentence, where no other section of the paper says it."""
    lines: list[Inlines] = []
    if not printer.calls("judgements_list"):
        reasons = {
            reason for r in printer.recommendations() for reason in r.because
        }  # they say so themselves
        lines += [
            with_low_confidence(printer, with_cites(printer, judgement))
            for judgement in low_confidence(printer.selection)
            if judgement.id not in reasons
        ]
    if nothing_costed(printer.selection) and not printer.calls("options_by_cost", "options_compared"):
        lines.append(printer.label("options.none-costed"))
    return tuple(Paragraph(line, role="note") for line in lines)


def recommendations_table(printer: Printer) -> Blocks:
    """The recommendations with the day, its reason, and the numbers of what each is based on."""
    recommendations = printer.recommendations()
    if not recommendations:
        return ()
    rows = []
    earlier = ""
    for number, recommendation in enumerate(recommendations, 1):
        by = recommendation.by
        when = (Str(printer.day(by.date)),) if by else ()
        why = printer.field(recommendation, "by", by.words) if by and by.words.original() != earlier else ()
        earlier = by.words.original() if by else earlier
        rows.append(
            Row(
                (
                    row_head(bold(Str(str(number))), id=entry_id(recommendation)),
                    cell(
                        printer.text(recommendation),
                        secondary(
                            options_phrase(
                                printer,
                                recommendation.option,
                                "recommendations.option",
                                "recommendations.options",
                            )
                        ),
                        below=(
                            *reason_lines(printer, recommendation),
                            Paragraph(secondary(_further_basis(printer, recommendation)), role="table"),
                        ),
                    ),
                    cell(when, secondary(why)),
                )
            )
        )
    keys = ("number", "recommendations.what", "recommendations.by")
    return (
        Table(
            (Column(22, align="right"), Column(326), Column(132)),
            (heads(printer, *keys),),
            tuple(rows),
            role="rows",
            caption=printer.label("recommendations.caption"),
            summary=printer.words("recommendations.summary"),
            notes=(Paragraph(printer.label("recommendations.note"), role="note"), *_weaknesses(printer)),
            id="recommendations",
        ),
    )


def _further_basis(printer: Printer, recommendation: Recommendation) -> tuple[Inline, ...]:
    """The numbers of what it is based on, without those of the reasons, which stand behind each."""
    further = tuple(ground for ground in recommendation.rests_on if ground not in recommendation.because)
    return (RecordNumbers(further, f"{printer.words('rests-on')}{NBSP}"),)
