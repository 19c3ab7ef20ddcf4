"""The numbered list of what a document cites."""

from __future__ import annotations

from policybrief.document import CrossReference, Inline, Origin, PageReferences, Paragraph, Span, Str, Strong
from policybrief.records import Source
from policybrief.sections import Printer
from policybrief.sections.citations import source_entries


def source_paragraphs(
    printer: Printer, numbers: dict[str, int], marks: dict[str, list[str]]
) -> tuple[Paragraph, ...]:
    """One paragraph a source, by number: the entry, what its copy lacks, its grade, the way back."""
    sources = tuple(s for s in map(printer.selection.get, numbers) if isinstance(s, Source))
    style = dict(printer.template.citation_styles)[printer.template.citations]
    entries = dict(source_entries(sources, style=style, language=printer.language)) if sources else {}
    return tuple(
        Paragraph(
            (
                Strong(_number(numbers[source.id], marks.get(source.id, []))),
                Str("\u2002"),
                Span(entries[source.id], language=_foreign(printer, source), origin=_origin(printer, source)),
                *_lacks(printer, source),
                *_caveat(printer, source),
                *_way_back(printer, source, marks.get(source.id, [])),
            ),
            role="source",
            id=f"source.{source.id}",
            origin=_origin(printer, source),
        )
        for source in sources
    )


def _number(number: int, marks: list[str]) -> tuple[Inline, ...]:
    """The number of an entry, as a link back to where it is first cited."""
    mark: tuple[Inline, ...] = (Str(f"[{number}]"),)
    return (CrossReference(mark, marks[0]),) if marks else mark


def _origin(printer: Printer, source: Source) -> Origin:
    return Origin(source.id, "title", source.title.in_language(printer.language)[1])


def _foreign(printer: Printer, source: Source) -> str:
    """The language of the title, where it is not that of the document."""
    return printer.foreign(source.title.in_language(printer.language)[1])


def _lacks(printer: Printer, source: Source) -> tuple[Inline, ...]:
    sentences: list[str] = []
    missing = printer.string(source.lacks)
    if missing:
        sentences.append(printer.words("sources.lacks", what=missing[:1].lower() + missing[1:]))
    if source.issued and not source.issued.exact:
        sentences.append(printer.words("sources.dated", date=printer.stated(source.issued)))
    return (Str(" " + " ".join(sentences)),) if sentences else ()


def _caveat(printer: Printer, source: Source) -> tuple[Inline, ...]:
    words = printer.field(source, "caveat", source.caveat)
    return (Str(" "), *words) if words else ()


def _way_back(printer: Printer, source: Source, marks: list[str]) -> tuple[Inline, ...]:
    content: list[Inline] = []
    if printer.outline.detail == "full":
        key = "sources.grade" if source.grade else "sources.no-grade"
        content.append(Str("\n" + printer.words(key, grade=source.grade)))
    if marks and not printer.plain_words:
        forms = [printer.words(f"sources.cited-on.{form}", pages="{pages}") for form in ("many", "one")]
        many, one = forms if content else [form[:1].upper() + form[1:] for form in forms]
        content.append(PageReferences(tuple(marks), many, one, lead="; " if content else "\n"))
    return (Span(tuple(content), role="secondary"),) if content else ()
