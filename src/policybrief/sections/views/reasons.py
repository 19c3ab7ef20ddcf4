"""The reasons of a recommendation: sentences of other records below it, each with its number or sources."""

from __future__ import annotations

from policybrief.document import Paragraph, RecordNumbers, Str
from policybrief.languages import NBSP
from policybrief.records import Judgement, Recommendation, Record
from policybrief.sections.cited_places import if_own
from policybrief.sections.paragraphs import first_paragraph
from policybrief.sections.printing import Inlines, Printer
from policybrief.sections.views.cells import secondary


def reasons_given(printer: Printer, recommendation: Recommendation) -> tuple[Record, ...]:
    """The records that it gives as reasons and that this reader may see, each once."""
    return printer.selection.grounds(tuple(dict.fromkeys(recommendation.because)))


def reason_sentence(printer: Printer, reason: Record) -> Inlines:
    """Its sentence (of prose the first paragraph), then the number of its entry, or else its sources.

    Where no section states how sure we are, a judgement of low confidence says so here.
    """
    words = (*first_paragraph(printer, reason), *if_own(printer, reason))
    sentence = (*words, RecordNumbers((reason.id,), NBSP))
    if isinstance(reason, Judgement) and reason.confidence == "low" and not printer.calls("judgements_list"):
        return with_low_confidence(printer, sentence)
    return sentence


def with_low_confidence(printer: Printer, sentence: Inlines) -> Inlines:
    """The sentence of a judgement, and that our confidence in it is low."""
    before, _, after = printer.words("decision.low-confidence", text="\0").partition("\0")
    return (Str(before), *sentence, *((Str(after),) if after else ()))


def reason_lines(printer: Printer, recommendation: Recommendation) -> tuple[Paragraph, ...]:
    """One reason as a line behind its label; several as a list below it, in small type."""
    sentences = [reason_sentence(printer, reason) for reason in reasons_given(printer, recommendation)]
    label = Str(printer.words("reasons.one" if len(sentences) == 1 else "reasons.many"))
    if len(sentences) == 1:
        lines: list[Inlines] = [(label, Str(" "), *sentences[0])]
    else:
        lines = [(label,), *((Str(f"–{NBSP}"), *sentence) for sentence in sentences)] if sentences else []
    return tuple(Paragraph(secondary(line), role="note") for line in lines)
