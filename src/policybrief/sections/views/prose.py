"""Views that run as text: key messages, bottom line, facts, lines to take, options in words, judgements."""

from __future__ import annotations

from policybrief.document import Block, Inline, List, Paragraph, RecordNumbers, Span, Str, Strong
from policybrief.languages import NBSP
from policybrief.records import Fact, Judgement, Line, Position, Record
from policybrief.sections.cited_places import cites, evidence_of, statement, with_cites
from policybrief.sections.numbering import entry_id
from policybrief.sections.option_names import lettered_options
from policybrief.sections.paragraphs import in_blocks
from policybrief.sections.printing import EN_SPACE, Printer
from policybrief.sections.views.evidence import events

Blocks = tuple[Block, ...]


def key_messages(printer: Printer) -> Blocks:
    """The key messages that the brief lists, as bullets with their sources."""
    return bullets(printer, printer.listed("key_messages"))


def bottom_line(printer: Printer) -> Blocks:
    """The key messages; without any, the bottom line as one lead paragraph with its sources at the end."""
    if messages := key_messages(printer):
        return messages
    records = bottom_line_records(printer)
    content: list[Inline] = []
    for record in records:
        content.extend((Str(" "), *statement(printer, record)) if content else statement(printer, record))
    if not content:
        return ()
    return (Paragraph((*content, *cites(printer, *records)), role="lead"),)


def bottom_line_records(printer: Printer) -> tuple[Record, ...]:
    """What stands first on the paper: the key messages, else the bottom line."""
    return printer.listed("key_messages") or printer.listed("bottom_line")


def bullets(printer: Printer, records: tuple[Record, ...]) -> Blocks:
    """A list of records, each with its sources."""
    entries = tuple(
        in_blocks(printer, r, role="list", after=evidence_of(printer, r)) for r in records if printer.text(r)
    )
    return (List(entries),) if entries else ()


def status_quo(printer: Printer) -> Blocks:
    """The facts that the brief names as the status quo; without any, all that are not in a chronology."""
    return bullets(printer, printer.listed("status_quo") or _no_events(printer))


def _no_events(printer: Printer) -> tuple[Fact, ...]:
    """The facts that describe no event; all, where there are too few events for a chronology."""
    chronology = events(printer)
    return tuple(f for f in printer.selection.of(Fact) if not (f.is_event and chronology))


def why_now(printer: Printer) -> Blocks:
    """What the brief names as the reasons to act now."""
    return bullets(printer, printer.listed("why_now"))


def further_facts(printer: Printer) -> Blocks:
    """The facts that are neither in the status quo nor in the chronology."""
    listed = {record.id for record in printer.listed("status_quo")}
    return bullets(printer, tuple(f for f in _no_events(printer) if f.id not in listed))


def options_described(printer: Printer) -> Blocks:
    """Each option in words, by letter."""
    entries = []
    for option in lettered_options(printer):
        text = printer.text(option)
        letter = () if printer.plain_words else (Str(printer.numbers[option.id] + EN_SPACE),)
        name: tuple[Inline, ...] = (Strong((*letter, *printer.text(option, "title"))),)
        if option.baseline:
            name = (*name, Span((Str(f" ({printer.words('options.baseline')})"),), role="secondary"))
        entries.append(Paragraph((*name, *((Str("\n"), *text) if text else ())), id=entry_id(option)))
    return tuple(entries)


def judgements(printer: Printer) -> Blocks:
    """Our analytic statements by number, each with its confidence or likelihood and what it is based on."""
    shown = {r.id for r in bottom_line_records(printer)}
    entries = [
        (Paragraph((*_number(printer, j), *printer.text(j), *_basis(printer, j)), "list", entry_id(j)),)
        for j in printer.selection.of(Judgement)
        if j.id not in shown or printer.outline.detail == "full"
    ]
    return (List(tuple(entries)),) if entries else ()


def _number(printer: Printer, judgement: Judgement) -> tuple[Inline, ...]:
    """ "J1" before its words; the public gets none, because nothing refers to it there."""
    return () if printer.plain_words else (Strong((Str(printer.name(judgement) + EN_SPACE),)),)


def _basis(printer: Printer, judgement: Judgement) -> tuple[Inline, ...]:
    content: list[Inline] = [Str(" ")]
    if judgement.confidence:
        word = printer.words(f"confidence.{judgement.confidence}")
        content.append(Str(printer.words("judgements.confidence", confidence=word)))
    elif judgement.likelihood and judgement.likelihood not in judgement.text.original().lower():
        word = printer.likelihood(judgement.likelihood)
        content.append(Str(printer.words("judgements.likelihood", likelihood=word)))
    begins = f"{' ' if len(content) > 1 else ''}{printer.words('rests-on')}{NBSP}"
    content.append(RecordNumbers(judgement.rests_on, begins, "."))
    return (Span(tuple(content), role="secondary"),)


def positions_told(printer: Printer) -> Blocks:
    """Each position in words under its holder's name; no ratings, no options."""
    entries = []
    for position in printer.selection.of(Position):
        holder = printer.actor(position.holder)
        if holder is None:
            continue
        name = Strong((*printer.field(holder, "name", holder.name), Str(": ")))
        entries.append((Paragraph((name, *with_cites(printer, position)), role="list"),))
    return (List(tuple(entries)),) if entries else ()


def lines_to_say(printer: Printer) -> Blocks:
    """The lines that may be said unasked, as a list."""
    unasked = tuple(line for line in printer.selection.of(Line) if not line.if_asked)
    return bullets(printer, unasked)


def lines_if_asked(printer: Printer) -> Blocks:
    """Question and answer, the likeliest questions first; what to avoid where the audience is our own."""
    order = {"certain": 0, "possible": 1, "unlikely": 2}
    answers = sorted((x for x in printer.selection.of(Line) if x.if_asked), key=lambda x: order[x.raised])
    blocks: list[Block] = []
    for line in answers:
        blocks.append(Paragraph(printer.field(line, "if_asked", line.if_asked), role="question"))
        blocks.append(Paragraph(with_cites(printer, line)))
        if line.avoid and printer.edition.audience.internal:
            lead = Span((Str(printer.words("lines.avoid") + NBSP),), role="secondary")
            blocks.append(Paragraph((lead, *printer.field(line, "avoid", line.avoid)), role="note"))
    return tuple(blocks)
