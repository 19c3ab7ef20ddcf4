"""What a rule looks at: an edition, its selection, its document, and the words printed of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from policybrief.briefs import Edition, Project
from policybrief.corpus import Corpus
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.document import Document, Note, Section, Str, children, records_in
from policybrief.document import Span as Words
from policybrief.languages import NBSP
from policybrief.records import Fact, Position, Record
from policybrief.selection import Selection
from policybrief.templates import Outline, Template

SUMMARY = frozenset({"bottom-line", "in-short", "decision", "recommendations"})
"""Sections that may say nothing that the body or an annex does not bear out."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of one field of a record as the edition prints them, and the section they stand in."""

    section: str
    record: str
    field: str
    language: str
    words: str

    @property
    def in_summary(self) -> bool:
        """True in the bottom line, the decision box and the recommendations."""
        return self.section in SUMMARY


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition under examination; `printed` is read from its document, in reading order."""

    edition: Edition
    project: Project
    corpus: Corpus
    selection: Selection
    document: Document
    template: Template
    printed: tuple[Printed, ...] = field(init=False, repr=False)
    _shown: dict[str, Record] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        printed = tuple(_printed(self.document, ""))
        by_id = {record.id: record for record in self.selection.records}
        shown = {name: by_id[name] for name in records_in(self.document, cited=False) if name in by_id}
        object.__setattr__(self, "printed", printed)
        object.__setattr__(self, "_shown", shown)

    def records(self) -> tuple[Record, ...]:
        """The shown records, in reading order."""
        return tuple(self._shown.values())

    def record(self, record_id: str) -> Record | None:
        """The record as the edition shows it, or None if it shows nothing of it."""
        return self._shown.get(record_id)

    def shows(self, record_id: str) -> bool:
        """True if the document shows anything of the record."""
        return record_id in self._shown

    @property
    def outline(self) -> Outline:
        """What this audience gets of the template."""
        return self.template.outline(self.edition.audience.name, self.edition.brief.form) or Outline(
            self.edition.audience.name, ()
        )

    @property
    def for_public(self) -> bool:
        """True if anybody may read the edition: the wording is plain, or the audience is called public."""
        return self.outline.detail == "plain" or self.edition.audience.name == "public"

    def basis(self, record: Record) -> tuple[Record, ...]:
        """All that `record` rests on in the corpus, directly and through other records; each once."""
        found: dict[str, Record] = {}
        waiting = [*getattr(record, "rests_on", ())]
        while waiting:
            below = self.corpus.get(waiting.pop(0))
            if below is not None and below.id not in found:
                found[below.id] = below
                waiting.extend(getattr(below, "rests_on", ()))
        return tuple(found.values())

    def evidence(self, record: Record) -> tuple[Fact | Position, ...]:
        """The facts and positions at the end of what `record` rests on."""
        return tuple(r for r in self.basis(record) if isinstance(r, Fact | Position))

    def point(
        self, record: Record, code: str, message: str, hint: str, *keys: str | int, language: str = ""
    ) -> Diagnostic:
        """An open point at the place of `record` or of its field `keys`, in a translation if named."""
        place = self.corpus.place(record.id, *keys, language=language)
        return Diagnostic(code, message, place, Severity.OPEN, hint=hint, record=record.id)

    def point_of_text(
        self, record: Record, code: str, message: str, hint: str, printed: Printed
    ) -> Diagnostic:
        """An open point about words printed of `record`, at their place in the file that has them."""
        keys = printed.field.split(".")
        return self.point(record, code, message, hint, *keys, language=printed.language)

    def point_of_brief(self, code: str, message: str, hint: str) -> Diagnostic:
        """An open point about the edition as a whole, at its brief's file."""
        path = self.edition.brief.path
        return Diagnostic(code, message, Span(path, 1, 1) if path else None, Severity.OPEN, hint=hint)


Check = Callable[[Checked], Iterator[Diagnostic]]


def _printed(node: object, section: str) -> Iterator[Printed]:
    """The words that come from records, without the notes among them."""
    for child in children(node):
        if isinstance(child, Note):
            continue
        origin = child.origin if isinstance(child, Words) else None  # a paragraph repeats that of its words
        if origin is not None:
            yield Printed(
                section, origin.record, origin.field, origin.language, _words(child).replace(NBSP, " ")
            )
        yield from _printed(child, section or (child.id if isinstance(child, Section) else ""))


def _words(node: object) -> str:
    """The words below a node without the marks of its notes."""
    if isinstance(node, Str):
        return node.text
    return "".join(_words(child) for child in children(node) if not isinstance(child, Note))
