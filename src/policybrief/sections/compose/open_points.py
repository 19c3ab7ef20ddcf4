"""The last page of a draft: what somebody must settle before it is final."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic
from policybrief.document import List, Paragraph, Section, Span, Str
from policybrief.languages import base_language, full_stop
from policybrief.sections import Printer
from policybrief.sections.compose.part_markings import with_marking


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, how many points it stands for, and the record whose title it gives."""

    words: str
    points: int = 1
    record: str = ""


def open_points_section(printer: Printer, points: tuple[Diagnostic, ...]) -> tuple[Section, ...]:
    """The section that lists `points`, each once; () if there are none.

    Points of which a paper says the same count once: how many there are of them is not for its reader.
    """
    if not points:
        return ()
    sentences = tuple({sentence.words: sentence for sentence in _sentences(printer, points)}.values())
    entries = tuple((_entry(printer, sentence, f"points.{n}"),) for n, sentence in enumerate(sentences))
    count = str(sum(sentence.points for sentence in sentences))
    lead = Paragraph(printer.label("points.lead", count=count), id="points.lead")
    return (Section(printer.label("points.title"), (lead, List(entries)), id="points", role="open-points"),)


def titles_in(points: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """Ids of the records whose titles the section gives: the paper bears their markings too."""
    return tuple(point.record for point in points if "title" in dict(point.label_values))


def _entry(printer: Printer, sentence: _Sentence, place: str) -> Paragraph:
    labels = dict(printer.selection.markings).get(sentence.record, ())
    return with_marking(
        Paragraph((Span((Str(sentence.words),)),), role="list", id=place),
        labels,
        printer,
        printed=printer.outline.portions,
    )


def _sentences(printer: Printer, points: tuple[Diagnostic, ...]) -> Iterator[_Sentence]:
    """One sentence a point; points in the same words about many records are combined."""
    for single in dict.fromkeys(map(_label, points)):
        alike = tuple(point for point in points if _label(point) == single)
        key = f"points.{single.removeprefix('point.')}"
        if _told_together(printer, alike, single) and printer.template.has_label(key, printer.language):
            records = ", ".join(dict.fromkeys(point.record for point in alike))
            yield _Sentence(printer.words(key, count=str(len(alike)), records=records), len(alike))
        else:
            yield from (_sentence(printer, point) for point in alike)


def _label(point: Diagnostic) -> str:
    """The label of the sentence about this point alone."""
    return dict(point.label_values).get("label", f"point.{point.code}")


def _told_together(printer: Printer, alike: tuple[Diagnostic, ...], single: str) -> bool:
    """True for several points about records; for one where the language has no sentence for it alone."""
    foreign = base_language(printer.language) != "en" and not printer.template.has_label(
        single, printer.language
    )
    return all(point.record for point in alike) and (len(alike) > 1 or foreign)


def _sentence(printer: Printer, point: Diagnostic) -> _Sentence:
    """The label of the code where there is one, else the diagnostic's own sentence."""
    values = dict(point.label_values)
    values.pop("label", "")
    key = _label(point)
    if not printer.template.has_label(key, printer.language):
        return _Sentence(point.message[:1].upper() + point.message[1:] + full_stop(point.message))
    if "reason" in values:
        values["reason"] = printer.words(f"reason.{values['reason']}", **values)
    words = printer.words(key, **{"record": point.record, "said": point.message, **values})
    return _Sentence(words, record=point.record if "title" in values else "")
