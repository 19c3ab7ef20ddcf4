"""Texts of several paragraphs as blocks: paragraphs, bullets, and quotations on a line of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.document import Block, Inline, List, Paragraph, Quote, RecordNumbers, Span, Str, plain_text
from policybrief.records import Position, Record, Source, Sourced
from policybrief.sections.printing import Inlines, Printer

_BULLET = "- "


def in_blocks(
    printer: Printer,
    record: Record,
    name: str = "text",
    *,
    role: str = "body",
    before: Inlines = (),
    after: Inlines = (),
    node_id: str = "",
) -> tuple[Block, ...]:
    """A text field as blocks, with `before` at the start of the first paragraph and `after` at the end.

    A line of the text is a paragraph, or a bullet where it begins with a hyphen; a line that only quotes
    somebody is a quotation with its speaker.
    """
    text = printer.text(record, name)
    if not text:
        return ()
    lines = [*_lines(text)]
    lines[0] = (*before, *lines[0]) if not _is_bullet(lines[0]) else lines[0]
    lines[-1] = (*lines[-1], *after)
    blocks = [*_gathered(printer, lines, role)]
    if node_id and isinstance(blocks[0], Paragraph):
        blocks[0] = replace(blocks[0], id=node_id)
    return tuple(blocks)


def first_paragraph(printer: Printer, record: Record, name: str = "text") -> Inlines:
    """The first paragraph of a text field, as it is in a sentence."""
    return next(_lines(printer.text(record, name)), ())


def _lines(text: Inlines) -> Iterator[Inlines]:
    """The lines of a text, each with the origin of the whole."""
    for inline in text:
        assert isinstance(inline, Span)
        line: list[Inline] = []
        for part in inline.content:
            words = part.text.split("\n") if isinstance(part, Str) else [""]
            for number, piece in enumerate(words):
                if number:
                    yield (replace(inline, content=tuple(line)),)
                    line = []
                if isinstance(part, Str) and piece:
                    line.append(Str(piece))
            if not isinstance(part, Str):
                line.append(part)
        yield (replace(inline, content=tuple(line)),)


def _is_bullet(line: Inlines) -> bool:
    return plain_text(line).startswith(_BULLET)


def _gathered(printer: Printer, lines: list[Inlines], role: str) -> Iterator[Block]:
    bullets: list[tuple[Block, ...]] = []
    for line in lines:
        if _is_bullet(line):
            bullets.append((Paragraph(_without_sign(line), role="list"),))
            continue
        if bullets:
            yield List(tuple(bullets))
            bullets = []
        yield _quotation(printer, line) if _only_quotes(line) else Paragraph(line, role=role)
    if bullets:
        yield List(tuple(bullets))


def _without_sign(line: Inlines) -> Inlines:
    first = line[0]
    assert isinstance(first, Span)
    start = first.content[0]
    assert isinstance(start, Str)
    return (replace(first, content=(Str(start.text.removeprefix(_BULLET)), *first.content[1:])), *line[1:])


def _only_quotes(line: Inlines) -> bool:
    """True if a line has the words of somebody else and a mark, and no words of ours."""
    parts = [part for inline in line if isinstance(inline, Span) for part in inline.content]
    quotes = [part for part in parts if isinstance(part, Span) and part.role == "quotation"]
    ours = [p for p in parts if not (isinstance(p, Span) and p.role == "quotation") and not _is_mark(p)]
    return bool(quotes) and not any(plain_text(part).strip() for part in ours)


def _quotation(printer: Printer, line: Inlines) -> Quote:
    """The words of somebody, and below them who said them where."""
    spans = (part for inline in line if isinstance(inline, Span) for part in inline.content)
    origin = next(s.origin for s in spans if isinstance(s, Span) and s.role == "quotation" and s.origin)
    record = printer.record(origin.record)
    assert isinstance(record, Sourced)
    cited = next(place for place in record.source if place.quote)
    source = printer.record(cited.id)
    holder = printer.actor(record.holder) if isinstance(record, Position) else None
    if holder is not None:
        speaker = printer.field(holder, "name", holder.name)
    else:
        speaker = (
            printer.field(source, "short", source.short or source.title) if isinstance(source, Source) else ()
        )
    place = printer.field(record, "source", cited.locator)
    below = (*speaker, Str(", "), *place) if speaker else place
    return Quote((Paragraph(line), Paragraph(below, role="note")))


def _is_mark(part: Inline) -> bool:
    return isinstance(part, RecordNumbers) or (isinstance(part, Span) and not part.content)
